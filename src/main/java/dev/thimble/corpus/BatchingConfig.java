package dev.thimble.corpus;

import dev.thimble.integrity.Require;

/**
 * The size of batches. Immutable.
 *
 * @param maxTokens most target tokens of a batch, including eos and padding; at least 1. A longer
 *     sentence is a batch of its own
 * @param maxSentences most sentences of a batch; 0 for no bound
 */
public record BatchingConfig(int maxTokens, int maxSentences) {
  /** Checks both bounds. */
  public BatchingConfig {
    Require.atLeast("maxTokens", maxTokens, 1);
    Require.that(maxSentences >= 0, "maxSentences", maxSentences, "0 (no bound) or above");
  }

  /** {@return 4,096 target tokens, any number of sentences} */
  public static BatchingConfig defaults() {
    return new BatchingConfig(4096, 0);
  }
}
