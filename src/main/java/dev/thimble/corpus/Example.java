package dev.thimble.corpus;

import java.util.Objects;

/**
 * A sentence pair as ids.
 *
 * @param index of the pair in the corpus, from 0
 * @param source source ids without bos and eos; not copied
 * @param target target ids without bos and eos; not copied
 */
public record Example(int index, int[] source, int[] target) {
  /** Checks that neither array is null. */
  public Example {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }

  /** Number of target tokens that the decoder predicts: the ids and eos. */
  int targetTokens() {
    return target.length + 1;
  }
}
