package dev.thimble.training;

import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Example;
import dev.thimble.model.CellType;
import dev.thimble.model.ComputeType;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.Gradient;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.model.Tying;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The parts of one update: two layers of 512, embeddings of 256, 8,000 pieces, 64 pairs of 15
 * pieces. In this package because the optimizer is package-private.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class UpdateBenchmark {
  private static final int PAIRS = 64;
  private static final int PIECES = 15;

  /** Cell of encoder and decoder. */
  @Param({"GRU", "LSTM"})
  public CellType cell;

  /** Type in which the forward and backward passes compute. */
  @Param({"FLOAT32", "BFLOAT16"})
  public ComputeType computeType;

  /** Threads of one native operation. */
  @Param("2")
  public int threads;

  private Seq2SeqModel model;
  private Optimizer optimizer;
  private Batch batch;
  private Gradient once;

  /** Creates a model with random weights and a random batch. */
  @Setup
  public void create() {
    NativeRuntime.useThreads(threads);
    model =
        Seq2SeqModel.create(
            ModelConfig.builder(8000, 8000)
                .cell(cell)
                .encoderLayers(2)
                .decoderLayers(2)
                .bidirectional(false)
                .contextFeed(ContextFeed.START)
                .tying(Tying.NONE)
                .build(),
            1);
    optimizer = new Optimizer(OptimizerConfig.defaults(), 0, model);
    Random random = new Random(1);
    batch =
        Batch.of(
            IntStream.range(0, PAIRS)
                .mapToObj(
                    i ->
                        new Example(
                            i,
                            random.ints(PIECES, 4, 8000).toArray(),
                            random.ints(PIECES, 4, 8000).toArray()))
                .toList());
    once = model.gradient(batch, Regularization.defaults(), computeType, 1);
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    once.close();
    optimizer.close();
    model.close();
  }

  /** Forward and backward pass. */
  @Benchmark
  public double gradient() {
    try (Gradient gradient = model.gradient(batch, Regularization.defaults(), computeType, 1)) {
      return gradient.loss();
    }
  }

  /** Clipping and Adam. */
  @Benchmark
  public double optimizer() {
    return optimizer.step(once, 1e-9);
  }
}
