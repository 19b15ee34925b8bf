package dev.thimble.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.spark.SerializableWritable;

/**
 * The splits of a text, and the number of the first line of each.
 *
 * @param path of the file, or of the folder of files
 * @param splits in order
 * @param starts for each split, the number of lines before it; at the end that of all lines
 */
record TextSplits(String path, List<SerializableWritable<FileSplit>> splits, List<Long> starts)
    implements Serializable {
  long lines() {
    return starts.get(splits.size());
  }

  /** The lines from one of them on, counted from 0; the caller closes it. */
  SplitLines from(long line, Configuration configuration) {
    int split = 0;
    while (split + 1 < splits.size() && starts.get(split + 1) <= line) {
      split++;
    }
    SplitLines lines = new SplitLines(path, splits.subList(split, splits.size()), configuration);
    lines.skip(line - starts.get(split));
    return lines;
  }
}
