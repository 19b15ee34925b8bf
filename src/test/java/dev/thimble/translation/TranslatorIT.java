package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.ResidentMemory;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Precision;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.model.CellType;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.model.Tying;
import dev.thimble.search.Beam;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.SearchConfig;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.SpecialTokens;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslatorIT {
  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void writeAModel() throws IOException {
    model = folder.resolve("model");
    write(model, 3);
  }

  /* A random model whose output depends strongly on the source. */
  private static void write(Path path, long seed) throws IOException {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("the cat sat on the mat", "un chat noir"),
            new VocabularyConfig(290, 1, true, List.of(), 16));
    ModelConfig config =
        new ModelConfig(
            CellType.LSTM,
            290,
            290,
            SpecialTokens.defaults(),
            16,
            24,
            24,
            1,
            1,
            true,
            false,
            ContextFeed.EVERY_STEP,
            Tying.ALL);
    try (Seq2SeqModel fresh = Seq2SeqModel.create(config, seed)) {
      float[] weights = fresh.flatWeights();
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= 4;
      }
      fresh.flatWeights(weights);
      ModelContents contents =
          new ModelContents(config, fresh.weights(), vocabulary, vocabulary, Provenance.unknown());
      ModelFolder.write(path, contents, Precision.FLOAT32, Map.of());
    }
  }

  @Test
  void blankTextTranslatesToBlankTextAndKeepsItsPlace() throws IOException {
    try (Translator translator = Translator.load(model)) {
      List<Translation> all = translator.translateAll(List.of("the cat", "", " \t ", "sat"));
      assertThat(all).hasSize(4);
      assertThat(all.get(1).text()).isEmpty();
      assertThat(all.get(2).text()).isEmpty();
      assertThat(all.get(0).pieces()).isEqualTo(translator.translate("the cat").pieces());
      assertThat(all.get(3).pieces()).isEqualTo(translator.translate("sat").pieces());
      assertThat(translator.translateAll(List.of())).isEmpty();
    }
  }

  @Test
  void batchSizeChangesNothing() throws IOException {
    List<String> sources = sources(60);
    List<List<String>> results = new ArrayList<>();
    for (int batchSize : new int[] {1, 7, 64}) {
      for (int beam : new int[] {1, 4}) {
        TranslationOptions options =
            TranslationOptions.defaults()
                .withBeam(beam, LengthPenalty.defaults())
                .withBatchSize(batchSize);
        try (Translator translator = Translator.load(model, options)) {
          results.add(texts(translator.translateAll(sources)));
        }
      }
    }
    assertThat(results.get(2)).isEqualTo(results.get(0));
    assertThat(results.get(4)).isEqualTo(results.get(0));
    assertThat(results.get(3)).isEqualTo(results.get(1));
    assertThat(results.get(5)).isEqualTo(results.get(1));
  }

  @Test
  void scoreIsTheMeanLogProbabilityOfItsPieces() throws IOException {
    try (Translator translator = Translator.load(model)) {
      Translation translation = translator.translate("the cat sat");
      double sum = translation.pieceLogProbs().stream().mapToDouble(Float::doubleValue).sum();
      assertThat(translation.logProb()).isCloseTo(sum, within(1e-4));
      assertThat(translation.score())
          .isCloseTo(sum / translation.pieceLogProbs().size(), within(1e-5));
      assertThat(translation.pieces()).isNotEmpty();
    }
  }

  @Test
  void nBestComesBestFirst() throws IOException {
    TranslationOptions options =
        TranslationOptions.defaults()
            .withSearch(SearchConfig.defaults().withStrategy(Beam.of(6)).withNBest(6));
    try (Translator translator = Translator.load(model, options)) {
      List<Translation> best = translator.nBest(List.of("the mat")).get(0);
      assertThat(best).hasSize(6);
      assertThat(best.get(0)).isEqualTo(translator.translate("the mat"));
      assertThat(best.stream().map(Translation::pieces).distinct()).hasSize(6);
    }
  }

  @Test
  void threadsShareOneTranslator() throws IOException {
    List<String> sources = sources(40);
    try (Translator translator = Translator.load(model, TranslationOptions.greedy())) {
      List<String> expected = texts(translator.translateAll(sources));
      List<String> found =
          IntStream.range(0, 400)
              .parallel()
              .mapToObj(i -> translator.translate(sources.get(i % 40)).text())
              .toList();
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i)).isEqualTo(expected.get(i % 40));
      }
    }
  }

  @Test
  void contextVectorsAreOneForEachText() throws IOException {
    try (Translator translator = Translator.load(model)) {
      float[][] vectors = translator.contextVectors(List.of("the cat", "", "the cat"));
      assertThat(vectors).hasNumberOfRows(3);
      assertThat(vectors[0]).hasSize(48).containsExactly(vectors[2], within(1e-5f));
    }
  }

  @Test
  void tooLongASourceIsRefusedWithItsLength() throws IOException {
    try (Translator translator = Translator.load(model)) {
      assertThatThrownBy(() -> translator.translate("cat ".repeat(2000)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("maxSourceLength, 1000");
    }
  }

  @Test
  void closedTranslatorSaysSo() throws IOException {
    Translator translator = Translator.load(model);
    translator.close();
    translator.close();
    assertThatThrownBy(() -> translator.translate("the cat"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void twentyThousandTranslationsLeaveMemoryFlat() throws IOException {
    List<String> sources = sources(1000);
    try (Translator translator = Translator.load(model, TranslationOptions.greedy())) {
      for (int i = 0; i < 20; i++) {
        translator.translateAll(sources);
      }
      long before = ResidentMemory.megabytes();
      for (int i = 0; i < 20; i++) {
        translator.translateAll(sources);
      }
      // readings differ by some 20 MB; a leak of one small state a sentence would be 100 MB and
      // more
      assertThat(ResidentMemory.megabytes() - before).isLessThan(60);
    }
  }

  @Test
  void optionsNameWhatIsOutOfRange() {
    SearchConfig search = SearchConfig.greedy();
    assertThatThrownBy(() -> new TranslationOptions(search, 0, 1))
        .hasMessageContaining("maxSourceLength is 0");
    assertThatThrownBy(() -> new TranslationOptions(search, 1, 0))
        .hasMessageContaining("batchSize is 0");
  }

  private static List<String> sources(int size) {
    String[] words = {"the", "cat", "sat", "on", "mat", "é", "😀", "42"};
    Random random = new Random(3);
    return IntStream.range(0, size)
        .mapToObj(
            i -> {
              StringBuilder text = new StringBuilder();
              for (int n = random.nextInt(6); n >= 0; n--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
              }
              return text.toString();
            })
        .toList();
  }

  private static List<String> texts(List<Translation> translations) {
    return translations.stream().map(Translation::text).toList();
  }
}
