package dev.thimble.model;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of its embeddings and output layer a model takes from an earlier model with other
 * vocabularies.
 *
 * @param source for each source piece, its id in the earlier model, or -1 for none; not copied
 * @param target for each target piece, its id in the earlier model, or -1 for none; not copied
 */
public record PieceRows(int[] source, int[] target) {
  /** Checks that neither is null. */
  public PieceRows {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }

  /** {@return the number of source pieces that the earlier model has} */
  public int keptOfSource() {
    return kept(source);
  }

  /** {@return the number of target pieces that the earlier model has} */
  public int keptOfTarget() {
    return kept(target);
  }

  private static int kept(int[] ids) {
    return (int) Arrays.stream(ids).filter(id -> id >= 0).count();
  }

  /** The rows of a parameter, or null if it has no rows by piece. */
  int @Nullable [] of(String parameter) {
    return switch (parameter) {
      case "encoder.embedding.weight" -> source;
      case "decoder.embedding.weight", "output.weight", "output.bias" -> target;
      default -> null;
    };
  }

  /**
   * Copies the rows of a matrix or bias.
   *
   * @param from of the earlier model
   * @param to of as many rows as {@code ids}; rows without an id keep their values
   */
  static void copy(int[] ids, FloatTensor from, float[] to) {
    int width = to.length / ids.length;
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] >= 0) {
        System.arraycopy(from.values(), ids[row] * width, to, row * width, width);
      }
    }
  }
}
