package dev.thimble.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.SerializableWritable;
import org.jspecify.annotations.Nullable;

/** The lines of neighbouring splits of a text, one after another. For one thread. */
final class SplitLines implements Iterator<String>, Closeable {
  private final String path;
  private final Iterator<SerializableWritable<FileSplit>> splits;
  private final TaskAttemptContext context;
  private @Nullable RecordReader<LongWritable, Text> reader;
  private @Nullable Text line;
  private boolean ready; // whether the line was not returned yet

  SplitLines(
      String path, List<SerializableWritable<FileSplit>> splits, Configuration configuration) {
    this.path = path;
    this.splits = splits.iterator();
    context = new TaskAttemptContextImpl(configuration, new TaskAttemptID());
  }

  /** Skips lines, without decoding them; returns how many there were. */
  long skip(long lines) {
    long skipped = 0;
    while (skipped < lines && hasNext()) {
      ready = false;
      skipped++;
    }
    return skipped;
  }

  @Override
  public boolean hasNext() {
    while (!ready) {
      try {
        if (reader != null && reader.nextKeyValue()) {
          line = reader.getCurrentValue();
          ready = true;
        } else if (splits.hasNext()) {
          open(splits.next().value());
        } else {
          return false;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(path + ": " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new InterruptedIOException(path));
      }
    }
    return true;
  }

  private void open(FileSplit split) throws IOException, InterruptedException {
    close();
    reader = new TextInputFormat().createRecordReader(split, context);
    reader.initialize(split, context);
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ready = false;
    return TextRows.decoded(line, path);
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
