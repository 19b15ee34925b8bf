package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error rates, and references whose number varies from line to line. */
final class ErrorRateCommandsTest {
  @TempDir private Path folder;

  @Test
  void referencesOfALineMayVaryInNumber() throws IOException {
    write("phonemes", "T EY1", "R OW1 Z", "K AE1 T");
    write("pronunciations", "T AH0\tT EY1\t", "R OW1 S", "\tK AH0 T\tK AE1 D S");
    CommandRun result =
        run(
            "evaluate",
            "--hypotheses=phonemes",
            "--references-tsv=pronunciations",
            "--metrics=wer,exact");
    assertThat(result)
        .isEqualTo(
            new CommandRun(
                0,
                """
                WER|nrefs:var|case:mixed = 25.00 (errors = 2 ref_len = 8)
                exact|nrefs:var|case:mixed = 33.33 (1 of 3)
                """,
                ""));
  }

  @Test
  void referencesOfAllFilesCount() throws IOException {
    write("hypothesis", "a b", "", "c");
    write("one", "a", "x", "c d");
    write("more", "a b\ta c", "", "d");
    assertThat(
            run(
                    "evaluate",
                    "--hypotheses=hypothesis",
                    "--references-tsv=more",
                    "--reference=one",
                    "--metrics=exact,cer")
                .out())
        .isEqualTo(
            """
            exact|nrefs:var|case:mixed = 66.67 (2 of 3)
            CER|nrefs:var|case:mixed = 25.00 (errors = 1 ref_len = 4)
            """);
  }

  @Test
  void errorRatesHaveIntervalsTestsAndAPage() throws IOException {
    write("long", "the cat sat down\n".repeat(50).strip());
    write("worse", "the cat sat\n".repeat(50).strip());
    write("table", "the cat sat down\tthe cat sat up now\n".repeat(50).strip());
    CommandRun result =
        run(
            "compare",
            "--hypotheses=base=long",
            "--hypotheses=worse=worse",
            "--references-tsv=table",
            "--metrics=wer,cer",
            "--test=randomization",
            "--trials=200",
            "--resamples=20",
            "--report=" + folder.resolve("page.html"));
    assertThat(result.out())
        .contains("base    0.00 ± 0.00")
        .containsPattern("worse   25.00 ± 0.00 \\(p = 0.0050\\)\\*  31.25 ± 0.00")
        .contains("WER|nrefs:2|ar:200|seed:12345|case:mixed\n");
    assertThat(folder.resolve("page.html"))
        .content()
        .contains("<dt>reference 2</dt><dd dir=\"auto\">the cat sat up now</dd>")
        .contains("<th scope=\"col\">WER</th>");
  }

  @Test
  void wordErrorsOfScriptsWithoutSpacesNeedCharacters() throws IOException {
    write("zh", "今天下午我们去公园散步。", "明天会下雨吗？");
    assertThat(run("evaluate", "--hypotheses=zh", "--reference=zh", "--metrics=wer,cer").err())
        .isEqualTo(
            "thimble: warning: zh: whole phrases count as one word in wer; use --metrics cer\n");
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(String.join("\n", lines)));
  }

  /** Runs a command; file names are relative to the folder, in messages too. */
  private CommandRun run(String... arguments) {
    CommandRun run =
        CommandRun.of(
            Arrays.stream(arguments)
                .map(
                    argument ->
                        argument.replaceFirst(
                            "^(--(?:hypotheses|reference|references-tsv)=(?:\\w+=)?)(.+)$",
                            "$1" + folder + "/$2"))
                .toArray(String[]::new));
    return new CommandRun(run.code(), run.out(), run.err().replace(folder + "/", ""));
  }
}
