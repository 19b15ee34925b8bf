package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands read TMX and XLIFF files. */
class BilingualCommandsTest {
  private static final String UNIT =
      "<tu><tuv xml:lang=\"en\"><seg>The cat <ph>{1}</ph>sleeps.</seg></tuv>"
          + "<tuv xml:lang=\"fr\"><seg>Le chat dort.</seg></tuv>%s</tu>";

  @TempDir private Path folder;
  private Path two;
  private Path three;

  @BeforeEach
  void writeFiles() throws IOException {
    two = file("two.tmx", "");
    three = file("three.tmx", "<tuv xml:lang=\"de\"><seg>Die Katze schläft.</seg></tuv>");
  }

  private Path file(String name, String third) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "<tmx version=\"1.4\"><header srclang=\"en\"/><body>"
            + UNIT.formatted(third).repeat(3)
            + "</body></tmx>");
  }

  @Test
  void sidesOfATestSetAreEvaluated() {
    for (Path file : new Path[] {two, three}) {
      CommandRun run =
          CommandRun.of(
              "evaluate",
              "--hypotheses=" + file,
              "--reference=" + file,
              "--source=" + file,
              "--report=" + folder.resolve("page.html"),
              "--languages=en-fr",
              "--metrics=exact",
              "--train-source=" + file);
      assertThat(run.out()).as(run.err()).contains("= 100.00");
      assertThat(folder.resolve("page.html"))
          .content()
          .contains("The cat sleeps.")
          .contains("Le chat dort.")
          .doesNotContain("Katze");
    }
  }

  @Test
  void unclearLanguagesAreAskedFor() {
    CommandRun run = CommandRun.of("evaluate", "--hypotheses=" + three, "--reference=" + three);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("three.tmx, line 1: it has more than two languages")
        .contains("choose source and target (--languages en-fr)");
  }

  @Test
  void vocabularyIsTrainedOnBothSides() {
    CommandRun run =
        CommandRun.of(
            "vocab", two.toString(), "--size=280", "--output=" + folder.resolve("vocabulary"));
    assertThat(run.err()).contains("280 pieces from 3 lines");
  }

  @Test
  void memoryIsCleaned() {
    CommandRun run =
        CommandRun.of(
            "clean",
            "--source=" + three,
            "--languages=de-fr",
            "--output=" + folder.resolve("clean.tsv"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("clean.tsv")).hasContent("Die Katze schläft.\tLe chat dort.\n");
  }

  @Test
  void fileOfBothSidesIsRefusedAsOneSide() {
    CommandRun run =
        CommandRun.of(
            "clean",
            "--source=" + two,
            "--target=" + two,
            "--output=" + folder.resolve("clean.tsv"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("two.tmx is a TMX file (translation memory), not plain text");
  }
}
