package dev.thimble.spark;

import dev.thimble.corpus.CorpusException;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.report.CleaningReport;
import dev.thimble.spark.SparkCleaning.PairColumns;
import dev.thimble.spark.SparkScores.CorpusScores;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the work of {@code thimble spark}, from files to files; no signature names a class of
 * Spark. Applications use {@link SparkTranslation}, {@link SparkScores}, {@link SparkVocabulary}
 * and {@link SparkCleaning}. Closing it ends the application on the cluster. Not thread-safe.
 */
public final class SparkJob implements AutoCloseable {
  private final SparkSession session;
  private final TextRows texts;

  /** File formats. */
  public enum Format {
    /** One text a line. */
    TEXT,
    /** Columns, as Apache Parquet stores them. */
    PARQUET,
    /** One JSON object a line. */
    JSON
  }

  /**
   * A file or folder of a file system that Spark reaches.
   *
   * @param path a path or URI
   */
  public record Table(String path, Format format) {
    /** Checks that neither is null. */
    public Table {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(format, "format");
    }
  }

  private SparkJob(SparkSession session) {
    this.session = session;
    this.texts = new TextRows(session);
  }

  /**
   * Connects to a cluster.
   *
   * @param master URL of the cluster; null if {@code spark-submit} gives it
   * @param configuration properties of Spark
   */
  public static SparkJob start(@Nullable String master, Map<String, String> configuration) {
    SparkSession.Builder builder = SparkSession.builder().appName("thimble");
    if (master != null) {
      builder.master(master);
      String jar = ownJar();
      if (!master.startsWith("local") && jar != null && System.getProperty("spark.jars") == null) {
        builder.config("spark.jars", jar); // spark-submit would do so
      }
    }
    configuration.forEach(builder::config);
    return new SparkJob(builder.getOrCreate());
  }

  /**
   * Translates a column of a table and writes the table with the columns of {@link
   * SparkTranslation}, or the translations alone if the output is text.
   *
   * @param column column of the texts; ignored if the input is text
   */
  public void translate(Table input, String column, SparkTranslation translation, Table output)
      throws IOException {
    requireFree(output.path());
    String source = input.format() == Format.TEXT ? TextRows.TEXT : column;
    Dataset<Row> translated = translation.translate(read(input), source);
    save(
        output.format() == Format.TEXT
            ? translated.select(SparkTranslation.TRANSLATION)
            : translated,
        output);
  }

  /**
   * Scores columns of a table.
   *
   * @param columns of hypotheses, then of references
   * @param intervals null for none
   */
  public CorpusScores score(
      Table input, List<String> columns, SparkScores scores, @Nullable SignificanceConfig intervals)
      throws IOException {
    Dataset<Row> rows = read(input);
    List<String> references = columns.subList(1, columns.size());
    return intervals == null
        ? scores.score(rows, columns.get(0), references)
        : scores.intervals(rows, columns.get(0), references, intervals);
  }

  /**
   * Scores files of text with equal numbers of lines.
   *
   * @param files of hypotheses, then of references
   * @param intervals null for none
   */
  public CorpusScores score(
      List<String> files, SparkScores scores, @Nullable SignificanceConfig intervals)
      throws IOException {
    return scores.scores(texts.aligned(files), files.size() - 1, intervals);
  }

  /**
   * What cleaning writes.
   *
   * @param kept the pairs that are kept: TSV of both sides if it is text, else the input's columns
   * @param removed path of the pairs that are removed, in the same format; null for none
   */
  public record CleaningTables(Table kept, @Nullable String removed) {
    /** Checks that the first is not null. */
    public CleaningTables {
      Objects.requireNonNull(kept, "kept");
    }
  }

  /**
   * The result of cleaning.
   *
   * @param notScored number of pairs that are kept because they are too long for the model
   */
  public record Cleaned(CleaningReport report, long notScored) {}

  /**
   * Cleans a table.
   *
   * @param columns of source and target
   */
  public Cleaned clean(
      Table input, List<String> columns, SparkCleaning cleaning, CleaningTables output)
      throws IOException {
    requireFree(output);
    return clean(read(input), new Pairs(input.path(), columns, cleaning), output);
  }

  /**
   * Cleans text.
   *
   * @param files of source and target, aligned by line, or one TSV file
   */
  public Cleaned clean(List<String> files, SparkCleaning cleaning, CleaningTables output)
      throws IOException {
    requireFree(output);
    Dataset<Row> rows = texts.pairs(files, "source", "target");
    return clean(rows, new Pairs(files.get(0), List.of("source", "target"), cleaning), output);
  }

  private void requireFree(CleaningTables output) throws IOException {
    requireFree(output.kept().path());
    if (output.removed() != null) {
      requireFree(output.removed());
    }
  }

  /** What to clean. */
  private record Pairs(String name, List<String> columns, SparkCleaning cleaning) {}

  private static Cleaned clean(Dataset<Row> rows, Pairs pairs, CleaningTables output)
      throws IOException {
    String source = pairs.columns.get(0);
    String target = pairs.columns.get(1);
    if (output.removed() != null) {
      CleanedRows.ADDED.forEach(added -> Columns.requireFree(rows.schema(), added));
    }
    Dataset<Row> checked = pairs.cleaning.check(rows, source, target);
    PairColumns sides = PairColumns.of(rows.schema(), source, target);
    try (CleanedRows cleaned = new CleanedRows(pairs.name, checked, sides)) {
      Format format = output.kept().format();
      save(cleaned.kept(format == Format.TEXT), output.kept());
      if (output.removed() != null) {
        save(cleaned.removed(format == Format.TEXT), new Table(output.removed(), format));
      }
      return new Cleaned(cleaned.report(pairs.cleaning.rules()), cleaned.notScored());
    }
  }

  private static void save(Dataset<Row> rows, Table output) {
    if (output.format() == Format.TEXT) {
      TextRows.write(rows, output.path());
    } else {
      rows.write()
          .mode(SaveMode.ErrorIfExists)
          .option("ignoreNullFields", false)
          .format(name(output.format()))
          .save(output.path());
    }
  }

  /**
   * Trains a vocabulary on a column of several tables.
   *
   * @param column column of the texts; ignored if the input is text
   * @param masking what the model masks; null for nothing
   */
  public Vocabulary vocabulary(
      List<Table> inputs, String column, VocabularyConfig config, @Nullable MaskingConfig masking)
      throws IOException {
    Dataset<Row> all = texts(inputs.get(0), column);
    for (Table further : inputs.subList(1, inputs.size())) {
      all = all.union(texts(further, column));
    }
    return SparkVocabulary.train(all, TextRows.TEXT, config, masking);
  }

  private Dataset<Row> texts(Table input, String column) throws IOException {
    Dataset<Row> rows = read(input);
    if (input.format() == Format.TEXT) {
      return rows;
    }
    Columns.text(rows.schema(), column);
    return rows.select(rows.col("`" + column + "`").as(TextRows.TEXT));
  }

  private Dataset<Row> read(Table input) throws IOException {
    return input.format() == Format.TEXT
        ? texts.read(input.path())
        : session.read().format(name(input.format())).load(input.path());
  }

  private void requireFree(String output) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(output);
    Configuration configuration = session.sparkContext().hadoopConfiguration();
    if (path.getFileSystem(configuration).exists(path)) {
      throw new CorpusException(output + " exists; name a new folder, or remove it");
    }
  }

  private static String name(Format format) {
    return format == Format.PARQUET ? "parquet" : "json";
  }

  /** The archive that holds this class; null if it is a folder. */
  private static @Nullable String ownJar() {
    try {
      URI place = SparkJob.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Files.isRegularFile(Path.of(place)) ? place.toString() : null;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    session.stop();
  }
}
