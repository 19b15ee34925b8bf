package dev.thimble.corpus;

import dev.thimble.vocabulary.Segmentation;
import java.util.Objects;

/**
 * Makes examples of pairs of texts. Thread-safe.
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
  Example example(SentencePair pair) {
    return new Example(
        Math.toIntExact(pair.line() - 1), source.ids(pair.source()), target.ids(pair.target()));
  }

  PairFilter.Outcome outcome(Example example) {
    return new PairFilter.Outcome(
        example, filter.verdict(example.source().length, example.target().length));
  }
}
