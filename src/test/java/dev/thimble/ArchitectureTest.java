package dev.thimble;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  private static final Set<String> ALL_BELOW_5 =
      Set.of(
          "vocabulary",
          "text",
          "natives",
          "metric",
          "sentencepiece",
          "corpus",
          "search",
          "report",
          "model",
          "checkpoint",
          "training",
          "translation");

  /**
   * Each package, its floor, and the packages of Thimble that it may import beside the foundation.
   */
  private static final List<Floor> FLOORS =
      List.of(
          new Floor(-1, FOUNDATION, Set.of()),
          new Floor(0, "vocabulary", Set.of()),
          new Floor(0, "text", Set.of()),
          // natives: sentencepiece and model both load native code, and may not import each other
          new Floor(0, "natives", Set.of()),
          new Floor(1, "metric", Set.of("text")),
          new Floor(1, "sentencepiece", Set.of("vocabulary", "natives")),
          new Floor(1, "corpus", Set.of("vocabulary", "text")),
          new Floor(1, "search", Set.of("vocabulary")),
          new Floor(2, "report", Set.of("metric")),
          new Floor(2, "model", Set.of("vocabulary", "corpus", "search", "natives")),
          new Floor(3, "checkpoint", Set.of("model", "vocabulary", "sentencepiece", "text")),
          new Floor(4, "training", Set.of("corpus", "model", "checkpoint", "natives")),
          new Floor( // metric: the utility of minimum-Bayes-risk choice
              4,
              "translation",
              Set.of(
                  "vocabulary",
                  "natives",
                  "text",
                  "corpus",
                  "search",
                  "model",
                  "checkpoint",
                  "metric")),
          new Floor(5, "bench", ALL_BELOW_5),
          new Floor(5, "spark", ALL_BELOW_5),
          new Floor(6, "cli", union(ALL_BELOW_5, Set.of("bench", "spark"))));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.thimble");

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
            .collect(Collectors.toSet());

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
  void djlIsImportedByModelTrainingAndSentencepieceAlone() {
    onlyIn("ai.djl..", "model", "training", "sentencepiece");
  }

  @Test
  void sentencePieceIsImportedBySentencepieceAlone() {
    onlyIn("ai.djl.sentencepiece..", "sentencepiece");
  }

  @Test
  void sparkIsImportedBySparkAlone() {
    onlyIn("org.apache.spark..", "spark");
  }

  @Test
  void commandLineLibraryIsImportedByCliAlone() {
    onlyIn("picocli..", "cli");
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

  private static Set<String> union(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
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
