package dev.thimble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.BootstrapDraws;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.CorpusScorer;
import dev.thimble.metric.ErrorRate;
import dev.thimble.metric.ExactMatch;
import dev.thimble.metric.LengthRatio;
import dev.thimble.metric.Rouge;
import dev.thimble.metric.RougeConfig;
import dev.thimble.metric.Score;
import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.Significance;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.metric.SystemScore;
import dev.thimble.metric.Ter;
import dev.thimble.metric.TerConfig;
import dev.thimble.spark.SparkScores.CorpusScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

@RunsSpark
final class SparkScoresIT {
  private static final List<CorpusMetric> METRICS =
      List.of(
          new Bleu(BleuConfig.defaults()),
          new Chrf(ChrfConfig.plusPlus()),
          new Ter(TerConfig.defaults()),
          new Rouge(new RougeConfig(RougeConfig.Variant.ROUGE_L, true, false)),
          new ErrorRate(ErrorRate.Unit.WORD, false),
          new ExactMatch(false),
          new LengthRatio(BleuConfig.defaults()));
  private static final List<String> WORDS =
      List.of("the", "cat", "sat", "on", "mats", ",", "it", "was", "running");
  private static final SignificanceConfig CONFIG =
      SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP).withResamples(60);

  /** Lines of a hypothesis and two references, the second of which is null now and then. */
  private static List<List<String>> lines(int count) {
    Random random = new Random(7);
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(
          Arrays.asList(
              words(random), words(random), random.nextInt(5) == 0 ? null : words(random)));
    }
    return lines;
  }

  private static String words(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left >= 0; left--) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  private static CorpusScorer local(CorpusMetric metric, List<List<String>> lines) {
    CorpusScorer scorer = new CorpusScorer(metric);
    lines.forEach(line -> scorer.add(line.get(0), line.subList(1, line.size())));
    return scorer;
  }

  private static SystemScore localInterval(CorpusMetric metric, List<List<String>> lines) {
    List<double[]> rows =
        lines.stream()
            .map(line -> metric.statistics(line.get(0), line.subList(1, line.size())))
            .toList();
    return new Significance(CONFIG).intervals(List.of(new SegmentStatistics(metric, rows))).get(0);
  }

  @Test
  void scoresAreTheLocalOnesToTheLastDigit() {
    List<List<String>> lines = lines(3000);
    CorpusScores scores =
        new SparkScores(METRICS).score(LocalSpark.rows(5, lines), "a", List.of("b", "c"));
    assertThat(scores.lines()).isEqualTo(3000);
    for (int i = 0; i < METRICS.size(); i++) {
      CorpusScorer expected = local(METRICS.get(i), lines);
      assertThat(scores.scores().get(i)).isEqualTo(SystemScore.plain(expected.score()));
      assertThat(scores.signatures().get(i)).isEqualTo(expected.signature());
    }
  }

  @Test
  void intervalsAreTheLocalOnesToTheLastDigit() {
    List<List<String>> lines = lines(1500);
    CorpusScores scores =
        new SparkScores(METRICS)
            .intervals(LocalSpark.rows(4, lines), "a", List.of("b", "c"), CONFIG);
    for (int i = 0; i < METRICS.size(); i++) {
      assertThat(scores.scores().get(i)).isEqualTo(localInterval(METRICS.get(i), lines));
      assertThat(scores.signatures().get(i))
          .isEqualTo(CONFIG.signInterval(METRICS.get(i).signature(-1)));
    }
  }

  @Test
  void terOfOneReferenceNeedsNoOrder() {
    List<List<String>> lines = lines(200).stream().map(line -> line.subList(0, 2)).toList();
    CorpusMetric ter = new Ter(TerConfig.defaults());
    CorpusScores scores =
        new SparkScores(List.of(ter)).score(LocalSpark.rows(3, lines), "a", List.of("b"));
    assertThat(scores.scores().get(0).score()).isEqualTo(local(ter, lines).score());
    assertThat(scores.signatures().get(0)).isEqualTo(ter.signature(1));
  }

  /** A metric of fractions that is not Thimble's. */
  private record Thirds() implements CorpusMetric {
    @Override
    public String signature(int references) {
      return "thirds|" + references;
    }

    @Override
    public double[] statistics(String hypothesis, List<? extends String> references) {
      return new double[] {hypothesis.length() / 3.0};
    }

    @Override
    public Score score(double[] statistics) {
      return new Score("thirds", statistics[0], "");
    }
  }

  @Test
  void fractionsOfAnUnknownMetricAreAddedInOrder() {
    List<List<String>> lines = lines(500);
    CorpusScores scores =
        new SparkScores(List.of(new Thirds()))
            .score(LocalSpark.rows(7, lines), "a", List.of("b", "c"));
    assertThat(scores.scores().get(0).score()).isEqualTo(local(new Thirds(), lines).score());
  }

  @Test
  void bootstrapInPartsHasTheSameSums() {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    JavaRDD<StatisticsBlock> blocks =
        LocalSpark.rows(3, lines(4000))
            .javaRDD()
            .mapPartitions(new LineComparison(List.of(METRICS.get(0), METRICS.get(1))));
    int[] both = {0, 1};
    BootstrapDraws draws = new BootstrapDraws(4000, 1);
    long[][] whole = new DistributedBootstrap(context, both).sums(blocks, draws.copy(), 10);
    long[][] parts = new DistributedBootstrap(context, both, 9000).sums(blocks, draws, 10);
    assertThat(parts).isDeepEqualTo(whole);
  }

  @Test
  void linesWithoutTextAreRefused() {
    SparkScores scores = new SparkScores(METRICS);
    assertThatThrownBy(
            () ->
                scores.score(
                    LocalSpark.rows(1, List.of(List.of("x", "y"), Arrays.asList(null, "y"))),
                    "a",
                    List.of("b")))
        .hasStackTraceContaining("line 2 of partition 1: the hypothesis is null");
    assertThatThrownBy(
            () ->
                scores.score(
                    LocalSpark.rows(1, List.of(Arrays.asList("x", null))), "a", List.of("b")))
        .hasStackTraceContaining("line 1 of partition 1: every reference is null");
    assertThatThrownBy(() -> scores.score(LocalSpark.rows(1, List.of()), "a", List.of("b")))
        .hasMessage("there are no hypotheses to score");
  }

  @Test
  void missingNamesAndMetricsAreRefused() {
    SparkScores scores = new SparkScores(METRICS);
    assertThatThrownBy(() -> scores.score(LocalSpark.rows(1, lines(1)), "a", List.of()))
        .hasMessage("references is empty; name at least one column");
    assertThatThrownBy(() -> scores.score(LocalSpark.rows(1, lines(1)), "a", List.of("z")))
        .hasMessage("there is no column 'z'; there are a, b, c");
    assertThatThrownBy(() -> new SparkScores(List.of()))
        .hasMessage("metrics is empty; give at least one");
    assertThatThrownBy(() -> new SparkScores(null)).hasMessageContaining("metrics");
    assertThatThrownBy(() -> scores.score(null, "a", List.of("b"))).hasMessage("rows");
    assertThatThrownBy(() -> scores.intervals(null, "a", List.of("b"), CONFIG)).hasMessage("rows");
    assertThatThrownBy(
            () -> scores.intervals(LocalSpark.rows(1, lines(1)), "a", List.of("b"), null))
        .hasMessage("config");
  }
}
