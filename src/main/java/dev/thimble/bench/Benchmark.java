package dev.thimble.bench;

import dev.thimble.model.ComputeType;
import dev.thimble.model.DecoderState;
import dev.thimble.model.MachineLimits;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
      printer.print("reading, limit, GB/s", limits.bandwidth() / 1e9);
      measureInference(workload);
      measureTraining(workload, limits);
    }
    printer.print("peak memory, MB", (double) ProcessMemory.peakMegabytes());
  }

  private void measureInference(ModelWorkload workload) {
    BenchmarkPrinter.Table table =
        printer.table(
            Arrays.stream(ComputeType.values())
                .filter(each -> each != ComputeType.AUTO && each.supported())
                .toList(),
            workload.model()::computeIn);
    table.row("encode 1 sentence, ms", a -> 1e3 * watch.time(workload.encode(1)));
    table.row("encode 64 sentences, ms", a -> 1e3 * watch.time(workload.encode(MANY)));
    table.row("step of 1 row, ms", a -> 1e3 * step(workload, 1));
    table.row("step of 64 rows, ms", a -> 1e3 * step(workload, MANY));
    table.row("greedy, 1 sentence, ms", a -> 1e3 * watch.time(workload.search(1, 1)));
    table.row("greedy, by 64, sentences/s", a -> MANY / watch.time(workload.search(MANY, 1)));
    table.row("beam 5, 1 sentence, ms", a -> 1e3 * watch.time(workload.search(1, 5)));
    table.row("beam 5, by 64, sentences/s", a -> MANY / watch.time(workload.search(MANY, 5)));
    workload.model().computeIn(ComputeType.FLOAT32);
  }

  private double step(ModelWorkload workload, int rows) {
    try (DecoderState state = workload.state(rows)) {
      return watch.time(workload.step(state));
    }
  }

  private void measureTraining(ModelWorkload workload, MachineLimits limits) {
    Map<ComputeType, Double> seconds = new EnumMap<>(ComputeType.class); // of one gradient
    BenchmarkPrinter.Table table =
        printer.table(
            List.of(ComputeType.FLOAT32, ComputeType.BFLOAT16),
            a -> seconds.computeIfAbsent(a, t -> watch.time(workload.gradient(MANY, t))));
    table.row("gradient of 64 pairs, tokens/s", a -> MANY * (config.length() + 1) / seconds.get(a));
    double operations = workload.gradientOperations(MANY);
    table.row(
        "gradient, share of the limit, %",
        a -> {
          double limit = a == ComputeType.BFLOAT16 ? limits.bfloat16() : limits.float32();
          return 100 * operations / seconds.get(a) / limit;
        });
  }
}
