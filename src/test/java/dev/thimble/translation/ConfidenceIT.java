package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.Calibration.Term;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfidenceIT {
  @TempDir private static Path temporary;
  private static Path folder;
  private static Calibration calibration;

  /* The references are the model's own translations, but for every third line. */
  @BeforeAll
  static void calibrate() throws IOException {
    folder = RandomModel.write(temporary.resolve("model"), 3);
    calibration = fitted();
    ModelFolder.calibrate(folder, calibration);
  }

  private static Calibration fitted() throws IOException {
    try (Translator translator = Translator.load(folder)) {
      List<String> sources = new ArrayList<>(RandomModel.sources(200));
      sources.removeIf(String::isBlank);
      List<List<String>> references = new ArrayList<>();
      for (Translation translation : translator.translateAll(sources)) {
        references.add(List.of(references.size() % 3 == 0 ? "noir" : translation.text()));
      }
      return Calibrator.fit(translator, CalibrationExample.of(sources, references, 1), done -> {});
    }
  }

  private static Translator load(TranslationOptions options) throws IOException {
    return Translator.load(folder, options);
  }

  @Test
  void fitIsTheSameAgainAndAgreesWithTheSharesOfGoodTranslations() throws IOException {
    assertThat(fitted()).isEqualTo(calibration);
    assertThat(calibration.minChrf()).isEqualTo(60);
    assertThat(calibration.kinds()).extracting(Calibration.Kind::name).startsWith("clean");
    Calibration.Kind clean = calibration.kinds().get(0);
    assertThat(clean.good()).isBetween(0.6, 0.75);
    assertThat(sum(Calibration.Kind::confidence))
        .isCloseTo(sum(Calibration.Kind::good), within(0.05));
    assertThat(calibration.kinds())
        .filteredOn(kind -> kind.name().equals("random"))
        .allMatch(kind -> kind.good() == 0 && kind.confidence() < clean.confidence());
  }

  @Test
  void examplesWithoutWordsDoNotCount() throws IOException {
    List<CalibrationExample> blank =
        Collections.nCopies(150, new CalibrationExample("clean", " ", List.of("a")));
    try (Translator translator = load(TranslationOptions.defaults())) {
      assertThatThrownBy(() -> Calibrator.fit(translator, blank, done -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the number of examples that have words and are short enough is 0; it must be at"
                  + " least 100");
    }
  }

  private static double sum(ToDoubleFunction<Calibration.Kind> share) {
    int all = calibration.kinds().stream().mapToInt(Calibration.Kind::examples).sum();
    return calibration.kinds().stream()
        .mapToDouble(kind -> share.applyAsDouble(kind) * kind.examples() / all)
        .sum();
  }

  @Test
  void fewExamplesAreRefused() throws IOException {
    try (Translator translator = load(TranslationOptions.defaults())) {
      List<CalibrationExample> few = CalibrationExample.of(List.of("a"), List.of(List.of("b")), 1);
      assertThatThrownBy(() -> Calibrator.fit(translator, few, done -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the number of examples with references is 3; it must be at least 100");
    }
  }

  @Test
  void nullsAreNamed() throws IOException {
    try (Translator translator = load(TranslationOptions.defaults())) {
      List<CalibrationExample> none = List.of();
      assertThatThrownBy(() -> Calibrator.fit(null, none, done -> {}))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("translator");
      assertThatThrownBy(() -> Calibrator.fit(translator, null, done -> {})).hasMessage("examples");
      assertThatThrownBy(() -> Calibrator.fit(translator, none, null)).hasMessage("progress");
    }
  }

  @Test
  void progressStartsAtNothingAndEndsWithAll() throws IOException {
    List<Integer> progress = new ArrayList<>();
    try (Translator translator = load(TranslationOptions.greedy())) {
      List<CalibrationExample> examples =
          Collections.nCopies(600, new CalibrationExample("clean", "a", List.of("a")));
      Calibrator.fit(translator, examples, progress::add);
    }
    assertThat(progress).containsExactly(0, 512, 600);
  }

  @Test
  void everyWayOfTranslatingGivesTheSameConfidence() throws Exception {
    try (Translator translator = load(TranslationOptions.defaults())) {
      double confidence = translator.translate("the cat sat").confidence().orElseThrow();
      assertThat(confidence).isBetween(0.0, 1.0);
      assertThat(
              translator.translateAll(List.of("un chat", "the cat sat", "a")).get(1).confidence())
          .hasValueCloseTo(confidence, within(1e-5));
      assertThat(translator.translateAsync("the cat sat").get().confidence())
          .hasValueCloseTo(confidence, within(1e-5));
    }
  }

  @Test
  void confidenceDoesNotChangeTranslations() throws IOException {
    Path plain = RandomModel.write(temporary.resolve("plain"), 3);
    List<String> sources = RandomModel.sources(50);
    try (Translator with = load(TranslationOptions.defaults());
        Translator without = Translator.load(plain)) {
      assertThat(with.translateAll(sources).stream().map(Translation::text))
          .isEqualTo(without.translateAll(sources).stream().map(Translation::text).toList());
      assertThat(without.translate("the cat").confidence()).isEmpty();
    }
  }

  @Test
  void streamedAndGreedyTranslationsAgree() throws IOException {
    try (Translator greedy = load(TranslationOptions.greedy())) {
      double streamed = greedy.translate("the cat", piece -> {}).confidence().orElseThrow();
      assertThat(greedy.translate("the cat").confidence()).hasValueCloseTo(streamed, within(1e-5));
    }
  }

  @Test
  void copyOfWordsThatTheModelDoesNotKnowIsNotTrusted() throws IOException {
    Path masking = RandomModel.writeMasking(temporary.resolve("masking"), 3);
    ModelFolder.calibrate(masking, calibration);
    try (Translator translator = Translator.load(masking)) {
      assertThat(translator.translate("hjkl zxcv").text()).isEqualTo("hjkl zxcv");
      assertThat(translator.translate("hjkl zxcv").confidence()).hasValue(0);
      assertThat(translator.translate("42, 7!").confidence()).hasValue(1);
      assertThat(translator.translate(" ").confidence()).hasValue(1);
      TranslationOptions marked =
          TranslationOptions.builder().minConfidence(0.5, LowConfidence.EMPTY).build();
      assertThat(translator.with(marked).translate("hjkl zxcv").text()).isEmpty();
      assertThat(translator.with(marked).translate("42").text()).isEqualTo("42");
    }
  }

  @Test
  void confidenceOfATextIsTheMeanOfItsSentencesByLength() throws IOException {
    try (Translator translator = load(TranslationOptions.defaults())) {
      Translation text = translator.translate("The cat sat.  Un chat noir!");
      assertThat(text.sentences()).hasSize(2);
      double sum = 0;
      for (Translation sentence : text.sentences()) {
        sum += sentence.confidence().orElseThrow() * sentence.length();
      }
      assertThat(text.confidence()).hasValueCloseTo(sum / text.length(), within(1e-12));
    }
  }

  @Test
  void documentHasTheConfidenceOfItsSentences() throws IOException {
    Document letter = Document.of("The cat sat.\n\n  Un chat noir! 42\n");
    assertThat(letter.confidence()).isEmpty();
    try (Translator translator = load(TranslationOptions.defaults())) {
      Document translated = translator.translate(letter);
      assertThat(translated.translations()).hasSameSizeAs(letter.sentences());
      double sum = 0;
      int length = 0;
      for (Translation sentence : translated.translations()) {
        sum += sentence.confidence().orElseThrow() * sentence.length();
        length += sentence.length();
      }
      assertThat(translated.confidence()).hasValueCloseTo(sum / length, within(1e-12));
      assertThat(translated.withSentences(translated.sentences()).confidence()).isEmpty();
    }
  }

  @Test
  void nothingToTranslateIsCertain() throws IOException {
    try (Translator translator = load(TranslationOptions.defaults())) {
      assertThat(translator.translate("  ").confidence()).hasValue(1);
    }
  }

  @Test
  void eachOfTheBestTranslationsHasItsOwnConfidence() throws IOException {
    try (Translator translator = load(TranslationOptions.builder().nBest(3).build())) {
      assertThat(translator.nBest("the cat sat"))
          .hasSize(3)
          .allMatch(translation -> translation.confidence().isPresent());
    }
  }

  @Test
  void ensembleUsesTheCalibrationOfItsFirstModel() throws IOException {
    Path other = RandomModel.write(temporary.resolve("other"), 4);
    LoadConfig both =
        LoadConfig.of(folder)
            .withEnsemble(List.of(folder, other), dev.thimble.search.EnsembleConfig.defaults(2));
    try (Translator ensemble =
        Translator.load(both, TranslationOptions.defaults(), ServingConfig.defaults())) {
      assertThat(ensemble.translate("the cat").confidence()).isPresent();
    }
  }

  @Test
  void sentencesBelowTheLeastConfidenceAreReplaced() throws IOException {
    String source = "The cat sat.  Un chat noir!";
    try (Translator translator = load(TranslationOptions.defaults())) {
      Translation plain = translator.translate(source);
      double first = plain.sentences().get(0).confidence().orElseThrow();
      double second = plain.sentences().get(1).confidence().orElseThrow();
      double between = (first + second) / 2;
      boolean firstIsLow = first < second;
      String high = plain.sentences().get(firstIsLow ? 1 : 0).text();
      String low = plain.sentences().get(firstIsLow ? 0 : 1).text();
      String untranslated = firstIsLow ? "The cat sat." : "Un chat noir!";
      Map<LowConfidence, String> expected =
          Map.of(
              LowConfidence.SOURCE,
              untranslated,
              LowConfidence.EMPTY,
              "",
              LowConfidence.MARK,
              "[?] " + low);
      expected.forEach(
          (below, text) -> {
            TranslationOptions options =
                TranslationOptions.builder().minConfidence(between, below).build();
            Translation replaced = translator.with(options).translate(source);
            assertThat(replaced.text())
                .isEqualTo(firstIsLow ? text + "  " + high : high + "  " + text);
            assertThat(replaced.confidence())
                .hasValueCloseTo(plain.confidence().orElseThrow(), within(1e-5));
          });
    }
  }

  @Test
  void longSentenceIsTranslatedInSpansIfTheModelIsSurerOfThem() throws IOException {
    TranslationOptions inSpans = TranslationOptions.builder().spanWords(4).build();
    int joined = 0;
    try (Translator translator = load(TranslationOptions.builder().spanWords(0).build())) {
      for (String last : List.of("a mat", "un chat noir", "the cat sat on a", "noir noir noir")) {
        String source = "the cat sat, un chat noir, " + last;
        Translation whole = translator.translate(source);
        Translation better = translator.with(inSpans).translate(source);
        assertThat(better.confidence().orElseThrow())
            .isGreaterThanOrEqualTo(whole.confidence().orElseThrow() - 1e-5);
        if (!better.sentences().isEmpty()) {
          joined++;
          assertThat(better.confidence().orElseThrow())
              .isGreaterThan(whole.confidence().orElseThrow());
          assertThat(better.length())
              .isEqualTo(better.sentences().stream().mapToInt(Translation::length).sum());
        } else {
          assertThat(better.text()).isEqualTo(whole.text());
        }
      }
    }
    assertThat(joined).isPositive();
  }

  @Test
  void spansAreChosenIfTheyHelpJoinedLinesAndDoNotHarmLongOnes() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String last : List.of("a mat", "un chat noir", "the cat sat on a", "noir noir noir")) {
      sources.add("the cat sat on, un chat noir a, the mat sat on, " + last + " a");
    }
    Confidence confidence = new Confidence(calibration);
    TranslationOptions whole = TranslationOptions.builder().spanWords(0).build();
    try (Translator translator = load(whole)) {
      TranslationOptions inSpans = whole.toBuilder().spanWords(12).build();
      List<CalibrationExample> joined = new ArrayList<>();
      List<CalibrationExample> clean = new ArrayList<>();
      for (String source : sources) {
        String best = translator.with(inSpans).translate(source).text();
        joined.add(new CalibrationExample("joined", source, List.of(best)));
        clean.add(
            new CalibrationExample("clean", source, List.of(translator.translate(source).text())));
      }
      assertThat(SpanChoice.best(translator, confidence, joined)).isEqualTo(12);
      List<CalibrationExample> both = new ArrayList<>(joined);
      both.addAll(clean);
      assertThat(SpanChoice.best(translator, confidence, both)).isZero();
      assertThat(SpanChoice.best(translator, confidence, clean)).isZero();
    }
  }

  @Test
  void spansAreNotForStreamsListsOfTranslationsAndTextsReadAsAWhole() throws IOException {
    String source = "the cat sat, un chat noir, a mat";
    TranslationOptions three = TranslationOptions.builder().spanWords(4).nBest(3).build();
    TranslationOptions greedy = TranslationOptions.greedy().toBuilder().spanWords(4).build();
    try (Translator translator = load(three)) {
      assertThat(translator.nBest(source)).hasSize(3).allMatch(t -> t.sentences().isEmpty());
      assertThat(translator.with(greedy).translate(source, piece -> {}).sentences()).isEmpty();
      TranslationOptions whole =
          TranslationOptions.builder().spanWords(4).splitSentences(false).build();
      assertThat(translator.with(whole).translate(source).sentences()).isEmpty();
    }
  }

  @Test
  void streamCannotTakeBackWhatIsBelow() throws IOException {
    TranslationOptions options =
        TranslationOptions.greedy().toBuilder().minConfidence(0.5, LowConfidence.EMPTY).build();
    try (Translator translator = load(options)) {
      assertThatThrownBy(() -> translator.translate("the cat", piece -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("minConfidence 0.5");
    }
  }

  @Test
  void leastConfidenceNeedsACalibration() throws IOException {
    Path plain = RandomModel.write(temporary.resolve("uncalibrated"), 3);
    TranslationOptions options =
        TranslationOptions.builder().minConfidence(0.5, LowConfidence.MARK).build();
    assertThatThrownBy(() -> Translator.load(plain, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "minConfidence is 0.5 and spanWords -1, but the model has no calibration");
  }

  @Test
  void calibrationOfOtherFeaturesIsRefusedByName() throws IOException {
    Path other = RandomModel.write(temporary.resolve("later"), 3);
    Map<String, Term> terms = new LinkedHashMap<>(calibration.terms());
    terms.remove("CUT");
    terms.put("LATER", new Term(0, 1, 1));
    ModelFolder.calibrate(other, new Calibration(60, 0, terms, 0, List.of()));
    assertThatThrownBy(() -> Translator.load(other))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("with other features (CUT, LATER); run 'thimble calibrate");
    LoadConfig without = LoadConfig.of(other).withConfidence(false);
    try (Translator translator =
        Translator.load(without, TranslationOptions.defaults(), ServingConfig.defaults())) {
      assertThat(translator.translate("the cat").confidence()).isEmpty();
    }
  }
}
