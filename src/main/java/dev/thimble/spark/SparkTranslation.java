package dev.thimble.spark;

import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.TranslationOptions;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Translates a column of a dataset on the executors of a cluster.
 *
 * <pre>{@code
 * SparkTranslation translation =
 *     new SparkTranslation(LoadConfig.of(folder), TranslationOptions.defaults());
 * Dataset<Row> translated = translation.translate(rows, "text");
 * }</pre>
 *
 * <p>Spark copies the models to each executor once. An executor's JVM loads them once, and all its
 * tasks share the {@link dev.thimble.translation.Translator}. A task reads its partition in windows
 * of eight batches, so that a batch has sentences of similar length and memory does not grow with
 * the partition.
 *
 * <p>The texts are those of a translator on one machine, for any partitions, even if tasks are
 * repeated. Scores agree up to the rounding that {@link dev.thimble.translation.Translator} states.
 * Immutable and thread-safe.
 */
public final class SparkTranslation {
  /** The column of translations: strings, null where the text is null. */
  public static final String TRANSLATION = "translation";

  /** The column of scores: doubles, null where the text is null. */
  public static final String SCORE = "score";

  /** The column of confidences: doubles, null without a calibration or where the text is null. */
  public static final String CONFIDENCE = "confidence";

  private final LoadConfig models;
  private final TranslationOptions options;
  private final @Nullable ServingConfig serving;

  /**
   * Makes a translation with one worker for each core of an executor: {@code spark.executor.cores}
   * if it is set, else as {@link ServingConfig#defaults}.
   *
   * @param models folders on the driver's machine
   */
  public SparkTranslation(LoadConfig models, TranslationOptions options) {
    this(
        Objects.requireNonNull(models, "models"), Objects.requireNonNull(options, "options"), null);
  }

  private SparkTranslation(
      LoadConfig models, TranslationOptions options, @Nullable ServingConfig serving) {
    this.models = models;
    this.options = options;
    this.serving = serving;
  }

  /** The same with other batches and threads on each executor. */
  public SparkTranslation withServing(ServingConfig config) {
    return new SparkTranslation(models, options, Objects.requireNonNull(config, "config"));
  }

  /**
   * Adds the columns {@value #TRANSLATION}, {@value #SCORE} and {@value #CONFIDENCE}. The result is
   * lazy: it is computed at each use.
   *
   * @param column of strings
   * @throws IllegalArgumentException if there is no such column, or one of the added ones exists
   * @throws IOException if the models cannot be read
   */
  public Dataset<Row> translate(Dataset<Row> rows, String column) throws IOException {
    Objects.requireNonNull(rows, "rows");
    int index = Columns.text(rows.schema(), column);
    for (String added : List.of(TRANSLATION, SCORE, CONFIDENCE)) {
      Columns.requireFree(rows.schema(), added);
    }
    StructType schema =
        rows.schema()
            .add(TRANSLATION, DataTypes.StringType)
            .add(SCORE, DataTypes.DoubleType)
            .add(CONFIDENCE, DataTypes.DoubleType);
    return rows.mapPartitions(
        new PartitionTranslation(ship(rows.sparkSession()), index), Encoders.row(schema));
  }

  /** Gives the models to Spark. */
  TaskTranslator ship(SparkSession session) throws IOException {
    return new TaskTranslator(ShippedModels.ship(session.sparkContext(), models), options, serving);
  }

  /** What Spark sends to an executor. */
  private record PartitionTranslation(TaskTranslator task, int column)
      implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws IOException {
      TaskTranslator.Loaded loaded = task.load();
      return Rows.windows(rows, loaded.window(), new TranslatedRows(loaded.translator(), column));
    }
  }
}
