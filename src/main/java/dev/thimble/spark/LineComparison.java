package dev.thimble.spark;

import dev.thimble.metric.CorpusMetric;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Compares the lines of a partition with their references. The first column of a row is the
 * hypothesis, the others are references, of which some may be null.
 */
record LineComparison(List<CorpusMetric> metrics)
    implements FlatMapFunction<Iterator<Row>, StatisticsBlock> {
  /** Lines of a block. */
  static final int LINES = 1024;

  @Override
  public Iterator<StatisticsBlock> call(Iterator<Row> rows) {
    return new Blocks(metrics, rows);
  }

  private static final class Blocks implements Iterator<StatisticsBlock> {
    private final List<CorpusMetric> metrics;
    private final Iterator<Row> rows;
    private long line;

    Blocks(List<CorpusMetric> metrics, Iterator<Row> rows) {
      this.metrics = metrics;
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public StatisticsBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<List<double[]>> compared = new ArrayList<>();
      metrics.forEach(metric -> compared.add(new ArrayList<>(LINES)));
      int fewest = Integer.MAX_VALUE;
      int most = 0;
      while (rows.hasNext() && compared.get(0).size() < LINES) {
        Row row = rows.next();
        line++;
        List<@Nullable String> references = references(row);
        int present = (int) references.stream().filter(Objects::nonNull).count();
        if (row.isNullAt(0) || present == 0) {
          throw problem(row.isNullAt(0) ? "the hypothesis is null" : "every reference is null");
        }
        fewest = Math.min(fewest, present);
        most = Math.max(most, present);
        for (int metric = 0; metric < metrics.size(); metric++) {
          compared.get(metric).add(metrics.get(metric).statistics(row.getString(0), references));
        }
      }
      double[][] joined = compared.stream().map(Blocks::joined).toArray(double[][]::new);
      return new StatisticsBlock(compared.get(0).size(), joined, fewest, most);
    }

    private static List<@Nullable String> references(Row row) {
      List<@Nullable String> references = new ArrayList<>(row.size() - 1);
      for (int i = 1; i < row.size(); i++) {
        references.add(row.getString(i));
      }
      return references;
    }

    private static double[] joined(List<double[]> rows) {
      int width = rows.get(0).length;
      double[] joined = new double[rows.size() * width];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, joined, i * width, width);
      }
      return joined;
    }

    private IllegalArgumentException problem(String what) {
      return new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "line %d of partition %d: %s; a line needs a hypothesis and at least one reference,"
                  + " which may be empty",
              line,
              TaskContext.getPartitionId() + 1,
              what));
    }
  }
}
