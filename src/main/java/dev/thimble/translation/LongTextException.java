package dev.thimble.translation;

import java.util.Arrays;
import java.util.List;

/** Thrown if one or more texts of a call have more pieces than the options accept. */
public final class LongTextException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int length;
  private final int limit;
  private final int[] indexes;

  /**
   * @param length number of pieces of the first such text
   * @param limit largest accepted number
   * @param indexes of the texts that are too long
   */
  LongTextException(String message, int length, int limit, int... indexes) {
    super(message);
    this.length = length;
    this.limit = limit;
    this.indexes = indexes.clone();
  }

  /** {@return the number of pieces of the first text that is too long} */
  public int length() {
    return length;
  }

  /** {@return the largest accepted number of pieces, {@link TranslationOptions#maxSourceLength}} */
  public int limit() {
    return limit;
  }

  /**
   * {@return the indexes of all texts of the call that are too long, from 0, ascending} In a call
   * with pairs of texts, they are the indexes of pairs in which either text is too long.
   */
  public List<Integer> indexes() {
    return Arrays.stream(indexes).boxed().toList();
  }

  /** The same error with a name for the text. */
  LongTextException of(String name) {
    return new LongTextException(
        name + " cannot be translated: " + getMessage(), length, limit, indexes);
  }

  /** The same error with the indexes of the texts. */
  LongTextException withIndexes(List<Integer> which) {
    return new LongTextException(
        getMessage(), length, limit, which.stream().mapToInt(Integer::intValue).toArray());
  }
}
