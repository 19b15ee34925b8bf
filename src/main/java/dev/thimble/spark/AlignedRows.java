package dev.thimble.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Makes rows of the lines of several texts: each task opens them at its first line, so nothing is
 * shuffled.
 */
record AlignedRows(List<TextSplits> texts, Broadcast<SerializableConfiguration> configuration)
    implements FlatMapFunction<AlignedRows.Range, Row> {
  /**
   * Neighbouring lines.
   *
   * @param start the first one, from 0
   * @param lines number of lines
   */
  record Range(long start, long lines) implements Serializable {}

  @Override
  public Iterator<Row> call(Range range) {
    Configuration hadoop = configuration.value().value();
    List<SplitLines> sides = texts.stream().map(text -> text.from(range.start(), hadoop)).toList();
    TaskCompletionListener closing = task -> sides.forEach(AlignedRows::close);
    TaskContext.get().addTaskCompletionListener(closing);
    return LongStream.range(0, range.lines())
        .mapToObj(line -> RowFactory.create(sides.stream().map(SplitLines::next).toArray()))
        .iterator();
  }

  private static void close(SplitLines lines) {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
