package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line over the limit does not end the command; it is reported by its number. */
class LongLinesIT {
  private static final String LONG = "the cat sat on the mat and the cat sat on the mat";

  @TempDir private static Path folder;

  private record Outcome(int code, List<String> out, String err) {}

  @BeforeAll
  static void writeModelAndText() throws IOException {
    RandomModel.write(folder.resolve("model"), 3);
    Files.write(folder.resolve("text"), List.of("", "the cat", LONG, "", "a mat", LONG, "the"));
    Files.write(folder.resolve("other"), List.of("", LONG, "a", "", "a mat", LONG, "the"));
  }

  @Test
  void translateContinuesAndNamesEveryLongLine() {
    Outcome split = run("translate", model(), "--input", file("text"), "--max-source-length", "9");
    assertThat(split.code()).isZero();
    assertThat(split.err())
        .startsWith(
            """
            text, line 3: more than 9 pieces (--max-source-length); translated in parts (--long-input SPLIT)
            text, line 6: more than 9 pieces (--max-source-length); translated in parts (--long-input SPLIT)
            """);
    List<String> whole = run("translate", model(), "--input", file("text")).out();
    assertThat(split.out()).hasSize(7);
    for (int line : new int[] {0, 1, 3, 4, 6}) {
      assertThat(split.out().get(line)).isEqualTo(whole.get(line));
    }
    assertThat(split.out().get(2)).isNotEmpty().isEqualTo(split.out().get(5));
  }

  @Test
  void translationsThatTheLengthLimitCutsAreCounted() {
    String cut =
        "text: 5 translations reached the length limit and are cut there, the first on line 2;"
            + " --max-length-factor, --max-length-extra and --max-length set the limit\n";
    String never = "--end-bias=-1000"; // the model never ends
    assertThat(translate(never).err()).isEqualTo(cut);
    assertThat(
            run(
                    "evaluate",
                    model(),
                    "--source",
                    file("text"),
                    "--reference",
                    file("text"),
                    "--max-length=3",
                    never)
                .err())
        .contains(cut);
    assertThat(translate("--end-bias=1000").err()).isEmpty();
  }

  private static Outcome translate(String option) {
    return run("translate", model(), "--input", file("text"), "--max-length=3", option);
  }

  @Test
  void sentencesOfALineAreReportedByItsNumber() {
    Outcome outcome =
        run(
            "translate",
            model(),
            "--input",
            file("text"),
            "--by-sentence",
            "--max-source-length",
            "9");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).hasSize(7);
    assertThat(outcome.err()).contains("text, line 3: more", "text, line 6: more");
  }

  @Test
  void refusalNamesTheLineAndTheOptions() {
    Outcome outcome =
        run(
            "translate",
            model(),
            "--input",
            file("text"),
            "--max-source-length",
            "9",
            "--long-input",
            "REFUSE");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .matches(
            "thimble: text, line 3: \\d+ pieces, but --max-source-length is 9; raise it, or give"
                + " --long-input SPLIT\n");
  }

  @Test
  void scoreGivesNanToPairsThatAreTooLong() {
    String[] command = {"score", model(), "--source", file("text"), "--target", file("other")};
    Outcome outcome = run(with(command, "--max-source-length", "9"));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).hasSize(7);
    assertThat(outcome.err())
        .startsWith(
            """
            text and other, line 2: more than 9 pieces (--max-source-length); not scored
            text and other, line 3: more than 9 pieces (--max-source-length); not scored
            text and other, line 6: more than 9 pieces (--max-source-length); not scored
            7 lines,\
            """);
    List<String> whole = run(command).out();
    for (int line = 0; line < 7; line++) {
      boolean tooLong = line == 1 || line == 2 || line == 5;
      String expected = tooLong ? "nan\t0\tnan" : whole.get(line);
      assertThat(withoutPerplexity(outcome.out().get(line))).isEqualTo(withoutPerplexity(expected));
    }
    assertThat(run(with(command, "--max-source-length", "9", "--pieces")).out().get(1))
        .isEqualTo("nan\t0\tnan\t");
  }

  @Test
  void evaluateContinuesAndNamesEveryLongLine() {
    Outcome outcome =
        run(
            "evaluate",
            model(),
            "--source",
            file("text"),
            "--reference",
            file("other"),
            "--max-source-length",
            "9");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains("text, line 3: more than 9", "text, line 6: more than 9");
  }

  /* The last digits of a perplexity depend on the other texts of the batch. */
  private static String withoutPerplexity(String line) {
    return line.substring(0, line.lastIndexOf('\t'));
  }

  private static String[] with(String[] begun, String... more) {
    List<String> all = new ArrayList<>(List.of(begun));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String model() {
    return file("model");
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Outcome run(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    return new Outcome(run.code(), run.out().lines().toList(), run.err().replace(folder + "/", ""));
  }
}
