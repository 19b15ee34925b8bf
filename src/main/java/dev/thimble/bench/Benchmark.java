package dev.thimble.bench;

import dev.thimble.model.ComputeType;
import dev.thimble.model.DecoderState;
import dev.thimble.model.MachineLimits;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how fast a model is on this machine, beside the limits of the machine, and prints each
 * figure as soon as it is known. For one thread.
 */
public final class Benchmark {
  private static final int MANY = 64; // sentences of a batch

  private final BenchmarkConfig config;
  private final BenchmarkPrinter printer;
  private final Stopwatch watch;

  /** Loads or creates the model to measure, which {@link Benchmark} closes. */
  @FunctionalInterface
  public interface ModelLoader {
    /** Loads the model. */
    Seq2SeqModel load() throws IOException;
  }

  /**
   * Prepares a benchmark.
   *
   * @param out receives the figures
   * @param tsv whether to print tab-separated lines instead of aligned columns
   */
  public Benchmark(BenchmarkConfig config, PrintWriter out, boolean tsv) {
    this.config = config;
    printer = new BenchmarkPrinter(out, tsv);
    watch = new Stopwatch(config.seconds());
  }

  /** Loads the native library and the model, then measures inference and training. */
  public void run(ModelLoader loader) throws IOException {
    long start = System.nanoTime();
    NativeRuntime.useThreads(config.threads() > 0 ? config.threads() : NativeRuntime.threads());
    printer.print("load of the native library, s", (System.nanoTime() - start) / 1e9);
    start = System.nanoTime();
    try (Seq2SeqModel model = loader.load()) {
      printer.print("load of the model, s", (System.nanoTime() - start) / 1e9);
      ModelWorkload workload = new ModelWorkload(model, config.length());
      printer.print("first translation, s", Stopwatch.once(workload.search(1, 1)));
      printer.print("parameters", model.parameterCount());
      printer.print("threads of an operation", NativeRuntime.threads());
      MachineLimits limits = MachineLimits.measure();
      printer.print("float32 products, limit, GFLOP/s", limits.float32() / 1e9);
      printer.print("bfloat16 products, limit, GFLOP/s", limits.bfloat16() / 1e9);
      if (limits.int8() > 0) {
        printer.print("int8 products, limit, GFLOP/s", limits.int8() / 1e9);
      }
      printer.print("reading memory, limit, GB/s", limits.memory() / 1e9);
      printer.print("reading cache, limit, GB/s", limits.cache() / 1e9);
      ModelCost cost = ModelCost.of(model.config(), model.weights(), config.length());
      measureInference(workload, cost, limits);
      measureTraining(workload, cost, limits);
    }
    printer.print("peak memory, MB", (double) ProcessMemory.peakMegabytes());
  }

  private void measureInference(ModelWorkload workload, ModelCost cost, MachineLimits limits) {
    BenchmarkPrinter.Table table =
        printer.table(
            Arrays.stream(ComputeType.values())
                .filter(each -> each != ComputeType.AUTO && each.supported())
                .toList(),
            workload.model()::computeIn);
    Bounds bounds = new Bounds(limits, type -> cost.step(1, type).bytes());
    table.row("reading the decoder, limit, GB/s", type -> bounds.bandwidth(type) / 1e9);
    for (Line line : inference(workload, cost)) {
      line.print(table, bounds);
    }
    workload.model().computeIn(ComputeType.FLOAT32);
  }

  private List<Line> inference(ModelWorkload workload, ModelCost cost) {
    List<Line> lines = new ArrayList<>();
    for (int n : new int[] {1, MANY}) {
      lines.add(
          Line.time(
              "encode %d sentence%s",
              n, type -> watch.time(workload.encode(n)), type -> cost.encode(n, type)));
    }
    for (int n : new int[] {1, MANY}) {
      lines.add(
          Line.time("step of %d row%s", n, type -> step(workload, n), type -> cost.step(n, type)));
    }
    for (int beam : new int[] {1, 5}) {
      String name = beam == 1 ? "greedy" : "beam " + beam;
      lines.add(
          Line.time(
              name + ", %d sentence%s",
              1,
              type -> watch.time(workload.search(1, beam)),
              type -> cost.search(1, beam, type)));
      lines.add(
          new Line(
              name + ", by " + MANY,
              Line.Unit.rate("sentences", MANY),
              type -> watch.time(workload.search(MANY, beam)),
              type -> cost.search(MANY, beam, type)));
    }
    return lines;
  }

  private double step(ModelWorkload workload, int rows) {
    try (DecoderState state = workload.state(rows)) {
      return watch.time(workload.step(state));
    }
  }

  private void measureTraining(ModelWorkload workload, ModelCost cost, MachineLimits limits) {
    Bounds bounds = new Bounds(limits, type -> cost.gradient(MANY, type).bytes());
    Line line =
        new Line(
            "gradient of " + MANY + " pairs",
            Line.Unit.rate("tokens", MANY * (config.length() + 1)),
            type -> watch.time(workload.gradient(MANY, type)),
            type -> cost.gradient(MANY, type));
    line.print(
        printer.table(List.of(ComputeType.FLOAT32, ComputeType.BFLOAT16), type -> {}), bounds);
  }
}
