package dev.thimble;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Checks the table of packages: imports go to lower floors only, and DJL stays in three packages.
 */
final class ArchitectureTest {
  private static final String ROOT = "dev.thimble.";

  /**
   * The package below all floors, for argument checks and atomic files. Every package may import
   * it; no row names it.
   */
  private static final String FOUNDATION = "integrity";

  /** A row of the map's table: floor, package, what it holds, what it may import. */
  private static final Pattern ROW =
      Pattern.compile("\\| (-?\\d) \\| `(\\w+)` \\|[^|]*\\| ?([^|]*?) ?\\|");

  private static final Pattern NAME = Pattern.compile("\\w+");

  /**
   * Each package, its floor, and all it may import of Thimble's own beside the foundation: the
   * table of the map.
   */
  private static final List<Floor> FLOORS = floors(Path.of("src/site/markdown/architecture.md"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.thimble");

  @Test
  void mapNamesEveryPackage() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/thimble"))) {
      assertThat(FLOORS)
          .extracting(Floor::name)
          .containsExactlyInAnyOrderElementsOf(
              folders.map(folder -> folder.getFileName().toString()).toList());
    }
  }

  @ParameterizedTest
  @FieldSource("FLOORS")
  void packageImportsOnlyWhatItsRowNames(Floor floor) {
    String[] permitted =
        Stream.concat(Stream.of(floor.name(), FOUNDATION), floor.imports().stream())
            .map(ArchitectureTest::packageOf)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(packageOf(floor.name()))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".").and(resideOutsideOfPackages(permitted)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @FieldSource("FLOORS")
  void rowNamesOnlyLowerFloors(Floor floor) {
    Set<String> lower =
        FLOORS.stream()
            .filter(other -> other.number() < floor.number())
            .map(Floor::name)
            .collect(toSet());

    assertThat(floor.imports()).isSubsetOf(lower);
  }

  @Test
  void everyClassLivesOnAFloor() {
    classes()
        .should()
        .resideInAnyPackage(packagesOf(FLOORS.stream().map(Floor::name)))
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  // A class that does not import ai.djl cannot use it in a signature either.
  @Test
  void djlIsImportedByModelTrainingSentencepieceAndItsAdapterAlone() {
    onlyIn("ai.djl..", "model", "training", "sentencepiece", "djl");
  }

  @Test
  void sentencePieceIsImportedBySentencepieceAlone() {
    onlyIn("ai.djl.sentencepiece..", "sentencepiece");
  }

  @Test
  void commandLineLibraryIsImportedByCliAlone() {
    onlyIn("picocli..", "cli");
  }

  @Test
  void librariesThatApplicationsDoNotGetAreImportedByReportAlone() {
    onlyIn("me.tongfei..", "report");
    onlyIn("org.knowm..", "report");
    onlyIn("java.awt..", "report");
  }

  @Test
  void metricsOfAServiceAreImportedByMicrometerAlone() {
    onlyIn("io.micrometer..", "micrometer");
  }

  @Test
  void sparkIsImportedBySparkAlone() {
    onlyIn("org.apache.spark..", "spark");
    onlyIn("org.apache.hadoop..", "spark");
    onlyIn("scala..", "spark");
  }

  @Test
  void processIsTunedByCliAlone() {
    onlyIn("com.sun.jna..", "cli");
  }

  @Test
  void standardStreamsAreUsedByCliAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("cli"))
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  // Object.wait would keep the carrier of a virtual thread until JDK 24.
  @Test
  void callersNeverWaitInAMonitor() {
    noClasses()
        .that()
        .resideInAPackage(packageOf("translation"))
        .should()
        .callMethodWhere(target(owner(type(Object.class))).and(target(name("wait"))))
        .check(CLASSES);
  }

  @Test
  void noClassHasAVagueName() {
    noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?)($|\\$.*)").check(CLASSES);
  }

  private static void onlyIn(String library, String... packages) {
    noClasses()
        .that(
            resideInAPackage(ROOT + ".")
                .and(resideOutsideOfPackages(packagesOf(Stream.of(packages)))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static String[] packagesOf(Stream<String> names) {
    return names.map(ArchitectureTest::packageOf).toArray(String[]::new);
  }

  private static List<Floor> floors(Path map) {
    try (Stream<String> lines = Files.lines(map)) {
      List<Floor> floors = new ArrayList<>();
      for (MatchResult row : lines.flatMap(line -> ROW.matcher(line).results()).toList()) {
        int number = Integer.parseInt(row.group(1));
        Set<String> imports =
            row.group(3).equals("all below")
                ? below(number, floors)
                : NAME.matcher(row.group(3)).results().map(MatchResult::group).collect(toSet());
        floors.add(new Floor(number, row.group(2), imports));
      }
      return floors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> below(int number, List<Floor> floors) {
    return floors.stream().filter(f -> f.number() < number).map(Floor::name).collect(toSet());
  }

  private static String packageOf(String name) {
    return ROOT + name + "..";
  }

  private record Floor(int number, String name, Set<String> imports) {
    @Override
    public String toString() {
      return name;
    }
  }
}
