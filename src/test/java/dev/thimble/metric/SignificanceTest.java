package dev.thimble.metric;

import static dev.thimble.metric.PublishedNumbers.list;
import static dev.thimble.metric.PublishedNumbers.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P-values and intervals equal those of sacreBLEU 2.6.0, apart from the stated differences. */
final class SignificanceTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final Bleu BLEU = new Bleu(BleuConfig.defaults());
  private static final ExactMatch EXACT = new ExactMatch(false);
  private static final SignificanceConfig BOOTSTRAP =
      SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP);
  private static final SignificanceConfig RANDOMIZATION =
      SignificanceConfig.defaults(SignificanceConfig.Test.RANDOMIZATION).withTrials(500);

  @Test
  void pValuesEqualThoseOfSacreBleu() {
    for (JsonNode entry : paired()) {
      CorpusMetric metric = PublishedNumbers.metric(entry);
      List<SystemScore> scores = new Significance(config(entry)).compare(systems(metric));
      assertThat(scores.get(0).pValue()).isNull();
      assertThat(scores.stream().skip(1).mapToDouble(SystemScore::pValue).toArray())
          .as("%s", entry)
          .containsExactly(numbers(entry.get("pValues")), CLOSE);
    }
  }

  @Test
  void signaturesEqualThoseOfSacreBleu() {
    for (JsonNode entry : paired()) {
      assertThat(config(entry).sign(PublishedNumbers.metric(entry).signature(1)))
          .isEqualTo(entry.get("signature").asText());
    }
  }

  @Test
  void intervalsEqualThoseOfSacreBleu() {
    for (JsonNode entry : paired()) {
      if (entry.get("test").asText().equals("ar")) {
        continue; // sacreBLEU has no interval
      }
      CorpusMetric metric = PublishedNumbers.metric(entry);
      SignificanceConfig config = config(entry).withResamples(entry.get("trials").asInt());
      List<SystemScore> scores = new Significance(config).compare(systems(metric));
      // sacreBLEU sums in single precision
      assertThat(scores.stream().mapToDouble(score -> score.interval().mean()).toArray())
          .as("%s", entry)
          .containsExactly(numbers(entry.get("means")), within(1e-4));
      assertThat(scores.stream().mapToDouble(score -> score.interval().halfWidth()).toArray())
          .as("%s", entry)
          .containsExactly(numbers(entry.get("halfWidths")), within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void identicalSystemsDoNotDiffer(SignificanceConfig.Test test) {
    SegmentStatistics system = systems(BLEU).get(0);
    SystemScore same =
        new Significance(SignificanceConfig.defaults(test).withTrials(100))
            .compare(List.of(system, system))
            .get(1);
    assertThat(same.pValue()).isEqualTo(1.0);
    assertThat(same.isSignificant()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void systemsOfEqualScoreDoNotDiffer(SignificanceConfig.Test test) {
    List<String> references = List.of("a b c d", "e f g h", "i j k l");
    List<SegmentStatistics> nothingRight =
        List.of(
            SegmentStatistics.of(BLEU, List.of("x", "y", "z"), List.of(references)),
            SegmentStatistics.of(BLEU, List.of("x x", "y y y", ""), List.of(references)));
    SignificanceConfig config = SignificanceConfig.defaults(test).withTrials(100);
    assertThat(new Significance(config).compare(nothingRight).get(1).pValue()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @EnumSource
  void oneSegmentGivesNoEvidence(SignificanceConfig.Test test) {
    List<List<String>> references = List.of(List.of("a b c d e"));
    List<SegmentStatistics> systems =
        List.of(
            SegmentStatistics.of(BLEU, List.of("a b c d e"), references),
            SegmentStatistics.of(BLEU, List.of("a b x y z"), references));
    SignificanceConfig config = SignificanceConfig.defaults(test).withTrials(100);
    assertThat(new Significance(config).compare(systems).get(1).pValue()).isEqualTo(1.0);
  }

  @Test
  void bootstrapCountsDifferencesLargerThanTheObservedOne() {
    List<SegmentStatistics> systems =
        List.of(rows(EXACT, 1, 1, 0, 0), rows(EXACT, 1, 1, 1, 0)); // 50 and 75
    SignificanceConfig config = BOOTSTRAP.withTrials(2).withSeed(0);
    // The two resampled differences are 50 and 0, so that one exceeds their mean by the observed
    // 25.
    assertThat(new Significance(config).compare(systems).get(1).pValue()).isEqualTo(1 / 3.0);
  }

  @Test
  void randomizationCountsDifferencesLargerThanTheObservedOne() {
    List<SegmentStatistics> systems = List.of(rows(EXACT, 0, 0), rows(EXACT, 1, 1));
    // An exchange leaves the difference at 100 or makes it 0.
    assertThat(new Significance(RANDOMIZATION).compare(systems).get(1).pValue())
        .isEqualTo(1 / 501.0);
  }

  @Test
  void configuredNumberOfTrialsIsDrawn() {
    List<SegmentStatistics> systems =
        List.of(rows(EXACT, 1, 0, 0, 0, 1), rows(EXACT, 1, 1, 0, 1, 0));
    SignificanceConfig config = RANDOMIZATION.withSeed(14);
    // The first trial leaves the difference as it is, the second makes it larger.
    assertThat(new Significance(config.withTrials(1)).compare(systems).get(1).pValue())
        .isEqualTo(1 / 2.0);
    assertThat(new Significance(config.withTrials(2)).compare(systems).get(1).pValue())
        .isEqualTo(2 / 3.0);
  }

  @Test
  void systemsThatAreNotComparedGetOnlyIntervals() {
    List<SystemScore> scores =
        new Significance(BOOTSTRAP.withResamples(40))
            .intervals(List.of(rows(EXACT, 1, 0, 1), rows(EXACT, 1)));
    assertThat(scores).extracting(SystemScore::pValue).containsOnlyNulls();
    assertThat(scores.get(0).score().value()).isCloseTo(200 / 3.0, CLOSE);
    assertThat(scores.get(1).interval()).isEqualTo(new ConfidenceInterval(100, 100, 100));
    assertThat(SystemScore.plain(scores.get(0).score()))
        .isEqualTo(new SystemScore(scores.get(0).score(), null, null));
  }

  @Test
  void atLeastOneResampleIsRequired() {
    SegmentStatistics system = rows(EXACT, 1, 1);
    assertThat(Significance.interval(system, 1, 5).mean()).isEqualTo(100);
    assertThatThrownBy(() -> Significance.interval(system, 0, 5))
        .hasMessage("resamples is 0; it must be at least 1");
    Rouge rouge = new Rouge(RougeConfig.defaults(RougeConfig.Variant.ROUGE_1));
    SegmentStatistics rows = new SegmentStatistics(rouge, List.of(new double[] {.1, .2, .3, 1}));
    assertThat(values(RougeInterval.of(rows, 1, 5).mid())).containsExactly(.1, .2, .3);
    assertThatThrownBy(() -> RougeInterval.of(rows, 0, 5))
        .hasMessage("resamples is 0; it must be at least 1");
    assertThatThrownBy(() -> RougeInterval.of(system, 1, 5))
        .hasMessage("the statistics are exact's; they must be ROUGE's");
  }

  @Test
  void intervalExcludesOneFortiethOnEachSide() {
    double[] scores = IntStream.range(0, 40).mapToDouble(i -> 39 - i).toArray();
    assertThat(ConfidenceInterval.of(scores)).isEqualTo(new ConfidenceInterval(19.5, 1, 38));
    assertThat(ConfidenceInterval.of(Arrays.copyOf(scores, 39)))
        .isEqualTo(new ConfidenceInterval(20, 1, 39));
  }

  @Test
  void pValueBelowFivePercentIsSignificant() {
    Score score = new Score("BLEU", 1, "");
    assertThat(new SystemScore(score, null, Math.nextDown(0.05)).isSignificant()).isTrue();
    assertThat(new SystemScore(score, null, 0.05).isSignificant()).isFalse();
    assertThat(SystemScore.plain(score).isSignificant()).isFalse();
  }

  @Test
  void defaultsEqualThoseOfSacreBleu() {
    assertThat(SignificanceConfig.defaults(SignificanceConfig.Test.RANDOMIZATION))
        .isEqualTo(
            new SignificanceConfig(SignificanceConfig.Test.RANDOMIZATION, 10_000, 1_000, 12345));
    assertThat(BOOTSTRAP)
        .isEqualTo(new SignificanceConfig(SignificanceConfig.Test.BOOTSTRAP, 1_000, 1_000, 12345));
  }

  @Test
  void chosenSegmentsAreSummed() {
    SegmentStatistics system = rows(EXACT, 1, 0, 1, 0);
    assertThat(system.score(0, 0, 1).detail()).isEqualTo("(2 of 3)");
    double[] sum = {10, 20};
    system.addTo(sum, new boolean[] {true, true, false, false});
    assertThat(sum).containsExactly(11, 22);
    system.addTo(sum, new boolean[] {true, true, true, false});
    assertThat(sum).containsExactly(13, 25);
  }

  @Test
  void rowOfOtherLengthIsNamed() {
    List<double[]> rows = List.of(new double[] {1, 1}, new double[] {1});
    assertThatThrownBy(() -> new SegmentStatistics(EXACT, rows))
        .hasMessage("segment 2 has 1 statistics, but the segments before it have 2");
    assertThatThrownBy(() -> SegmentStatistics.of(EXACT, List.of("a"), List.of(List.of("a", "b"))))
        .hasMessage("reference set 1 has 2 lines, but there are 1 hypotheses");
  }

  @Test
  void singleSystemIsNotCompared() {
    assertThat(new Significance(BOOTSTRAP).compare(List.of(rows(EXACT, 1, 0))).get(0).pValue())
        .isNull();
  }

  @Test
  void anotherSeedGivesAnotherInterval() {
    SegmentStatistics system = systems(BLEU).get(0);
    assertThat(Significance.interval(system, 100, 1))
        .isEqualTo(Significance.interval(system, 100, 1))
        .isNotEqualTo(Significance.interval(system, 100, 2));
  }

  @Test
  void numbersOfTrialsAndResamplesAreIndependent() {
    SignificanceConfig few = BOOTSTRAP.withTrials(50).withResamples(80);
    List<SegmentStatistics> systems = systems(BLEU);
    List<SystemScore> both = new Significance(few).compare(systems);
    assertThat(both.get(1).interval())
        .isEqualTo(Significance.interval(systems.get(1), 80, few.seed()));
    assertThat(both.get(1).pValue())
        .isEqualTo(new Significance(few.withResamples(20)).compare(systems).get(1).pValue());
  }

  @Test
  void rougeIntervalsArePercentilesOfEachNumber() {
    List<double[]> rows =
        List.of(
            new double[] {.1, .2, .3, 1},
            new double[] {.5, .6, .55, 1},
            new double[] {.9, .1, .4, 1},
            new double[] {.2, .7, .8, 1});
    Rouge rouge = new Rouge(RougeConfig.defaults(RougeConfig.Variant.ROUGE_1));
    RougeInterval interval = RougeInterval.of(new SegmentStatistics(rouge, rows), 50, 3);
    assertThat(values(interval.low())).containsExactly(new double[] {.16125, .15, .35}, CLOSE);
    assertThat(values(interval.mid())).containsExactly(new double[] {.4375, .3875, .49375}, CLOSE);
    assertThat(values(interval.high()))
        .containsExactly(new double[] {.7, .608125, .6859375}, CLOSE);
  }

  @Test
  void systemsOfDifferentLengthCannotBeCompared() {
    SegmentStatistics one = SegmentStatistics.of(BLEU, List.of("a"), List.of(List.of("a")));
    SegmentStatistics two =
        SegmentStatistics.of(BLEU, List.of("a", "b"), List.of(List.of("a", "b")));
    assertThatThrownBy(() -> new Significance(BOOTSTRAP).compare(List.of(one, two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "a system has 2 segments of 10 statistics, but the baseline has 1 of 10");
    assertThatThrownBy(() -> new SegmentStatistics(BLEU, List.of()))
        .hasMessageContaining("no segments");
  }

  @Test
  void signaturesNameTestAndSeed() {
    SignificanceConfig config = RANDOMIZATION.withTrials(10000);
    assertThat(config.sign("nrefs:1|case:lc")).isEqualTo("nrefs:1|ar:10000|seed:12345|case:lc");
    assertThat(config.signInterval("nrefs:1|case:lc"))
        .isEqualTo("nrefs:1|bs:1000|seed:12345|case:lc");
  }

  private static double[] values(PrecisionRecall score) {
    return new double[] {score.precision(), score.recall(), score.fMeasure()};
  }

  private static List<JsonNode> paired() {
    List<JsonNode> entries = list(PublishedNumbers.read("sacrebleu.json").get("paired"));
    assertThat(entries).hasSize(16);
    return entries;
  }

  private static SignificanceConfig config(JsonNode entry) {
    SignificanceConfig config = entry.get("test").asText().equals("bs") ? BOOTSTRAP : RANDOMIZATION;
    return config
        .withTrials(entry.get("trials").asInt())
        .withResamples(10)
        .withSeed(entry.get("seed").asLong());
  }

  private static List<SegmentStatistics> systems(CorpusMetric metric) {
    JsonNode texts = PublishedNumbers.read("systems.json");
    List<List<@Nullable String>> references =
        list(texts.get("references")).stream().map(PublishedNumbers::lines).toList();
    return list(texts.get("systems")).stream()
        .map(system -> list(system).stream().map(JsonNode::asText).toList())
        .map(system -> SegmentStatistics.of(metric, system, references))
        .toList();
  }

  /** A system whose segments are right (1) or wrong (0). */
  private static SegmentStatistics rows(ExactMatch metric, int... right) {
    return new SegmentStatistics(
        metric, IntStream.of(right).mapToObj(value -> new double[] {value, 1}).toList());
  }
}
