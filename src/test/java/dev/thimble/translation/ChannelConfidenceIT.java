package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.Calibration.Term;
import dev.thimble.checkpoint.ChannelCalibration;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.search.EnsembleConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The confidence in translations that a channel has ranked, with random weights. */
class ChannelConfidenceIT {
  private static final TranslationOptions RANKED =
      TranslationOptions.builder().nBest(4).ranking(Ranking.CHANNEL).build();
  private static final double PLAIN = LogisticRegression.probability(1);

  @TempDir private static Path temporary;
  private static Path model;
  private static Path channel;
  private static Path otherChannel;

  /* Without the channel the confidence is always the same, with it that of its mean. */
  @BeforeAll
  static void writeModels() throws IOException {
    model = RandomModel.write(temporary.resolve("model"), 3);
    channel = RandomModel.write(temporary.resolve("channel"), 4);
    otherChannel = RandomModel.write(temporary.resolve("other"), 5);
    ModelFolder.calibrate(model, calibration(false, 1, Map.of()));
    ModelFolder.calibrate(
        model,
        ChannelCalibration.of(channel, calibration(true, 3, Map.of("CHANNEL_MEAN_LOG_PROB", 1.0))));
  }

  /* All weights are 0 but those that are given. */
  private static Calibration calibration(
      boolean withChannel, double bias, Map<String, Double> weights) {
    Map<String, Term> terms = new LinkedHashMap<>();
    for (ConfidenceFeature feature : ConfidenceFeature.known(withChannel)) {
      terms.put(feature.name(), new Term(0, 1, weights.getOrDefault(feature.name(), 0.0)));
    }
    return new Calibration(60, bias, terms, 0, List.of());
  }

  private static Translator load(LoadConfig config, TranslationOptions options) throws IOException {
    return Translator.load(config, options, ServingConfig.defaults());
  }

  private static LoadConfig ranking() {
    return LoadConfig.of(model).withChannel(channel);
  }

  private static double expected(Translator back, String text, Translation translation) {
    Translation forced = back.score(translation.text(), text);
    return LogisticRegression.probability(3 + forced.logProb() / forced.length());
  }

  @Test
  void confidenceOfEachTranslationIsThatOfItsOwnScoreByTheChannel() throws IOException {
    String source = "the cat sat on a mat";
    try (Translator translator = load(ranking(), RANKED);
        Translator back = Translator.load(channel)) {
      List<Translation> best = translator.nBest(source);
      assertThat(best).hasSize(4);
      for (Translation one : best) {
        assertThat(one.confidence()).hasValueCloseTo(expected(back, source, one), within(1e-5));
      }
      assertThat(best.stream().map(Translation::confidence).distinct()).hasSize(4);
    }
  }

  @Test
  void everyWayOfTranslatingUsesTheChannel() throws Exception {
    String source = "The cat sat.  Un chat noir!";
    try (Translator translator = load(ranking(), RANKED);
        Translator back = Translator.load(channel)) {
      Translation text = translator.translate(source);
      double first = expected(back, "The cat sat.", text.sentences().get(0));
      double second = expected(back, "Un chat noir!", text.sentences().get(1));
      assertThat(text.sentences().get(0).confidence()).hasValueCloseTo(first, within(1e-5));
      assertThat(text.sentences().get(1).confidence()).hasValueCloseTo(second, within(1e-5));
      double mean = text.confidence().orElseThrow();
      assertThat(translator.translateAsync(source).get().confidence())
          .hasValueCloseTo(mean, within(1e-5));
      assertThat(translator.translate(Document.of(source)).confidence())
          .hasValueCloseTo(mean, within(1e-5));
      TranslationOptions between =
          RANKED.toBuilder().minConfidence((first + second) / 2, LowConfidence.EMPTY).build();
      List<Translation> replaced = translator.with(between).translate(source).sentences();
      assertThat(replaced.get(first < second ? 0 : 1).text()).isEmpty();
      assertThat(replaced.get(first < second ? 1 : 0).text()).isNotEmpty();
    }
  }

  @Test
  void joinedSpansTakePrecedenceIfTheChannelMakesTheModelSurerOfThem() throws IOException {
    TranslationOptions inSpans = RANKED.toBuilder().spanWords(4).build();
    int joined = 0;
    try (Translator translator = load(ranking(), RANKED.toBuilder().spanWords(0).build())) {
      for (String source : longSources()) {
        List<Translation> whole = translator.nBest(source);
        List<Translation> best = translator.with(inSpans).nBest(source);
        assertThat(best).hasSameSizeAs(whole);
        assertThat(translator.with(inSpans).translate(source).text()).isEqualTo(best.get(0).text());
        if (best.get(0).sentences().isEmpty()) {
          assertThat(texts(best)).isEqualTo(texts(whole));
        } else {
          joined++;
          assertThat(best.get(0).confidence().orElseThrow())
              .isGreaterThan(whole.get(0).confidence().orElseThrow());
          List<String> others = new ArrayList<>(texts(whole));
          others.remove(best.get(0).text());
          assertThat(texts(best.subList(1, best.size())))
              .isEqualTo(others.subList(0, best.size() - 1));
        }
      }
    }
    assertThat(joined).isPositive();
  }

  private static List<String> longSources() {
    return Stream.of("a mat", "un chat noir", "the cat sat on a", "noir noir noir")
        .map(last -> "the cat sat, un chat noir, " + last)
        .toList();
  }

  private static List<String> texts(List<Translation> translations) {
    return translations.stream().map(Translation::text).toList();
  }

  @Test
  void weightsAreTunedOnWholeSentences() throws IOException {
    Chrf metric = new Chrf(ChrfConfig.defaults());
    List<List<String>> references = List.of(List.of("noir", "cat", "un mat", "the"));
    try (Translator translator = load(ranking(), RANKED.toBuilder().spanWords(0).build())) {
      ChannelTuner.Tuned whole = ChannelTuner.tune(translator, metric, longSources(), references);
      Translator inSpans = translator.with(RANKED.toBuilder().spanWords(4).build());
      assertThat(ChannelTuner.tune(inSpans, metric, longSources(), references)).isEqualTo(whole);
    }
  }

  @Test
  void withoutThatChannelThePlainCalibrationIsUsed() throws IOException {
    Path language = RandomModel.writeLanguageModel(temporary.resolve("language"), 5);
    for (LoadConfig config :
        List.of(
            LoadConfig.of(model).withChannel(otherChannel),
            LoadConfig.of(model).withLanguageModel(language))) {
      try (Translator translator = load(config, RANKED)) {
        assertThat(translator.translate("the cat sat").confidence()).hasValue(PLAIN);
      }
    }
    TranslationOptions searched = RANKED.toBuilder().ranking(Ranking.SEARCH).build();
    try (Translator translator = load(ranking(), searched)) {
      assertThat(translator.translate("the cat sat").confidence()).hasValue(PLAIN);
      assertThat(translator.with(RANKED).translate("the cat sat").confidence().orElseThrow())
          .isNotEqualTo(PLAIN);
    }
  }

  @Test
  void ensembleUsesTheCalibrationOfItsFirstModel() throws IOException {
    Path second = RandomModel.write(temporary.resolve("second"), 6);
    LoadConfig both = ranking().withEnsemble(List.of(model, second), EnsembleConfig.defaults(2));
    try (Translator translator = load(both, RANKED);
        Translator back = Translator.load(channel)) {
      Translation translation = translator.translate("the cat sat");
      assertThat(translation.confidence())
          .hasValueCloseTo(expected(back, "the cat sat", translation), within(1e-5));
    }
    try (Translator translator = load(both.withConfidence(false), RANKED)) {
      assertThat(translator.translate("the cat sat").confidence()).isEmpty();
    }
  }

  @Test
  void calibrationForAChannelIsEnoughWithIt() throws IOException {
    Path only = RandomModel.write(temporary.resolve("only"), 3);
    ModelFolder.calibrate(only, ChannelCalibration.of(channel, calibration(true, -2, Map.of())));
    try (Translator translator = load(LoadConfig.of(only).withChannel(channel), RANKED)) {
      assertThat(translator.translate("the cat").confidence())
          .hasValue(LogisticRegression.probability(-2));
    }
    try (Translator translator = Translator.load(only)) {
      assertThat(translator.translate("the cat").confidence()).isEmpty();
    }
  }

  @Test
  void calibrationOfOtherFeaturesIsRefusedWithItsChannelOnly() throws IOException {
    Path later = RandomModel.write(temporary.resolve("later"), 3);
    ModelFolder.calibrate(later, ChannelCalibration.of(channel, calibration(false, 0, Map.of())));
    assertThatThrownBy(() -> load(LoadConfig.of(later).withChannel(channel), RANKED))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            later
                + " was calibrated by another version of Thimble, with other features"
                + " (CHANNEL_LOG_PROB, CHANNEL_LOWEST_LOG_PROB, CHANNEL_MEAN_LOG_PROB); run 'thimble"
                + " calibrate "
                + later
                + " --channel "
                + channel
                + "' again");
    try (Translator translator = load(LoadConfig.of(later).withChannel(otherChannel), RANKED)) {
      assertThat(translator.translate("the cat").confidence()).isEmpty();
    }
  }

  /* A translation is good if the channel finds its source likely. */
  @Test
  void fitLearnsWhatTheChannelTells() throws IOException {
    List<String> sources = new ArrayList<>(RandomModel.sources(300));
    sources.replaceAll(String::strip);
    List<CalibrationExample> examples = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    LoadConfig without = ranking().withConfidence(false);
    TranslationOptions whole = RANKED.toBuilder().splitSentences(false).build();
    Calibration fitted;
    Calibration plain;
    try (Translator translator = load(without, whole);
        Translator back = Translator.load(channel)) {
      List<Translation> translations = translator.translateAll(sources);
      for (int i = 0; i < sources.size(); i++) {
        scores.add(expected(back, sources.get(i), translations.get(i)));
      }
      double median = scores.stream().sorted().toList().get(scores.size() / 2);
      for (int i = 0; i < sources.size(); i++) {
        String reference = scores.get(i) > median ? translations.get(i).text() : "noir";
        examples.add(new CalibrationExample("clean", sources.get(i), List.of(reference)));
      }
      fitted = Calibrator.fit(translator, examples, done -> {});
      assertThat(Calibrator.fit(translator, examples, done -> {})).isEqualTo(fitted);
      TranslationOptions searched = whole.toBuilder().ranking(Ranking.SEARCH).build();
      plain = Calibrator.fit(translator.with(searched), examples, done -> {});
    }
    assertThat(fitted.terms().keySet()).hasSize(plain.terms().size() + 3);
    assertThat(plain.terms().keySet()).noneMatch(name -> name.startsWith("CHANNEL"));
    Path learned = RandomModel.write(temporary.resolve("learned"), 3);
    ModelFolder.calibrate(learned, plain);
    double gapOfPlain = gap(learned, sources, scores);
    ModelFolder.calibrate(learned, ChannelCalibration.of(channel, fitted));
    assertThat(gap(learned, sources, scores)).isGreaterThan(gapOfPlain + 0.1);
  }

  /* Mean confidence of the half that the channel prefers, less that of the other half. */
  private static double gap(Path folder, List<String> sources, List<Double> scores)
      throws IOException {
    double median = scores.stream().sorted().toList().get(scores.size() / 2);
    double sum = 0;
    try (Translator translator = load(LoadConfig.of(folder).withChannel(channel), RANKED)) {
      List<Translation> translations = translator.translateAll(sources);
      for (int i = 0; i < sources.size(); i++) {
        double confidence = translations.get(i).confidence().orElseThrow();
        sum += scores.get(i) > median ? confidence : -confidence;
      }
    }
    return sum / sources.size();
  }
}
