package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sentence pairs that the model processes together, in order of decreasing source length. Rows are
 * not padded. Thread-safe if nobody changes the arrays, which are not copied.
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

  /**
   * Makes a batch of at least one example; examples of equal source length keep their order.
   *
   * @param examples at least one
   * @return rows in the order of decreasing source length
   * @throws IllegalArgumentException if there is no example
   */
  public static Batch of(List<Example> examples) {
    if (Require.elements(examples, "examples").isEmpty()) {
      throw new IllegalArgumentException("a batch needs at least one example");
    }
    return new Batch(
        examples.stream()
            .sorted(Comparator.comparingInt((Example e) -> e.source().length).reversed())
            .toList());
  }

  /** {@return the number of sentence pairs} */
  public int size() {
    return order.length;
  }

  /** {@return source ids by row, without bos and eos} */
  public int[][] source() {
    return source;
  }

  /** {@return target ids by row, without bos and eos} */
  public int[][] target() {
    return target;
  }

  /** {@return the index of each row's example in the corpus} */
  public int[] order() {
    return order;
  }

  /**
   * {@return the number of target tokens to predict: the ids and eos of every row, without padding}
   */
  public int targetTokens() {
    return targetTokens;
  }

  /** {@return the number of ids of the longest target} */
  public int longestTarget() {
    return longestTarget;
  }
}
