package dev.thimble.corpus;

/**
 * A sentence pair as ids.
 *
 * @param index its place in the corpus, from 0
 * @param source source ids without bos and eos; not copied
 * @param target target ids without bos and eos; not copied
 */
public record Example(int index, int[] source, int[] target) {
  /** Target tokens that the decoder has to predict: the ids and eos. */
  int targetTokens() {
    return target.length + 1;
  }
}
