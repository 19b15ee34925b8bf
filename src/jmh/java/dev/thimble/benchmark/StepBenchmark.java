package dev.thimble.benchmark;

import dev.thimble.model.Arithmetic;
import dev.thimble.model.CompiledModule;
import dev.thimble.model.DecoderState;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.search.Adjustments;
import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.search.Step;
import dev.thimble.search.TopK;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
 * Encoder, decoding step and whole searches by arithmetic and number of rows: a model of the
 * default shape, 8,000 pieces, sentences of 15 pieces.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {
  private static final int PIECES = 15;

  /** Of the matrix products. */
  @Param({"FLOAT32", "BFLOAT16", "INT8"})
  public Arithmetic arithmetic;

  /** Rows of a step, or sentences of a search. */
  @Param({"1", "64"})
  public int rows;

  /** Threads of one native operation. */
  @Param("2")
  public int threads;

  private Seq2SeqModel model;
  private int[][] sources;
  private int[] previous;
  private DecoderState state;

  /** Makes a random model. */
  @Setup
  public void create() {
    CompiledModule.useThreads(threads);
    model = Seq2SeqModel.create(ModelConfig.defaults(8000, 8000), 1);
    model.computeIn(arithmetic);
    Random random = new Random(1);
    sources = new int[rows][];
    Arrays.setAll(sources, row -> random.ints(PIECES, 4, 8000).toArray());
    previous = new int[rows];
    Arrays.fill(previous, model.config().specialTokens().bos());
    state = model.encode(sources);
  }

  /** Frees it. */
  @TearDown
  public void close() {
    state.close();
    model.close();
  }

  /** Sources to the decoder's first state. */
  @Benchmark
  public void encode() {
    model.encode(sources).close();
  }

  /** One decoding step and the choice of the best piece. */
  @Benchmark
  public TopK step() {
    Step<DecoderState> step = model.scorer().step(state, previous);
    TopK best = step.logProbs().topK(1, Adjustments.banning());
    step.logProbs().close();
    step.state().close();
    return best;
  }

  /** Greedy search. */
  @Benchmark
  public List<List<Hypothesis>> greedy() {
    return search(1);
  }

  /** Beam search. */
  @Benchmark
  public List<List<Hypothesis>> beamOf5() {
    return search(5);
  }

  private List<List<Hypothesis>> search(int beamSize) {
    Constraints exactly =
        Constraints.defaults()
            .withMinLength(new LengthFormula(0, PIECES, PIECES))
            .withMaxLength(new LengthFormula(0, PIECES + 1, PIECES + 1));
    SearchConfig config =
        SearchConfig.defaults().withStrategy(Beam.of(beamSize)).withConstraints(exactly);
    return new Search(config, model.config().specialTokens())
        .search(
            model.scorer(),
            model.encode(sources),
            Collections.nCopies(rows, SearchTask.of(PIECES)));
  }
}
