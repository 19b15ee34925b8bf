package dev.thimble.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The examples of each batch, in the order of the batches, in at most 12 bytes an example.
 * Immutable.
 */
final class BatchOrder {
  /** The noise added to a target length is uniform from 0 to this, in tokens. */
  private static final double TARGET_NOISE = 2;

  /**
   * A batch ends at a change of source length if it is at least this full; otherwise it goes on.
   */
  private static final double FULL_ENOUGH = 0.5;

  private final int[] members; // indexes of examples, batch by batch
  private final int[] starts; // by batch, in the order of members, and the end of the last one
  private final int[] order; // numbers of batches

  private BatchOrder(int[] members, int[] starts, int[] order) {
    this.members = members;
    this.starts = starts;
    this.order = order;
  }

  /** Batches of these examples in random order, of lengths that are alike up to a little noise. */
  static BatchOrder random(
      List<Example> examples, int[] members, BatchingConfig config, SplittableRandom random) {
    Lengths lengths = new Lengths(examples, members);
    for (int i = 0; i < members.length; i++) {
      lengths.keys[i] += random.nextDouble() * TARGET_NOISE;
    }
    BatchOrder sorted = lengths.cut(config);
    Batcher.shuffle(sorted.order, random);
    return sorted;
  }

  /** Batches of these examples in order of increasing length. */
  static BatchOrder sorted(List<Example> examples, int[] members, BatchingConfig config) {
    return new Lengths(examples, members).cut(config);
  }

  /** Number of batches. */
  int size() {
    return order.length;
  }

  /** Makes the batch at a place in the order. */
  Batch batch(List<Example> examples, int place) {
    int number = order[place];
    List<Example> rows = new ArrayList<>(starts[number + 1] - starts[number]);
    for (int i = starts[number]; i < starts[number + 1]; i++) {
      rows.add(examples.get(members[i]));
    }
    return Batch.of(rows);
  }

  /** The lengths of examples, by place in {@code members}. */
  private static final class Lengths {
    final int[] members;
    final int[] sources;
    final int[] targets; // with eos
    final double[] keys; // examples of one source length are sorted by these

    Lengths(List<Example> examples, int[] members) {
      this.members = members;
      sources = new int[members.length];
      targets = new int[members.length];
      keys = new double[members.length];
      for (int i = 0; i < members.length; i++) {
        Example example = examples.get(members[i]);
        sources[i] = example.source().length;
        targets[i] = example.targetTokens();
        keys[i] = example.target().length;
      }
    }

    BatchOrder cut(BatchingConfig config) {
      int[] places = places();
      IntStream.Builder starts = IntStream.builder();
      starts.add(0);
      int rows = 0;
      int longest = 0; // target tokens of the longest row
      int batches = 0;
      for (int i = 0; i < places.length; i++) {
        int grown = Math.max(longest, targets[places[i]]);
        boolean ends =
            rows > 0
                && (overfull(config, rows + 1, grown)
                    || (sources[places[i]] != sources[places[i - 1]]
                        && isFull(config, rows, longest)));
        if (ends) {
          starts.add(i);
          batches++;
          rows = 0;
          grown = targets[places[i]];
        }
        rows++;
        longest = grown;
      }
      if (rows > 0) {
        starts.add(places.length);
        batches++;
      }
      for (int i = 0; i < places.length; i++) {
        places[i] = members[places[i]];
      }
      return new BatchOrder(
          places, starts.build().toArray(), IntStream.range(0, batches).toArray());
    }

    private static boolean overfull(BatchingConfig config, int rows, int longest) {
      return (long) rows * longest > config.maxTokens()
          || (config.maxSentences() > 0 && rows > config.maxSentences());
    }

    private static boolean isFull(BatchingConfig config, int rows, int longest) {
      return (double) rows * longest >= FULL_ENOUGH * config.maxTokens()
          || (config.maxSentences() > 0 && rows >= FULL_ENOUGH * config.maxSentences());
    }

    /* Places sorted by source length, then key, then place: by a merge sort, since the JDK has none
     * of int indexes without boxing. */
    private int[] places() {
      int[] from = IntStream.range(0, members.length).toArray();
      int[] to = new int[from.length];
      for (long width = 1; width < from.length; width *= 2) {
        for (long start = 0; start < from.length; start += 2 * width) {
          merge(
              from,
              to,
              new int[] {
                (int) start,
                (int) Math.min(start + width, from.length),
                (int) Math.min(start + 2 * width, from.length)
              });
        }
        int[] swapped = from;
        from = to;
        to = swapped;
      }
      return from;
    }

    /* Merges the two sorted parts between three bounds. */
    private void merge(int[] from, int[] to, int[] bounds) {
      int left = bounds[0];
      int right = bounds[1];
      if (right == bounds[2] || isBefore(from[right - 1], from[right])) {
        System.arraycopy(from, left, to, left, bounds[2] - left);
        return;
      }
      for (int i = bounds[0]; i < bounds[2]; i++) {
        boolean takesLeft =
            left < bounds[1] && (right == bounds[2] || !isBefore(from[right], from[left]));
        to[i] = takesLeft ? from[left++] : from[right++];
      }
    }

    private boolean isBefore(int place, int other) {
      return sources[place] != sources[other]
          ? sources[place] < sources[other]
          : keys[place] < keys[other];
    }
  }
}
