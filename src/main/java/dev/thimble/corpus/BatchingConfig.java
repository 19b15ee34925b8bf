package dev.thimble.corpus;

import dev.thimble.integrity.Require;

/**
 * How large a batch is.
 *
 * @param maxTokens most target tokens in a batch, eos and padding counted; a longer single sentence
 *     is a batch of its own
 * @param maxSentences most sentences in a batch, 0 for no bound
 */
public record BatchingConfig(int maxTokens, int maxSentences) {
  /** Checks both bounds. */
  public BatchingConfig {
    Require.atLeast("maxTokens", maxTokens, 1);
    Require.that(maxSentences >= 0, "maxSentences", maxSentences, "0 (no bound) or above");
  }

  /** 4,096 target tokens, any number of sentences. */
  public static BatchingConfig defaults() {
    return new BatchingConfig(4096, 0);
  }
}
