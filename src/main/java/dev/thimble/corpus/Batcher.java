package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Cuts a corpus into batches of sentences of similar length. Immutable and thread-safe.
 *
 * <p>In an epoch every example is in exactly one batch. Where sentences of one source length fill a
 * batch, they are batched together, so that the encoder needs no padding. Examples of one source
 * length are sorted by target length plus a little noise, so that batches differ between epochs.
 * The batches and their order are a function of (seed, epoch).
 */
public final class Batcher {
  /** The noise added to a target length is uniform from 0 to this, in tokens. */
  private static final double TARGET_NOISE = 2;

  /**
   * A batch ends at a change of source length if it is at least this full; otherwise it goes on.
   */
  private static final double FULL_ENOUGH = 0.5;

  private final List<Example> examples;
  private final BatchingConfig config;

  /** A batcher over the examples, which are not copied. */
  public Batcher(List<Example> examples, BatchingConfig config) {
    this.examples = Require.copyOf(examples, "examples");
    this.config = Objects.requireNonNull(config, "config");
  }

  /** The batches of one epoch, in random order. */
  public List<Batch> epoch(long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch);
    double[] noise = new double[examples.size()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextDouble() * TARGET_NOISE;
    }
    List<Batch> batches = cut(sorted(noise));
    for (int i = batches.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Batch swapped = batches.get(i);
      batches.set(i, batches.get(j));
      batches.set(j, swapped);
    }
    return batches;
  }

  /** Batches in order of increasing source length, always the same; for evaluation. */
  public List<Batch> inOrder() {
    return cut(sorted(new double[examples.size()]));
  }

  private List<Example> sorted(double[] noise) {
    Integer[] positions = new Integer[noise.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    java.util.Arrays.sort(
        positions,
        Comparator.comparingInt((Integer i) -> examples.get(i).source().length)
            .thenComparingDouble(i -> examples.get(i).target().length + noise[i]));
    List<Example> sorted = new ArrayList<>(positions.length);
    for (int position : positions) {
      sorted.add(examples.get(position));
    }
    return sorted;
  }

  private List<Batch> cut(List<Example> sorted) {
    List<Batch> batches = new ArrayList<>();
    List<Example> rows = new ArrayList<>();
    int longest = 0; // target tokens of the longest row
    for (Example example : sorted) {
      int grown = Math.max(longest, example.targetTokens());
      if (!rows.isEmpty()
          && (overfull(rows.size() + 1, grown) || newLength(rows, longest, example))) {
        batches.add(Batch.of(rows));
        rows.clear();
        grown = example.targetTokens();
      }
      rows.add(example);
      longest = grown;
    }
    if (!rows.isEmpty()) {
      batches.add(Batch.of(rows));
    }
    return batches;
  }

  private boolean overfull(int rows, int longest) {
    return (long) rows * longest > config.maxTokens()
        || (config.maxSentences() > 0 && rows > config.maxSentences());
  }

  private boolean newLength(List<Example> rows, int longest, Example next) {
    boolean changes = next.source().length != rows.get(rows.size() - 1).source().length;
    boolean full =
        (double) rows.size() * longest >= FULL_ENOUGH * config.maxTokens()
            || (config.maxSentences() > 0 && rows.size() >= FULL_ENOUGH * config.maxSentences());
    return changes && full;
  }
}
