package dev.thimble.bench;

import dev.thimble.model.ComputeType;
import dev.thimble.model.DecoderState;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import java.util.concurrent.TimeUnit;
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
 * Encoder, decoding step and whole searches by compute type and number of rows, as {@code thimble
 * bench} times them: a model of the default shape, 8,000 pieces, sentences of 15 pieces.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {
  private static final int PIECES = 15;

  /** Type in which matrix products are computed. */
  @Param({"FLOAT32", "BFLOAT16", "INT8"})
  public ComputeType computeType;

  /** Rows of a step, or sentences of a search. */
  @Param({"1", "64"})
  public int rows;

  /** Threads of one native operation. */
  @Param("2")
  public int threads;

  private Seq2SeqModel model;
  private DecoderState state;
  private Runnable encode;
  private Runnable step;
  private Runnable greedy;
  private Runnable beamOf5;

  /** Creates a model with random weights. */
  @Setup
  public void create() {
    NativeRuntime.useThreads(threads);
    model = Seq2SeqModel.create(ModelConfig.defaults(8000, 8000), 1);
    model.computeIn(computeType);
    ModelWorkload workload = new ModelWorkload(model, PIECES);
    state = workload.state(rows);
    encode = workload.encode(rows);
    step = workload.step(state);
    greedy = workload.search(rows, 1);
    beamOf5 = workload.search(rows, 5);
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    state.close();
    model.close();
  }

  /** Encodes sources to the decoder's initial state. */
  @Benchmark
  public void encode() {
    encode.run();
  }

  /** One decoding step, including the choice of the best piece. */
  @Benchmark
  public void step() {
    step.run();
  }

  /** Greedy search. */
  @Benchmark
  public void greedy() {
    greedy.run();
  }

  /** Beam search. */
  @Benchmark
  public void beamOf5() {
    beamOf5.run();
  }
}
