package dev.thimble.corpus;

import java.util.Objects;

/**
 * A sentence pair as ids.
 *
 * @param index its place in the corpus, from 0
 * @param source source ids without bos and eos; not copied
 * @param target target ids without bos and eos; not copied
 */
public record Example(int index, int[] source, int[] target) {
  /** Checks that the ids are there. */
  public Example {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }

  /** Target tokens that the decoder has to predict: the ids and eos. */
  int targetTokens() {
    return target.length + 1;
  }
}
