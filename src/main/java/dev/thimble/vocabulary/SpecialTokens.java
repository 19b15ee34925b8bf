package dev.thimble.vocabulary;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Ids of the control pieces.
 *
 * @param pad fills the shorter rows of a batch
 * @param unk replaces text that has no piece; not used with byte fallback
 * @param bos starts a target
 * @param eos ends a source or a target
 */
public record SpecialTokens(int pad, int unk, int bos, int eos) {
  /** Their names in vocabularies that Thimble trains, in the order of the default ids. */
  static final List<String> NAMES = List.of("<pad>", "<unk>", "<s>", "</s>");

  /** Checks that the four ids differ. */
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

  /**
   * The default ids: pad 0, unk 1, bos 2, eos 3.
   *
   * @return the ids of vocabularies that Thimble trains
   */
  public static SpecialTokens defaults() {
    return new SpecialTokens(0, 1, 2, 3);
  }
}
