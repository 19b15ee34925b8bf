package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the repository itself: the names at the top level, and the lengths of files. */
final class RepositoryTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path MAIN = ROOT.resolve("src/main/java");
  private static final int MAX_LINES = 400;
  private static final Set<String> TOP_LEVEL =
      Set.of(
          "pom.xml",
          "README.md",
          "LICENSE",
          "CHANGELOG.md",
          "src",
          "vocab",
          "checkpoints",
          "eval",
          "target");

  @Test
  void topLevelHoldsOnlyThePermittedNames() throws IOException {
    try (Stream<Path> entries = Files.list(ROOT)) {
      assertThat(entries.map(path -> path.getFileName().toString()))
          .filteredOn(name -> !name.startsWith("."))
          .isSubsetOf(TOP_LEVEL);
    }
  }

  @Test
  void everyPackageHasAPackageInfo() throws IOException {
    Set<Path> undescribed =
        files(MAIN, ".java").stream()
            .map(Path::getParent)
            .filter(folder -> !folder.equals(MAIN)) // of the module
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .map(MAIN::relativize)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(undescribed).isEmpty();
  }

  @Test
  void noSourceFileIsLongerThanFourHundredLines() throws IOException {
    assertThat(files(ROOT.resolve("src"), ".java"))
        .isNotEmpty()
        .allSatisfy(RepositoryTest::isNotTooLong);
    assertThat(files(ROOT.resolve("src"), ".torchscript"))
        .isNotEmpty()
        .allSatisfy(RepositoryTest::isNotTooLong);
  }

  /* Without block comments: the API's say everything that its users need, however long they get. */
  private static void isNotTooLong(Path file) throws IOException {
    assertThat(Files.readAllLines(file))
        .filteredOn(line -> !line.strip().startsWith("/*") && !line.strip().startsWith("*"))
        .hasSizeLessThanOrEqualTo(MAX_LINES);
  }

  private static List<Path> files(Path folder, String extension) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    }
  }
}
