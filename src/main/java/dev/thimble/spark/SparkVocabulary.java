package dev.thimble.spark;

import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import dev.thimble.vocabulary.WordCounter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/**
 * Trains a vocabulary on text that is spread over a cluster: the executors count words, the driver
 * trains on the counts, which it holds in memory. The vocabulary is that of {@link
 * BytePairTrainer#train(Iterable, VocabularyConfig)} on the same lines, in whatever order.
 * Stateless.
 */
public final class SparkVocabulary {
  private SparkVocabulary() {}

  /**
   * Trains on a column of strings; null counts as an empty line. For a joint vocabulary, pass the
   * union of both languages.
   *
   * @throws IllegalArgumentException if there is no such column
   * @throws dev.thimble.vocabulary.VocabularyException as the trainer does
   */
  public static Vocabulary train(Dataset<Row> rows, String column, VocabularyConfig config) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(config, "config");
    Columns.text(rows.schema(), column);
    WordCounter counts = new WordCounter(config.userDefinedSymbols());
    rows.select(functions.col("`" + column + "`"))
        .javaRDD()
        .mapPartitionsToPair(new PartitionCount(config.userDefinedSymbols()))
        .reduceByKey(Long::sum)
        .collect()
        .forEach(word -> counts.add(word._1(), word._2()));
    return BytePairTrainer.train(counts, config);
  }

  /** Counts the words of a partition. */
  private record PartitionCount(List<String> symbols)
      implements PairFlatMapFunction<Iterator<Row>, String, Long> {
    @Override
    public Iterator<Tuple2<String, Long>> call(Iterator<Row> rows) {
      return new Counts(symbols, rows);
    }
  }

  /** Counts of words; a word may come several times, so that memory is bounded. */
  private static final class Counts implements Iterator<Tuple2<String, Long>> {
    private static final int MOST_WORDS = 1 << 18;

    private final List<String> symbols;
    private final Iterator<Row> rows;
    private Iterator<Map.Entry<String, Long>> counted =
        Map.<String, Long>of().entrySet().iterator();

    Counts(List<String> symbols, Iterator<Row> rows) {
      this.symbols = symbols;
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (!counted.hasNext() && rows.hasNext()) {
        WordCounter counter = new WordCounter(symbols);
        while (rows.hasNext() && counter.counts().size() < MOST_WORDS) {
          Row row = rows.next();
          if (!row.isNullAt(0)) {
            counter.add(row.getString(0));
          }
        }
        counted = counter.counts().entrySet().iterator();
      }
      return counted.hasNext();
    }

    @Override
    public Tuple2<String, Long> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, Long> word = counted.next();
      return new Tuple2<>(word.getKey(), word.getValue());
    }
  }
}
