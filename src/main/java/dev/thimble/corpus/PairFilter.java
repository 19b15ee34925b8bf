package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import dev.thimble.vocabulary.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Turns pairs into examples, and leaves out those that training should not see. Blank sides are
 * always left out. Immutable and thread-safe.
 *
 * @param maxLength most pieces of either side
 * @param maxRatio largest ratio of the longer side's pieces to the shorter's, 0 for no bound; pairs
 *     with up to ten pieces on their longer side are exempt
 */
public record PairFilter(int maxLength, double maxRatio) {
  /** Below this length, ratios say little. */
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
   * What was kept, and how many pairs were left out for which reason.
   *
   * @param examples kept, {@code index} being the pair's line less 1
   * @param blank pairs with a blank side
   * @param tooLong pairs over the length bound
   * @param lopsided pairs over the ratio bound
   */
  public record Filtered(List<Example> examples, int blank, int tooLong, int lopsided) {
    /** Copies the examples. */
    public Filtered {
      examples = Require.copyOf(examples, "examples");
    }

    /** One line for a person. */
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
