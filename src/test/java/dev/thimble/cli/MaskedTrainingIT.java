package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.checkpoint.ModelContents;
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

/** Training with masked entities and every augmentation. */
class MaskedTrainingIT {
  private static final String[] EVERYTHING = {
    "--mask-entities", "en-fr",
    "--substitution-share", "0.5",
    "--substitute-words", "0.4",
    "--single-words", "0.1",
    "--noise-lower-case", "0.2",
    "--noise-unpunctuated", "0.2",
    "--noise-misspelt", "0.3",
    "--concatenate", "0.3",
    "--bpe-dropout", "0.1",
    "--train-weight", "1.5"
  };

  @TempDir private static Path folder;

  @BeforeAll
  static void writeACorpusAndAVocabulary() throws IOException {
    List<String> english = new ArrayList<>();
    List<String> french = new ArrayList<>();
    List<String> both = new ArrayList<>();
    for (int i = 2; i < 62; i++) {
      english.add("I have " + i + " dogs.");
      french.add("J'ai " + i + " chiens.");
      english.add("The dog reads the book at " + i % 12 + ":30.");
      french.add("Le chien lit le livre à " + i % 12 + " h 30.");
      both.add("Tom has the cat.\tTom a le chat.");
      both.add("Tom has 3 cats.\tTom a deux chats."); // not clean
    }
    Files.write(folder.resolve("train.en"), english);
    Files.write(folder.resolve("train.fr"), french);
    Files.write(folder.resolve("more.tsv"), both);
    Files.writeString(
        folder.resolve("dev.tsv"), "I have 7 cats.\tJ'ai 7 chats.\nTom reads.\tTom lit.\n");
    Files.writeString(folder.resolve("phrases"), "the book\tle livre\tLINK,CODE,OPEN\n");
    assertThat(vocabulary("joint.model", "--mask-entities", "en-fr").code()).isZero();
    assertThat(train("whole", "--max-updates", "20").code()).isZero();
  }

  @Test
  void resumedRunEndsWithTheWeightsOfAnUnbrokenOne() throws IOException {
    assertThat(train("cut", "--max-updates", "7").code()).isZero();
    assertThat(train("cut", "--max-updates", "20", "--resume").code()).isZero();
    Path weights = Path.of("last", "weights.safetensors");
    assertThat(
            Files.mismatch(
                folder.resolve("cut").resolve(weights), folder.resolve("whole").resolve(weights)))
        .isEqualTo(-1);
  }

  @Test
  void symbolsAreCountedInMessageAndLog() throws IOException {
    CommandRun run = train("counted", "--max-updates", "1");
    assertThat(run.err())
        .contains("60 with unequal entities", "symbols in the first epoch: ", "NUMBER_MANY ");
    JsonNode first =
        new ObjectMapper().readTree(Files.readAllLines(folder.resolve("counted/log.jsonl")).get(0));
    assertThat(first.path("update").asInt(-1)).isZero();
    assertThat(first.path("symbols").path("TIME").asInt()).isBetween(60, 200);
    assertThat(first.path("symbols").path("LINK").asInt()).isPositive();
    assertThat(first.path("symbols").path("OPEN").asInt()).isPositive();
  }

  @Test
  void modelFolderHasMaskingAndFiles() throws IOException {
    ModelContents contents = ModelFolder.read(folder.resolve("whole/best"));
    Masking masking = Objects.requireNonNull(contents.masking());
    assertThat(masking.config().targetLanguage()).isEqualTo("fr");
    assertThat(masking.lexicon().trusts("dog", false)).isTrue();
    assertThat(masking.lexicon().trusts("zebra", false)).isFalse();
    assertThat(contents.provenance().data())
        .extracting(file -> file.role() + " " + file.name() + " " + file.lines())
        .containsExactly(
            "train train.en 120",
            "train train.fr 120",
            "train more.tsv 120",
            "dev dev.tsv 2",
            "substitutions phrases 1");
    assertThat(contents.provenance().options())
        .containsEntry("mask-entities", "en-fr")
        .containsEntry("noise-misspelt", "0.3")
        .containsEntry("train-weight", "[1.5]")
        .doesNotContainKeys("train-source", "substitutions");
  }

  @Test
  void wordsAreCountedByWeight() throws IOException {
    Files.writeString(folder.resolve("rare.tsv"), "Tom has the zebra.\tTom a le zèbre.\n");
    String rare = file("rare.tsv");
    assertThat(train("once", "--train-source", rare, "--max-updates", "1").code()).isZero();
    assertThat(
            train(
                    "often",
                    "--train-source",
                    rare,
                    "--train-weight=1",
                    "--train-weight=1",
                    "--train-weight=6",
                    "--max-updates",
                    "1")
                .code())
        .isZero();
    assertThat(trustsZebra("once")).isFalse();
    assertThat(trustsZebra("often")).isTrue();
  }

  private static boolean trustsZebra(String run) throws IOException {
    ModelContents contents = ModelFolder.read(folder.resolve(run).resolve("best"));
    return Objects.requireNonNull(contents.masking()).lexicon().trusts("zebra", false);
  }

  @Test
  void otherPhrasesOrSharesAreRefusedOnResume() throws IOException {
    assertThat(train("refused", "--max-updates", "2").code()).isZero();
    Path phrases = folder.resolve("phrases");
    String before = Files.readString(phrases);
    Files.writeString(phrases, before + "the cat\tle chat\tLINK\n");
    CommandRun run =
        train("refused", "--resume", "--concatenate=0.2", "--train-weight=2", "--max-updates", "3");
    Files.writeString(phrases, before);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "\n  SHA-256 of the file of --substitutions was ",
            "\n  --concatenate was 0.3, is 0.2",
            "\n  --train-weight was 1.5 1.0, is 2.0 1.0");
  }

  @Test
  void vocabularyWithoutSymbolsIsRefused() {
    assertThat(vocabulary("plain.model").code()).isZero();
    CommandRun run = train("plain", "--vocabulary", file("plain.model"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "the source vocabulary lacks the symbol ⟦NUMBER_ONE_1⟧, which --mask-entities needs;"
                + " train it by 'thimble vocab --mask-entities en-fr'");
    assertThat(folder.resolve("plain")).doesNotExist();
  }

  @Test
  void bpeDropoutOfAVocabularyWithoutMergesIsRefused() {
    CommandRun run =
        train(
            "unigram",
            "--source-vocabulary",
            file("joint.model"),
            "--target-vocabulary",
            "src/test/resources/sentencepiece/unigram-kept-spaces.model");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--bpe-dropout skips merges of byte-pair encoding, but the target vocabulary was not"
                + " trained by it; train one by 'thimble vocab', or by SentencePiece with"
                + " --model_type=bpe");
  }

  @Test
  void moreWeightsThanSourcesAreRefused() {
    CommandRun run = train("weights", "--train-weight=2", "--train-weight=3", "--train-weight=4");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--train-weight is given 3 times, but there are 2 training corpora");
  }

  private static CommandRun vocabulary(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "vocab", file("train.en"), file("train.fr"), file("more.tsv"), "--size", "480"));
    if (more.length == 0) {
      arguments.set(5, "300");
    }
    arguments.addAll(List.of("--output", file(name)));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static CommandRun train(String output, String... more) {
    List<String> given = Arrays.asList(more);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source",
                file("train.en"),
                "--train-source",
                file("more.tsv"),
                "--train-target",
                file("train.fr"),
                "--dev-source",
                file("dev.tsv"),
                "--substitutions",
                file("phrases"),
                "--output",
                file(output)));
    if (!given.contains("--vocabulary") && !given.contains("--source-vocabulary")) {
      arguments.addAll(List.of("--vocabulary", file("joint.model")));
    }
    for (int i = 0; i < EVERYTHING.length; i += 2) {
      String option = EVERYTHING[i];
      if (given.stream().noneMatch(argument -> argument.startsWith(option + "="))) {
        arguments.addAll(List.of(option, EVERYTHING[i + 1]));
      }
    }
    arguments.addAll(
        List.of(
            "--embedding-size",
            "10",
            "--encoder-size",
            "8",
            "--decoder-size",
            "10",
            "--schedule",
            "CONSTANT",
            "--max-tokens",
            "300",
            "--threads",
            "1"));
    arguments.addAll(given);
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
