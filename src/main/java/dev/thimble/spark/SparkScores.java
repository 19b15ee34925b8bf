package dev.thimble.spark;

import dev.thimble.integrity.Require;
import dev.thimble.metric.BootstrapDraws;
import dev.thimble.metric.ConfidenceInterval;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.Rouge;
import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.Significance;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.metric.SystemScore;
import dev.thimble.metric.Ter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Scores hypotheses on a cluster. Scores, signatures and intervals are exactly those of {@link
 * dev.thimble.metric.CorpusScorer} and {@link Significance}.
 *
 * <p>Most statistics are whole numbers, whose sums do not depend on the order: each partition sends
 * one row of sums. Statistics of ROUGE, and of TER with several references, are fractions, whose
 * sums depend on the order in the last digits: the driver receives them line by line, in order, and
 * adds them. It also computes their confidence intervals, for which it stores about 50 bytes for
 * each number; a line has two numbers for TER and four for each ROUGE.
 *
 * <p>The order of the lines is that of the dataset, partition by partition; sort it by line number
 * if it does not come from one file. Immutable and thread-safe.
 */
public final class SparkScores {
  private final List<CorpusMetric> metrics;

  /**
   * The scores of a corpus.
   *
   * @param lines number of lines, at least 1
   * @param signatures signatures of the metrics, in their order
   * @param scores scores by the metrics, in their order
   */
  public record CorpusScores(long lines, List<String> signatures, List<SystemScore> scores) {
    /** Copies the lists. */
    public CorpusScores {
      signatures = Require.copyOf(signatures, "signatures");
      scores = Require.copyOf(scores, "scores");
    }
  }

  /** Makes a scorer of these metrics, at least one. */
  public SparkScores(List<CorpusMetric> metrics) {
    this.metrics = Require.copyOf(metrics, "metrics");
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics is empty; give at least one");
    }
  }

  /**
   * Scores without intervals.
   *
   * @param hypothesis column of strings
   * @param references columns of strings, at least one; each line needs at least one that is not
   *     null
   * @throws IllegalArgumentException if a column is missing, or there is no line
   */
  public CorpusScores score(Dataset<Row> rows, String hypothesis, List<String> references) {
    return scores(lines(rows, hypothesis, references), references.size(), null);
  }

  /**
   * Scores with 95% confidence intervals.
   *
   * @param hypothesis column of strings
   * @param references columns of strings, at least one; each line needs at least one that is not
   *     null
   * @param config resamples and seed
   * @throws IllegalArgumentException if a column is missing, there is no line, or there are more
   *     than {@link Integer#MAX_VALUE}
   */
  public CorpusScores intervals(
      Dataset<Row> rows, String hypothesis, List<String> references, SignificanceConfig config) {
    Objects.requireNonNull(config, "config");
    return scores(lines(rows, hypothesis, references), references.size(), config);
  }

  private static JavaRDD<Row> lines(Dataset<Row> rows, String hypothesis, List<String> references) {
    Objects.requireNonNull(rows, "rows");
    Require.elements(references, "references");
    if (references.isEmpty()) {
      throw new IllegalArgumentException("references is empty; name at least one column");
    }
    List<String> names = new ArrayList<>(List.of(Objects.requireNonNull(hypothesis, "hypothesis")));
    names.addAll(references);
    names.forEach(name -> Columns.text(rows.schema(), name));
    return rows.select(
            names.stream().map(name -> functions.col("`" + name + "`")).toArray(Column[]::new))
        .javaRDD();
  }

  /**
   * Scores rows of a hypothesis and its references.
   *
   * @param references number of references
   * @param intervals null for none
   */
  CorpusScores scores(JavaRDD<Row> lines, int references, @Nullable SignificanceConfig intervals) {
    JavaRDD<StatisticsBlock> blocks = lines.mapPartitions(new LineComparison(metrics));
    boolean again = intervals != null || metrics.stream().anyMatch(m -> isOrdered(m, references));
    if (again) {
      blocks.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      StatisticsSum sum = sum(blocks);
      List<String> signatures = new ArrayList<>();
      for (CorpusMetric metric : metrics) {
        String signature = metric.signature(sum.references());
        signatures.add(intervals == null ? signature : intervals.signInterval(signature));
      }
      return new CorpusScores(sum.lines(), signatures, systemScores(blocks, sum, intervals));
    } finally {
      if (again) {
        blocks.unpersist();
      }
    }
  }

  /* Whether the statistics are needed line by line; only a guess for metrics of others. */
  private static boolean isOrdered(CorpusMetric metric, int references) {
    return metric instanceof Rouge || (metric instanceof Ter && references > 1);
  }

  private StatisticsSum sum(JavaRDD<StatisticsBlock> blocks) {
    int count = metrics.size();
    List<StatisticsSum> parts =
        blocks.mapPartitions(part -> List.of(StatisticsSum.of(count, part)).iterator()).collect();
    StatisticsSum sum = new StatisticsSum(count);
    parts.forEach(sum::add);
    if (sum.lines() == 0) {
      throw new IllegalArgumentException("there are no hypotheses to score");
    }
    return sum;
  }

  private List<SystemScore> systemScores(
      JavaRDD<StatisticsBlock> blocks, StatisticsSum sum, @Nullable SignificanceConfig intervals) {
    int[] whole = metrics(sum, true);
    int[] fractions = metrics(sum, false);
    SystemScore[] scores = new SystemScore[metrics.size()];
    @Nullable ConfidenceInterval[] found =
        intervals == null
            ? new ConfidenceInterval[whole.length]
            : resampled(blocks, whole, sum.lines(), intervals);
    for (int i = 0; i < whole.length; i++) {
      int metric = whole[i];
      scores[metric] = new SystemScore(metrics.get(metric).score(sum.of(metric)), found[i], null);
    }
    if (fractions.length > 0 && intervals == null) {
      StatisticsSum ordered = new StatisticsSum(metrics.size());
      Iterator<StatisticsBlock> all = blocks.toLocalIterator();
      all.forEachRemaining(
          block -> Arrays.stream(fractions).forEach(metric -> ordered.add(metric, block)));
      for (int metric : fractions) {
        scores[metric] = SystemScore.plain(metrics.get(metric).score(ordered.of(metric)));
      }
    } else {
      for (int metric : fractions) {
        scores[metric] =
            new Significance(intervals).intervals(List.of(collected(blocks, metric))).get(0);
      }
    }
    return List.of(scores);
  }

  private int[] metrics(StatisticsSum sum, boolean exact) {
    return IntStream.range(0, metrics.size()).filter(m -> sum.isExact(m) == exact).toArray();
  }

  private ConfidenceInterval[] resampled(
      JavaRDD<StatisticsBlock> blocks, int[] whole, long lines, SignificanceConfig config) {
    BootstrapDraws draws = new BootstrapDraws(segments(lines), config.seed());
    ConfidenceInterval[] intervals = new ConfidenceInterval[whole.length];
    if (whole.length == 0) {
      return intervals;
    }
    DistributedBootstrap bootstrap =
        new DistributedBootstrap(JavaSparkContext.fromSparkContext(blocks.context()), whole);
    long[][] sums = bootstrap.sums(blocks, draws, config.resamples());
    int from = 0;
    for (int i = 0; i < whole.length; i++) {
      CorpusMetric metric = metrics.get(whole[i]);
      int width = blocks.first().width(whole[i]);
      int start = from;
      intervals[i] =
          ConfidenceInterval.of(
              Arrays.stream(sums)
                  .map(row -> Arrays.copyOfRange(row, start, start + width))
                  .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                  .mapToDouble(row -> metric.score(row).value())
                  .toArray());
      from += width;
    }
    return intervals;
  }

  private SegmentStatistics collected(JavaRDD<StatisticsBlock> blocks, int metric) {
    SegmentStatistics.Builder rows = new SegmentStatistics.Builder(metrics.get(metric));
    Iterator<StatisticsBlock> all = blocks.toLocalIterator();
    all.forEachRemaining(
        block -> {
          int width = block.width(metric);
          for (int line = 0; line < block.lines(); line++) {
            rows.add(Arrays.copyOfRange(block.rows()[metric], line * width, (line + 1) * width));
          }
        });
    return rows.build();
  }

  private static int segments(long lines) {
    if (lines > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d lines are too many to resample; intervals need at most %d",
              lines,
              Integer.MAX_VALUE));
    }
    return (int) lines;
  }
}
