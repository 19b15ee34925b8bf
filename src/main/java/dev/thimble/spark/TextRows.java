package dev.thimble.spark;

import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.PairReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Text files as datasets, line by line in the order of the files. Lines are those of {@link
 * dev.thimble.corpus.TextLines}: a line feed ends one, a carriage return before it is dropped, and
 * what is not UTF-8 is an error. Of compressed text, one task reads a whole file. For one thread.
 */
final class TextRows {
  /** The column of the texts. */
  static final String TEXT = "text";

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

  /** Rows of a column for each of some texts, with their lines in order. */
  JavaRDD<Row> aligned(List<String> paths) throws IOException {
    List<TextSplits> texts = new ArrayList<>();
    for (String path : paths) {
      texts.add(counted(path));
    }
    requireEqualLines(texts);
    // the fewest splits: a compressed text has one, which no second task should read
    TextSplits coarsest =
        Collections.min(texts, Comparator.comparingInt(text -> text.splits().size()));
    List<AlignedRows.Range> ranges = new ArrayList<>();
    for (int i = 0; i < coarsest.splits().size(); i++) {
      long start = coarsest.starts().get(i);
      ranges.add(new AlignedRows.Range(start, coarsest.starts().get(i + 1) - start));
    }
    return context
        .parallelize(ranges, Math.max(1, ranges.size()))
        .flatMap(new AlignedRows(texts, broadcast(splits(paths.get(0)))));
  }

  private Broadcast<SerializableConfiguration> broadcast(Configuration configuration) {
    return context.broadcast(new SerializableConfiguration(configuration));
  }

  private TextSplits counted(String path) throws IOException {
    Configuration configuration = splits(path);
    Job job = Job.getInstance(configuration);
    FileInputFormat.setInputPaths(job, new Path(path));
    List<SerializableWritable<FileSplit>> splits =
        new TextInputFormat()
            .getSplits(job).stream()
                .map(split -> new SerializableWritable<>((FileSplit) split))
                .toList();
    Broadcast<SerializableConfiguration> shared = broadcast(configuration);
    List<Long> counts =
        context
            .parallelize(splits, Math.max(1, splits.size()))
            .map(split -> count(path, split, shared.value().value()))
            .collect();
    List<Long> starts = new ArrayList<>(List.of(0L));
    counts.forEach(count -> starts.add(starts.get(starts.size() - 1) + count));
    return new TextSplits(path, splits, starts);
  }

  private static long count(
      String path, SerializableWritable<FileSplit> split, Configuration configuration)
      throws IOException {
    try (SplitLines lines = new SplitLines(path, List.of(split), configuration)) {
      return lines.skip(Long.MAX_VALUE);
    }
  }

  private static void requireEqualLines(List<TextSplits> texts) {
    TextSplits first = texts.get(0);
    for (TextSplits text : texts) {
      if (text.lines() != first.lines()) {
        throw new CorpusException(
            String.format(
                Locale.ROOT,
                "%s has %d lines, but %s has %d; they must have the same number",
                text.path(),
                text.lines(),
                first.path(),
                first.lines()));
      }
    }
  }

  /**
   * The columns {@code source} and {@code target} have the lines of two texts, or the sides of a
   * TSV file.
   */
  Dataset<Row> pairs(List<String> paths, String source, String target) throws IOException {
    JavaRDD<Row> rows = paths.size() == 1 ? columns(paths.get(0)) : aligned(paths);
    return session.createDataFrame(
        rows, new StructType().add(source, DataTypes.StringType).add(target, DataTypes.StringType));
  }

  private JavaRDD<Row> columns(String path) throws IOException {
    return lines(path, splits(path))
        .map(line -> decoded(line, path))
        .zipWithIndex()
        .map(
            line ->
                RowFactory.create(PairReader.columns(line._1(), path, line._2() + 1).toArray()));
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

  /** The text of a line. */
  static String decoded(Text line, String path) {
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
