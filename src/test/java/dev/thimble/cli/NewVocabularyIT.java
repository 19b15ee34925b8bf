package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training without a vocabulary. */
class NewVocabularyIT {
  @TempDir private Path folder;

  @BeforeEach
  void writeTexts() throws IOException {
    Files.writeString(folder.resolve("pairs.tsv"), "a cat\tun chat\na chant\tun chant\n");
    Files.writeString(folder.resolve("sounds.tsv"), "c a t\tK AE T\nh a t\tHH AE T\n");
  }

  @Test
  void runMakesOneVocabularyForLanguagesOfOneAlphabet() throws IOException {
    CommandRun run = train("pairs.tsv", "run", "--max-updates", "1");
    assertThat(run.code()).as(run.err()).isZero();
    ModelContents model = ModelFolder.read(folder.resolve("run/last"));
    assertThat(model.sharesVocabulary()).isTrue();
    assertThat(run.err())
        .contains(
            "made of the training corpus: one vocabulary of " + model.source().size() + " pieces");
  }

  @Test
  void runMakesAVocabularyOfEachSideForLettersAndPhonemes() throws IOException {
    assertThat(train("sounds.tsv", "run", "--max-updates", "1").code()).isZero();
    assertThat(ModelFolder.read(folder.resolve("run/last")).sharesVocabulary()).isFalse();
  }

  @Test
  void runMakesAVocabularyOfAtMostTheGivenSize() throws IOException {
    assertThat(train("pairs.tsv", "run", "--vocabulary-size", "275", "--max-updates", "1").code())
        .isZero();
    assertThat(ModelFolder.read(folder.resolve("run/last")).source().size()).isEqualTo(275);
  }

  @Test
  void sameCommandResumesWithTheVocabularyOfTheRun() throws IOException {
    assertThat(train("pairs.tsv", "whole", "--max-updates", "4").code()).isZero();
    assertThat(train("pairs.tsv", "run", "--max-updates", "2").code()).isZero();
    assertThat(train("pairs.tsv", "run", "--max-updates", "4", "--resume").code()).isZero();
    assertThat(folder.resolve("run/last/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/last/weights.safetensors"));
  }

  @Test
  void otherSizeOfAVocabularyThatTheRunHasMadeIsRefused() throws IOException {
    assertThat(train("pairs.tsv", "run", "--vocabulary-size", "275", "--max-updates", "1").code())
        .isZero();
    CommandRun resumed = train("pairs.tsv", "run", "--vocabulary-size", "274", "--resume");
    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err())
        .contains(
            "--vocabulary-size is 274, but the vocabulary is that of "
                + folder.resolve("run")
                + ", whose --vocabulary-size is 275");
  }

  @Test
  void sizeBesideAVocabularyIsRefused() {
    CommandRun run =
        train("pairs.tsv", "run", "--vocabulary", "joint.model", "--vocabulary-size", "275");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--vocabulary-size has no effect, since a vocabulary is given");
  }

  private CommandRun train(String texts, String output, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source",
                folder.resolve(texts).toString(),
                "--dev-source",
                folder.resolve(texts).toString(),
                "--output",
                folder.resolve(output).toString(),
                "--embedding-size",
                "4",
                "--encoder-size",
                "4",
                "--decoder-size",
                "4"));
    arguments.addAll(Arrays.asList(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
