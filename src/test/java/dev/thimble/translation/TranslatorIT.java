package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.bench.ResidentMemory;
import dev.thimble.model.ComputeType;
import dev.thimble.search.Beam;
import dev.thimble.search.Sampling;
import dev.thimble.search.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorIT {
  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void writeAModel() throws IOException {
    model = RandomModel.write(folder.resolve("model"), 3);
  }

  @Test
  void blankTextTranslatesToBlankTextInItsPlace() throws IOException {
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
  void marksOfTheLayoutStayAroundTheTranslation() throws IOException {
    TranslationOptions greedy = TranslationOptions.builder().strategy(Beam.of(1)).build();
    try (Translator translator = Translator.load(model, greedy)) {
      Translation alone = translator.translate("the cat");
      Translation marked = translator.translate(" 2) \"the cat\" :-)");
      assertThat(marked.text()).isEqualTo(" 2) \"" + alone.text() + "\" :-)");
      assertThat(marked.pieces()).isEqualTo(alone.pieces());
      StringBuilder streamed = new StringBuilder();
      translator.translate(" 2) \"the cat\" :-)", streamed::append);
      assertThat(streamed).hasToString(marked.text());
    }
    TranslationOptions whole = TranslationOptions.builder().splitSentences(false).build();
    try (Translator translator = Translator.load(model, whole)) {
      assertThat(translator.translate("(the cat)").pieces())
          .isNotEqualTo(translator.translate("the cat").pieces());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void batchSizeAndOrderDoNotChangeResults(long seed) throws IOException {
    Path random = RandomModel.write(folder.resolve("random" + seed), seed);
    List<String> sources = RandomModel.sources(60);
    List<String> reversed = new ArrayList<>(sources);
    Collections.reverse(reversed);
    List<Strategy> strategies =
        List.of(Beam.of(1), Beam.of(4), Beam.of(4).withGroups(2, 1), Sampling.defaults());
    for (Strategy strategy : strategies) {
      TranslationOptions options = TranslationOptions.builder().strategy(strategy).build();
      List<List<String>> expected = pieces(random, options, 1, sources);
      assertThat(pieces(random, options, 7, sources)).isEqualTo(expected);
      List<List<String>> other = new ArrayList<>(pieces(random, options, 64, reversed));
      Collections.reverse(other);
      assertThat(other).isEqualTo(expected);
    }
  }

  private static List<List<String>> pieces(
      Path model, TranslationOptions options, int batchSize, List<String> sources)
      throws IOException {
    ServingConfig serving = ServingConfig.defaults().withBatchSize(batchSize);
    try (Translator translator = Translator.load(model, options, serving)) {
      return translator.translateAll(sources).stream().map(Translation::pieces).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void translationAndScoreAreTheSameInABatch(int beamSize) throws IOException {
    TranslationOptions options = TranslationOptions.builder().beamSize(beamSize).build();
    try (Translator same = Translator.load(Path.of("checkpoints/en-fr"), options)) {
      List<String> sources = Files.readAllLines(Path.of("eval/everyday.en"));
      List<Translation> together = same.translateAll(sources);
      List<Translation> scored =
          same.scoreAll(sources, together.stream().map(Translation::text).toList());
      for (int i = 0; i < sources.size(); i++) {
        Translation alone = same.translate(sources.get(i));
        assertThat(together.get(i).pieces()).isEqualTo(alone.pieces());
        assertThat(together.get(i).text()).isEqualTo(alone.text());
        assertEqualScores(together.get(i), alone);
        assertEqualScores(scored.get(i), same.score(sources.get(i), alone.text()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void int8ScoreIsTheSameInABatchToTheLastBit(int beamSize) throws IOException {
    LoadConfig load = LoadConfig.of(Path.of("checkpoints/en-fr")).withComputeType(ComputeType.INT8);
    TranslationOptions options = TranslationOptions.builder().beamSize(beamSize).build();
    try (Translator same = Translator.load(load, options, ServingConfig.defaults())) {
      List<String> sources = Files.readAllLines(Path.of("eval/everyday.en"));
      List<Translation> together = same.translateAll(sources);
      List<String> texts = together.stream().map(Translation::text).toList();
      List<Translation> scored = same.scoreAll(sources, texts);
      for (int i = 0; i < sources.size(); i++) {
        assertThat(together.get(i)).isEqualTo(same.translate(sources.get(i)));
        assertThat(scored.get(i)).isEqualTo(same.score(sources.get(i), texts.get(i)));
      }
    }
  }

  private static void assertEqualScores(Translation one, Translation other) {
    double size = Math.max(1, Math.abs(other.score()));
    assertThat(one.score()).isCloseTo(other.score(), offset(1e-5 * size));
  }

  @Test
  void scoreIsTheMeanLogProbabilityOfItsPieces() throws IOException {
    try (Translator translator = Translator.load(model)) {
      Translation translation = translator.translate("the cat sat");
      double sum = translation.pieceLogProbs().stream().mapToDouble(Float::doubleValue).sum();
      assertThat(translation.logProb()).isCloseTo(sum, within(1e-4));
      assertThat(translation.score()).isCloseTo(sum / translation.length(), within(1e-5));
      assertThat(translation.pieces()).isNotEmpty();
    }
  }

  @Test
  void nBestIsSortedByScore() throws IOException {
    TranslationOptions options = TranslationOptions.builder().beamSize(12).nBest(6).build();
    try (Translator translator = Translator.load(model, options)) {
      List<Translation> best = translator.nBest("the mat");
      assertThat(best).hasSize(6);
      assertThat(best.get(0)).isEqualTo(translator.translate("the mat"));
      assertThat(best.stream().map(Translation::text).distinct()).hasSize(6);
    }
  }

  @Test
  void threadsShareOneTranslator() throws IOException {
    List<String> sources = RandomModel.sources(40);
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
  void eachTextHasOneContextVector() throws IOException {
    try (Translator translator = Translator.load(model)) {
      float[][] vectors = translator.contextVectors(List.of("the cat", "", "the cat"));
      assertThat(vectors).hasNumberOfRows(3);
      assertThat(vectors[0]).hasSize(48).containsExactly(vectors[2], within(1e-5f));
    }
  }

  @Test
  void tooLongSourceIsRefusedWithItsLength() throws IOException {
    try (Translator translator = Translator.load(model)) {
      assertThatThrownBy(() -> translator.translate("cat ".repeat(2000)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("maxSourceLength, 1000");
    }
  }

  @Test
  void closedTranslatorRefusesCalls() throws IOException {
    Translator translator = Translator.load(model);
    translator.close();
    translator.close();
    assertThatThrownBy(() -> translator.translate("the cat"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void twentyThousandTranslationsDoNotGrowMemory() throws IOException {
    List<String> sources = RandomModel.sources(1000);
    try (Translator translator = Translator.load(model, TranslationOptions.greedy())) {
      // leaking one small state per sentence would take more than 100 MB
      Runnable twentyThousand =
          () -> {
            for (int i = 0; i < 20; i++) {
              translator.translateAll(sources);
            }
          };
      ResidentMemory.assertFlat(twentyThousand, twentyThousand);
    }
  }

  private static List<String> texts(List<Translation> translations) {
    return translations.stream().map(Translation::text).toList();
  }
}
