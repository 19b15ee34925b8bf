package dev.thimble.cli;

import dev.thimble.model.CellType;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.ContextPooling;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Tying;
import dev.thimble.vocabulary.SpecialTokens;
import dev.thimble.vocabulary.Vocabulary;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for the shape of a model. */
final class ModelOptions {
  private static final ModelConfig DEFAULTS = ModelConfig.defaults(8000, 8000);

  /**
   * Options whose default depends on the corpus; if a run starts from a model, that determines
   * them.
   */
  static final List<String> DECIDED_BY_CORPUS =
      List.of(
          "--embedding-size",
          "--encoder-size",
          "--decoder-size",
          "--context-pooling",
          "--context-feed");

  /** Options of 'train' for sources, which a language model does not have. */
  static final List<String> SOURCE =
      List.of(
          "--train-source",
          "--dev-source",
          "--dev-bleu",
          "--source-vocabulary",
          "--max-ratio",
          "--noise-lower-case",
          "--noise-unpunctuated",
          "--noise-capitals",
          "--noise-misspelt");

  /** Options without effect on a language model. */
  static final List<String> ENCODER =
      List.of(
          "--encoder-size",
          "--encoder-layers",
          "--bidirectional",
          "--reverse-source",
          "--context-pooling",
          "--context-feed",
          "--bridge-from-top");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Section("Model")
  @Option(
      names = "--language-model",
      description =
          "Make a language model, a decoder without encoder, which scores and generates texts.")
  private boolean languageModel;

  @Option(names = "--cell", description = "Recurrent cell: ${COMPLETION-CANDIDATES}.")
  private CellType cell = DEFAULTS.cell();

  @Bounds(min = 1, max = 1 << 14)
  @Option(names = "--embedding-size", description = "Length of an embedding.")
  private int embeddingSize = DEFAULTS.embeddingSize();

  @Bounds(min = 1, max = 1 << 14)
  @Option(
      names = "--encoder-size",
      description = "Hidden units of an encoder layer in each direction.")
  private int encoderSize = DEFAULTS.encoderSize();

  @Bounds(min = 1, max = 1 << 14)
  @Option(names = "--decoder-size", description = "Hidden units of a decoder layer.")
  private int decoderSize = DEFAULTS.decoderSize();

  @Bounds(min = 1, max = ModelConfig.MAX_LAYERS)
  @Option(names = "--encoder-layers", description = "Number of encoder layers.")
  private int encoderLayers = DEFAULTS.encoderLayers();

  @Bounds(min = 1, max = ModelConfig.MAX_LAYERS)
  @Option(names = "--decoder-layers", description = "Number of decoder layers.")
  private int decoderLayers = DEFAULTS.decoderLayers();

  @Option(
      names = "--bidirectional",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Read the source in both directions.")
  private boolean bidirectional;

  @Option(
      names = "--reverse-source",
      description = "Read the source from its last piece to its first.")
  private boolean reverseSource = DEFAULTS.reverseSource();

  @Option(
      names = "--context-pooling",
      description =
          "What the context vector holds: the encoder's last outputs, or these joined with the"
              + " greatest and the mean of all outputs (CONCAT), or with eight weighted means of all"
              + " outputs, whose weights the encoder learns (ATTENTIVE):"
              + " ${COMPLETION-CANDIDATES}.")
  private ContextPooling contextPooling = DEFAULTS.contextPooling();

  @Option(
      names = "--context-feed",
      description =
          "Where the decoder receives the context vector: in its first states alone (START), in its"
              + " input and output layer at every step (EVERY_STEP), or there through a gate before"
              + " the output layer (GATED): ${COMPLETION-CANDIDATES}.")
  private ContextFeed contextFeed = DEFAULTS.contextFeed();

  @Option(
      names = "--tying",
      description =
          "Which embeddings share their weights: ${COMPLETION-CANDIDATES}; ALL needs one vocabulary"
              + " for both sides. Default: ALL if there is one, else TARGET.")
  private @Nullable Tying tying;

  @Option(
      names = "--scaled-embeddings",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Multiply each embedding by the square root of its length.")
  private boolean scaledEmbeddings;

  @Option(
      names = "--layer-norm",
      description =
          "Normalize the input of each recurrent layer; often stabilizes the training of deep models.")
  private boolean layerNorm = DEFAULTS.layerNorm();

  @Option(
      names = "--residual",
      description =
          "Add the input of each recurrent layer except the first to its output; needs at least two"
              + " layers in the encoder or the decoder.")
  private boolean residual = DEFAULTS.residual();

  @Option(
      names = "--bridge-from-top",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Start the decoder from the top layers of an encoder that has more layers; models of"
              + " format versions before 9 start from its lowest.")
  private boolean bridgeFromTop;

  /**
   * Takes the value of a saved model for each option that was not given.
   *
   * @param given whether an option was given, by its name
   */
  void defaultTo(ModelConfig saved, Predicate<String> given) {
    languageModel |= !saved.hasEncoder();
    cell = given.test("--cell") ? cell : saved.cell();
    embeddingSize = given.test("--embedding-size") ? embeddingSize : saved.embeddingSize();
    encoderSize = given.test("--encoder-size") ? encoderSize : saved.encoderSize();
    decoderSize = given.test("--decoder-size") ? decoderSize : saved.decoderSize();
    encoderLayers = given.test("--encoder-layers") ? encoderLayers : saved.encoderLayers();
    decoderLayers = given.test("--decoder-layers") ? decoderLayers : saved.decoderLayers();
    bidirectional = given.test("--bidirectional") ? bidirectional : saved.bidirectional();
    reverseSource = given.test("--reverse-source") ? reverseSource : saved.reverseSource();
    contextPooling = given.test("--context-pooling") ? contextPooling : saved.contextPooling();
    contextFeed = given.test("--context-feed") ? contextFeed : saved.contextFeed();
    tying = given.test("--tying") ? tying : saved.tying();
    scaledEmbeddings =
        given.test("--scaled-embeddings") ? scaledEmbeddings : saved.scaledEmbeddings();
    layerNorm = given.test("--layer-norm") ? layerNorm : saved.layerNorm();
    residual = given.test("--residual") ? residual : saved.residual();
    bridgeFromTop = given.test("--bridge-from-top") ? bridgeFromTop : saved.bridgeFromTop();
  }

  /** Whether the decoder receives the context vector only in its first states. */
  boolean feedsContextOnce() {
    return !contextFeed.everyStep();
  }

  /** Whether the model is a language model. */
  boolean isLanguageModel() {
    return languageModel;
  }

  ModelConfig config(Vocabulary source, Vocabulary target) {
    if (tying == null && source == target && !languageModel) {
      tying = Tying.ALL;
    }
    return config(source.size(), target.size(), target.specialTokens());
  }

  ModelConfig config(int sourceSize, int targetSize, SpecialTokens specialTokens) {
    if (tying == null) {
      tying = DEFAULTS.tying();
    }
    if (languageModel) {
      GivenOptions.refuse(spec, "has no effect on a language model, which has no encoder", ENCODER);
      return withDecoder(ModelConfig.languageModel(targetSize), specialTokens).build();
    }
    return withDecoder(ModelConfig.builder(sourceSize, targetSize), specialTokens)
        .encoderSize(encoderSize)
        .encoderLayers(encoderLayers)
        .bidirectional(bidirectional)
        .reverseSource(reverseSource)
        .contextPooling(contextPooling)
        .contextFeed(contextFeed)
        .bridgeFromTop(bridgeFromTop)
        .build();
  }

  private ModelConfig.Builder withDecoder(ModelConfig.Builder shape, SpecialTokens specialTokens) {
    return shape
        .cell(cell)
        .specialTokens(specialTokens)
        .embeddingSize(embeddingSize)
        .decoderSize(decoderSize)
        .decoderLayers(decoderLayers)
        .tying(tying)
        .scaledEmbeddings(scaledEmbeddings)
        .layerNorm(layerNorm)
        .residual(residual);
  }
}
