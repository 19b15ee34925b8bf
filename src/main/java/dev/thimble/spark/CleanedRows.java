package dev.thimble.spark;

import dev.thimble.corpus.CleaningRule;
import dev.thimble.report.CleaningReport;
import dev.thimble.report.CleaningReport.Example;
import dev.thimble.report.Reservoir;
import dev.thimble.spark.SparkCleaning.PairColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows that {@link SparkCleaning} has checked: what is kept, what is removed, counts and
 * examples. Which pairs are examples depends on their number alone, so the driver chooses them by
 * their numbers once all are counted, and the executors look for these. Rows stay in the memory and
 * on the disks of the executors until closed. For one thread.
 */
final class CleanedRows implements AutoCloseable {
  private static final String FILE = "file";
  private static final String LINE = "line"; // from 1

  /** Columns of the rows that are removed, beside rule and finding. */
  static final List<String> ADDED = List.of(FILE, LINE);

  /* A verdict is an index of these, or KEPT. */
  private static final List<String> RULES =
      Arrays.stream(CleaningRule.values()).map(CleaningRule::name).toList();

  private static final int KEPT = RULES.size();

  private final String name;
  private final Dataset<Row> rows;
  private final PairColumns columns;
  private final List<Counts> counts;

  /**
   * Counts the rows, which does the work of cleaning.
   *
   * @param name of the corpus
   * @param checked as {@link SparkCleaning#check} gives them: rule and finding are the last columns
   */
  CleanedRows(String name, Dataset<Row> checked, PairColumns columns) {
    this.name = name;
    this.rows = checked.persist();
    this.columns = columns;
    counts = rows.javaRDD().mapPartitionsWithIndex(CleanedRows::counted, true).collect();
  }

  /**
   * The pairs of a partition.
   *
   * @param removed by rule; the last one: those that are kept
   * @param notScored those that are kept because the model could not score them
   */
  private record Counts(int partition, long[] removed, long notScored) implements Serializable {
    long pairs() {
      return Arrays.stream(removed).sum();
    }
  }

  /**
   * An example that is looked for.
   *
   * @param verdict index of the rule, or {@link #KEPT}
   * @param number of the pair among those of its verdict in the partition, from 1
   * @param place among the examples
   */
  private record Wanted(int verdict, long number, int place) implements Serializable {}

  /** An example that was found. */
  private record Found(int verdict, int place, long line, String what, String source, String target)
      implements Serializable {}

  private static Iterator<Counts> counted(int partition, Iterator<Row> part) {
    long[] removed = new long[KEPT + 1];
    long notScored = 0;
    while (part.hasNext()) {
      Row row = part.next();
      int verdict = verdict(row);
      removed[verdict]++;
      notScored += verdict == KEPT && !row.isNullAt(row.size() - 1) ? 1 : 0;
    }
    return List.of(new Counts(partition, removed, notScored)).iterator();
  }

  private static int verdict(Row row) {
    String rule = row.getString(row.size() - 2);
    return rule == null ? KEPT : RULES.indexOf(rule);
  }

  /** Number of pairs that the model could not score. */
  long notScored() {
    return counts.stream().mapToLong(Counts::notScored).sum();
  }

  /** The rows that are kept, with both sides alone or with all columns of the input. */
  Dataset<Row> kept(boolean sidesAlone) {
    return rows.where(functions.col(SparkCleaning.RULE).isNull())
        .select(inputColumns(sidesAlone).toArray(Column[]::new));
  }

  private List<Column> inputColumns(boolean sidesAlone) {
    String[] names = rows.columns();
    IntStream indexes =
        sidesAlone
            ? IntStream.of(columns.source(), columns.target())
            : IntStream.range(0, names.length - 2);
    return indexes.mapToObj(i -> functions.col("`" + names[i] + "`")).toList();
  }

  /** The rows that are removed: rule, file, line and finding, then columns as of those kept. */
  Dataset<Row> removed(boolean sidesAlone) {
    Map<Integer, Long> before = linesBefore();
    JavaRDD<Row> numbered =
        rows.javaRDD()
            .mapPartitionsWithIndex(
                (partition, part) -> {
                  long[] line = {before.get(partition)};
                  return Rows.stream(part)
                      .map(row -> Rows.extended(row, ++line[0]))
                      .filter(row -> !row.isNullAt(row.size() - 3))
                      .iterator();
                },
                true);
    List<Column> ordered = new ArrayList<>();
    ordered.add(functions.col(SparkCleaning.RULE));
    ordered.add(functions.lit(name).as(FILE));
    ordered.add(functions.col(LINE));
    ordered.add(functions.col(SparkCleaning.FOUND));
    ordered.addAll(inputColumns(sidesAlone));
    return rows.sparkSession()
        .createDataFrame(numbered, rows.schema().add(LINE, DataTypes.LongType))
        .select(ordered.toArray(Column[]::new));
  }

  private Map<Integer, Long> linesBefore() {
    Map<Integer, Long> before = new HashMap<>();
    long lines = 0;
    for (Counts part : counts) {
      before.put(part.partition, lines);
      lines += part.pairs();
    }
    return before;
  }

  /**
   * Counts and examples.
   *
   * @param applied the rules to count
   */
  CleaningReport report(Set<CleaningRule> applied) {
    long[] totals = new long[KEPT + 1];
    for (Counts part : counts) {
      for (int verdict = 0; verdict <= KEPT; verdict++) {
        totals[verdict] += part.removed[verdict];
      }
    }
    Example[][] examples = examples(totals);
    List<CleaningReport.Rule> rules = new ArrayList<>();
    for (CleaningRule rule : applied) {
      int verdict = RULES.indexOf(rule.name());
      rules.add(
          new CleaningReport.Rule(
              rule.name(), rule.description(), totals[verdict], List.of(examples[verdict])));
    }
    return new CleaningReport(name, Arrays.stream(totals).sum(), rules, List.of(examples[KEPT]));
  }

  private Example[][] examples(long[] totals) {
    Example[][] examples = new Example[KEPT + 1][];
    Map<Integer, List<Wanted>> wanted = new HashMap<>();
    for (int verdict = 0; verdict <= KEPT; verdict++) {
      long[] numbers = Reservoir.sampled(CleaningReport.EXAMPLES, totals[verdict]);
      examples[verdict] = new Example[numbers.length];
      for (int place = 0; place < numbers.length; place++) {
        want(verdict, numbers[place], place, wanted);
      }
    }
    Map<Integer, Long> before = linesBefore();
    PairColumns sides = columns;
    rows.javaRDD()
        .mapPartitionsWithIndex(
            (partition, part) ->
                found(part, wanted.getOrDefault(partition, List.of()), sides, before.get(partition))
                    .iterator(),
            true)
        .collect()
        .forEach(
            each ->
                examples[each.verdict][each.place] =
                    new Example(name, each.line, each.what, each.source, each.target));
    return examples;
  }

  /* Adds a pair to those of its partition. */
  private void want(int verdict, long number, int place, Map<Integer, List<Wanted>> wanted) {
    long before = 0;
    for (Counts part : counts) {
      if (number <= before + part.removed[verdict]) {
        wanted
            .computeIfAbsent(part.partition, key -> new ArrayList<>())
            .add(new Wanted(verdict, number - before, place));
        return;
      }
      before += part.removed[verdict];
    }
  }

  private static List<Found> found(
      Iterator<Row> part, List<Wanted> wanted, PairColumns columns, long linesBefore) {
    List<Found> found = new ArrayList<>();
    long[] seen = new long[KEPT + 1];
    long line = linesBefore;
    while (found.size() < wanted.size() && part.hasNext()) {
      Row row = part.next();
      line++;
      int verdict = verdict(row);
      long number = ++seen[verdict];
      for (Wanted each : wanted) {
        if (each.verdict == verdict && each.number == number) {
          String what = verdict == KEPT ? "" : row.getString(row.size() - 1);
          found.add(
              new Found(verdict, each.place, line, what, columns.source(row), columns.target(row)));
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
