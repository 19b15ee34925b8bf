package dev.thimble.spark;

import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.PairReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Text files as datasets, line by line in the order of the files. Lines are those of {@link
 * dev.thimble.corpus.TextLines}: a line feed ends one, a carriage return before it is dropped, and
 * what is not UTF-8 is an error. Of compressed text, one task reads a whole file. For one thread.
 */
final class TextRows {
  /** The column of the texts. */
  static final String TEXT = "text";

  private static final String LINE = "line";

  /** Splits are no smaller, about 4,000 lines, so that starting a task costs little. */
  private static final long LEAST_SPLIT = 1 << 18;

  private final SparkSession session;
  private final JavaSparkContext context;

  TextRows(SparkSession session) {
    this.session = session;
    this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** The lines of a file, or of the files of a folder, in the column {@value #TEXT}. */
  Dataset<Row> read(String path) throws IOException {
    JavaRDD<Row> rows =
        lines(path, splits(path)).map(line -> RowFactory.create(decoded(line, path)));
    return session.createDataFrame(rows, new StructType().add(TEXT, DataTypes.StringType));
  }

  /** The columns 0, 1 and so on have the lines of as many files, in their order. */
  Dataset<Row> aligned(List<String> paths) throws IOException {
    requireEqualLines(paths);
    Dataset<Row> aligned = numbered(paths.get(0), "0");
    for (int i = 1; i < paths.size(); i++) {
      aligned = aligned.join(numbered(paths.get(i), Integer.toString(i)), LINE);
    }
    String[] columns =
        IntStream.range(0, paths.size()).mapToObj(Integer::toString).toArray(String[]::new);
    return aligned.orderBy(LINE).select(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
  }

  /** The columns {@code source} and {@code target} have the sides of a TSV file. */
  Dataset<Row> pairs(String path, String source, String target) throws IOException {
    JavaRDD<Row> rows =
        lines(path, splits(path))
            .map(line -> decoded(line, path))
            .zipWithIndex()
            .map(
                line ->
                    RowFactory.create(
                        PairReader.columns(line._1(), path, line._2() + 1).toArray()));
    return session.createDataFrame(
        rows, new StructType().add(source, DataTypes.StringType).add(target, DataTypes.StringType));
  }

  /** Writes columns as text with tabs between them, a file for each partition, in order. */
  static void write(Dataset<Row> rows, String path) {
    String apart = rows.columns().length == 1 ? "[\n\r]" : "[\t\n\r]";
    rows.javaRDD()
        .map(
            row ->
                IntStream.range(0, row.size())
                    .mapToObj(i -> row.isNullAt(i) ? "" : row.get(i).toString())
                    .map(text -> text.replaceAll(apart, " "))
                    .collect(Collectors.joining("\t")))
        .saveAsTextFile(path);
  }

  private Dataset<Row> numbered(String path, String column) throws IOException {
    JavaRDD<Row> rows =
        lines(path, splits(path))
            .map(line -> decoded(line, path))
            .zipWithIndex()
            .map(line -> RowFactory.create(line._2(), line._1()));
    return session.createDataFrame(
        rows,
        new StructType()
            .add(LINE, DataTypes.LongType, false)
            .add(column, DataTypes.StringType, false));
  }

  private void requireEqualLines(List<String> paths) throws IOException {
    long first = lines(paths.get(0), splits(paths.get(0))).count();
    for (String path : paths) {
      long count = lines(path, splits(path)).count();
      if (count != first) {
        throw new CorpusException(
            String.format(
                Locale.ROOT,
                "%s has %d lines, but %s has %d; they must have the same number",
                path,
                count,
                paths.get(0),
                first));
      }
    }
  }

  private JavaRDD<Text> lines(String path, Configuration splits) {
    return context
        .newAPIHadoopFile(path, TextInputFormat.class, LongWritable.class, Text.class, splits)
        .map(line -> line._2());
  }

  /* Four splits for each core, unless they would be small. */
  private Configuration splits(String path) throws IOException {
    Configuration configuration = new Configuration(context.hadoopConfiguration());
    configuration.set("textinputformat.record.delimiter", "\n");
    Path pattern = new Path(path);
    FileSystem files = pattern.getFileSystem(configuration);
    FileStatus[] found = files.globStatus(pattern);
    if (found == null || found.length == 0) {
      throw new CorpusException(path + " does not exist");
    }
    long bytes = 0;
    for (FileStatus file : found) {
      bytes += files.getContentSummary(file.getPath()).getLength();
    }
    long split = Math.max(LEAST_SPLIT, bytes / (4L * context.defaultParallelism()) + 1);
    configuration.setLong(FileInputFormat.SPLIT_MAXSIZE, split);
    return configuration;
  }

  private static String decoded(Text line, String path) {
    int length = line.getLength();
    int end = length > 0 && line.getBytes()[length - 1] == '\r' ? length - 1 : length;
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(), 0, end);
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(); // no replacement
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException e) {
      throw new CorpusException(
          path + ": \"" + line + "\" is not UTF-8; convert the file: iconv -f ENCODING -t UTF-8");
    }
    throw new CorpusException(path + ": a line has a NUL (0x00), which is not text");
  }
}
