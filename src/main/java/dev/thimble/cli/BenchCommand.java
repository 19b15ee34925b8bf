package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.model.Arithmetic;
import dev.thimble.model.CompiledModule;
import dev.thimble.model.DecoderState;
import dev.thimble.model.MachineLimits;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.report.ProcessMemory;
import dev.thimble.vocabulary.SpecialTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how fast a model is on this machine, and how much of the machine that uses. */
@Command(
    name = "bench",
    description = {
      "Measure how fast a model is on this machine, beside the limits of the machine.",
      "Without a model folder, a model of the given shape with random weights is measured.",
      "Source and target are random pieces, all of one length."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  thimble bench checkpoints/en-fr --threads 1",
      "  thimble bench --cell GRU --decoder-size 1024 --vocabulary-size 32000"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MANY = 64;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The model folder to measure.")
  private @Nullable Path folder;

  @Section("Measurement")
  @Bounds(min = 1, max = 1000)
  @Option(names = "--length", description = "Number of pieces of each source and each target.")
  private int length = 15;

  @Bounds(min = 0.001, max = 3600)
  @Option(
      names = "--seconds",
      description = "Seconds that each figure is measured for, after its warm-up.")
  private double seconds = 2;

  @Bounds(min = 0, max = 1024)
  @Option(
      names = "--threads",
      description = "Threads of one native operation; 0 takes one for each core.")
  private int threads;

  @Mixin private RandomModel random;

  @Option(
      names = "--tsv",
      description =
          "Print a line for each figure, with its name, arithmetic and value"
              + " separated by tabs.")
  private boolean tsv;

  /** The shape of a model of random weights. */
  static final class RandomModel {
    @Section("Model")
    @Bounds(min = 5, max = 1 << 20)
    @Option(names = "--vocabulary-size", description = "Number of pieces of each vocabulary.")
    private int vocabularySize = 8000;

    @Mixin private ModelOptions shape;

    Seq2SeqModel create() {
      return Seq2SeqModel.create(
          WrongUsageException.unlessAccepted(
              () -> shape.config(vocabularySize, vocabularySize, SpecialTokens.defaults())),
          1);
    }
  }

  @Override
  public Integer call() throws IOException {
    if (length < 1 || !(seconds > 0)) {
      throw new WrongUsageException(
          "--length is " + length + " and --seconds " + seconds + "; both must be above 0");
    }
    NativeHeap.keepPages();
    BenchmarkPrinter printer = new BenchmarkPrinter(spec.commandLine().getOut(), tsv);
    long start = System.nanoTime();
    CompiledModule.useThreads(threads > 0 ? threads : CompiledModule.threads());
    printer.print("load of the native library, s", (System.nanoTime() - start) / 1e9);
    start = System.nanoTime();
    try (Seq2SeqModel model = model()) {
      printer.print("load of the model, s", (System.nanoTime() - start) / 1e9);
      ModelWorkload workload = new ModelWorkload(model, length);
      printer.print("first translation, s", Stopwatch.once(workload.search(1, 1)));
      printer.print("parameters", model.parameterCount());
      printer.print("threads of an operation", CompiledModule.threads());
      MachineLimits limits = MachineLimits.measure();
      printer.print("float32 products, limit, GFLOP/s", limits.float32() / 1e9);
      printer.print("bfloat16 products, limit, GFLOP/s", limits.bfloat16() / 1e9);
      printer.print("reading, limit, GB/s", limits.bandwidth() / 1e9);
      measureInference(printer, workload);
      measureTraining(printer, workload, limits);
    }
    printer.print("peak memory, MB", (double) ProcessMemory.peakMegabytes());
    return 0;
  }

  private Seq2SeqModel model() throws IOException {
    if (folder != null) {
      GivenOptions.refuse(
          spec,
          "shapes a model of random weights; leave it out, or MODEL",
          RandomModel.class,
          ModelOptions.class);
      ModelContents contents = ModelFolder.read(folder);
      return Seq2SeqModel.of(contents.config(), contents.weights());
    }
    return random.create();
  }

  private void measureInference(BenchmarkPrinter printer, ModelWorkload workload) {
    Stopwatch watch = new Stopwatch(seconds);
    BenchmarkPrinter.Table table =
        printer.table(
            Arrays.stream(Arithmetic.values())
                .filter(each -> each != Arithmetic.AUTO && each.supported())
                .toList(),
            workload.model()::computeIn);
    table.row("encode 1 sentence, ms", a -> 1e3 * watch.time(workload.encode(1)));
    table.row("encode 64 sentences, ms", a -> 1e3 * watch.time(workload.encode(MANY)));
    table.row("step of 1 row, ms", a -> 1e3 * step(watch, workload, 1));
    table.row("step of 64 rows, ms", a -> 1e3 * step(watch, workload, MANY));
    table.row("greedy, 1 sentence, ms", a -> 1e3 * watch.time(workload.search(1, 1)));
    table.row("greedy, by 64, sentences/s", a -> MANY / watch.time(workload.search(MANY, 1)));
    table.row("beam 5, 1 sentence, ms", a -> 1e3 * watch.time(workload.search(1, 5)));
    table.row("beam 5, by 64, sentences/s", a -> MANY / watch.time(workload.search(MANY, 5)));
    workload.model().computeIn(Arithmetic.FLOAT32);
  }

  private static double step(Stopwatch watch, ModelWorkload workload, int rows) {
    try (DecoderState state = workload.state(rows)) {
      return watch.time(workload.step(state));
    }
  }

  private void measureTraining(
      BenchmarkPrinter printer, ModelWorkload workload, MachineLimits limits) {
    Stopwatch watch = new Stopwatch(seconds);
    Map<Arithmetic, Double> took = new EnumMap<>(Arithmetic.class);
    BenchmarkPrinter.Table table =
        printer.table(
            List.of(Arithmetic.FLOAT32, Arithmetic.BFLOAT16),
            a ->
                took.computeIfAbsent(
                    a, t -> watch.time(workload.gradient(MANY, t == Arithmetic.BFLOAT16))));
    table.row("gradient of 64 pairs, tokens/s", a -> MANY * (length + 1) / took.get(a));
    double operations = workload.gradientOperations(MANY);
    table.row(
        "gradient, share of the limit, %",
        a -> {
          double limit = a == Arithmetic.BFLOAT16 ? limits.bfloat16() : limits.float32();
          return 100 * operations / took.get(a) / limit;
        });
  }
}
