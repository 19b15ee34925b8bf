package dev.thimble.model;

import dev.thimble.integrity.Require;
import dev.thimble.vocabulary.SpecialTokens;

/**
 * The shape of a model. Immutable and thread-safe.
 *
 * @param cell recurrent cell of encoder and decoder
 * @param sourceVocabularySize pieces of the source vocabulary
 * @param targetVocabularySize pieces of the target vocabulary
 * @param specialTokens ids of pad, unk, bos and eos, the same on both sides
 * @param embeddingSize length of an embedding
 * @param encoderSize hidden units of an encoder layer, in each direction
 * @param decoderSize hidden units of a decoder layer
 * @param encoderLayers 1 to 8
 * @param decoderLayers 1 to 8
 * @param bidirectional whether the encoder also reads the source from its end
 * @param reverseSource whether the source is read last piece first (Sutskever et al. 2014, section
 *     3.3)
 * @param contextFeed where the decoder sees the context vector
 * @param tying which embedding matrices are one
 * @param scaledEmbeddings whether an embedding is multiplied by the root of its length on its way
 *     into encoder and decoder (Vaswani et al. 2017, section 3.4)
 */
public record ModelConfig(
    CellType cell,
    int sourceVocabularySize,
    int targetVocabularySize,
    SpecialTokens specialTokens,
    int embeddingSize,
    int encoderSize,
    int decoderSize,
    int encoderLayers,
    int decoderLayers,
    boolean bidirectional,
    boolean reverseSource,
    ContextFeed contextFeed,
    Tying tying,
    boolean scaledEmbeddings) {

  /** Most layers on either side. */
  public static final int MAX_LAYERS = 8;

  /**
   * Checks every value; an {@link IllegalArgumentException} names the first that is out of range.
   */
  public ModelConfig {
    Require.within("sourceVocabularySize", sourceVocabularySize, 5, 1 << 20);
    Require.within("targetVocabularySize", targetVocabularySize, 5, 1 << 20);
    Require.within("embeddingSize", embeddingSize, 1, 1 << 14);
    Require.within("encoderSize", encoderSize, 1, 1 << 14);
    Require.within("decoderSize", decoderSize, 1, 1 << 14);
    Require.within("encoderLayers", encoderLayers, 1, MAX_LAYERS);
    Require.within("decoderLayers", decoderLayers, 1, MAX_LAYERS);
    if (tying == Tying.ALL && sourceVocabularySize != targetVocabularySize) {
      throw new IllegalArgumentException(
          "tying ALL needs one vocabulary for both sides, but the source has "
              + sourceVocabularySize
              + " pieces and the target "
              + targetVocabularySize);
    }
  }

  /**
   * A one-layer bidirectional LSTM of 512 units, fed its context at every step, over the given
   * vocabulary sizes.
   */
  public static ModelConfig defaults(int sourceVocabularySize, int targetVocabularySize) {
    return new ModelConfig(
        CellType.LSTM,
        sourceVocabularySize,
        targetVocabularySize,
        SpecialTokens.defaults(),
        256,
        512,
        512,
        1,
        1,
        true,
        false,
        ContextFeed.EVERY_STEP,
        Tying.TARGET,
        true);
  }

  /** What an embedding is multiplied by on its way in. */
  public double embeddingScale() {
    return scaledEmbeddings ? Math.sqrt(embeddingSize) : 1;
  }

  /** Directions the encoder reads in: 1 or 2. */
  public int directions() {
    return bidirectional ? 2 : 1;
  }

  /** Length of the context vector: the top encoder layer's last states, directions joined. */
  public int contextSize() {
    return directions() * encoderSize;
  }

  /**
   * Whether the decoder's first states are the encoder's last, copied; else a learned projection
   * with tanh.
   */
  public boolean copiesStates() {
    return !bidirectional && encoderSize == decoderSize && encoderLayers == decoderLayers;
  }

  /**
   * Whether a tanh layer of {@code embeddingSize} stands between the decoder and the output layer.
   */
  public boolean hasReadout() {
    return tying != Tying.NONE || contextFeed == ContextFeed.EVERY_STEP;
  }
}
