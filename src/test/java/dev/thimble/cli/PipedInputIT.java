package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands with a model read pipes and standard input like files. */
@Timeout(120)
class PipedInputIT {
  private static final String TEXT = "the cat sat\non the mat\n";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("text"), TEXT);
    RandomModel.write(folder.resolve("a"), 3);
    RandomModel.write(folder.resolve("b"), 4);
  }

  @Test
  void standardInputIsTranslated() {
    CommandRun dash = CommandRun.on(TEXT, "translate", file("a"), "--input=-");
    CommandRun named = CommandRun.of("translate", file("a"), "--input=" + file("text"));
    assertThat(dash.code()).isZero();
    assertThat(dash.out()).isNotBlank().isEqualTo(named.out());
  }

  @Test
  void standardInputIsScored() {
    CommandRun dash = CommandRun.on(TEXT, "score", file("a"), "--source=-", target());
    CommandRun named = CommandRun.of("score", file("a"), "--source=" + file("text"), target());
    assertThat(dash.code()).as(dash.err()).isZero();
    assertThat(logProbs(dash)).hasSize(2);
    assertThat(logProbs(dash)[0]).isCloseTo(logProbs(named)[0], within(1e-3));
    assertThat(logProbs(dash)[1]).isCloseTo(logProbs(named)[1], within(1e-3));
  }

  private static double[] logProbs(CommandRun run) {
    return run.out()
        .lines()
        .mapToDouble(line -> Double.parseDouble(line.split("\t", -1)[0]))
        .toArray();
  }

  @Test
  void lengthOfStandardInputIsNamed() {
    CommandRun run = CommandRun.on("one\n", "score", file("a"), "--source=-", target());
    assertThat(run.err())
        .contains("thimble: " + file("text") + " has 2 lines, but standard input has 1");
  }

  /* Three passes: a translation by each model, and the scoring. */
  @Test
  void twoModelsTranslateOneStandardInput() {
    CommandRun dash = CommandRun.on(TEXT, evaluate("-"));
    CommandRun named = CommandRun.of(evaluate(file("text")));
    assertThat(dash.code()).as(dash.err()).isZero();
    assertThat(dash.out()).isEqualTo(named.out());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no named pipes in folders")
  void twoModelsTranslateOnePipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "cat '" + file("text") + "' > '" + pipe + "'").start();
    CommandRun piped = CommandRun.of(evaluate(pipe.toString()));
    assertThat(writer.waitFor()).isZero();
    assertThat(piped.code()).as(piped.err()).isZero();
    assertThat(piped.out()).isEqualTo(CommandRun.of(evaluate(file("text"))).out());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no named pipes in folders")
  void shortlistInAPipeServesAllModels() throws Exception {
    Files.writeString(folder.resolve("pairs"), "the cat\tun chat\non the mat\tsur le tapis\n");
    CommandRun made =
        CommandRun.of(
            "shortlist",
            file("a"),
            "--train-source=" + file("pairs"),
            "--output=" + folder.resolve("shortlist"));
    assertThat(made.code()).as(made.err()).isZero();
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("cp", folder.resolve("shortlist").toString(), pipe.toString()).start();
    CommandRun piped = CommandRun.of(withShortlist(pipe.toString()));
    assertThat(writer.waitFor()).isZero();
    assertThat(piped.code()).as(piped.err()).isZero();
    assertThat(piped.out()).isEqualTo(CommandRun.of(withShortlist(file("shortlist"))).out());
    assertThat(piped.out())
        .isEqualTo(
            CommandRun.on(Files.readString(folder.resolve("shortlist")), withShortlist("-")).out());
  }

  private String[] withShortlist(String input) {
    return Stream.concat(Stream.of(evaluate(file("text"))), Stream.of("--shortlist=" + input))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdin"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no /dev/stdin")
  void bothSidesTakeOneVocabularyFromStandardInput(String vocabulary) throws Exception {
    Files.writeString(folder.resolve("pairs"), "the cat\tun chat\n");
    ChildProcess run =
        ChildProcess.run(
            folder,
            "cat a/vocabulary.model | \"$@\" train --train-source pairs --dev-source pairs"
                + " --embedding-size 4 --encoder-size 4 --decoder-size 4 --max-updates 1 --output"
                + " run --vocabulary "
                + vocabulary);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("run/best/vocabulary.model"))
        .hasSameBinaryContentAs(folder.resolve("a/vocabulary.model"));
  }

  @Test
  void manifestHasTheHashOfStandardInput() throws Exception {
    String pairs = "the cat\tun chat\non the mat\tnoir\n";
    Path dev = Files.writeString(folder.resolve("dev"), pairs);
    CommandRun run =
        CommandRun.on(
            pairs,
            "train",
            "--train-source=-",
            "--dev-source=" + dev,
            "--vocabulary=" + folder.resolve("a").resolve("vocabulary.model"),
            "--embedding-size=4",
            "--encoder-size=4",
            "--decoder-size=4",
            "--max-updates=1",
            "--output=" + file("run"));
    assertThat(run.code()).as(run.err()).isZero();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(pairs.getBytes(StandardCharsets.UTF_8));
    assertThat(ModelFolder.read(folder.resolve("run/best")).provenance().data().get(0))
        .hasToString(
            "DataFile[role=train, name=standard input, sha256="
                + HexFormat.of().formatHex(hash)
                + ", lines=2]");
  }

  private String[] evaluate(String source) {
    return new String[] {
      "evaluate",
      "a=" + file("a"),
      "b=" + file("b"),
      "--source=" + source,
      "--reference=" + file("text")
    };
  }

  private String target() {
    return "--target=" + file("text");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
