package dev.thimble.vocabulary;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Ids of the control pieces.
 *
 * @param pad fills batches
 * @param unk stands for text without a piece; with byte fallback it never comes up
 * @param bos starts a target
 * @param eos ends a source or a target
 */
public record SpecialTokens(int pad, int unk, int bos, int eos) {
  /** What trained vocabularies call them, in the order of their default ids. */
  static final List<String> NAMES = List.of("<pad>", "<unk>", "<s>", "</s>");

  /** Checks that the ids are four different ones. */
  public SpecialTokens {
    if (IntStream.of(pad, unk, bos, eos).distinct().count() != 4) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "pad, unk, bos and eos are %d, %d, %d, %d; they must be four different ids",
              pad,
              unk,
              bos,
              eos));
    }
  }

  /** 0, 1, 2 and 3. */
  public static SpecialTokens defaults() {
    return new SpecialTokens(0, 1, 2, 3);
  }
}
