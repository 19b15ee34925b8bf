package dev.thimble.corpus;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Cuts a corpus into batches of sentences of similar length. Immutable and thread-safe.
 *
 * <p>In an epoch, every example is in exactly one batch. Sentences of one source length that fill a
 * batch are batched together, so that the encoder needs no padding. Examples of one source length
 * are sorted by target length plus a little noise, so that batches differ between epochs. The seed
 * and the epoch determine the batches and their order.
 *
 * <p>A corpus of more than {@link #BLOCK} examples is batched in blocks, so that memory is bounded:
 * runs of 1,024 neighbouring examples are shuffled in each epoch, and every 4,096 runs make a
 * block. The batches of a block are cut, shuffled and used before those of the next.
 */
public final class Batcher {
  /** Most examples that are sorted and shuffled together. */
  public static final int BLOCK = 1 << 22;

  private static final int RUN = 1 << 10;

  private final List<Example> examples;
  private final BatchingConfig config;
  private final int block;
  private final int run;

  /**
   * Makes a batcher of examples.
   *
   * @param examples examples of one epoch
   * @param config sizes of a batch
   */
  public Batcher(List<Example> examples, BatchingConfig config) {
    this(examples, config, BLOCK, RUN);
  }

  /** A batcher with blocks and runs of other sizes; a block is a number of whole runs. */
  Batcher(List<Example> examples, BatchingConfig config, int block, int run) {
    this.examples = RecordList.copyOf(examples, "examples");
    this.config = Objects.requireNonNull(config, "config");
    this.block = block;
    this.run = run;
  }

  /**
   * The batches of one epoch, in random order. A batch is made when it is requested; the order of
   * one block of examples is in memory. The list is not thread-safe.
   *
   * @param seed of the run
   * @param epoch from 1
   * @return a list that makes its elements at each access
   */
  public List<Batch> epoch(long seed, int epoch) {
    return new Epoch(seed * 0x9E3779B97F4A7C15L + epoch);
  }

  /**
   * Batches in order of increasing source length, always the same, for evaluation.
   *
   * @return every example once
   */
  public List<Batch> inOrder() {
    int[] all = new int[examples.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    BatchOrder order = BatchOrder.sorted(examples, all, config);
    return new AbstractList<>() {
      @Override
      public Batch get(int index) {
        return order.batch(examples, index);
      }

      @Override
      public int size() {
        return order.size();
      }
    };
  }

  /** The batches of an epoch; keeps the order of the block that was asked for last. */
  private final class Epoch extends AbstractList<Batch> {
    private final long seed;
    private final int[] runs; // numbers of runs, in the order of the epoch
    private final int[] ends; // by block: number of batches up to its end
    private BatchOrder order;
    private int current; // the block of that order

    Epoch(long seed) {
      this.seed = seed;
      runs = new int[Math.toIntExact(((long) examples.size() + run - 1) / run)];
      for (int i = 0; i < runs.length; i++) {
        runs[i] = i;
      }
      int blocks = Math.max(1, Math.toIntExact(((long) examples.size() + block - 1) / block));
      if (blocks > 1) {
        shuffle(runs, new SplittableRandom(~seed));
      }
      ends = new int[blocks];
      for (int i = blocks - 1; i >= 0; i--) { // the first one last, since it is used next
        load(i);
        ends[i] = order.size();
      }
      for (int i = 1; i < blocks; i++) {
        ends[i] = Math.addExact(ends[i], ends[i - 1]);
      }
    }

    private void load(int number) {
      order = null; // one at a time in memory
      SplittableRandom random = new SplittableRandom(seed ^ (number * 0xD1B54A32D192ED03L));
      order = BatchOrder.random(examples, members(number), config, random);
      current = number;
    }

    /* The examples of a block, by index. */
    private int[] members(int number) {
      int first = Math.min(runs.length, number * (block / run));
      int last = Math.min(runs.length, first + block / run);
      int[] members = new int[(int) Math.min(examples.size(), (long) (last - first) * run)];
      int count = 0;
      for (int i = first; i < last; i++) {
        long start = (long) runs[i] * run;
        long end = Math.min(start + run, examples.size());
        for (long index = start; index < end; index++) {
          members[count++] = (int) index;
        }
      }
      return count == members.length ? members : Arrays.copyOf(members, count);
    }

    @Override
    public Batch get(int index) {
      Objects.checkIndex(index, size());
      int number = 0;
      while (index >= ends[number]) {
        number++;
      }
      if (number != current) {
        load(number);
      }
      return order.batch(examples, number == 0 ? index : index - ends[number - 1]);
    }

    @Override
    public int size() {
      return ends[ends.length - 1];
    }
  }

  /** Shuffles by Fisher and Yates. */
  static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
