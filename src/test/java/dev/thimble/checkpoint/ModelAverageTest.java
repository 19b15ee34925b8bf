package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.checkpoint.Provenance.DataFile;
import dev.thimble.model.CellType;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelAverageTest {
  @TempDir private Path folder;

  @Test
  void weightsAreTheMeansOfAll() throws IOException {
    List<Path> folders = List.of(filled("a", 1), filled("b", 2), filled("c", 6));
    ModelContents average = ModelAverage.of(folders);
    assertThat(average.weights()).hasSameSizeAs(SmallModel.contents().weights());
    average
        .weights()
        .forEach(
            (name, weight) -> {
              assertThat(weight.shape())
                  .isEqualTo(Models.weights(SmallModel.CONFIG).get(name).shape());
              assertThat(weight.values()).containsOnly(3f);
            });
  }

  @Test
  void sumsAreOfDoublePrecision() throws IOException {
    // in float32, 16777216 + 1 is 16777216
    List<Path> folders =
        List.of(filled("a", 16777216), filled("b", 1), filled("c", 1), filled("d", 2));
    assertThat(ModelAverage.of(folders).weights().values())
        .allSatisfy(weight -> assertThat(weight.values()).containsOnly(4194305f));
  }

  @Test
  void averageOfOneModelTwiceIsTheModel() throws IOException {
    Path one = write("one", SmallModel.contents());
    ModelContents average = ModelAverage.of(List.of(one, one));
    SmallModel.contents()
        .weights()
        .forEach(
            (name, weight) ->
                assertThat(average.weights().get(name).values()).isEqualTo(weight.values()));
  }

  @Test
  void provenanceNamesFoldersUpdatesAndSeeds() throws IOException {
    ModelContents model = SmallModel.contents();
    Provenance other =
        new Provenance(
            List.of(new DataFile("train", "x.en", "abc", 7), new DataFile("train", "y", "def", 8)),
            2,
            Map.of("seed", "2"),
            Map.of("java", "21"),
            3,
            20,
            4,
            Map.of("bleu", 13.0),
            "by hand, too");
    Path one = write("one", model);
    Path two = write("two", model.with(model.weights(), other));
    Path three = write("three", model);
    assertThat(ModelAverage.of(List.of(one, two, three)).provenance())
        .isEqualTo(
            new Provenance(
                other.data(),
                1,
                Map.of(
                    "seed",
                    "1",
                    "average",
                    one
                        + " (update 30, seed 1), "
                        + two
                        + " (update 20, seed 2), "
                        + three
                        + " (update 30, seed 1)"),
                Map.of("java", "17"),
                3,
                30,
                4.5,
                Map.of(),
                "by hand\nby hand, too"));
  }

  @Test
  void fewerThanTwoModelsAreRefused() {
    assertThatThrownBy(() -> ModelAverage.of(List.of(Path.of("one"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an average needs at least two models; given are [one]");
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, true, 'cell than {one}, \"LSTM\" instead of \"GRU\"'",
    "GRU, false, 'bidirectional than {one}, false instead of true'"
  })
  void otherShapeIsRefusedNamingIt(CellType cell, boolean bidirectional, String difference)
      throws IOException {
    ModelConfig config = Models.config(cell, bidirectional, 1);
    Path one = write("one", SmallModel.contents());
    Path two =
        write(
            "two",
            new ModelContents(
                config,
                Models.weights(config),
                SmallModel.LATIN,
                SmallModel.LATIN,
                Provenance.unknown()));
    assertThatThrownBy(() -> ModelAverage.of(List.of(one, two)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            two
                + " has another "
                + difference.replace("{one}", one.toString())
                + "; only models of equal shape, vocabularies and masking can be averaged");
  }

  @Test
  void otherVocabularyIsRefused() throws IOException {
    ModelContents model = SmallModel.contents();
    Vocabulary greek = SmallModel.vocabulary("αβγδεζηθικλμνξοπρσ");
    Path one = write("one", model);
    Path source = write("source", with(greek, SmallModel.LATIN));
    Path target = write("target", with(SmallModel.LATIN, greek));
    assertThatThrownBy(() -> ModelAverage.of(List.of(one, one, source)))
        .hasMessageContaining(source + " has another source vocabulary than " + one);
    assertThatThrownBy(() -> ModelAverage.of(List.of(one, target)))
        .hasMessageContaining(target + " has another target vocabulary than " + one);
  }

  @Test
  void otherMaskingIsRefused() throws IOException {
    MaskingConfig links = new MaskingConfig(1, "en", "fr", Set.of(EntityKind.LINK), 1);
    MaskingConfig german = new MaskingConfig(1, "en", "de", Set.of(EntityKind.LINK), 1);
    Path plain = write("plain", masked(null));
    Path one = write("one", masked(new Masking(links, lexicon("chat\t4"))));
    Path other = write("other", masked(new Masking(german, lexicon("chat\t4"))));
    Path words = write("words", masked(new Masking(links, lexicon("chat\t5"))));
    assertThatThrownBy(() -> ModelAverage.of(List.of(one, plain)))
        .hasMessageContaining(plain + " has another masking than " + one + ", none instead of {");
    assertThatThrownBy(() -> ModelAverage.of(List.of(one, other)))
        .hasMessageContaining(other + " has another masking than " + one);
    assertThatThrownBy(() -> ModelAverage.of(List.of(one, words)))
        .hasMessageContaining(words + " has another lexicon than " + one);
    assertThat(ModelAverage.of(List.of(one, one)).masking()).isNotNull();
  }

  private Path filled(String name, float value) throws IOException {
    ModelContents model = SmallModel.contents();
    Map<String, FloatTensor> weights = new HashMap<>();
    model
        .weights()
        .forEach(
            (key, weight) -> {
              float[] values = new float[weight.values().length];
              Arrays.fill(values, value);
              weights.put(key, new FloatTensor(weight.shape(), values));
            });
    return write(name, model.with(weights, Provenance.unknown()));
  }

  private Path write(String name, ModelContents contents) throws IOException {
    Path path = folder.resolve(name);
    ModelFolder.write(path, contents, StorageType.FLOAT32, Map.of());
    return path;
  }

  private static ModelContents with(Vocabulary source, Vocabulary target) {
    ModelContents model = SmallModel.contents();
    return new ModelContents(model.config(), model.weights(), source, target, Provenance.unknown());
  }

  private static Lexicon lexicon(String line) {
    return Lexicon.parse(List.of(line), "the lexicon");
  }

  private static ModelContents masked(Masking masking) {
    List<String> symbols = new MaskingConfig(1, "en", "fr", Set.of(EntityKind.LINK), 1).symbols();
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("abcdefghijklmnopqr"),
            new VocabularyConfig(23 + symbols.size(), 1, false, symbols, 1));
    ModelConfig config =
        ModelConfig.builder(vocabulary.size(), vocabulary.size())
            .embeddingSize(4)
            .encoderSize(3)
            .decoderSize(3)
            .build();
    return new ModelContents(
        config,
        Models.weights(config),
        vocabulary,
        vocabulary,
        masking,
        null,
        Provenance.unknown());
  }
}
