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
 * with a length reward in place of division by the length). The term of a model that is not loaded
 * is left out. {@link ChannelTuner} finds good weights. Immutable.
 *
 * @param channel weight of log p(x|y), from 0 to 1,000; 0 leaves the channel out
 * @param length reward in nats for each piece, from -1,000 to 1,000; a positive value compensates
 *     for the lower probability of long texts
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
   * Weights without a language model.
   *
   * @param channel weight of the log-probability of the source given the translation
   * @param length reward in nats for each piece
   */
  public ChannelWeights(double channel, double length) {
    this(channel, length, 0);
  }

  /** {@return channel 1, length 0.5, language model 0.5: a starting point, not tuned} */
  public static ChannelWeights defaults() {
    return new ChannelWeights(1, 0.5, 0.5);
  }
}
