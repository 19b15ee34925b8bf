package dev.thimble.spark;

import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.corpus.SentencePair;
import dev.thimble.spark.SparkCleaning.PairColumns;
import dev.thimble.translation.LowScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Scores the pairs that no rule has removed. The last two columns of a row are the rule and what it
 * has found.
 */
record ScoredRows(LowScores scores, PairColumns columns) implements UnaryOperator<List<Row>> {
  @Override
  public List<Row> apply(List<Row> rows) {
    List<Row> left = rows.stream().filter(ScoredRows::isLeft).toList();
    List<SentencePair> pairs = new ArrayList<>();
    left.forEach(
        row ->
            pairs.add(
                new SentencePair(pairs.size() + 1, columns.source(row), columns.target(row))));
    @Nullable String[] notScored = new String[left.size()];
    List<@Nullable Finding> findings =
        scores.check(pairs, e -> e.indexes().forEach(i -> notScored[i] = tooLong(e.limit())));
    List<Row> checked = new ArrayList<>();
    int next = 0;
    for (Row row : rows) {
      if (isLeft(row)) {
        Finding finding = findings.get(next);
        checked.add(
            finding == null
                ? judged(row, null, notScored[next])
                : judged(row, finding.rule().name(), finding.what()));
        next++;
      } else {
        checked.add(row);
      }
    }
    return checked;
  }

  private static boolean isLeft(Row row) {
    return row.isNullAt(row.size() - 2);
  }

  private static String tooLong(int limit) {
    return String.format(Locale.ROOT, "not scored: more than %d pieces", limit);
  }

  private static Row judged(Row row, @Nullable String rule, @Nullable String found) {
    @Nullable Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length - 2; i++) {
      values[i] = row.get(i);
    }
    values[values.length - 2] = rule;
    values[values.length - 1] = found;
    return RowFactory.create(values);
  }
}
