package dev.thimble.model;

import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small models and batches for tests. */
public final class Models {
  /** Pieces on either side. */
  public static final int VOCABULARY = 23;

  /** Configurations with each cell, in {@link #variety}. */
  private static final int SHAPES = 11;

  private Models() {}

  /** A small model: embedding size 7, encoder size 6, decoder size 5. */
  public static ModelConfig config(CellType cell, boolean bidirectional, int layers) {
    return ModelConfig.builder(VOCABULARY, VOCABULARY)
        .cell(cell)
        .embeddingSize(7)
        .encoderSize(6)
        .decoderSize(5)
        .encoderLayers(layers)
        .decoderLayers(layers)
        .bidirectional(bidirectional)
        .build();
  }

  /** A small GRU with the given vocabulary size. */
  public static ModelConfig ofPieces(int pieces) {
    return ModelConfig.builder(pieces, pieces)
        .cell(CellType.GRU)
        .embeddingSize(7)
        .encoderSize(6)
        .decoderSize(5)
        .bidirectional(false)
        .build();
  }

  /** Configurations that together use every option. */
  public static Stream<ModelConfig> variety() {
    List<ModelConfig> all = new ArrayList<>();
    for (CellType cell : CellType.values()) {
      for (boolean bidirectional : new boolean[] {false, true}) {
        all.add(config(cell, bidirectional, 1));
        all.add(config(cell, bidirectional, 2));
      }
      all.add(with(cell, true, ContextFeed.START, Tying.NONE));
      all.add(with(cell, false, ContextFeed.START, Tying.ALL));
      all.add(with(cell, true, ContextFeed.EVERY_STEP, Tying.NONE));
      all.add(wide(cell));
      all.add(deep(cell));
      all.add(config(cell, true, 3).toBuilder().residual(true).build());
      all.add(with(cell, false, ContextFeed.START, Tying.NONE).toBuilder().layerNorm(true).build());
    }
    all.add(languageModel());
    all.add(
        languageModel().toBuilder()
            .cell(CellType.GRU)
            .decoderLayers(3)
            .tying(Tying.NONE)
            .layerNorm(true)
            .residual(true)
            .build());
    all.add(layers(3, 2));
    all.add(layers(3, 2).toBuilder().bridgeFromTop(false).build());
    all.add(layers(1, 3));
    all.add(pooled(config(CellType.LSTM, true, 2)));
    all.add(pooled(deep(CellType.GRU)));
    all.add(attentive(config(CellType.LSTM, true, 2)));
    all.add(attentive(wide(CellType.GRU)).toBuilder().contextFeed(ContextFeed.EVERY_STEP).build());
    all.add(with(CellType.RNN, true, ContextFeed.GATED, Tying.NONE));
    all.add(
        pooled(deep(CellType.LSTM_PEEPHOLE)).toBuilder().contextFeed(ContextFeed.GATED).build());
    return all.stream();
  }

  /**
   * A third of the configurations with each cell, and all others, for tests that take long. Each
   * shape is there, with one cell or another.
   */
  public static Stream<ModelConfig> sample() {
    List<ModelConfig> all = variety().toList();
    int withEachCell = CellType.values().length * SHAPES;
    return IntStream.range(0, all.size())
        .filter(i -> i >= withEachCell || i % 3 == 0) // SHAPES is no multiple of 3
        .mapToObj(all::get);
  }

  /** A small decoder alone: embedding size 7, decoder size 5. */
  public static ModelConfig languageModel() {
    return ModelConfig.languageModel(VOCABULARY).embeddingSize(7).decoderSize(5).build();
  }

  /** A small LSTM with other numbers of layers in encoder and decoder. */
  public static ModelConfig layers(int encoder, int decoder) {
    return config(CellType.LSTM, true, 1).toBuilder()
        .encoderLayers(encoder)
        .decoderLayers(decoder)
        .build();
  }

  /** A model whose decoder's first states are copies of the encoder's last ones. */
  public static ModelConfig with(CellType cell, boolean reverse, ContextFeed feed, Tying tying) {
    return ModelConfig.builder(VOCABULARY, VOCABULARY)
        .cell(cell)
        .embeddingSize(7)
        .encoderSize(6)
        .decoderSize(6)
        .encoderLayers(2)
        .decoderLayers(2)
        .bidirectional(false)
        .reverseSource(reverse)
        .contextFeed(feed)
        .tying(tying)
        .scaledEmbeddings(false)
        .build();
  }

  /** Sizes that are multiples of the vector size, for which libtorch uses other code. */
  public static ModelConfig wide(CellType cell) {
    return ModelConfig.builder(VOCABULARY, VOCABULARY)
        .cell(cell)
        .embeddingSize(64)
        .encoderSize(64)
        .decoderSize(64)
        .tying(Tying.ALL)
        .build();
  }

  /** Three layers with layer normalization and residual connections. */
  public static ModelConfig deep(CellType cell) {
    return with(cell, true, ContextFeed.EVERY_STEP, Tying.TARGET).toBuilder()
        .encoderLayers(3)
        .decoderLayers(3)
        .layerNorm(true)
        .residual(true)
        .build();
  }

  /** The same with concat pooling. */
  public static ModelConfig pooled(ModelConfig config) {
    return config.toBuilder().contextPooling(ContextPooling.CONCAT).build();
  }

  /** The same with attentive pooling and a gated context vector. */
  public static ModelConfig attentive(ModelConfig config) {
    return config.toBuilder()
        .contextPooling(ContextPooling.ATTENTIVE)
        .contextFeed(ContextFeed.GATED)
        .build();
  }

  /** Random ids of the given lengths. */
  public static int[][] rows(long seed, int... lengths) {
    Random random = new Random(seed);
    return Arrays.stream(lengths)
        .mapToObj(n -> random.ints(n, 4, VOCABULARY).toArray())
        .toArray(int[][]::new);
  }

  /** A batch of sentence pairs of mixed lengths. */
  public static Batch batch(long seed) {
    int[][] sources = rows(seed, 5, 2, 9, 5, 1);
    int[][] targets = rows(seed + 1, 3, 6, 1, 2, 4);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      examples.add(new Example(i, sources[i], targets[i]));
    }
    return Batch.of(examples);
  }

  /** Random weights of a configuration, made without native code. */
  public static Map<String, FloatTensor> weights(ModelConfig config) {
    Random random = new Random(1);
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (ParameterLayout.Parameter parameter : new ParameterLayout(config).parameters()) {
      float[] values = new float[parameter.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      weights.put(parameter.name(), new FloatTensor(parameter.shape(), values));
    }
    return weights;
  }
}
