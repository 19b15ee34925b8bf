package dev.thimble.cli;

import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Example;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.DecoderState;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.model.Tying;
import dev.thimble.model.Weight;
import dev.thimble.search.Adjustments;
import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.search.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Times what a model does, on random ids: both sides of every sentence have the same number of
 * pieces, so that a figure depends on shape and machine alone. For one thread.
 */
final class ModelTimings {
  private static final double WARM_UP_SECONDS = 0.5;
  private static final int ROUNDS = 5;

  private final Seq2SeqModel model;
  private final int pieces;
  private final double secondsEach;

  /**
   * Timings of a model.
   *
   * @param pieces of each source and each output, eos not counted
   * @param secondsEach how long a figure is measured for
   */
  ModelTimings(Seq2SeqModel model, int pieces, double secondsEach) {
    this.model = model;
    this.pieces = pieces;
    this.secondsEach = secondsEach;
  }

  /** Seconds of translating one sentence greedily, once, without any warm-up. */
  double first() {
    long start = System.nanoTime();
    search(1, 1).run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds of encoding some sentences. */
  double encode(int sentences) {
    int[][] sources = sources(sentences);
    return seconds(() -> model.encode(sources).close());
  }

  /** Seconds of one decoding step of some rows, the choice of the best piece included. */
  double step(int rows) {
    int[] previous = new int[rows];
    Arrays.fill(previous, model.config().specialTokens().bos());
    try (DecoderState state = model.encode(sources(rows))) {
      return seconds(
          () -> {
            Step<DecoderState> step = model.scorer().step(state, previous);
            step.logProbs().topK(1, Adjustments.banning());
            step.logProbs().close();
            step.state().close();
          });
    }
  }

  /** Seconds of translating some sentences together. */
  double translate(int sentences, int beamSize) {
    return seconds(search(sentences, beamSize));
  }

  private Runnable search(int sentences, int beamSize) {
    int[][] sources = sources(sentences);
    LengthFormula most = new LengthFormula(0, pieces + 1, pieces + 1);
    LengthFormula least = new LengthFormula(0, pieces, pieces);
    Constraints constraints = Constraints.defaults().withMaxLength(most).withMinLength(least);
    SearchConfig config =
        SearchConfig.defaults().withStrategy(Beam.of(beamSize)).withConstraints(constraints);
    Search search = new Search(config, model.config().specialTokens());
    List<SearchTask> tasks =
        IntStream.range(0, sentences).mapToObj(i -> SearchTask.of(pieces)).toList();
    return () -> search.search(model.scorer(), model.encode(sources), tasks);
  }

  /** Seconds of the gradient of some sentence pairs. */
  double gradient(int sentences, boolean bfloat16) {
    int[][] sources = sources(sentences);
    int[][] targets = ids(sentences, model.config().targetVocabularySize(), 2);
    Batch batch =
        Batch.of(
            IntStream.range(0, sentences)
                .mapToObj(i -> new Example(i, sources[i], targets[i]))
                .toList());
    return seconds(() -> model.gradient(batch, Regularization.defaults(), bfloat16, 1).close());
  }

  /**
   * Floating-point operations of that gradient's matrix products: two for each weight and token on
   * the way forward, four on the way back. What is the context vector's counts once a sentence.
   */
  double gradientOperations(int sentences) {
    ModelConfig config = model.config();
    double tokens = (double) sentences * (pieces + 1);
    boolean everyStep = config.contextFeed() == ContextFeed.EVERY_STEP;
    double products = 0;
    for (Map.Entry<String, Weight> entry : model.weights().entrySet()) {
      String name = entry.getKey();
      long[] shape = entry.getValue().shape();
      if (shape.length < 2) {
        continue;
      }
      double all = (double) shape[0] * shape[1];
      boolean fed = name.equals("decoder.rnn.weight_ih_l0") || name.equals("readout.weight");
      double once = name.startsWith("bridge") ? all : 0;
      once = fed && everyStep ? (double) shape[0] * config.contextSize() : once;
      products += name.contains("embedding") ? 0 : once * sentences + (all - once) * tokens;
    }
    if (config.tying() != Tying.NONE) {
      products += (double) config.targetVocabularySize() * config.embeddingSize() * tokens;
    }
    return 6 * products;
  }

  private int[][] sources(int sentences) {
    return ids(sentences, model.config().sourceVocabularySize(), 1);
  }

  private int[][] ids(int sentences, int vocabulary, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, sentences)
        .mapToObj(i -> random.ints(pieces, 0, vocabulary).toArray())
        .toArray(int[][]::new);
  }

  /* The median of the rounds' means. */
  private double seconds(Runnable work) {
    long times = Math.max(1, (long) (secondsEach / ROUNDS / warmUp(work)));
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (long i = 0; i < times; i++) {
        work.run();
      }
      rounds[round] = (System.nanoTime() - start) / 1e9 / times;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /* Seconds of the last call. */
  private static double warmUp(Runnable work) {
    long begin = System.nanoTime();
    long start;
    do {
      start = System.nanoTime();
      work.run();
    } while ((System.nanoTime() - begin) / 1e9 < WARM_UP_SECONDS);
    return (System.nanoTime() - start) / 1e9;
  }
}
