package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From text to score by the commands a user types. */
class CommandLineIT {
  private static final String[] SMALL = {
    "--embedding-size",
    "8",
    "--encoder-size",
    "12",
    "--decoder-size",
    "12",
    "--max-tokens",
    "100",
    "--threads",
    "1",
    "--seed",
    "3"
  };

  @TempDir private static Path folder;

  @BeforeAll
  static void writeACorpusAndTrain() throws IOException {
    Random random = new Random(1);
    for (String name : List.of("train", "dev")) {
      List<String> lines =
          IntStream.range(0, name.equals("dev") ? 20 : 200)
              .mapToObj(
                  i ->
                      random
                          .ints(1 + random.nextInt(5), 0, 10)
                          .mapToObj(String::valueOf)
                          .collect(Collectors.joining(" ")))
              .toList();
      Files.write(folder.resolve(name + ".en"), lines);
      Files.write(folder.resolve(name + ".fr"), lines);
    }
    assertThat(
            run(
                "vocab",
                file("train.en"),
                file("train.fr"),
                "--size",
                "280",
                "--output",
                file("joint.model")))
        .isEqualTo(new Result(0, ""));
    assertThat(train("run", "--max-updates", "20").code()).isZero();
  }

  @Test
  void trainingLeavesTwoModelsALogAndAPlot() {
    assertThat(folder.resolve("run/best/manifest.json")).exists();
    assertThat(folder.resolve("run/last/training.safetensors")).exists();
    assertThat(folder.resolve("run/log.jsonl")).exists();
    assertThat(folder.resolve("run/training.png")).exists();
  }

  @Test
  void translatingKeepsLineForLine() {
    Result result = runWith("1 2\n\n3\n", "translate", file("run/best"), "--beam-size", "2");
    assertThat(result.code()).isZero();
    assertThat(result.out().split("\n", -1)).hasSize(4);
    assertThat(result.out().split("\n", -1)[1]).isEmpty();
  }

  @Test
  void nBestLinesNameNumberAndScore() {
    Result result =
        runWith("1 2\n", "translate", file("run/best"), "--beam-size", "3", "--n-best", "3");
    assertThat(result.out().lines()).hasSize(3).allMatch(line -> line.matches("1\t-?[0-9.]+\t.*"));
  }

  @Test
  void everyWayToDecodeIsAnOption() {
    for (String options :
        List.of(
            "--sample --temperature 0.5 --top-k 9 --top-p 0.9 --seed 4",
            "--sample --ranking MBR_CHRF --candidates 6",
            "--beam-size 4 --beam-groups 2 --diversity 0.5 --stopping ALL_FINISHED",
            "--length-penalty-kind REWARD --length-penalty 0.3 --end-bias -1",
            "--min-length 2 --min-length-factor 0.5 --max-length 9 --no-repeat-ngram 2",
            "--repetition-penalty 1.5 --suppress 1 --suppress-piece 2 --prefix 3 --keep-symbols",
            "--ensemble-with " + file("run/last") + " --ensemble-weights 1,2",
            "--ensemble-with " + file("run/last") + " --ensemble-mean LOG_PROBABILITIES")) {
      List<String> arguments = new ArrayList<>(List.of("translate", file("run/best")));
      arguments.addAll(List.of(options.split(" ")));
      Result result = runWith("1 2\n\n3\n", arguments.toArray(String[]::new));
      assertThat(result.code()).as(options).isZero();
      assertThat(result.out().split("\n", -1)).as(options).hasSize(4);
    }
  }

  @Test
  void decodingOptionsReachTheDecoder() {
    assertThat(runWith("1 2\n", "translate", file("run/best"), "--prefix", "7 8").out())
        .startsWith("7 8");
    String[] sample = {"translate", file("run/best"), "--sample", "--n-best", "3", "--seed", "1"};
    String drawn = runWith("1 2\n", sample).out();
    assertThat(drawn.lines()).hasSize(3);
    assertThat(runWith("1 2\n", sample).out()).isEqualTo(drawn);
    sample[6] = "2";
    assertThat(runWith("1 2\n", sample).out()).isNotEqualTo(drawn);
  }

  @Test
  void scoringACorpusGivesALineForEachPair() {
    Result result =
        run(
            "score",
            file("run/best"),
            "--source",
            file("dev.en"),
            "--target",
            file("dev.fr"),
            "--pieces");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .hasSize(20)
        .allMatch(line -> line.matches("-[0-9.]+\t[0-9]+\t[0-9.]+\t.* </s>:-[0-9.]+"));
    assertThat(
            run("score", file("run/best"), "--source", file("dev.en"), "--target", file("train.fr"))
                .code())
        .isEqualTo(1);
  }

  @Test
  void soakFindsEveryTranslationAsItWasAlone() {
    Result result =
        run("soak", file("run/best"), "--input", file("dev.en"), "--translations", "300");
    assertThat(result.out()).contains("0 of 300 translations differ");
    assertThat(result.code()).isZero();
  }

  @Test
  void evaluatingPrintsScoresWithSignatures() {
    Result result =
        run(
            "evaluate",
            file("run/best"),
            "--source",
            file("dev.en"),
            "--reference",
            file("dev.fr"));
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("sentences/s")
        .contains("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = ")
        .contains("chrF2++|");
  }

  @Test
  void hypothesesAreScoredWithoutAModel() {
    Result result =
        run(
            "evaluate",
            "--hypotheses",
            file("dev.en"),
            "--reference",
            file("dev.fr"),
            "--tokenize",
            "char");
    assertThat(result.out()).contains("tok:char").contains("= 100.00 100.0/");
  }

  @Test
  void infoTellsShapeAndOrigin() {
    Result result = run("info", file("run/best"));
    assertThat(result.out())
        .contains("LSTM")
        .contains("encoder: 1 layer(s) of 12, both directions")
        .contains("train.en, 200 lines")
        .contains("max-tokens=100");
  }

  @Test
  void exportedModelTranslatesAsBefore() {
    assertThat(run("export", file("run/best"), "--output", file("shipped")).code()).isZero();
    assertThat(folder.resolve("shipped/training.safetensors")).doesNotExist();
    assertThat(runWith("1 2\n", "translate", file("shipped")).out())
        .isEqualTo(runWith("1 2\n", "translate", file("run/best")).out());
    assertThat(run("export", file("run/best"), "--output", file("shipped")).code()).isEqualTo(2);
  }

  @Test
  void exportedWeightsComeBackAsTheSameModel() {
    String weights = file("weights.safetensors");
    assertThat(
            run("export", file("run/best"), "--format", "safetensors", "--output", weights).code())
        .isZero();
    assertThat(importing(weights, "imported", "8").code()).isZero();
    assertThat(runWith("1 2\n", "translate", file("imported")).out())
        .isEqualTo(runWith("1 2\n", "translate", file("run/best")).out());
    assertThat(importing(weights, "other", "9").code()).isEqualTo(1);
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void programForLibtorchHoldsOnlyFloat32() {
    assertThat(exportingProgram("FLOAT16").code()).isEqualTo(2);
    assertThat(folder.resolve("model.pt")).doesNotExist();
    assertThat(exportingProgram("FLOAT32").code()).isZero();
    assertThat(folder.resolve("model.pt")).isNotEmptyFile();
  }

  @Test
  void optionsMayComeFromAFile() throws IOException {
    Path yaml = Files.writeString(folder.resolve("o.yaml"), "embedding-size: 9\nmax-updates: 2\n");
    assertThat(train("yaml", "--options", yaml.toString()).code()).isZero();
    assertThat(run("info", file("yaml/last")).out())
        .contains("embeddings: 8") // the command line goes before
        .contains("trained: 2 updates");
    Path wrong = Files.writeString(folder.resolve("o.properties"), "embeding-size=9\n");
    assertThat(train("wrong", "--options", wrong.toString()).code()).isEqualTo(2);
  }

  @Test
  void wrongUsageIsTwoAndFailureIsOne() {
    assertThat(run().code()).isEqualTo(2);
    assertThat(run("translate").code()).isEqualTo(2);
    assertThat(run("translate", file("run/best"), "--beam-size", "0").code()).isEqualTo(2);
    assertThat(run("translate", file("run/best"), "--workers", "0").code()).isEqualTo(2);
    assertThat(run("translate", file("run/best"), "--top-p", "2", "--sample").code()).isEqualTo(2);
    assertThat(run("translate", file("run/best"), "--ensemble-weights", "1,2").code()).isEqualTo(2);
    for (String ignored :
        List.of(
            "--top-k 3",
            "--seed 3",
            "--sample --beam-size 3",
            "--candidates 3",
            "--ranking MBR_BLEU --beam-size 1")) {
      List<String> arguments = new ArrayList<>(List.of("translate", file("run/best")));
      arguments.addAll(List.of(ignored.split(" ")));
      assertThat(run(arguments.toArray(String[]::new)).code()).as(ignored).isEqualTo(2);
    }
    assertThat(run("soak", file("run/best"), "--input", "x", "--callers", "0").code()).isEqualTo(2);
    assertThat(run("evaluate", file("run/best"), "--reference", file("dev.fr")).code())
        .isEqualTo(2);
    assertThat(train("run").code()).isEqualTo(2); // holds a run already
    assertThat(train("new", "--learning-rate", "-1").code()).isEqualTo(2);
    assertThat(train("new", "--encoder-layers", "9").code()).isEqualTo(2);
    assertThat(train("new", "--max-length", "0").code()).isEqualTo(2);
    assertThat(run("vocab", file("dev.en"), "--output", file("v"), "--size", "0").code())
        .isEqualTo(2);
    assertThat(run("translate", file("none")).code()).isEqualTo(1);
    assertThat(run("info", file("dev.en")).code()).isEqualTo(1);
    assertThat(
            run("evaluate", "--hypotheses", file("train.en"), "--reference", file("dev.fr")).code())
        .isEqualTo(1);
  }

  @Test
  void everyCommandHelpsWithAnExample() {
    for (String command :
        List.of(
            "vocab",
            "train",
            "translate",
            "score",
            "soak",
            "evaluate",
            "export",
            "import",
            "info",
            "bench",
            "shortlist")) {
      Result result = run(command, "--help");
      assertThat(result.code()).isZero();
      assertThat(result.out()).contains("Example").contains("thimble " + command);
    }
  }

  @Test
  void killedProcessResumesToTheFilesOfAnUnbrokenRun() throws Exception {
    String[] options = {"--max-updates", "60", "--evaluate-every", "20", "--save-every", "7"};
    assertThat(train("whole", options).code()).isZero();
    Process process = start(trainArguments("cut", options));
    waitFor(process, folder.resolve("cut/last/training.safetensors"));
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    assertThatResumingGives("whole", "cut", options);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send")
  void processThatASignalStopsHasSavedItsLastUpdate() throws Exception {
    String[] options = {"--max-updates", "1500", "--max-epochs", "1000", "--evaluate-every", "300"};
    Process process = start(trainArguments("stopped", options));
    waitFor(process, folder.resolve("stopped/log.jsonl"));
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    String log = Files.readString(folder.resolve("process.log"));
    assertThat(log).contains("a signal stopped it").doesNotContain("fatal error");
    assertThat(folder.resolve("stopped/last"))
        .isNotEmptyDirectory(); // nothing else saves that early
    assertThat(train("unstopped", options).code()).isZero();
    assertThatResumingGives("unstopped", "stopped", options);
  }

  private static void waitFor(Process process, Path file) throws InterruptedException {
    while (process.isAlive() && !Files.exists(file)) {
      Thread.sleep(20);
    }
  }

  private static void assertThatResumingGives(String whole, String cut, String... options)
      throws IOException {
    String[] resumed =
        Stream.concat(Arrays.stream(options), Stream.of("--resume")).toArray(String[]::new);
    assertThat(train(cut, resumed).code()).isZero();
    for (String name : List.of("last/weights.safetensors", "best/weights.safetensors")) {
      assertThat(
              Files.mismatch(
                  folder.resolve(cut).resolve(name), folder.resolve(whole).resolve(name)))
          .as(name)
          .isEqualTo(-1);
    }
    assertThat(withoutSeconds(cut + "/log.jsonl")).isEqualTo(withoutSeconds(whole + "/log.jsonl"));
  }

  private static List<String> withoutSeconds(String log) throws IOException {
    return Files.readAllLines(folder.resolve(log)).stream()
        .map(line -> line.replaceAll("\"seconds\":[0-9.]+", ""))
        .toList();
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.thimble.cli.Thimble"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("process.log").toFile())
        .start();
  }

  private static Result train(String output, String... more) {
    return run(trainArguments(output, more).toArray(new String[0]));
  }

  private static List<String> trainArguments(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source",
                file("train.en"),
                "--train-target",
                file("train.fr"),
                "--dev-source",
                file("dev.en"),
                "--dev-target",
                file("dev.fr"),
                "--vocabulary",
                file("joint.model"),
                "--output",
                file(output)));
    arguments.addAll(Arrays.asList(SMALL));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  private record Result(int code, String out) {}

  private static Result importing(String weights, String output, String embeddingSize) {
    return run(
        "import",
        weights,
        "--vocabulary",
        file("joint.model"),
        "--output",
        file(output),
        "--embedding-size",
        embeddingSize,
        "--encoder-size",
        "12",
        "--decoder-size",
        "12");
  }

  private static Result exportingProgram(String precision) {
    return run(
        "export",
        file("run/best"),
        "--format",
        "torchscript",
        "--weights",
        precision,
        "--output",
        file("model.pt"));
  }

  private static Result run(String... arguments) {
    return runWith("", arguments);
  }

  private static synchronized Result runWith(String input, String... arguments) {
    PrintStream out = System.out;
    InputStream in = System.in;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      int code = Thimble.run(arguments);
      return new Result(code, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setIn(in);
    }
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
