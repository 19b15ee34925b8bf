package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** P-values and intervals; the literals are sacreBLEU 2.6.0's with seed 12345. */
final class SignificanceTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final Bleu BLEU = new Bleu(BleuConfig.defaults());
  private static final Significance BOOTSTRAP =
      new Significance(SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP));
  private static final Significance RANDOMIZATION =
      new Significance(
          SignificanceConfig.defaults(SignificanceConfig.Test.RANDOMIZATION).withTrials(2000));

  @Test
  void pairedBootstrapGivesSacreBleusPValues() {
    assertThat(pValues(BOOTSTRAP, BLEU)).containsExactly(1 / 1001.0, 75 / 1001.0);
    assertThat(pValues(BOOTSTRAP, new Chrf(ChrfConfig.defaults())))
        .containsExactly(1 / 1001.0, 15 / 1001.0);
    assertThat(pValues(BOOTSTRAP, new Ter(TerConfig.defaults())))
        .containsExactly(5 / 1001.0, 5 / 1001.0);
  }

  @Test
  void pairedRandomizationGivesSacreBleusPValues() {
    assertThat(pValues(RANDOMIZATION, BLEU)).containsExactly(1 / 2001.0, 7 / 2001.0);
    assertThat(pValues(RANDOMIZATION, new Chrf(ChrfConfig.defaults())))
        .containsExactly(1 / 2001.0, 9 / 2001.0);
    assertThat(pValues(RANDOMIZATION, new Ter(TerConfig.defaults())))
        .containsExactly(6 / 2001.0, 1 / 2001.0);
  }

  @Test
  void intervalsAreSacreBleus() {
    ConfidenceInterval bleu = Significance.interval(systems(BLEU).get(0), 1000, 12345);
    assertThat(bleu.mean()).isCloseTo(9.043282156169123, within(1e-6));
    assertThat(bleu.halfWidth()).isCloseTo(1.5702202222153745, within(1e-6));
    Chrf chrf = new Chrf(ChrfConfig.defaults());
    assertThat(Significance.interval(systems(chrf).get(0), 1000, 12345).halfWidth())
        .isCloseTo(1.2595501, within(1e-4)); // computed in single precision there
  }

  @Test
  void aSystemComparedWithItselfDiffersByNothing() {
    SegmentStatistics system = systems(BLEU).get(0);
    assertThat(RANDOMIZATION.compare(List.of(system, system)).get(1).pValue())
        .isEqualTo(1.0 / 2001);
    assertThat(BOOTSTRAP.compare(List.of(system)).get(0).pValue()).isNull();
  }

  @Test
  void anotherSeedGivesAnotherInterval() {
    SegmentStatistics system = systems(BLEU).get(0);
    assertThat(Significance.interval(system, 100, 1))
        .isEqualTo(Significance.interval(system, 100, 1))
        .isNotEqualTo(Significance.interval(system, 100, 2));
  }

  @Test
  void intervalsAndTrialsDoNotDependOnEachOthersNumber() {
    SignificanceConfig few =
        SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP)
            .withTrials(50)
            .withResamples(80);
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
    assertThat(numbers(interval.low())).containsExactly(new double[] {.16125, .15, .35}, CLOSE);
    assertThat(numbers(interval.mid())).containsExactly(new double[] {.4375, .3875, .49375}, CLOSE);
    assertThat(numbers(interval.high()))
        .containsExactly(new double[] {.7, .608125, .6859375}, CLOSE);
  }

  @Test
  void systemsOfDifferentLengthCannotBeCompared() {
    SegmentStatistics one = SegmentStatistics.of(BLEU, List.of("a"), List.of(List.of("a")));
    SegmentStatistics two =
        SegmentStatistics.of(BLEU, List.of("a", "b"), List.of(List.of("a", "b")));
    assertThatThrownBy(() -> BOOTSTRAP.compare(List.of(one, two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a system has 2 segments of 10 statistics, the baseline 1 of 10");
    assertThatThrownBy(() -> new SegmentStatistics(BLEU, List.of()))
        .hasMessageContaining("no segments");
  }

  @Test
  void signaturesNameTestAndSeed() {
    SignificanceConfig config = SignificanceConfig.defaults(SignificanceConfig.Test.RANDOMIZATION);
    assertThat(config.sign("nrefs:1|case:lc")).isEqualTo("nrefs:1|ar:10000|seed:12345|case:lc");
    assertThat(config.signInterval("nrefs:1|case:lc"))
        .isEqualTo("nrefs:1|bs:1000|seed:12345|case:lc");
  }

  private static double[] numbers(PrecisionRecall score) {
    return new double[] {score.precision(), score.recall(), score.fMeasure()};
  }

  private static List<Double> pValues(Significance test, CorpusMetric metric) {
    return test.compare(systems(metric)).stream().skip(1).map(SystemScore::pValue).toList();
  }

  /* The baseline; the last word of each third line dropped; a word of every twentieth dropped. */
  private static List<SegmentStatistics> systems(CorpusMetric metric) {
    List<String> baseline = lines("test_2016_flickr_en.hyp");
    List<List<String>> references = List.of(lines("test_2016_flickr_en.ref0"));
    List<String> dropped =
        IntStream.range(0, baseline.size())
            .mapToObj(i -> i % 3 == 0 ? words(baseline.get(i), 0, 1) : baseline.get(i))
            .toList();
    List<String> near =
        IntStream.range(0, baseline.size())
            .mapToObj(
                i ->
                    i % 40 == 0
                        ? words(baseline.get(i), 1, 0)
                        : i % 40 == 1 ? words(baseline.get(i), 0, 1) : baseline.get(i))
            .toList();
    List<SegmentStatistics> systems = new ArrayList<>();
    for (List<String> system : List.of(baseline, dropped, near)) {
      systems.add(SegmentStatistics.of(metric, system, references));
    }
    return systems;
  }

  private static String words(String line, int from, int less) {
    String[] words = line.trim().split("\\s+");
    int to = Math.max(from, words.length - less);
    return String.join(" ", Arrays.asList(words).subList(Math.min(from, words.length), to));
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(SharedData.find("metrics").resolve(file)).stream()
          .map(PythonText::stripTrailing)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
