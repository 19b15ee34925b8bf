package dev.thimble.spark;

import dev.thimble.text.MaskingConfig;
import dev.thimble.text.SpelledEntities;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import dev.thimble.vocabulary.WordCounter;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Trains a vocabulary on a cluster. The executors count words and characters; the driver receives
 * the counts of all characters and of the words that decide the merges. Its memory is bounded: it
 * holds at most 2 * {@value BytePairTrainer#MOST_UNITS} words. The vocabulary is that of {@link
 * BytePairTrainer#train(Iterable, VocabularyConfig)} on the same lines, in any order. Stateless.
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
    return train(rows, column, config, null);
  }

  /**
   * Trains for a model that masks entities: entities give no pieces.
   *
   * @param config has the symbols of {@code masking}
   * @param masking what the model masks; null for nothing
   * @throws IllegalArgumentException if there is no such column
   * @throws dev.thimble.vocabulary.VocabularyException as the trainer does
   */
  public static Vocabulary train(
      Dataset<Row> rows, String column, VocabularyConfig config, @Nullable MaskingConfig masking) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(config, "config");
    Columns.text(rows.schema(), column);
    JavaPairRDD<String, Long> words =
        rows.select(functions.col("`" + column + "`"))
            .javaRDD()
            .mapPartitionsToPair(new PartitionCount(config.userDefinedSymbols(), masking))
            .reduceByKey(Long::sum)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return BytePairTrainer.train(
          characters(words), mostFrequent(words, BytePairTrainer.MOST_UNITS), config);
    } finally {
      words.unpersist();
    }
  }

  private static Map<String, Long> characters(JavaPairRDD<String, Long> words) {
    return words
        .mapPartitionsToPair(
            part -> {
              Map<String, Long> counts = new HashMap<>();
              part.forEachRemaining(
                  word ->
                      word._1()
                          .codePoints()
                          .forEach(c -> counts.merge(Character.toString(c), word._2(), Long::sum)));
              return counts.entrySet().stream()
                  .map(each -> new Tuple2<>(each.getKey(), each.getValue()))
                  .iterator();
            })
        .reduceByKey(Long::sum)
        .collectAsMap();
  }

  /**
   * The most frequent words, which come to the driver partition by partition.
   *
   * @param most words to give; of equally frequent ones, the first in the order of their chars
   */
  static Map<String, Long> mostFrequent(JavaPairRDD<String, Long> words, int most) {
    Iterator<CountedWord> sorted =
        words
            .map(word -> new CountedWord(word._1(), word._2()))
            .sortBy(word -> word, true, words.getNumPartitions())
            .mapPartitions(part -> Rows.stream(part).limit(most).iterator())
            .toLocalIterator();
    Map<String, Long> frequent = new HashMap<>();
    while (sorted.hasNext() && frequent.size() < most) {
      CountedWord word = sorted.next();
      frequent.put(word.text, word.count);
    }
    return frequent;
  }

  /** A word and its count; the most frequent one comes first. */
  private record CountedWord(String text, long count)
      implements Comparable<CountedWord>, Serializable {
    @Override
    public int compareTo(CountedWord other) {
      return count == other.count ? text.compareTo(other.text) : Long.compare(other.count, count);
    }
  }

  /** Counts the words of a partition. */
  private record PartitionCount(List<String> symbols, @Nullable MaskingConfig masking)
      implements PairFlatMapFunction<Iterator<Row>, String, Long> {
    @Override
    public Iterator<Tuple2<String, Long>> call(Iterator<Row> rows) {
      UnaryOperator<String> read =
          masking == null ? UnaryOperator.identity() : new SpelledEntities(masking);
      return new Counts(
          symbols,
          Rows.stream(rows)
              .filter(row -> !row.isNullAt(0))
              .map(row -> read.apply(row.getString(0))));
    }
  }

  /** Counts of words; a word may come several times, so that memory is bounded. */
  private static final class Counts implements Iterator<Tuple2<String, Long>> {
    private static final int MOST_WORDS = 1 << 18;

    private final List<String> symbols;
    private final Iterator<String> lines;
    private Iterator<Map.Entry<String, Long>> counted =
        Map.<String, Long>of().entrySet().iterator();

    Counts(List<String> symbols, Stream<String> lines) {
      this.symbols = symbols;
      this.lines = lines.iterator();
    }

    @Override
    public boolean hasNext() {
      while (!counted.hasNext() && lines.hasNext()) {
        WordCounter counter = new WordCounter(symbols);
        while (lines.hasNext() && counter.counts().size() < MOST_WORDS) {
          counter.add(lines.next());
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
