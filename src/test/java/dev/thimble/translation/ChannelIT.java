package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.search.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranking by a model of the other direction, with random weights. */
class ChannelIT {
  private static final ChannelWeights WEIGHTS = new ChannelWeights(0.7, 0.3);
  private static final TranslationOptions OPTIONS =
      TranslationOptions.builder()
          .beamSize(6)
          .nBest(5)
          .ranking(Ranking.CHANNEL)
          .channelWeights(WEIGHTS)
          .build();
  private static final TranslationOptions SEARCHED =
      OPTIONS.toBuilder().ranking(Ranking.SEARCH).build();

  @TempDir private static Path folder;
  private static Path direct;
  private static Path channel;

  @BeforeAll
  static void writeModels() throws IOException {
    direct = RandomModel.write(folder.resolve("direct"), 3);
    channel =
        RandomModel.write(
            folder.resolve("channel"), 4, List.of("the mat sat on a cat", "chien noir"), List.of());
  }

  private static Translator load(TranslationOptions options, ServingConfig serving)
      throws IOException {
    return Translator.load(LoadConfig.of(direct).withChannel(channel), options, serving);
  }

  @Test
  void orderIsThatOfTheWeightedSum() throws IOException {
    List<String> sources = RandomModel.sources(20);
    try (Translator translator = load(OPTIONS, ServingConfig.defaults());
        Translator back = Translator.load(channel)) {
      List<List<Translation>> searched = translator.with(SEARCHED).nBest(sources);
      List<List<Translation>> ranked = translator.nBest(sources);
      for (int i = 0; i < sources.size(); i++) {
        String source = sources.get(i);
        List<Translation> expected = new ArrayList<>(searched.get(i));
        expected.sort(Comparator.comparingDouble(found -> -score(back, source, found)));
        assertThat(texts(ranked.get(i))).isEqualTo(texts(expected));
      }
      assertThat(ranked.stream().map(ChannelIT::texts))
          .isNotEqualTo(searched.stream().map(ChannelIT::texts));
    }
  }

  private static double score(Translator back, String source, Translation found) {
    return found.logProb()
        + WEIGHTS.channel() * back.score(found.text(), source.strip()).logProb()
        + WEIGHTS.length() * found.length();
  }

  @Test
  void orderDependsNeitherOnTheBatchNorOnTheThread() throws IOException {
    List<String> sources = RandomModel.sources(30);
    List<List<String>> texts = new ArrayList<>();
    try (Translator one = load(OPTIONS, ServingConfig.defaults().withBatchSize(1))) {
      sources.forEach(source -> texts.add(texts(one.nBest(source))));
    }
    try (Translator many =
        load(OPTIONS, ServingConfig.defaults().withBatchSize(16).withThreads(2, 1))) {
      assertThat(many.nBest(sources)).map(ChannelIT::texts).isEqualTo(texts);
      assertThat(many.translateAsync(sources.get(0)).join().text()).isEqualTo(texts.get(0).get(0));
    }
  }

  @Test
  void channelWithoutWeightAndLengthGivesTheOrderOfTheProbability() throws IOException {
    TranslationOptions options =
        OPTIONS.toBuilder().channelWeights(new ChannelWeights(0, 0)).build();
    try (Translator translator = load(options, ServingConfig.defaults())) {
      for (List<Translation> best : translator.nBest(RandomModel.sources(10))) {
        assertThat(best).isSortedAccordingTo(Comparator.comparingDouble(found -> -found.logProb()));
      }
    }
  }

  @Test
  void samplesAreRankedToo() throws IOException {
    TranslationOptions options = OPTIONS.toBuilder().strategy(Sampling.defaults()).nBest(8).build();
    try (Translator translator = load(options, ServingConfig.defaults());
        Translator back = Translator.load(channel)) {
      assertThat(translator.nBest("the cat sat"))
          .hasSize(8)
          .map(found -> score(back, "the cat sat", found))
          .isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  @Test
  void rankingNeedsAChannel() {
    assertThatThrownBy(() -> Translator.load(direct, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no model of the other direction; load the translator with");
  }

  @Test
  void channelThatIsNoModelIsRefused() {
    LoadConfig config = LoadConfig.of(direct).withChannel(folder.resolve("none"));
    assertThatThrownBy(() -> Translator.load(config, OPTIONS, ServingConfig.defaults()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none is not a model folder");
  }

  @Test
  void masksOfBothModelsStayApart() throws IOException {
    Path masking = RandomModel.writeMasking(folder.resolve("masking"), 3);
    LoadConfig config = LoadConfig.of(masking).withChannel(channel);
    String source = "the cat sat on 1,234.5 at 9:40";
    try (Translator translator = Translator.load(config, OPTIONS, ServingConfig.defaults());
        Translator back = Translator.load(channel)) {
      List<Translation> best = translator.nBest(source);
      assertThat(best).allMatch(found -> found.text().contains("1\u202F234,5"));
      assertThat(best)
          .isSortedAccordingTo(
              Comparator.comparing(Translation::placement)
                  .thenComparingDouble(found -> -score(back, source, found)));
    }
  }

  @Test
  void channelThatMasksTheSameDirectionIsRefused() throws IOException {
    Path masking = RandomModel.writeMasking(folder.resolve("forth"), 3);
    LoadConfig config = LoadConfig.of(masking).withChannel(masking);
    assertThatThrownBy(() -> Translator.load(config, OPTIONS, ServingConfig.defaults()))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            masking
                + " translates from en to fr, but the channel of a model from en to fr must"
                + " translate the other way");
  }

  @Test
  void tunedWeightsGiveTheirScore() throws IOException {
    List<String> sources = List.of("the cat sat", "on the mat. The cat", "", "42");
    Chrf metric = new Chrf(ChrfConfig.defaults());
    try (Translator translator = load(OPTIONS, ServingConfig.defaults())) {
      List<String> references =
          translator.with(SEARCHED).nBest(sources).stream()
              .map(found -> found.get(Math.min(2, found.size() - 1)).text())
              .toList();
      ChannelTuner.Tuned tuned =
          ChannelTuner.tune(translator, metric, sources, List.of(references));
      TranslationOptions best = OPTIONS.toBuilder().channelWeights(tuned.weights()).build();
      assertThat(chrf(translator.with(best), sources, references))
          .isCloseTo(tuned.score().value(), within(1e-9));
      assertThat(chrf(translator.with(SEARCHED), sources, references))
          .isCloseTo(tuned.before().value(), within(1e-9));
      assertThat(tuned.score().value()).isGreaterThan(tuned.before().value());
      assertThatThrownBy(
              () ->
                  ChannelTuner.tune(
                      translator.with(SEARCHED), metric, sources, List.of(references)))
          .hasMessageContaining("the ranking must be CHANNEL");
      assertThatThrownBy(
              () -> ChannelTuner.tune(translator, metric, sources, List.of(List.of("a"))))
          .hasMessage("1 references for 4 sources");
    }
  }

  private static double chrf(Translator translator, List<String> sources, List<String> references) {
    List<String> texts = translator.translateAll(sources).stream().map(Translation::text).toList();
    return new Chrf(ChrfConfig.defaults()).score(texts, List.of(references)).value();
  }

  private static List<String> texts(List<Translation> best) {
    return best.stream().map(Translation::text).toList();
  }
}
