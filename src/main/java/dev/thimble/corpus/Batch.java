package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sentence pairs that cross the model together, longest source first. Rows are not padded.
 * Immutable by contract (arrays are not copied) and thread-safe.
 */
public final class Batch {
  private final int[][] source;
  private final int[][] target;
  private final int[] order;
  private final int targetTokens;
  private final int longestTarget;

  private Batch(List<Example> rows) {
    source = rows.stream().map(Example::source).toArray(int[][]::new);
    target = rows.stream().map(Example::target).toArray(int[][]::new);
    order = rows.stream().mapToInt(Example::index).toArray();
    targetTokens = rows.stream().mapToInt(Example::targetTokens).sum();
    longestTarget = Arrays.stream(target).mapToInt(row -> row.length).max().orElse(0);
  }

  /** A batch of at least one example; rows are sorted by falling source length, ties as given. */
  public static Batch of(List<Example> examples) {
    if (Require.elements(examples, "examples").isEmpty()) {
      throw new IllegalArgumentException("a batch needs at least one example");
    }
    return new Batch(
        examples.stream()
            .sorted(Comparator.comparingInt((Example e) -> e.source().length).reversed())
            .toList());
  }

  /** Number of sentence pairs. */
  public int size() {
    return order.length;
  }

  /** Source ids by row, without bos and eos. */
  public int[][] source() {
    return source;
  }

  /** Target ids by row, without bos and eos. */
  public int[][] target() {
    return target;
  }

  /** Each row's place in the corpus. */
  public int[] order() {
    return order;
  }

  /** Target tokens to predict, eos counted, padding not. */
  public int targetTokens() {
    return targetTokens;
  }

  /** Ids of the longest source. */
  public int longestSource() {
    return source[0].length;
  }

  /** Ids of the longest target. */
  public int longestTarget() {
    return longestTarget;
  }
}
