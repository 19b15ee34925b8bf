package dev.thimble.spark;

import dev.thimble.metric.BootstrapDraws;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Sums the statistics of bootstrap samples on a cluster, to the same numbers as on one machine.
 *
 * <p>All samples come from one stream of random indices, in which a sample begins where the one
 * before it ends; where that is depends on how many numbers were rejected. So the driver runs
 * through the stream once and keeps the state of the generator at the first sample of each task. A
 * task draws its samples from there. It has the statistics of a part of the lines, as many as fit
 * in memory, and adds those that it draws of them; the parts follow one another. Every sum is one
 * of whole numbers, in which the order does not matter.
 */
final class DistributedBootstrap {
  /** Most numbers of a part, which each executor has in memory: 256 MB. */
  private static final int PART = 1 << 26;

  private final JavaSparkContext context;
  private final int[] metrics;
  private final int partSize;

  /**
   * @param metrics indices of the metrics to resample
   */
  DistributedBootstrap(JavaSparkContext context, int[] metrics) {
    this(context, metrics, PART);
  }

  DistributedBootstrap(JavaSparkContext context, int[] metrics, int partSize) {
    this.context = context;
    this.metrics = metrics;
    this.partSize = partSize;
  }

  /**
   * The sums of each sample.
   *
   * @param blocks of whole numbers, in the order of the lines
   * @param draws before the first sample
   * @return (samples, statistics of all chosen metrics)
   */
  long[][] sums(JavaRDD<StatisticsBlock> blocks, BootstrapDraws draws, int samples) {
    List<Samples> tasks = tasks(draws, samples);
    long[][] sums = new long[samples][];
    int[] chosen = metrics;
    Iterator<int[]> numbers =
        blocks
            .map((Function<StatisticsBlock, int[]>) block -> interleaved(block, chosen))
            .toLocalIterator();
    int width = width(blocks.first(), metrics);
    int first = 0;
    Part part = null;
    while (numbers.hasNext()) {
      int[] block = numbers.next();
      if (part != null && part.isFull(block.length)) {
        add(part, tasks, sums);
        first += part.lines();
        part = null;
      }
      if (part == null) {
        int left = draws.segments() - first;
        int most = (int) Math.min((long) left * width, Math.max(partSize, block.length));
        part = new Part(first, width, most);
      }
      part.add(block);
    }
    if (part != null) {
      add(part, tasks, sums);
    }
    return sums;
  }

  /* Tasks of equal numbers of samples, four for each core. */
  private List<Samples> tasks(BootstrapDraws draws, int samples) {
    int count = Math.min(samples, 4 * context.defaultParallelism());
    List<Samples> tasks = new ArrayList<>();
    for (int task = 0; task < count; task++) {
      int from = (int) ((long) samples * task / count);
      int to = (int) ((long) samples * (task + 1) / count);
      tasks.add(new Samples(from, to - from, draws.copy()));
      if (task + 1 < count) {
        draws.skip(to - from);
      }
    }
    return tasks;
  }

  private void add(Part part, List<Samples> tasks, long[][] sums) {
    Broadcast<int[]> numbers = context.broadcast(part.numbers());
    int first = part.first;
    int width = part.width;
    List<Summed> summed =
        context
            .parallelize(tasks, tasks.size())
            .map((Function<Samples, Summed>) task -> task.summed(numbers.value(), first, width))
            .collect();
    numbers.destroy();
    for (Summed one : summed) {
      for (int i = 0; i < one.sums.length; i++) {
        int sample = one.first + i;
        sums[sample] = sums[sample] == null ? one.sums[i] : added(sums[sample], one.sums[i]);
      }
    }
  }

  private static long[] added(long[] sum, long[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  private static int width(StatisticsBlock block, int[] metrics) {
    return Arrays.stream(metrics).map(block::width).sum();
  }

  /* The statistics of the metrics side by side, line by line. */
  private static int[] interleaved(StatisticsBlock block, int[] metrics) {
    int[] numbers = new int[block.lines() * width(block, metrics)];
    int at = 0;
    for (int line = 0; line < block.lines(); line++) {
      for (int metric : metrics) {
        int own = block.width(metric);
        for (int i = 0; i < own; i++) {
          numbers[at++] = (int) block.rows()[metric][line * own + i];
        }
      }
    }
    return numbers;
  }

  /** Statistics of neighbouring lines, as many as an executor holds at a time. */
  private static final class Part {
    private final int first;
    private final int width;
    private final int[] buffer;
    private int size;

    Part(int first, int width, int most) {
      this.first = first;
      this.width = width;
      this.buffer = new int[most];
    }

    boolean isFull(int more) {
      return more > buffer.length - size;
    }

    void add(int[] numbers) {
      System.arraycopy(numbers, 0, buffer, size, numbers.length);
      size += numbers.length;
    }

    int lines() {
      return size / width;
    }

    int[] numbers() {
      return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
    }
  }

  /** The samples of a task. */
  private record Samples(int first, int count, BootstrapDraws draws) implements Serializable {
    Summed summed(int[] numbers, int firstLine, int width) {
      BootstrapDraws own = draws.copy();
      int lines = numbers.length / width;
      long[][] sums = new long[count][width];
      for (long[] sum : sums) {
        for (int left = own.segments(); left > 0; left--) {
          int line = own.next() - firstLine;
          if (line >= 0 && line < lines) {
            int from = line * width;
            for (int i = 0; i < width; i++) {
              sum[i] += numbers[from + i];
            }
          }
        }
      }
      return new Summed(first, sums);
    }
  }

  /** Sums of the samples of a task. */
  private record Summed(int first, long[][] sums) implements Serializable {}
}
