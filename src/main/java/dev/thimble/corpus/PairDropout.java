package dev.thimble.corpus;

import dev.thimble.vocabulary.BytePairDropout;
import java.util.random.RandomGenerator;

/**
 * Makes examples whose segmentation is random. Thread-safe.
 *
 * @param source segments the source
 * @param target segments the target
 */
record PairDropout(BytePairDropout source, BytePairDropout target) {
  /** Skips this share of the merges of both sides. */
  static PairDropout of(PairSegmenter segmenter, double share) {
    return new PairDropout(
        new BytePairDropout(segmenter.source().vocabulary(), share),
        new BytePairDropout(segmenter.target().vocabulary(), share));
  }

  /** Segments a pair; the example's index is the pair's line minus 1. */
  Example example(SentencePair pair, RandomGenerator random) {
    return new Example(
        Math.toIntExact(pair.line() - 1),
        source.ids(pair.source(), random),
        target.ids(pair.target(), random));
  }
}
