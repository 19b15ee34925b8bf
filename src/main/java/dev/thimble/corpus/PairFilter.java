package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import dev.thimble.vocabulary.Segmentation;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Segments sentence pairs into examples and drops pairs that are bad for training: too long, of
 * very different lengths, or with a blank side. Immutable and thread-safe.
 *
 * @param maxLength most pieces of either side, at least 1
 * @param maxRatio largest ratio of the longer side's pieces to the shorter side's, at least 1; 0
 *     for no bound. Does not apply if the longer side has at most ten pieces
 */
public record PairFilter(int maxLength, double maxRatio) implements Serializable {
  /** The ratio of shorter pairs says little. */
  private static final int RATIO_FROM = 10;

  /** Checks both bounds. */
  public PairFilter {
    Require.atLeast("maxLength", maxLength, 1);
    Require.that(
        maxRatio == 0 || maxRatio >= 1, "maxRatio", maxRatio, "0 (no bound) or at least 1");
  }

  /**
   * Up to 100 pieces, ratios up to 4.
   *
   * @return the limits of {@code thimble train}
   */
  public static PairFilter defaults() {
    return new PairFilter(100, 4);
  }

  /**
   * The pairs that were kept, and the numbers of pairs dropped.
   *
   * @param examples the pairs kept; {@code index} is the line of the pair minus 1
   * @param blank number of pairs with a blank side
   * @param tooLong number of pairs above the length bound
   * @param lopsided number of pairs above the ratio bound
   */
  public record Filtered(List<Example> examples, int blank, int tooLong, int lopsided) {
    /** Copies the examples. */
    public Filtered {
      examples = RecordList.copyOf(examples, "examples");
    }

    /** {@return the numbers in one line of text} */
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

  /** Why a pair is dropped. */
  enum Verdict {
    KEPT,
    BLANK,
    TOO_LONG,
    LOPSIDED
  }

  /** An example, and whether it is kept. */
  record Outcome(Example example, Verdict verdict) {}

  /**
   * Filters pairs.
   *
   * @param pairs in text
   * @param source makes ids of sources
   * @param target makes ids of targets
   * @return the pairs within the limits, and the numbers of pairs dropped
   */
  public Filtered apply(List<SentencePair> pairs, Segmentation source, Segmentation target) {
    Require.elements(pairs, "pairs");
    PairSegmenter segmenter = new PairSegmenter(this, source, target);
    return filtered(
        pairs.stream().map(pair -> segmenter.outcome(segmenter.example(pair))).toList());
  }

  /** Keeps and counts examples by their verdicts. */
  static Filtered filtered(List<Outcome> outcomes) {
    Map<Verdict, Long> counts =
        outcomes.stream().collect(Collectors.groupingBy(Outcome::verdict, Collectors.counting()));
    return new Filtered(
        outcomes.stream()
            .filter(outcome -> outcome.verdict() == Verdict.KEPT)
            .map(Outcome::example)
            .toList(),
        count(counts, Verdict.BLANK),
        count(counts, Verdict.TOO_LONG),
        count(counts, Verdict.LOPSIDED));
  }

  private static int count(Map<Verdict, Long> counts, Verdict verdict) {
    return Math.toIntExact(counts.getOrDefault(verdict, 0L));
  }

  /** Decides on a pair by the numbers of its pieces. */
  Verdict verdict(int source, int target) {
    int shorter = Math.min(source, target);
    int longer = Math.max(source, target);
    if (shorter == 0) {
      return Verdict.BLANK;
    }
    if (longer > maxLength) {
      return Verdict.TOO_LONG;
    }
    boolean lopsided = maxRatio > 0 && longer > RATIO_FROM && longer > maxRatio * shorter;
    return lopsided ? Verdict.LOPSIDED : Verdict.KEPT;
  }
}
