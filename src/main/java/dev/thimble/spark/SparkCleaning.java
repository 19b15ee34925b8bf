package dev.thimble.spark;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.CleaningRule;
import dev.thimble.corpus.DuplicateFinder;
import dev.thimble.corpus.PairCleaner;
import dev.thimble.corpus.TextHash;
import dev.thimble.translation.LowScores;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pairs of a dataset that are bad for training, on the executors of a cluster.
 *
 * <pre>{@code
 * SparkCleaning cleaning = new SparkCleaning(CleaningConfig.defaults(languages), false);
 * Dataset<Row> kept = cleaning.check(rows, "en", "fr").where("rule is null");
 * }</pre>
 *
 * <p>The rules are those of {@link PairCleaner} and {@link DuplicateFinder}, in their order, and a
 * pair counts under the first rule that removes it. Of equal pairs, the first in the order of the
 * dataset, partition by partition, is kept; sort the dataset by line number if it does not come
 * from one file. Each rule of duplicates shuffles all texts between the executors once, and
 * restoring their order shuffles them once more. Immutable and thread-safe.
 */
public final class SparkCleaning {
  /** The column of the {@link CleaningRule} that removes a pair: its name, null if none does. */
  public static final String RULE = "rule";

  /**
   * The column of what the rule has found: strings. For a pair that is kept, null or the reason why
   * the model could not score it.
   */
  public static final String FOUND = "found";

  private static final String POSITION = "thimble_position";
  private static final String KEY = "thimble_key";
  private static final String RANK = "thimble_rank";

  private final CleaningConfig config;
  private final boolean foldDuplicates;
  private final @Nullable SparkTranslation models;
  private final double minScore;

  /**
   * Cleans without a model.
   *
   * @param config rules of pairs, and of duplicates
   * @param foldDuplicates whether duplicates are found without regard to case, punctuation and
   *     spaces
   */
  public SparkCleaning(CleaningConfig config, boolean foldDuplicates) {
    this(Objects.requireNonNull(config, "config"), foldDuplicates, null, 0);
  }

  private SparkCleaning(
      CleaningConfig config,
      boolean foldDuplicates,
      @Nullable SparkTranslation models,
      double minScore) {
    this.config = config;
    this.foldDuplicates = foldDuplicates;
    this.models = models;
    this.minScore = minScore;
  }

  /**
   * The same with {@link CleaningRule#LOW_SCORE} for the pairs that no other rule removes. Scores
   * agree with those of one machine to 1e-5.
   *
   * @param scorer has the models that score
   * @param least pairs with a lower mean log-probability per piece, in nats, are removed
   */
  public SparkCleaning withMinScore(SparkTranslation scorer, double least) {
    return new SparkCleaning(
        config, foldDuplicates, Objects.requireNonNull(scorer, "scorer"), least);
  }

  /** The rules that apply. */
  public Set<CleaningRule> rules() {
    Set<CleaningRule> rules = EnumSet.noneOf(CleaningRule.class);
    rules.addAll(config.rules());
    if (models != null) {
      rules.add(CleaningRule.LOW_SCORE);
    }
    return rules;
  }

  /**
   * Adds the columns {@value #RULE} and {@value #FOUND}. All rows stay, in their order. The result
   * is lazy: it is computed at each use.
   *
   * @param source column of strings; null counts as blank
   * @param target column of strings; null counts as blank
   * @throws IllegalArgumentException if there is no such column, or one of the added ones exists
   * @throws IOException if the models cannot be read
   */
  public Dataset<Row> check(Dataset<Row> rows, String source, String target) throws IOException {
    Objects.requireNonNull(rows, "rows");
    PairColumns columns = PairColumns.of(rows.schema(), source, target);
    for (String added : List.of(RULE, FOUND)) {
      Columns.requireFree(rows.schema(), added);
    }
    StructType schema =
        rows.schema().add(RULE, DataTypes.StringType).add(FOUND, DataTypes.StringType);
    Dataset<Row> checked =
        withoutDuplicates(
            rows.mapPartitions(new PairCheck(config, columns), Encoders.row(schema)), columns);
    return models == null
        ? checked
        : checked.mapPartitions(
            new ScoreCheck(models.ship(rows.sparkSession()), minScore, columns),
            Encoders.row(schema));
  }

  private Dataset<Row> withoutDuplicates(Dataset<Row> rows, PairColumns columns) {
    List<CleaningRule> rules =
        Arrays.stream(CleaningRule.values())
            .filter(DuplicateFinder.RULES::contains)
            .filter(config.rules()::contains)
            .toList();
    if (rules.isEmpty()) {
      return rows;
    }
    Column position = functions.col(POSITION);
    Dataset<Row> left = rows.withColumn(POSITION, functions.monotonically_increasing_id());
    for (CleaningRule rule : rules) {
      left = marked(left, rule, columns);
    }
    int partitions = 4 * rows.sparkSession().sparkContext().defaultParallelism();
    return left.repartitionByRange(partitions, position)
        .sortWithinPartitions(position)
        .drop(POSITION);
  }

  /* All but the first row of each key. */
  private Dataset<Row> marked(Dataset<Row> rows, CleaningRule rule, PairColumns columns) {
    Dataset<Row> keyed =
        rows.mapPartitions(
            new DuplicateKey(rule, foldDuplicates, columns),
            Encoders.row(rows.schema().add(KEY, DataTypes.BinaryType)));
    Column duplicate = functions.col(RULE).isNull().and(functions.col(RANK).gt(1));
    return keyed
        .withColumn(RANK, functions.row_number().over(Window.partitionBy(KEY).orderBy(POSITION)))
        .withColumn(FOUND, functions.when(duplicate, "").otherwise(functions.col(FOUND)))
        .withColumn(RULE, functions.when(duplicate, rule.name()).otherwise(functions.col(RULE)))
        .drop(KEY, RANK);
  }

  /** The indexes of both sides. */
  record PairColumns(int source, int target) implements Serializable {
    static PairColumns of(StructType schema, String source, String target) {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(target, "target");
      return new PairColumns(Columns.text(schema, source), Columns.text(schema, target));
    }

    String source(Row row) {
      return row.isNullAt(source) ? "" : row.getString(source);
    }

    String target(Row row) {
      return row.isNullAt(target) ? "" : row.getString(target);
    }
  }

  /** Adds rule and finding to each row. */
  private record PairCheck(CleaningConfig config, PairColumns columns)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      PairCleaner cleaner = new PairCleaner(config);
      return Rows.stream(rows).map(row -> checked(row, cleaner)).iterator();
    }

    private Row checked(Row row, PairCleaner cleaner) {
      PairCleaner.Finding finding = cleaner.check(columns.source(row), columns.target(row));
      return finding == null
          ? Rows.extended(row, null, null)
          : Rows.extended(row, finding.rule().name(), finding.what());
    }
  }

  /** Adds the key of duplicates to each row; that of a row that is removed already is unique. */
  private record DuplicateKey(CleaningRule rule, boolean folded, PairColumns columns)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      return Rows.stream(rows).map(row -> Rows.extended(row, (Object) key(row))).iterator();
    }

    private byte[] key(Row row) {
      if (!row.isNullAt(row.fieldIndex(RULE))) {
        return ByteBuffer.allocate(Long.BYTES)
            .putLong(row.getLong(row.fieldIndex(POSITION)))
            .array();
      }
      String source = columns.source(row);
      String target = columns.target(row);
      TextHash hash =
          folded
              ? DuplicateFinder.hash(rule, TextHash.folded(source), TextHash.folded(target))
              : DuplicateFinder.hash(rule, source, target);
      return ByteBuffer.allocate(2 * Long.BYTES).putLong(hash.high()).putLong(hash.low()).array();
    }
  }

  /** Scores the rows that are left. */
  private record ScoreCheck(TaskTranslator task, double least, PairColumns columns)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
      TaskTranslator.Loaded loaded = task.load();
      LowScores scores = new LowScores(loaded.translator(), least);
      return Rows.windows(rows, loaded.window(), new ScoredRows(scores, columns));
    }
  }
}
