package dev.thimble.corpus;

import dev.thimble.vocabulary.Segmentation;
import java.util.Objects;

/**
 * What makes an example of a pair of texts. Thread-safe.
 *
 * @param filter drops pairs by their lengths
 * @param source segments the source
 * @param target segments the target
 */
public record PairSegmenter(PairFilter filter, Segmentation source, Segmentation target) {
  /** Checks that nothing is null. */
  public PairSegmenter {
    Objects.requireNonNull(filter, "filter");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }

  /** Segments a pair; the example's index is the pair's line minus 1. */
  PairFilter.Outcome outcome(SentencePair pair) {
    int[] sourceIds = source.ids(pair.source());
    int[] targetIds = target.ids(pair.target());
    return new PairFilter.Outcome(
        new Example(Math.toIntExact(pair.line() - 1), sourceIds, targetIds),
        filter.verdict(sourceIds.length, targetIds.length));
  }
}
