package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import dev.thimble.vocabulary.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Segments sentence pairs into examples, and drops pairs that are bad for training: too long, of
 * very different lengths, or with a blank side. Immutable and thread-safe.
 *
 * @param maxLength most pieces of either side, at least 1
 * @param maxRatio largest ratio of the pieces of the longer side to those of the shorter side, at
 *     least 1; 0 for no bound. Does not apply to pairs of at most ten pieces on their longer side
 */
public record PairFilter(int maxLength, double maxRatio) {
  /** The ratio of shorter pairs says little. */
  private static final int RATIO_FROM = 10;

  /** Checks both bounds. */
  public PairFilter {
    Require.atLeast("maxLength", maxLength, 1);
    Require.that(
        maxRatio == 0 || maxRatio >= 1, "maxRatio", maxRatio, "0 (no bound) or at least 1");
  }

  /** Up to 100 pieces, ratios up to 4. */
  public static PairFilter defaults() {
    return new PairFilter(100, 4);
  }

  /**
   * The pairs that were kept, and the numbers of those dropped.
   *
   * @param examples the pairs kept; {@code index} is the line of the pair minus 1
   * @param blank number of pairs with a blank side
   * @param tooLong number of pairs above the length bound
   * @param lopsided number of pairs above the ratio bound
   */
  public record Filtered(List<Example> examples, int blank, int tooLong, int lopsided) {
    /** Copies the examples. */
    public Filtered {
      examples = Require.copyOf(examples, "examples");
    }

    /** The numbers in one line of text. */
    public String summary() {
      return String.format(
          Locale.ROOT,
          "%,d pairs kept; left out: %,d blank, %,d too long, %,d lopsided",
          examples.size(),
          blank,
          tooLong,
          lopsided);
    }
  }

  /** Filters pairs. */
  public Filtered apply(List<SentencePair> pairs, Segmentation source, Segmentation target) {
    Require.elements(pairs, "pairs");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    List<Example> kept = new ArrayList<>(pairs.size());
    int blank = 0;
    int tooLong = 0;
    int lopsided = 0;
    for (SentencePair pair : pairs) {
      int[] sourceIds = source.ids(pair.source());
      int[] targetIds = target.ids(pair.target());
      int shorter = Math.min(sourceIds.length, targetIds.length);
      int longer = Math.max(sourceIds.length, targetIds.length);
      if (shorter == 0) {
        blank++;
      } else if (longer > maxLength) {
        tooLong++;
      } else if (maxRatio > 0 && longer > RATIO_FROM && longer > maxRatio * shorter) {
        lopsided++;
      } else {
        kept.add(new Example(Math.toIntExact(pair.line() - 1), sourceIds, targetIds));
      }
    }
    return new Filtered(kept, blank, tooLong, lopsided);
  }
}
