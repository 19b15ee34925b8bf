package dev.thimble.translation;

import dev.thimble.integrity.Require;
import java.io.Serializable;

/**
 * The weights of a noisy-channel ranking, {@link Ranking#CHANNEL}. A translation y of a source x
 * gets the score
 *
 * <pre>log p(y|x) + channel · log p(x|y) + length · |y| + languageModel · log p(y)</pre>
 *
 * where p(y|x) is the model's, p(x|y) that of the channel, a model of the other direction, p(y)
 * that of a language model, and |y| is the number of pieces of y, the end of the sentence counted
 * (Yee et al. 2019, <a href="https://aclanthology.org/D19-1571">D19-1571</a>, section 2.2, here
 * with a reward of length in place of the division by it). The term of a model that is not loaded
 * is left out. {@link ChannelTuner} finds good weights. Immutable.
 *
 * @param channel weight of log p(x|y), from 0 to 1,000; 0 leaves the channel out
 * @param length nats for each piece, from -1,000 to 1,000; above 0 it makes up for the lower
 *     probability of long texts
 * @param languageModel weight of log p(y), from 0 to 1,000; 0 leaves the language model out
 */
public record ChannelWeights(double channel, double length, double languageModel)
    implements Serializable {
  private static final double MOST = 1000;

  /** Checks all weights. */
  public ChannelWeights {
    Require.that(channel >= 0 && channel <= MOST, "channel", channel, "from 0 to 1000");
    Require.that(length >= -MOST && length <= MOST, "length", length, "from -1000 to 1000");
    Require.that(
        languageModel >= 0 && languageModel <= MOST,
        "languageModel",
        languageModel,
        "from 0 to 1000");
  }

  /**
   * Weights that leave a language model out.
   *
   * @param channel weight of the log-probability of the source given the translation
   * @param length nats for each piece
   */
  public ChannelWeights(double channel, double length) {
    this(channel, length, 0);
  }

  /**
   * {@return model and channel count alike, a language model half as much, and a piece is worth
   * half a nat: a start, not tuned}
   */
  public static ChannelWeights defaults() {
    return new ChannelWeights(1, 0.5, 0.5);
  }
}
