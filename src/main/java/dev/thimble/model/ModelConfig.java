package dev.thimble.model;

import dev.thimble.integrity.Require;
import dev.thimble.vocabulary.SpecialTokens;
import java.util.Objects;

/**
 * The shape of a model. Immutable and thread-safe.
 *
 * <p>A model without encoder layers is a language model: its decoder starts from zeros, and the
 * source has no effect. See {@link #languageModel}.
 *
 * @param cell recurrent cell of encoder and decoder
 * @param sourceVocabularySize pieces of the source vocabulary
 * @param targetVocabularySize pieces of the target vocabulary
 * @param specialTokens ids of pad, unk, bos and eos, the same on both sides
 * @param embeddingSize length of an embedding
 * @param encoderSize hidden units of an encoder layer in each direction; 0 without encoder layers
 * @param decoderSize hidden units of a decoder layer
 * @param encoderLayers 0 to {@value #MAX_LAYERS}; 0 for a language model
 * @param decoderLayers 1 to {@value #MAX_LAYERS}
 * @param bidirectional whether the encoder reads the source in both directions
 * @param reverseSource whether the source is read last piece first (Sutskever et al. 2014, section
 *     3.3)
 * @param contextPooling how outputs of the encoder are pooled into the context vector; all but
 *     {@code LAST} need {@code contextFeed} {@code EVERY_STEP} or {@code GATED}
 * @param contextFeed where the decoder receives the context vector
 * @param tying which embedding matrices are shared
 * @param scaledEmbeddings whether encoder and decoder multiply an embedding by the square root of
 *     its length (Vaswani et al. 2017, section 3.4)
 * @param layerNorm whether the input of each recurrent layer, without the context vector, is
 *     normalized (Ba et al. 2016)
 * @param residual whether each recurrent layer but the first of encoder and decoder adds its input
 *     to its output (He et al. 2016; Wu et al. 2016, equation 6)
 * @param bridgeFromTop whether the decoder's layers start from the encoder's top layers, the last
 *     from the last, if the encoder has more; otherwise from its lowest ones, as in models of
 *     earlier versions. Always true if the encoder has no more layers than the decoder
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
    ContextPooling contextPooling,
    ContextFeed contextFeed,
    Tying tying,
    boolean scaledEmbeddings,
    boolean layerNorm,
    boolean residual,
    boolean bridgeFromTop) {

  /** Most layers on either side. */
  public static final int MAX_LAYERS = 8;

  /**
   * Checks every value; an {@link IllegalArgumentException} names the first that is out of range.
   */
  public ModelConfig {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(specialTokens, "specialTokens");
    Objects.requireNonNull(contextPooling, "contextPooling");
    Objects.requireNonNull(contextFeed, "contextFeed");
    Objects.requireNonNull(tying, "tying");
    Require.within("sourceVocabularySize", sourceVocabularySize, 5, 1 << 20);
    Require.within("targetVocabularySize", targetVocabularySize, 5, 1 << 20);
    Require.within("embeddingSize", embeddingSize, 1, 1 << 14);
    Require.within("decoderSize", decoderSize, 1, 1 << 14);
    Require.within("encoderLayers", encoderLayers, 0, MAX_LAYERS);
    Require.within("encoderSize", encoderSize, encoderLayers == 0 ? 0 : 1, 1 << 14);
    Require.within("decoderLayers", decoderLayers, 1, MAX_LAYERS);
    if (tying == Tying.ALL && sourceVocabularySize != targetVocabularySize) {
      throw new IllegalArgumentException(
          "tying ALL needs one vocabulary for both sides, but the source has "
              + sourceVocabularySize
              + " pieces and the target "
              + targetVocabularySize);
    }
    if (contextPooling != ContextPooling.LAST && !contextFeed.everyStep()) {
      throw new IllegalArgumentException(
          "context pooling "
              + contextPooling
              + " needs context feed EVERY_STEP or GATED, since the decoder's first states are made"
              + " of the encoder's last ones");
    }
    int outputSize = (bidirectional ? 2 : 1) * encoderSize;
    if (contextPooling == ContextPooling.ATTENTIVE && 2 * outputSize % ContextPooling.HEADS != 0) {
      throw new IllegalArgumentException(
          "context pooling ATTENTIVE divides 2 * "
              + outputSize
              + " values among "
              + ContextPooling.HEADS
              + " heads; choose an encoder size that is a multiple of "
              + (bidirectional ? 2 : 4)
              + ", or another context pooling");
    }
    if (residual && encoderLayers <= 1 && decoderLayers == 1) {
      throw new IllegalArgumentException(
          "residual connections need more than one layer in encoder or decoder");
    }
    if (encoderLayers == 0) {
      languageModelHas("encoderSize", encoderSize, 0);
      languageModelHas("bidirectional", bidirectional, false);
      languageModelHas("reverseSource", reverseSource, false);
      languageModelHas("contextFeed", contextFeed, ContextFeed.START);
      languageModelHas("sourceVocabularySize", sourceVocabularySize, targetVocabularySize);
      languageModelHas("tying", tying, tying == Tying.ALL ? Tying.TARGET : tying);
    }
    bridgeFromTop |= encoderLayers <= decoderLayers; // both are the same then
  }

  private static void languageModelHas(String name, Object value, Object required) {
    Require.that(
        value.equals(required),
        name,
        value,
        required + " in a language model, which has no encoder");
  }

  /**
   * {@return a bidirectional LSTM encoder and an LSTM decoder, each of one layer of 512 units, with
   * embeddings of 256 and the context vector fed at every step}
   *
   * @param sourceVocabularySize number of source pieces
   * @param targetVocabularySize number of target pieces
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
        ContextPooling.LAST,
        ContextFeed.EVERY_STEP,
        Tying.TARGET,
        true,
        false,
        false,
        true);
  }

  /**
   * Starts from {@link #defaults}.
   *
   * @param sourceVocabularySize number of source pieces
   * @param targetVocabularySize number of target pieces
   * @return a builder with the default of every other setting
   */
  public static Builder builder(int sourceVocabularySize, int targetVocabularySize) {
    return defaults(sourceVocabularySize, targetVocabularySize).toBuilder();
  }

  /**
   * Starts from a language model: the default decoder alone, without a context vector.
   *
   * @param vocabularySize number of pieces
   * @return a builder with the default of every other setting
   */
  public static Builder languageModel(int vocabularySize) {
    return builder(vocabularySize, vocabularySize)
        .encoderLayers(0)
        .encoderSize(0)
        .bidirectional(false)
        .contextFeed(ContextFeed.START);
  }

  /**
   * Starts from this configuration.
   *
   * @return a builder with every setting of this configuration
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Factor of the embeddings. */
  double embeddingScale() {
    return scaledEmbeddings ? Math.sqrt(embeddingSize) : 1;
  }

  /** Number of directions that the encoder reads in: 1 or 2. */
  int directions() {
    return bidirectional ? 2 : 1;
  }

  /** {@return whether the model reads a source; otherwise it is a language model} */
  public boolean hasEncoder() {
    return encoderLayers > 0;
  }

  /** Length of an output of an encoder layer, directions joined; 0 without encoder. */
  int encoderOutputSize() {
    return directions() * encoderSize;
  }

  /** {@return length of the context vector; 0 without encoder} */
  public int contextSize() {
    return (contextPooling == ContextPooling.LAST ? 1 : 3) * encoderOutputSize();
  }

  /**
   * Whether learned projections with tanh compute the decoder's first states from the encoder's
   * last ones; otherwise they are copies of these, or zeros without encoder.
   */
  boolean hasBridge() {
    boolean copies = !bidirectional && encoderSize == decoderSize && encoderLayers == decoderLayers;
    return hasEncoder() && !copies;
  }

  /**
   * The encoder layer whose last state the decoder's first layer starts from, the next likewise.
   */
  int firstBridgedLayer() {
    return bridgeFromTop ? Math.max(0, encoderLayers - decoderLayers) : 0;
  }

  /**
   * Whether there is a tanh layer of {@code embeddingSize} between the decoder and the output
   * layer.
   */
  boolean hasReadout() {
    return tying != Tying.NONE || contextFeed.everyStep();
  }

  /** Makes a configuration; {@link #build} checks it. Not thread-safe. */
  public static final class Builder {
    private final int sourceVocabularySize;
    private final int targetVocabularySize;
    private CellType cell;
    private SpecialTokens specialTokens;
    private int embeddingSize;
    private int encoderSize;
    private int decoderSize;
    private int encoderLayers;
    private int decoderLayers;
    private boolean bidirectional;
    private boolean reverseSource;
    private ContextPooling contextPooling;
    private ContextFeed contextFeed;
    private Tying tying;
    private boolean scaledEmbeddings;
    private boolean layerNorm;
    private boolean residual;
    private boolean bridgeFromTop;

    private Builder(ModelConfig from) {
      cell = from.cell;
      sourceVocabularySize = from.sourceVocabularySize;
      targetVocabularySize = from.targetVocabularySize;
      specialTokens = from.specialTokens;
      embeddingSize = from.embeddingSize;
      encoderSize = from.encoderSize;
      decoderSize = from.decoderSize;
      encoderLayers = from.encoderLayers;
      decoderLayers = from.decoderLayers;
      bidirectional = from.bidirectional;
      reverseSource = from.reverseSource;
      contextPooling = from.contextPooling;
      contextFeed = from.contextFeed;
      tying = from.tying;
      scaledEmbeddings = from.scaledEmbeddings;
      layerNorm = from.layerNorm;
      residual = from.residual;
      bridgeFromTop = from.bridgeFromTop;
    }

    /**
     * Recurrent cell of encoder and decoder.
     *
     * @param type LSTM by default
     * @return this builder
     */
    public Builder cell(CellType type) {
      cell = Objects.requireNonNull(type, "type");
      return this;
    }

    /**
     * Ids of pad, unk, bos and eos.
     *
     * @param ids of both vocabularies; those of {@link SpecialTokens#defaults} by default
     * @return this builder
     */
    public Builder specialTokens(SpecialTokens ids) {
      specialTokens = Objects.requireNonNull(ids, "ids");
      return this;
    }

    /**
     * Length of an embedding.
     *
     * @param size at least 1; 256 by default
     * @return this builder
     */
    public Builder embeddingSize(int size) {
      embeddingSize = size;
      return this;
    }

    /**
     * Hidden units of an encoder layer in each direction.
     *
     * @param size at least 1; 512 by default; 0 without encoder layers
     * @return this builder
     */
    public Builder encoderSize(int size) {
      encoderSize = size;
      return this;
    }

    /**
     * Hidden units of a decoder layer.
     *
     * @param size at least 1; 512 by default
     * @return this builder
     */
    public Builder decoderSize(int size) {
      decoderSize = size;
      return this;
    }

    /**
     * Number of encoder layers.
     *
     * @param number 1 by default; 0 for a language model, see {@link ModelConfig#languageModel}
     * @return this builder
     */
    public Builder encoderLayers(int number) {
      encoderLayers = number;
      return this;
    }

    /**
     * Number of decoder layers.
     *
     * @param number at least 1; 1 by default
     * @return this builder
     */
    public Builder decoderLayers(int number) {
      decoderLayers = number;
      return this;
    }

    /**
     * Whether the encoder reads the source in both directions.
     *
     * @param whether true by default
     * @return this builder
     */
    public Builder bidirectional(boolean whether) {
      bidirectional = whether;
      return this;
    }

    /**
     * Whether the source is read last piece first.
     *
     * @param whether false by default
     * @return this builder
     */
    public Builder reverseSource(boolean whether) {
      reverseSource = whether;
      return this;
    }

    /**
     * How outputs of the encoder are pooled into the context vector.
     *
     * @param pooling LAST by default
     * @return this builder
     */
    public Builder contextPooling(ContextPooling pooling) {
      contextPooling = Objects.requireNonNull(pooling, "pooling");
      return this;
    }

    /**
     * Where the decoder receives the context vector.
     *
     * @param feed EVERY_STEP by default
     * @return this builder
     */
    public Builder contextFeed(ContextFeed feed) {
      contextFeed = Objects.requireNonNull(feed, "feed");
      return this;
    }

    /**
     * Which embedding matrices are shared.
     *
     * @param kind TARGET by default
     * @return this builder
     */
    public Builder tying(Tying kind) {
      tying = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /**
     * Whether embeddings are multiplied by the root of their length.
     *
     * @param whether true by default
     * @return this builder
     */
    public Builder scaledEmbeddings(boolean whether) {
      scaledEmbeddings = whether;
      return this;
    }

    /**
     * Whether the inputs of recurrent layers are normalized.
     *
     * @param whether false by default
     * @return this builder
     */
    public Builder layerNorm(boolean whether) {
      layerNorm = whether;
      return this;
    }

    /**
     * Whether recurrent layers have residual connections.
     *
     * @param whether false by default
     * @return this builder
     */
    public Builder residual(boolean whether) {
      residual = whether;
      return this;
    }

    /**
     * Whether the decoder starts from the encoder's top layers, if the encoder has more layers.
     *
     * @param whether true by default
     * @return this builder
     */
    public Builder bridgeFromTop(boolean whether) {
      bridgeFromTop = whether;
      return this;
    }

    /**
     * {@return the configuration}
     *
     * @throws IllegalArgumentException if a value is out of range or does not fit the others; the
     *     message names it
     */
    public ModelConfig build() {
      return new ModelConfig(
          cell,
          sourceVocabularySize,
          targetVocabularySize,
          specialTokens,
          embeddingSize,
          encoderSize,
          decoderSize,
          encoderLayers,
          decoderLayers,
          bidirectional,
          reverseSource,
          contextPooling,
          contextFeed,
          tying,
          scaledEmbeddings,
          layerNorm,
          residual,
          bridgeFromTop);
    }
  }
}
