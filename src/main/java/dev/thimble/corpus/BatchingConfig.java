package dev.thimble.corpus;

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
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens is " + maxTokens + "; it must be at least 1");
    }
    if (maxSentences < 0) {
      throw new IllegalArgumentException(
          "maxSentences is " + maxSentences + "; it must be 0 (no bound) or above");
    }
  }

  /** 4,096 target tokens, any number of sentences. */
  public static BatchingConfig defaults() {
    return new BatchingConfig(4096, 0);
  }
}
