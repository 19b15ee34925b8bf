package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resumes a run of a version before 0.1.0, which was killed in its second epoch. The checkpoint
 * stores {@code TrainingConfig.toString()} in place of the identity of the run.
 */
class ResumeIT {
  private static final Path FIXTURE =
      Path.of("src", "test", "resources", "dev", "thimble", "cli", "run-of-0.1");
  private static final List<String> SHAPE =
      List.of(
          "--tying",
          "ALL",
          "--cell",
          "GRU",
          "--no-bidirectional",
          "--embedding-size",
          "5",
          "--encoder-size",
          "5",
          "--decoder-size",
          "5");

  @TempDir private Path folder;

  @BeforeEach
  void copyTheRun() throws IOException {
    try (Stream<Path> all = Files.walk(FIXTURE)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(FIXTURE.relativize(path).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy);
      }
    }
  }

  @Test
  void runOfAnEarlierVersionEndsWithTheNumbersOfItsUnbrokenRun() throws IOException {
    assertThat(resume().code()).isZero();
    Path last = folder.resolve("run/last");
    ModelConfig shape = ModelFolder.readConfig(last);
    Map<String, FloatTensor> unbroken =
        ModelFolder.readWeights(folder.resolve("unbroken.safetensors"), shape);
    Map<String, FloatTensor> resumed = ModelFolder.read(last).weights();
    unbroken.forEach(
        (name, weight) ->
            assertThat(resumed.get(name).values())
                .as(name) // other processors sum in another order
                .containsExactly(weight.values(), within(1e-3f)));
    assertThat(log("run/log.jsonl", "update")).isEqualTo(log("unbroken.jsonl", "update"));
    assertThat(log("run/log.jsonl", "best")).isEqualTo(log("unbroken.jsonl", "best"));
    for (String key : List.of("trainLoss", "devPerplexity")) {
      List<Double> expected = log("unbroken.jsonl", key).stream().map(Double::valueOf).toList();
      List<Double> actual = log("run/log.jsonl", key).stream().map(Double::valueOf).toList();
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(actual.get(i)).as(key).isCloseTo(expected.get(i), within(1e-2));
      }
    }
    assertThat(log("run/log.jsonl", "learningRate"))
        .isEqualTo(log("unbroken.jsonl", "learningRate"));
  }

  @Test
  void resumedRunIsSavedWithAnIdentityAndResumesAgain() throws IOException {
    assertThat(resume("--max-updates", "22").code()).isZero();
    assertThat(Files.readString(last(), StandardCharsets.ISO_8859_1))
        .contains("\"identity\":")
        .doesNotContain("\"settings\":");
    assertThat(resume().code()).isZero();
    assertThat(resume("--learning-rate", "0.2", "--scheduled-sampling", "0").err())
        .contains(
            "trained with other options or files",
            "  --scheduled-sampling was 0.1, is 0.0",
            "  --learning-rate was 0.3, is 0.2");
  }

  @Test
  void everyOptionThatDecidesTheNumbersIsCompared() {
    refused("--max-length was 20, is 30", "--max-length", "30");
    refused("--max-ratio was 5.0, is 0.0", "--max-ratio", "0");
    refused("--reverse-source was false, is true", "--reverse-source");
    refused("--cell was GRU, is LSTM", "--cell", "LSTM");
    refused("--bidirectional was false, is true", "--bidirectional");
    refused("--embedding-size was 5, is 6", "--embedding-size", "6");
    refused("--optimizer was ADAM, is ADAMW", "--optimizer", "adamw");
    refused("--precision was FLOAT32, is BFLOAT16", "--precision", "bfloat16");
    refused("--select-by was PERPLEXITY, is BLEU", "--select-by", "bleu");
    refused("--schedule was PLATEAU, is CONSTANT", "--schedule", "constant");
    refused("--warmup was 3, is 4", "--warmup", "4");
    refused("--decay-patience was 1, is 2", "--decay-patience", "2");
    refused("--evaluate-every was 5, is 6", "--evaluate-every", "6");
    refused("--accumulate was 1, is 2", "--accumulate", "2");
    refused("--seed was 3, is 4", "--seed", "4");
  }

  @Test
  void otherVocabularyAndOtherDataAreRefused() throws IOException {
    Path vocabulary = folder.resolve("vocabulary.model");
    byte[] own = Files.readAllBytes(vocabulary);
    BytePairTrainer.train(
            List.of("a b c d e f g h i j k l"), new VocabularyConfig(17, 1, false, List.of(), 1))
        .write(vocabulary);
    refused("SHA-256 of the source vocabulary was ");
    Files.write(vocabulary, own);
    Files.writeString(folder.resolve("dev.src"), "a\n".repeat(12));
    refused("SHA-256 of the dev files was 4f2fe413047f... eebc0d4dc7e0..., is ");
  }

  @Test
  void optionsThatOnlyDecideTheLengthOfARunMayChange() {
    assertThat(
            resume(
                    "--max-updates",
                    "20",
                    "--max-epochs",
                    "7",
                    "--patience",
                    "3",
                    "--save-every",
                    "4",
                    "--save-every-minutes",
                    "1",
                    "--keep",
                    "1",
                    "--notes",
                    "another")
                .code())
        .isZero();
  }

  @Test
  void shapeMayBeRepeatedOnResume() {
    assertThat(resume(SHAPE.toArray(new String[0])).code()).isZero();
  }

  @Test
  void everyFieldOfTheIdentityHasAName() throws IOException {
    assertThat(resume("--max-updates", "22").code()).isZero();
    String state = Files.readString(last(), StandardCharsets.ISO_8859_1);
    String identity =
        new ObjectMapper().readTree(header(state)).at("/__metadata__/identity").asText();
    List<String> fields = new ArrayList<>();
    new ObjectMapper().readTree(identity).fieldNames().forEachRemaining(fields::add);
    assertThat(fields).hasSizeGreaterThan(30);
    assertThat(fields)
        .map(ResumeRefusal::name)
        .filteredOn(name -> !name.startsWith("SHA-256 of the "))
        .filteredOn(name -> !name.equals("number of pairs that are cut into batches together"))
        .allSatisfy(option -> assertThat(trainOptions()).contains(option));
  }

  private static String header(String state) {
    return state.substring(8, state.indexOf("}}") + 2);
  }

  private static List<String> trainOptions() {
    return Arrays.asList(
        CommandRun.of("train", "--help").out().replace("[no-]", "").split("[^a-z0-9-]+"));
  }

  private Path last() {
    return folder.resolve("run/last/training.safetensors");
  }

  private void refused(String message, String... options) {
    CommandRun said = resume(options);
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("run/last was trained with other options or files")
        .contains("\n  " + message);
  }

  private List<String> log(String file, String key) throws IOException {
    List<String> values = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      values.add(new ObjectMapper().readTree(line).path(key).toString());
    }
    return values;
  }

  private CommandRun resume(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source",
                file("train.src"),
                "--train-target",
                file("train.tgt"),
                "--dev-source",
                file("dev.src"),
                "--dev-target",
                file("dev.tgt"),
                "--vocabulary",
                file("vocabulary.model"),
                "--max-tokens",
                "60",
                "--average-decay",
                "0.5",
                "--threads",
                "1",
                "--output",
                file("run"),
                "--resume"));
    given(arguments, more, "--max-length", "20");
    given(arguments, more, "--max-ratio", "5");
    given(arguments, more, "--evaluate-every", "5");
    given(arguments, more, "--learning-rate", "0.3");
    given(arguments, more, "--warmup", "3");
    given(arguments, more, "--seed", "3");
    given(arguments, more, "--scheduled-sampling", "0.1");
    given(arguments, more, "--max-updates", "30");
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(new String[0]));
  }

  /* Adds an option of the first run, unless the test gives it itself. */
  private static void given(List<String> arguments, String[] more, String option, String value) {
    if (!Arrays.asList(more).contains(option)) {
      arguments.add(option);
      arguments.add(value);
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
