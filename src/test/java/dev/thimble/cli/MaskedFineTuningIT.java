package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.text.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that start from the weights of a model that masks entities. */
class MaskedFineTuningIT {
  @TempDir private static Path folder;

  @BeforeAll
  static void trainAModel() throws IOException {
    List<String> dogs = new ArrayList<>();
    List<String> cats = new ArrayList<>();
    for (int i = 2; i < 42; i++) {
      dogs.add("I have " + i + " dogs.\tJ'ai " + i + " chiens.");
      cats.add("The cat eats at " + i % 12 + ":30.\tLe chat mange à " + i % 12 + " h 30.");
    }
    cats.add("The dogs eat.\tLes chiens mangent.");
    Files.write(folder.resolve("train.tsv"), dogs);
    Files.write(folder.resolve("more.tsv"), cats);
    assertThat(vocabulary("masked.model", "--mask-entities", "en-fr").code()).isZero();
    assertThat(vocabulary("plain.model").code()).isZero();
    assertThat(
            train(
                    "base",
                    "--train-source",
                    file("train.tsv"),
                    "--vocabulary",
                    file("masked.model"),
                    "--mask-entities",
                    "en-fr",
                    "--embedding-size",
                    "8",
                    "--encoder-size",
                    "6",
                    "--decoder-size",
                    "6",
                    "--max-updates",
                    "3")
                .code())
        .isZero();
  }

  @Test
  void maskingIsTheModelsAndItsWordsStayTrusted() throws IOException {
    CommandRun run = tune("tuned", "--max-updates", "2");
    assertThat(run.err()).contains("symbols in the first epoch: TIME ");
    Masking base = masking("base");
    Masking tuned = masking("tuned");
    assertThat(tuned.config()).isEqualTo(base.config());
    assertThat(base.lexicon().trusts("cat", false)).isFalse();
    assertThat(tuned.lexicon().trusts("cat", false)).isTrue();
    assertThat(tuned.lexicon().lines()).contains("dogs\t41", "cat\t40");
  }

  private static Masking masking(String run) throws IOException {
    return Objects.requireNonNull(ModelFolder.read(folder.resolve(run + "/last")).masking());
  }

  @Test
  void resumedRunEndsWithTheWeightsOfAnUnbrokenOne() throws IOException {
    assertThat(tune("whole", "--max-updates", "6").code()).isZero();
    assertThat(tune("cut", "--max-updates", "3").code()).isZero();
    assertThat(tune("cut", "--max-updates", "6", "--resume").code()).isZero();
    for (String file : List.of("weights.safetensors", "lexicon.txt")) {
      assertThat(
              Files.mismatch(
                  folder.resolve("cut/last").resolve(file),
                  folder.resolve("whole/last").resolve(file)))
          .as(file)
          .isEqualTo(-1);
    }
  }

  @Test
  void sameLanguagesMayBeRepeatedButOthersAreRefused() {
    assertThat(tune("same", "--mask-entities", "en-fr", "--max-updates", "1").code()).isZero();
    CommandRun run = tune("other", "--mask-entities", "en-de");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--mask-entities is en-de, but the model in "
                + file("base/last")
                + " masks en-fr; a run with --from keeps the model's masking");
  }

  @Test
  void vocabularyWithoutSymbolsIsRefused() {
    CommandRun run = tune("plain", "--vocabulary", file("plain.model"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "the source vocabulary lacks the symbol ⟦NUMBER_ONE_1⟧, which the masking of --from"
                + " needs; train it by 'thimble vocab --mask-entities en-fr'");
  }

  @Test
  void plainModelLearnsToMaskIfItsNewVocabularyHasTheSymbols() throws IOException {
    assertThat(
            train(
                    "unmasked",
                    "--train-source",
                    file("train.tsv"),
                    "--vocabulary",
                    file("plain.model"),
                    "--max-updates",
                    "1")
                .code())
        .isZero();
    CommandRun run =
        train(
            "learned",
            "--from",
            file("unmasked/last"),
            "--train-source",
            file("more.tsv"),
            "--vocabulary",
            file("masked.model"),
            "--mask-entities",
            "en-fr",
            "--max-updates",
            "1");
    assertThat(run.code()).isZero();
    assertThat(masking("learned").lexicon().trusts("cat", false)).isTrue();
    assertThat(masking("learned").lexicon().trusts("zebra", false)).isFalse();
  }

  private static CommandRun vocabulary(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("vocab", file("train.tsv"), file("more.tsv"), "--output", file(output)));
    arguments.addAll(List.of("--size", more.length == 0 ? "300" : "480"));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static CommandRun tune(String output, String... options) {
    List<String> all =
        new ArrayList<>(List.of("--from", file("base/last"), "--train-source", file("more.tsv")));
    all.addAll(Arrays.asList(options));
    return train(output, all.toArray(String[]::new));
  }

  private static CommandRun train(String output, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--dev-source",
                file("more.tsv"),
                "--no-dev-bleu",
                "--max-tokens",
                "100",
                "--threads",
                "1",
                "--output",
                file(output)));
    arguments.addAll(Arrays.asList(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
