package dev.thimble.translation;

import java.util.Arrays;
import java.util.List;

/** Texts with more pieces than {@link TranslationOptions#maxSourceLength}. */
public final class LongTextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int length;
  private final int limit;
  private final int[] indexes;

  /**
   * @param length pieces of the first of them
   * @param limit most pieces
   * @param indexes which of the texts of a call are too long
   */
  LongTextException(String message, int length, int limit, int... indexes) {
    super(message);
    this.length = length;
    this.limit = limit;
    this.indexes = indexes.clone();
  }

  /** Pieces of the first text that is too long. */
  public int length() {
    return length;
  }

  /** Most pieces that the options accept. */
  public int limit() {
    return limit;
  }

  /**
   * Which of a call's texts are too long, all of them, from 0 in rising order; of a call with pairs
   * of texts, the pairs in which either is.
   */
  public List<Integer> indexes() {
    return Arrays.stream(indexes).boxed().toList();
  }

  /** The same error with the text's name. */
  LongTextException of(String name) {
    return new LongTextException(
        name + " cannot be translated: " + getMessage(), length, limit, indexes);
  }

  /** The same error of these texts of a call. */
  LongTextException withIndexes(List<Integer> which) {
    return new LongTextException(
        getMessage(), length, limit, which.stream().mapToInt(Integer::intValue).toArray());
  }
}
