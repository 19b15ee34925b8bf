package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Placement;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfidenceFeatureTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(
          List.of("the cat sat on the mat", "the cat the mat sat"),
          new VocabularyConfig(282, 1, true, List.of(), 16));

  private static int[] ids(String... pieces) {
    return VOCABULARY.ids(List.of(pieces));
  }

  private static Hypothesis hypothesis(int[] ids, float... logProbs) {
    double sum = 0;
    for (float logProb : logProbs) {
      sum += logProb;
    }
    return new Hypothesis(ids, logProbs, sum, sum / logProbs.length, true, Placement.FREE);
  }

  private static Evidence evidence(Hypothesis hypothesis, Hypothesis... others) {
    int[] source = ids("\u2581the", "\u2581cat", "\u2581", "<0x21>");
    return new Evidence(
        source,
        VOCABULARY,
        VOCABULARY,
        Candidate.of(hypothesis),
        Stream.of(others).map(Candidate::of).toList());
  }

  private static final Hypothesis CAT =
      hypothesis(ids("\u2581the", "\u2581cat"), -0.25f, -1f, -0.75f);

  @Test
  void logProbabilities() {
    Evidence evidence = evidence(CAT);
    assertThat(ConfidenceFeature.LOG_PROB.of(evidence)).isEqualTo(-2);
    assertThat(ConfidenceFeature.MEAN_LOG_PROB.of(evidence)).isCloseTo(-2 / 3.0, within(1e-12));
    assertThat(ConfidenceFeature.LOWEST_LOG_PROB.of(evidence)).isEqualTo(-1);
    assertThat(ConfidenceFeature.UNLIKELY_PIECES.of(evidence)).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void lengths() {
    Evidence evidence = evidence(CAT);
    assertThat(ConfidenceFeature.SOURCE_LENGTH.of(evidence)).isEqualTo(Math.log(4));
    assertThat(ConfidenceFeature.LENGTH_RATIO.of(evidence)).isEqualTo(Math.log(3 / 4.0));
    assertThat(ConfidenceFeature.TEXT_LENGTH.of(evidence)).isEqualTo(Math.log(8)); // "the cat"
  }

  @Test
  void sourcePiecesOfOneCharacterOrByteAreSpelled() {
    assertThat(ConfidenceFeature.SPELLED_SOURCE.of(evidence(CAT))).isEqualTo(0.5);
  }

  @Test
  void agreementIsTheMeanChrfOfOtherTexts() {
    Hypothesis mat = hypothesis(ids("\u2581the", "\u2581mat"), -1f, -1f, -1f);
    Hypothesis sat = hypothesis(ids("\u2581sat"), -1f, -1f);
    Hypothesis same = hypothesis(ids("\u2581the", "\u2581c", "at"), -1f, -1f, -1f, -1f);
    Chrf chrf = new Chrf(ChrfConfig.defaults());
    double expected =
        (chrf.score(List.of("the mat"), List.of(List.of("the cat"))).value()
                + chrf.score(List.of("sat"), List.of(List.of("the cat"))).value())
            / 200;
    Evidence evidence = evidence(CAT, mat, sat, same);
    assertThat(ConfidenceFeature.AGREEMENT.of(evidence)).isCloseTo(expected, within(1e-12));
    assertThat(ConfidenceFeature.ALONE.of(evidence)).isZero();
  }

  @Test
  void withoutOthersATranslationAgreesAndIsAlone() {
    Evidence evidence = evidence(CAT, CAT).alone();
    assertThat(ConfidenceFeature.AGREEMENT.of(evidence)).isEqualTo(1);
    assertThat(ConfidenceFeature.ALONE.of(evidence)).isEqualTo(1);
  }

  @Test
  void repeatedPairsOfPieces() {
    int[] twice = ids("\u2581the", "\u2581cat", "\u2581the", "\u2581cat");
    assertThat(ConfidenceFeature.REPETITION.of(evidence(hypothesis(twice, -1f))))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(ConfidenceFeature.REPETITION.of(evidence(CAT))).isZero();
  }

  @Test
  void forcedAndCutTranslations() {
    Hypothesis forced =
        new Hypothesis(ids("\u2581the"), new float[] {-1}, -1, -1, false, Placement.FORCED);
    assertThat(ConfidenceFeature.FORCED_PLACEMENT.of(evidence(forced))).isEqualTo(1);
    assertThat(ConfidenceFeature.CUT.of(evidence(forced))).isEqualTo(1);
    assertThat(ConfidenceFeature.FORCED_PLACEMENT.of(evidence(CAT))).isZero();
    assertThat(ConfidenceFeature.CUT.of(evidence(CAT))).isZero();
  }

  @Test
  void everyFeatureOfAnEmptyTranslationIsFinite() {
    Hypothesis empty = new Hypothesis(new int[0], new float[0], 0, 0, false, Placement.FREE);
    Candidate candidate = new Candidate(empty, empty, null);
    int[] source = ids("\u2581the");
    Evidence evidence = new Evidence(source, VOCABULARY, VOCABULARY, candidate, List.of());
    double[] values = evidence.values(ConfidenceFeature.known(true));
    assertThat(Arrays.stream(values).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void channelsLogProbabilities() {
    Hypothesis source = hypothesis(ids("\u2581the", "\u2581mat"), -0.5f, -2f, -0.25f, -0.25f);
    Evidence evidence =
        new Evidence(
            ids("\u2581the"), VOCABULARY, VOCABULARY, new Candidate(CAT, source, null), List.of());
    assertThat(ConfidenceFeature.CHANNEL_LOG_PROB.of(evidence)).isEqualTo(-3);
    assertThat(ConfidenceFeature.CHANNEL_MEAN_LOG_PROB.of(evidence)).isEqualTo(-0.75);
    assertThat(ConfidenceFeature.CHANNEL_LOWEST_LOG_PROB.of(evidence)).isEqualTo(-2);
    assertThat(ConfidenceFeature.LOG_PROB.of(evidence)).isEqualTo(-2);
  }

  @Test
  void channelAddsFeaturesAfterTheOthers() {
    List<String> names = ConfidenceFeature.known(true).stream().map(Enum::name).toList();
    assertThat(ConfidenceFeature.known(false).stream().map(Enum::name))
        .containsExactly(
            "MEAN_LOG_PROB",
            "LOG_PROB",
            "LOWEST_LOG_PROB",
            "UNLIKELY_PIECES",
            "AGREEMENT",
            "ALONE",
            "SOURCE_LENGTH",
            "LENGTH_RATIO",
            "TEXT_LENGTH",
            "SPELLED_SOURCE",
            "REPETITION",
            "FORCED_PLACEMENT",
            "CUT")
        .isEqualTo(names.subList(0, 13));
    assertThat(names.subList(13, names.size()))
        .containsExactly("CHANNEL_MEAN_LOG_PROB", "CHANNEL_LOG_PROB", "CHANNEL_LOWEST_LOG_PROB");
  }
}
