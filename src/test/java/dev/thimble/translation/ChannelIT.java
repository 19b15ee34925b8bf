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

/** Ranking by a model of the other direction and a language model, with random weights. */
class ChannelIT {
  private static final ChannelWeights WEIGHTS = new ChannelWeights(0.7, 0.3, 0.4);
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
  private static Path languageModel;

  @BeforeAll
  static void writeModels() throws IOException {
    direct = RandomModel.write(folder.resolve("direct"), 3);
    channel =
        RandomModel.write(
            folder.resolve("channel"), 4, List.of("the mat sat on a cat", "chien noir"), List.of());
    languageModel = RandomModel.writeLanguageModel(folder.resolve("language"), 5);
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
  void languageModelScoresTheTextBesideAChannelOrAlone() throws IOException {
    List<String> sources = RandomModel.sources(20);
    LoadConfig alone = LoadConfig.of(direct).withLanguageModel(languageModel);
    try (Translator both = load(alone.withChannel(channel), OPTIONS);
        Translator one = load(alone, OPTIONS);
        Translator back = Translator.load(channel);
        LanguageModel language = LanguageModel.load(languageModel)) {
      List<List<Translation>> byBoth = both.nBest(sources);
      List<List<Translation>> byOne = one.nBest(sources);
      for (int i = 0; i < sources.size(); i++) {
        String source = sources.get(i);
        assertThat(byBoth.get(i))
            .isSortedAccordingTo(
                Comparator.comparingDouble(
                    found -> -score(back, source, found) - score(language, found)));
        assertThat(byOne.get(i))
            .isSortedAccordingTo(
                Comparator.comparingDouble(
                    found ->
                        -found.logProb()
                            - WEIGHTS.length() * found.length()
                            - score(language, found)));
      }
      assertThat(byBoth.stream().map(ChannelIT::texts))
          .isNotEqualTo(byOne.stream().map(ChannelIT::texts));
      assertThat(byOne.stream().map(ChannelIT::texts))
          .isNotEqualTo(both.with(SEARCHED).nBest(sources).stream().map(ChannelIT::texts));
    }
  }

  private static double score(LanguageModel language, Translation found) {
    return WEIGHTS.languageModel() * language.score(found.text()).logProb();
  }

  private static Translator load(LoadConfig config, TranslationOptions options) throws IOException {
    return Translator.load(config, options, ServingConfig.defaults());
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
        .hasMessageContaining("no model to rank by; load the translator with");
  }

  @Test
  void channelThatIsNoModelIsRefused() {
    LoadConfig config = LoadConfig.of(direct).withChannel(folder.resolve("none"));
    assertThatThrownBy(() -> Translator.load(config, OPTIONS, ServingConfig.defaults()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none is not a model folder");
  }

  @Test
  void modelThatTranslatesIsNoLanguageModel() {
    LoadConfig config = LoadConfig.of(direct).withChannel(channel).withLanguageModel(channel);
    assertThatThrownBy(() -> load(config, OPTIONS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(channel + " is no language model, since it has an encoder");
  }

  @Test
  void languageModelThatIsNoModelIsRefused() {
    LoadConfig config = LoadConfig.of(direct).withLanguageModel(folder.resolve("none"));
    assertThatThrownBy(() -> load(config, OPTIONS))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("none is not a model folder");
  }

  @Test
  void languageModelGetsTheTextWithoutSymbols() throws IOException {
    Path masking = RandomModel.writeMasking(folder.resolve("symbols"), 3);
    LoadConfig config = LoadConfig.of(masking).withLanguageModel(languageModel);
    ChannelWeights weights = new ChannelWeights(0, 0, 20);
    try (Translator translator = load(config, OPTIONS.toBuilder().channelWeights(weights).build());
        LanguageModel language = LanguageModel.load(languageModel)) {
      List<Translation> best = translator.nBest("the cat sat on 1,234.5 at 9:40");
      assertThat(best).hasSize(5).allMatch(found -> found.text().contains("1\u202F234,5"));
      assertThat(best)
          .isSortedAccordingTo(
              Comparator.comparing(Translation::placement)
                  .thenComparingDouble(
                      found -> -found.logProb() - 20 * language.score(found.text()).logProb()));
    }
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

  @Test
  void tuningWithBothModelsIsNeverWorseThanWithOne() throws IOException {
    List<String> sources = RandomModel.sources(12);
    Chrf metric = new Chrf(ChrfConfig.defaults());
    LoadConfig back = LoadConfig.of(direct).withChannel(channel);
    LoadConfig language = LoadConfig.of(direct).withLanguageModel(languageModel);
    try (Translator both = load(back.withLanguageModel(languageModel), OPTIONS);
        Translator byChannel = load(back, OPTIONS);
        Translator byLanguage = load(language, OPTIONS)) {
      List<List<String>> references =
          List.of(
              both.with(SEARCHED).nBest(sources).stream()
                  .map(found -> found.get(found.size() / 2).text())
                  .toList());
      ChannelTuner.Tuned tuned = ChannelTuner.tune(both, metric, sources, references);
      ChannelTuner.Tuned channelOnly = ChannelTuner.tune(byChannel, metric, sources, references);
      ChannelTuner.Tuned languageOnly = ChannelTuner.tune(byLanguage, metric, sources, references);
      assertThat(channelOnly.weights().languageModel()).isZero();
      assertThat(languageOnly.weights().channel()).isZero();
      assertThat(languageOnly.score().value()).isGreaterThan(languageOnly.before().value());
      assertThat(tuned.score().value())
          .isGreaterThanOrEqualTo(channelOnly.score().value())
          .isGreaterThanOrEqualTo(languageOnly.score().value());
      TranslationOptions best = OPTIONS.toBuilder().channelWeights(tuned.weights()).build();
      assertThat(chrf(both.with(best), sources, references.get(0)))
          .isCloseTo(tuned.score().value(), within(1e-9));
    }
  }

  @Test
  void weightsStayZeroIfTheSearchIsRightAlready() throws IOException {
    List<String> sources = RandomModel.sources(5);
    try (Translator translator = load(OPTIONS, ServingConfig.defaults())) {
      TranslationOptions likeliest =
          OPTIONS.toBuilder().channelWeights(new ChannelWeights(0, 0)).build();
      List<String> references =
          translator.with(likeliest).translateAll(sources).stream().map(Translation::text).toList();
      Chrf metric = new Chrf(ChrfConfig.defaults());
      assertThat(ChannelTuner.tune(translator, metric, sources, List.of(references)).weights())
          .isEqualTo(new ChannelWeights(0, 0, 0));
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
