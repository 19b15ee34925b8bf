package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
            CommandRun.of(
                "vocab",
                file("train.en"),
                file("train.fr"),
                "--size",
                "280",
                "--output",
                file("joint.model")))
        .matches(result -> result.code() == 0 && result.out().isEmpty());
    assertThat(train("run", "--max-updates", "20").code()).isZero();
  }

  @Test
  void trainingWritesTwoModelsALogAndAPlot() {
    assertThat(folder.resolve("run/best/manifest.json")).exists();
    assertThat(folder.resolve("run/last/training.safetensors")).exists();
    assertThat(folder.resolve("run/log.jsonl")).exists();
    assertThat(folder.resolve("run/training.png")).exists();
  }

  @Test
  void evaluatingPrintsScoresWithSignatures() {
    CommandRun result =
        CommandRun.of(
            "evaluate",
            file("run/best"),
            "--source",
            file("dev.en"),
            "--reference",
            file("dev.fr"));
    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("sentences/s");
    assertThat(result.out())
        .contains("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = ")
        .contains("chrF2++|");
  }

  @Test
  void hypothesesAreScoredWithoutAModel() {
    CommandRun result =
        CommandRun.of(
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
  void infoPrintsShapeAndOrigin() {
    CommandRun result = CommandRun.of("info", file("run/best"));
    assertThat(result.out())
        .contains("LSTM")
        .contains("encoder: 1 layer(s) of 12, both directions")
        .contains("train.en, 200 lines")
        .contains("max-tokens=100");
  }

  @Test
  void exportedModelTranslatesAsBefore() {
    assertThat(CommandRun.of("export", file("run/best"), "--output", file("shipped")).code())
        .isZero();
    assertThat(folder.resolve("shipped/training.safetensors")).doesNotExist();
    assertThat(CommandRun.on("1 2\n", "translate", file("shipped")).out())
        .isEqualTo(CommandRun.on("1 2\n", "translate", file("run/best")).out());
    assertThat(CommandRun.of("export", file("run/best"), "--output", file("shipped")).code())
        .isEqualTo(2);
  }

  @Test
  void averageOfModelsTranslatesAndNamesThem() {
    assertThat(
            CommandRun.of(
                "average", file("run/best"), file("run/last"), "--output", file("averaged")))
        .isEqualTo(new CommandRun(0, "", ""));
    assertThat(CommandRun.on("1 2\n", "translate", file("averaged")).code()).isZero();
    assertThat(CommandRun.of("info", file("averaged")).out())
        .contains("average=" + file("run/best") + " (update ");
    String[] again = {"average", file("run/best"), file("run/last"), "--output", file("averaged")};
    assertThat(CommandRun.of(again).err()).contains("exists already; --overwrite replaces it");
    CommandRun one = CommandRun.of("average", file("run/best"), "--output", file("one"));
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("needs at least two models; given is only " + file("run/best"));
  }

  @Test
  void exportedWeightsComeBackAsTheSameModel() {
    String weights = file("weights.safetensors");
    assertThat(
            CommandRun.of(
                    "export", file("run/best"), "--format", "safetensors", "--output", weights)
                .code())
        .isZero();
    assertThat(importing(weights, "imported", "8").code()).isZero();
    assertThat(CommandRun.on("1 2\n", "translate", file("imported")).out())
        .isEqualTo(CommandRun.on("1 2\n", "translate", file("run/best")).out());
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
    Path file =
        Files.writeString(folder.resolve("o.options"), "--embedding-size 9\n--max-updates 2\n");
    assertThat(train("file", "--options", file.toString()).code()).isZero();
    assertThat(CommandRun.of("info", file("file/last")).out())
        .contains("embeddings: 8") // the command line takes precedence
        .contains("trained: 2 updates");
    Path wrong = Files.writeString(folder.resolve("w.options"), "--embeding-size 9\n");
    assertThat(train("wrong", "--options", wrong.toString()).code()).isEqualTo(2);
  }

  @Test
  void wrongUsageIsTwoAndFailureIsOne() {
    assertThat(CommandRun.of().code()).isEqualTo(2);
    assertThat(CommandRun.of("translate").code()).isEqualTo(2);
    assertThat(CommandRun.of("evaluate", file("run/best"), "--reference", file("dev.fr")).code())
        .isEqualTo(2);
    assertThat(train("run").code()).isEqualTo(2); // holds a run already
    assertThat(train("new", "--learning-rate", "-1").code()).isEqualTo(2);
    assertThat(train("new", "--encoder-layers", "9").code()).isEqualTo(2);
    assertThat(train("new", "--max-length", "0").code()).isEqualTo(2);
    assertThat(CommandRun.of("vocab", file("dev.en"), "--output", file("v"), "--size", "0").code())
        .isEqualTo(2);
    assertThat(CommandRun.of("translate", file("none")).code()).isEqualTo(1);
    assertThat(CommandRun.of("info", file("dev.en")).code()).isEqualTo(1);
    assertThat(
            CommandRun.of(
                    "evaluate", "--hypotheses", file("train.en"), "--reference", file("dev.fr"))
                .code())
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
      CommandRun result = CommandRun.of(command, "--help");
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
    String[] options = {"--max-updates", "600", "--max-epochs", "1000", "--evaluate-every", "200"};
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

  @Test
  void trainingWithoutAUsableDevLineOrTrainingPairIsRefusedByName() throws IOException {
    Path blank = Files.writeString(folder.resolve("blank.en"), " \n1 2\n\t\n");
    Path other = Files.writeString(folder.resolve("blank.fr"), "1 2\n\n \n");
    Map<String, String> dev =
        Map.of(file("dev.en"), blank.toString(), file("dev.fr"), other.toString());
    CommandRun run = trainingOn(dev);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "thimble: " + blank + " and " + other + ": no line has text on both sides; a dev set");
    Map<String, String> training =
        Map.of(file("train.en"), blank.toString(), file("train.fr"), other.toString());
    run = trainingOn(training);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("thimble: " + blank + " and " + other + ": no pair is left to train on");
    assertThat(folder.resolve("blank")).doesNotExist();
  }

  private static CommandRun trainingOn(Map<String, String> otherFiles) {
    List<String> arguments = trainArguments("blank");
    arguments.replaceAll(argument -> otherFiles.getOrDefault(argument, argument));
    return CommandRun.of(arguments.toArray(new String[0]));
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
    command.addAll(
        List.of(
            JavaCommand.JAVA,
            JavaCommand.SHORT_RUN,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.thimble.cli.Thimble"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("process.log").toFile())
        .start();
  }

  private static CommandRun train(String output, String... more) {
    return CommandRun.of(trainArguments(output, more).toArray(new String[0]));
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

  private static CommandRun importing(String weights, String output, String embeddingSize) {
    return CommandRun.of(
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

  private static CommandRun exportingProgram(String precision) {
    return CommandRun.of(
        "export",
        file("run/best"),
        "--format",
        "torchscript",
        "--weights",
        precision,
        "--output",
        file("model.pt"));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
