package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A language model from its texts to its samples, by the commands a user types. */
class LanguageModelCommandsIT {
  private static final List<String> TEXTS =
      List.of("the cat sat", "the dog sat", "the cat ran", "the dog ran");

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    List<String> many = new ArrayList<>();
    Collections.nCopies(25, TEXTS).forEach(many::addAll);
    Files.write(folder.resolve("train"), many);
    Files.write(folder.resolve("dev"), TEXTS);
    assertThat(
            CommandRun.of("vocab", file("train"), "--size", "275", "--output", file("model"))
                .code())
        .isZero();
    CommandRun run =
        training("run", "--max-updates=400", "--max-epochs=100", "--evaluate-every=200");
    assertThat(run.err()).contains("train: 100 pairs kept", "dev: 4 pairs").doesNotContain("BLEU");
    assertThat(run.code()).isZero();
    RandomModel.write(folder.resolve("translating"), 3);
  }

  @Test
  void textsGetTheirProbability() {
    CommandRun run = CommandRun.of("score", file("run/best"), "--target", file("dev"));
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      assertThat(logProb(line)).isCloseTo(-Math.log(4), within(0.2));
    }
    assertThat(run.err()).contains("4 lines, ", ", perplexity 1.");
  }

  @Test
  void samplesAreTextsOfTheLanguage() {
    String out = generated("--samples", "60");
    assertThat(out.lines().filter(TEXTS::contains).count()).isGreaterThanOrEqualTo(57);
    assertThat(out.lines().distinct().toList()).containsAll(TEXTS);
    assertThat(generated("--samples", "60", "--batch-size", "3")).isEqualTo(out);
    assertThat(generated("--samples", "20").lines().toList())
        .isEqualTo(out.lines().limit(20).toList());
    assertThat(generated("--samples", "60", "--seed", "2")).isNotEqualTo(out);
  }

  @Test
  void samplesHaveTheScoresOfTheirTexts() throws IOException {
    String[] sample = generated("--scores", "--prefix", "the dog").strip().split("\t", -1);
    assertThat(sample[1]).startsWith("the dog");
    Path text = Files.writeString(folder.resolve("sample"), sample[1]);
    String scored = CommandRun.of("score", file("run/best"), "--target", text.toString()).out();
    assertThat(logProb(scored)).isCloseTo(Double.parseDouble(sample[0]), within(2e-4));
  }

  @Test
  void runContinuesToTheSameWeights() throws IOException {
    assertThat(training("cut", "--max-updates", "6", "--save-every", "6").code()).isZero();
    assertThat(training("cut", "--max-updates", "12", "--resume").code()).isZero();
    assertThat(training("whole", "--max-updates", "12", "--evaluate-every", "6").code()).isZero();
    Path weights = Path.of("last", "weights.safetensors");
    assertThat(folder.resolve("cut").resolve(weights))
        .hasSameBinaryContentAs(folder.resolve("whole").resolve(weights));
  }

  @Test
  void infoNamesTheKindOfModel() {
    assertThat(CommandRun.of("info", file("run/best")).out())
        .contains("a language model: no encoder, decoder: 1 layer(s) of 16")
        .contains("tied TARGET");
  }

  @Test
  void weightsComeBackFromSafetensors() {
    assertThat(
            CommandRun.of(
                    "export", file("run/best"), "--format=safetensors", "--output", file("weights"))
                .code())
        .isZero();
    CommandRun run =
        CommandRun.of(
            "import",
            file("weights"),
            "--language-model",
            "--vocabulary",
            file("model"),
            "--embedding-size=16",
            "--decoder-size=16",
            "--output",
            file("imported"));
    assertThat(run.code()).isZero();
    assertThat(CommandRun.of("generate", file("imported"), "--samples=9").out())
        .isEqualTo(generated("--samples", "9"));
  }

  @Test
  void programForLibtorchCannotHoldIt() {
    CommandRun run =
        CommandRun.of(
            "export", file("run/best"), "--format=torchscript", "--output", file("program"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("is a language model, but a TORCHSCRIPT program translates");
  }

  @Test
  void commandsNeedTheirKindOfModel() {
    assertThat(CommandRun.on("the\n", "translate", file("run/best")).err())
        .contains("is a language model, which has no encoder and cannot translate");
    assertThat(CommandRun.of("generate", file("translating")).err())
        .contains("is no language model, since it has an encoder");
    assertThat(CommandRun.of("score", file("translating"), "--target", file("dev")).err())
        .contains("Missing required option: '--source=FILE'");
    CommandRun run =
        CommandRun.of("score", file("run/best"), "--source", file("dev"), "--target", file("dev"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--source has no effect: ", " is a language model");
  }

  @Test
  void samplesNeedNoShortlist() {
    CommandRun run = CommandRun.of("generate", file("run/best"), "--max-source-length=9");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--max-source-length has no effect, since a language model");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--train-source=x",
        "--dev-source=x",
        "--dev-bleu",
        "--encoder-size=9",
        "--bidirectional",
        "--context-feed=START",
        "--bridge-from-top",
        "--noise-misspelt=0.1",
        "--mask-entities=en-fr"
      })
  void trainingRefusesWhatNeedsASource(String option) {
    CommandRun run = training("refused", option);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(option.replaceFirst("=.*", "") + " has no effect");
  }

  @Test
  void trainingAcceptsANoToWhatALanguageModelHasNot() {
    CommandRun run = training("accepted", "--no-dev-bleu", "--no-bidirectional", "--max-updates=1");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void trainingNeedsItsFiles() {
    assertThat(CommandRun.of("train", "--language-model", "--output=x").err())
        .contains("--language-model needs --train-target");
    assertThat(CommandRun.of("train", "--language-model", "--output=x", "--train-target=x").err())
        .contains("--language-model needs --dev-target");
    assertThat(CommandRun.of("train", "--output=x").err())
        .contains("Missing required option: '--train-source=FILE'");
    assertThat(CommandRun.of("train", "--output=x", "--train-source=x").err())
        .contains("Missing required option: '--dev-source=FILE'");
    CommandRun run = training("refused", "--select-by=BLEU");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("a language model has no BLEU to select the best model by");
  }

  private static String generated(String... options) {
    List<String> arguments = new ArrayList<>(List.of("generate", file("run/best")));
    arguments.addAll(Arrays.asList(options));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private static CommandRun training(String output, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--language-model",
                "--train-target",
                file("train"),
                "--dev-target",
                file("dev"),
                "--vocabulary",
                file("model"),
                "--embedding-size=16",
                "--decoder-size=16",
                "--dropout=0",
                "--embedding-dropout=0",
                "--label-smoothing=0",
                "--learning-rate=0.02",
                "--schedule=CONSTANT",
                "--warmup=1",
                "--max-tokens=200",
                "--threads=1",
                "--output",
                file(output)));
    arguments.addAll(Arrays.asList(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static double logProb(String line) {
    return Double.parseDouble(line.substring(0, line.indexOf('\t')));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
