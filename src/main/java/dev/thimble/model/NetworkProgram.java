package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.thimble.search.Sampling;
import java.util.List;

/**
 * The compiled network, one method for each entry point of {@code entry_points.torchscript}; the
 * letters for shapes are those of {@code types.torchscript}. The first argument of a method is the
 * manager that then owns its results. Thread-safe, apart from {@link #prepare}. Owns native memory
 * until closed.
 */
final class NetworkProgram implements AutoCloseable {
  /**
   * The state of a decoder's rows, shared by Java and the program.
   *
   * @param feed (B, G · H + R): what the context vector adds to the first layer's gates and to the
   *     readout; (B, G · H + C) with the context vector itself if it is gated; (B, 0) if the
   *     decoder receives it only in its first state
   * @param hidden (layers, parents, H)
   * @param cell (layers, parents, H)
   */
  record State(NDArray feed, NDArray hidden, NDArray cell) {}

  /**
   * Where a step begins.
   *
   * @param previous (B), the pieces last written
   * @param parents (B), each row's place in hidden and cell; (0) if every row has its own
   */
  record Position(NDArray previous, NDArray parents, State state) {}

  /**
   * How greedy steps are taken.
   *
   * @param output the layer that computes the scores
   * @param adjustments see {@link AdjustmentTensors}
   * @param until (n), places in the output layer; see {@link dev.thimble.search.GreedySteps}
   * @param most steps
   */
  record Greedy(OutputLayer output, List<NDArray> adjustments, NDArray until, long most) {}

  /**
   * The result of greedy steps.
   *
   * @param ids (B, steps)
   * @param logProbs (B, steps)
   * @param adjusted (B, steps)
   * @param until (B, n), log-probabilities in the last step; (0) if n is 1
   */
  record Run(NDArray ids, NDArray logProbs, NDArray adjusted, NDArray until, State next) {}

  /**
   * A step's result.
   *
   * @param readouts (B, R)
   */
  record Step(NDArray readouts, State next) {}

  /**
   * A batch's loss.
   *
   * @param loss (1), summed over the real target tokens
   * @param gradient (parameters), of the mean loss
   */
  record Slope(NDArray loss, NDArray gradient) {}

  /**
   * How a gradient is computed.
   *
   * @param computeType FLOAT32, or BFLOAT16 for bfloat16 throughout
   * @param seed of dropout and scheduled sampling
   */
  record GradientSettings(Regularization regularization, ComputeType computeType, long seed) {}

  /**
   * What scores are computed from.
   *
   * @param values (B, R)
   * @param output the layer that computes them
   * @param logProbs (B, V) or (B, K) if they are known already, as the only element; empty if not
   */
  record Readouts(NDArray values, OutputLayer output, List<NDArray> logProbs) {
    static Readouts of(NDArray values, OutputLayer output) {
      return new Readouts(values, output, List.of());
    }
  }

  /**
   * What decides the pieces that are drawn.
   *
   * @param keys (B), of each row's noise
   */
  record Draw(NDArray keys, Sampling sampling) {}

  private final CompiledModule module;

  NetworkProgram(ParameterLayout layout) {
    module = CompiledModule.compile("Seq2Seq", NetworkSource.network(), layout.attributes());
  }

  /**
   * Loss and gradient of a batch.
   *
   * @param flat (parameters)
   */
  Slope gradient(NDManager owner, NDArray flat, BatchTensors batch, GradientSettings settings) {
    NDArray[] out =
        module.tensors(
            owner,
            "gradient",
            flat,
            tuple(batch),
            settings.regularization().rates(),
            settings.computeType() == ComputeType.BFLOAT16,
            settings.seed());
    return new Slope(out[0], out[1]);
  }

  /** Loss (1) of a batch, without dropout and smoothing. */
  NDArray loss(NDManager owner, NDArray flat, BatchTensors batch) {
    return module.tensor(owner, "loss", flat, tuple(batch));
  }

  private static CompiledModule.Tuple tuple(BatchTensors batch) {
    return new CompiledModule.Tuple(
        batch.source().ids(),
        batch.source().lengths(),
        batch.previous(),
        batch.gold(),
        batch.real());
  }

  /**
   * Prepares the network for inference from the current values of {@code flat} (parameters). Call
   * this before the methods below; none may run meanwhile.
   */
  void prepare(NDArray flat, ComputeType computeType) {
    module.call("prepare", flat, computeType.code());
  }

  /**
   * The same for parameters that do not change any more. The network keeps those that it uses as
   * they are; the caller closes its own references.
   *
   * @param parameters each of any shape, in the order of the layout
   */
  void prepare(List<NDArray> parameters, ComputeType computeType) {
    module.call("prepare_from", parameters, computeType.code());
  }

  /**
   * Context vectors (B, C).
   *
   * @param order (B), the rows of the source in the order of the result
   */
  NDArray context(NDManager owner, SourceTensors source, NDArray order) {
    return module.tensor(owner, "context", source.ids(), source.lengths(), order);
  }

  /**
   * The decoder's first state.
   *
   * @param order (B), the rows of the source in the order of the result
   */
  State encode(NDManager owner, SourceTensors source, NDArray order) {
    return state(module.tensors(owner, "encode", source.ids(), source.lengths(), order), 0);
  }

  /**
   * Some rows of a state, repeats allowed.
   *
   * @param rows (selected rows), of the feed
   * @param parents (selected parents), of hidden and cell
   */
  State select(NDManager owner, State state, NDArray rows, NDArray parents) {
    return state(
        module.tensors(owner, "select", state.feed(), state.hidden(), state.cell(), rows, parents),
        0);
  }

  /** One step of the decoder. */
  Step step(NDManager owner, Position from) {
    State state = from.state();
    NDArray[] out =
        module.tensors(
            owner,
            "step",
            from.previous(),
            from.parents(),
            state.feed(),
            state.hidden(),
            state.cell());
    return new Step(out[0], state(out, 1));
  }

  /** Greedy steps of the decoder. */
  Run greedy(NDManager owner, Position from, Greedy greedy) {
    State state = from.state();
    NDArray[] out =
        module.tensors(
            owner,
            "greedy",
            from.previous(),
            from.parents(),
            state.feed(),
            state.hidden(),
            state.cell(),
            greedy.output().among(),
            greedy.adjustments(),
            greedy.until(),
            greedy.most());
    return new Run(out[0], out[1], out[2], out[3], state(out, 4));
  }

  private static State state(NDArray[] tensors, int from) {
    return new State(tensors[from], tensors[from + 1], tensors[from + 2]);
  }

  /**
   * The output layer over some pieces: matrix (K, R), bias (K), ids (K).
   *
   * @param ids (K)
   */
  List<NDArray> shortlist(NDManager owner, NDArray ids) {
    return List.of(module.tensors(owner, "shortlist", ids));
  }

  /** Log-probabilities (B, V) or (B, K). */
  NDArray logProbs(NDManager owner, Readouts readouts) {
    return module.tensor(owner, "log_probs", readouts.values(), readouts.output().among());
  }

  /**
   * Log-probabilities (B, V) or (B, K), and their columns (B, n).
   *
   * @param columns (n), in the order of the output layer
   */
  NDArray[] logProbsOf(NDManager owner, Readouts readouts, NDArray columns) {
    List<NDArray> among = readouts.output().among();
    return module.tensors(owner, "log_probs_of", readouts.values(), among, columns);
  }

  /**
   * The best pieces: ids and log-probabilities (B, k), best first.
   *
   * @param banned ids that no row may choose
   */
  NDArray[] best(NDManager owner, Readouts readouts, long k, NDArray banned) {
    List<NDArray> among = readouts.output().among();
    return module.tensors(owner, "best", readouts.values(), among, k, banned);
  }

  /**
   * The best pieces under adjustments: ids, log-probabilities and adjusted ones (B, k). May change
   * the log-probabilities of {@code readouts} if they are known.
   *
   * @param adjustments banned, closed, places, factors and biases, see {@code choice.torchscript}
   */
  NDArray[] bestAdjusted(NDManager owner, Readouts readouts, long k, List<NDArray> adjustments) {
    List<NDArray> among = readouts.output().among();
    List<NDArray> known = readouts.logProbs();
    return module.tensors(owner, "best_adjusted", readouts.values(), known, among, k, adjustments);
  }

  /**
   * One piece drawn for each row: ids, log-probabilities and adjusted ones (B, 1). May change the
   * log-probabilities of {@code readouts} if they are known.
   *
   * @param adjustments as for {@link #bestAdjusted}
   */
  NDArray[] draw(NDManager owner, Readouts readouts, Draw draw, List<NDArray> adjustments) {
    OutputLayer output = readouts.output();
    Sampling sampling = draw.sampling();
    CompiledModule.Tuple shape =
        new CompiledModule.Tuple(
            sampling.temperature(),
            sampling.topP(),
            (long) Math.min(sampling.topK(), output.pieces()));
    List<NDArray> known = readouts.logProbs();
    return module.tensors(
        owner, "draw", readouts.values(), known, output.among(), draw.keys(), shape, adjustments);
  }

  @Override
  public void close() {
    module.close();
  }
}
