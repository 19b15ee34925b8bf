package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that name standard input, pipes or standard output, without native code. */
@Timeout(120)
final class StandardStreamsTest {
  private static final String TEXT = "the cat sat down\na dog came by\n";

  @TempDir private Path folder;
  private String text;

  @BeforeEach
  void writeText() throws IOException {
    text = Files.writeString(folder.resolve("text"), TEXT).toString();
  }

  @Test
  void hypothesesComeFromStandardInput() {
    CommandRun run =
        CommandRun.on(
            "the cat sat down\na dog\n",
            "evaluate",
            "--hypotheses=-",
            "--reference=" + text,
            "--metrics=exact",
            "--format=TSV");
    assertThat(run.out()).contains("standard input").contains("50.0");
    assertThat(run.code()).isZero();
  }

  @Test
  void systemMayBeNamedBeforeTheDash() {
    CommandRun run =
        CommandRun.on(
            TEXT, "evaluate", "--hypotheses=mine=-", "--reference=" + text, "--metrics=exact");
    assertThat(run.out()).contains("= 100.00");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void messageSaysStandardInput() {
    CommandRun run = CommandRun.on("", "evaluate", "--hypotheses=-", "--reference=" + text);
    assertThat(run)
        .isEqualTo(
            new CommandRun(1, "", "thimble: standard input is empty; there is nothing to score\n"));
  }

  @Test
  void reportReadsStandardInputTwice() throws IOException {
    Path page = folder.resolve("page.html");
    CommandRun run =
        CommandRun.on(
            "the heron sat down\na dog came by\n",
            "evaluate",
            "--hypotheses=-",
            "--reference=" + text,
            "--report=" + page);
    assertThat(run.err()).isEmpty();
    assertThat(page).content().contains("heron");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no process substitution")
  void reportReadsPipesTwiceAndLeavesNoTemporaryFile() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    ChildProcess run =
        ChildProcess.run(
            folder,
            "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir="
                + temporary
                + " \"$@\" evaluate --hypotheses <(echo heron) --reference <(echo gannet) --source"
                + " <(echo puffin) --report page.html --train-source <(echo puffin)");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("page.html"))
        .content()
        .contains("heron")
        .contains("gannet")
        .contains("puffin");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no limit of file sizes")
  void fullTemporaryFolderIsNamed() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    ChildProcess run =
        ChildProcess.run(
            folder,
            "ulimit -f 64; export JAVA_TOOL_OPTIONS='-XX:-UsePerfData -Djava.io.tmpdir="
                + temporary
                + "'; \"$@\" evaluate --hypotheses <(seq 30000) --reference <(seq 30000) --report"
                + " page.html");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "is read more than once, but the temporary folder "
                + temporary
                + " cannot hold a copy of it (");
    assertThat(temporary).isEmptyDirectory();
    assertThat(folder.resolve("page.html")).doesNotExist();
  }

  @Test
  void vocabularyIsTrainedOnStandardInput() {
    Path output = folder.resolve("vocabulary");
    CommandRun dash =
        CommandRun.on(TEXT, "vocab", "-", "--size=280", "--output=" + output, "--quiet");
    CommandRun file =
        CommandRun.of("vocab", text, "--size=280", "--output=" + output + ".2", "--quiet");
    assertThat(List.of(dash.code(), file.code())).as(dash.err()).containsExactly(0, 0);
    assertThat(output).hasSameBinaryContentAs(Path.of(output + ".2"));
  }

  @Test
  void optionsComeFromStandardInput() {
    CommandRun run =
        CommandRun.on(
            "--reference " + text + "\n--metrics exact\n",
            "evaluate",
            "--options=-",
            "--hypotheses=" + text);
    assertThat(run.out()).as(run.err()).contains("= 100.00");
  }

  @Test
  void faultIsReportedInStandardInput() {
    CommandRun run = CommandRun.on("--nonsense\n", "evaluate", "--options=-");
    assertThat(run.err()).contains("standard input, line 1: evaluate has no option --nonsense");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "evaluate --hypotheses=- --reference=-, --hypotheses, --reference",
    "evaluate --hypotheses=a=- --reference=/dev/stdin, --hypotheses, --reference",
    "evaluate --reference=- --reference=- --hypotheses=x, --reference, --reference",
    "evaluate --test-set=a --reference=- --hypotheses=x --test-set=b --reference=- --hypotheses=x,"
        + " --reference, --reference",
    "score model --source=- --target=/dev/fd/0, --source, --target",
    "train --train-source=- --train-target=x --dev-source=- --output=o --vocabulary=v,"
        + " --train-source, --dev-source",
    "vocab - /dev/stdin --output=o, TEXT, TEXT",
  })
  void secondStandardInputIsRefused(String command, String first, String second) {
    CommandRun run = CommandRun.on(TEXT, command.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElseThrow())
        .matches(
            "thimble: ("
                + first
                + " and "
                + second
                + "|"
                + second
                + " and "
                + first
                + ") both name standard input, which can be read only once; name a file for one of"
                + " them");
  }

  @Test
  void optionsAndTextCannotBothBeStandardInput() {
    CommandRun run = CommandRun.on("--beam-size 2\n", "translate", "model", "--options=-");
    assertThat(run)
        .isEqualTo(
            new CommandRun(
                2,
                "",
                "thimble: --options names standard input, which is the text to translate; give"
                    + " --input\n"));
  }

  @Test
  void dashAsANameIsNotStandardInput() {
    CommandRun run =
        CommandRun.on(
            TEXT,
            "evaluate",
            "--hypotheses=-",
            "--test-set=-",
            "--reference=" + text,
            "--metrics=exact");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "evaluate --hypotheses=x --reference=x --report=-, --report",
    "evaluate m --source=x --reference=x --output=/dev/stdout, --output",
    "vocab x --output=-, --output",
    "shortlist m --train-source=x --output=-, --output",
    "export m --output=-, --output",
  })
  void outputFileMustNotBeStandardOutput(String command, String option) {
    CommandRun run = CommandRun.of(command.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "thimble: "
                + option
                + " cannot be standard output, which has the command's other results; name a file"
                + " or a named pipe\n");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no /dev/stdout")
  void fileThatIsStandardOutputIsNotReplaced() throws Exception {
    ChildProcess run = ChildProcess.run(folder, "\"$@\" vocab text --output words > words");
    assertThat(run.err()).contains("--output cannot be standard output");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no process substitution")
  void outputGoesToAProcess() throws Exception {
    ChildProcess run =
        ChildProcess.run(
            folder, "\"$@\" vocab text --size 280 --quiet --output >(cat > words); sleep 1");
    assertThat(run).isEqualTo(new ChildProcess(0, "", ""));
    byte[] expected =
        BytePairTrainer.train(TEXT.lines().toList(), VocabularyConfig.defaults().withSize(280))
            .toBytes();
    assertThat(folder.resolve("words")).hasBinaryContent(expected);
  }
}
