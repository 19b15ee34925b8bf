package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.model.Arithmetic;
import dev.thimble.model.CompiledModule;
import dev.thimble.model.MachineLimits;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.vocabulary.SpecialTokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
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
      "Tell how fast a model is on this machine, and how much of the machine that uses.",
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

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "A model folder.")
  private @Nullable Path folder;

  @Option(names = "--length", description = "Pieces of each source and each target.")
  private int length = 15;

  @Option(
      names = "--seconds",
      description = "How long each figure is measured for, beside its warm-up.")
  private double seconds = 2;

  @Option(
      names = "--threads",
      description = "Threads of one native operation, 0 for as many as cores.")
  private int threads;

  @Option(names = "--vocabulary-size", description = "Pieces on either side, without MODEL.")
  private int vocabularySize = 8000;

  @Mixin private ModelOptions modelOptions;

  @Override
  public Integer call() throws IOException {
    if (length < 1 || !(seconds > 0)) {
      throw new WrongUsageException(
          "--length is " + length + " and --seconds " + seconds + "; both must be above 0");
    }
    NativeHeap.keepPages();
    if (threads > 0) {
      CompiledModule.useThreads(threads);
    }
    try (Seq2SeqModel model = model()) {
      report(model, new ModelTimings(model, length, seconds));
    }
    return 0;
  }

  private Seq2SeqModel model() throws IOException {
    if (folder != null) {
      ModelContents contents = ModelFolder.read(folder);
      return Seq2SeqModel.of(contents.config(), contents.weights());
    }
    ModelConfig config =
        WrongUsageException.unlessAccepted(
            () -> modelOptions.config(vocabularySize, vocabularySize, SpecialTokens.defaults()));
    return Seq2SeqModel.create(config, 1);
  }

  private void report(Seq2SeqModel model, ModelTimings timings) {
    PrintWriter out = spec.commandLine().getOut();
    ModelConfig config = model.config();
    out.printf(
        Locale.ROOT,
        "%s, %,d parameters; %d pieces a sentence; %d thread(s)%n",
        config.cell(),
        model.parameterCount(),
        length,
        CompiledModule.threads());
    MachineLimits limits = MachineLimits.measure();
    out.printf(
        Locale.ROOT,
        "machine: %.0f GFLOP/s float32, %.0f GFLOP/s bfloat16, reads %.1f GB/s%n%n",
        limits.float32() / 1e9,
        limits.bfloat16() / 1e9,
        limits.bandwidth() / 1e9);
    List<Arithmetic> all =
        Arrays.stream(Arithmetic.values())
            .filter(each -> each != Arithmetic.AUTO && each.supported())
            .toList();
    out.printf(
        "%-34s%s%n",
        "", all.stream().map(each -> "%12s".formatted(each)).collect(Collectors.joining()));
    Table table = new Table(out, model, all);
    table.row("encode 1 sentence, ms", a -> 1e3 * timings.encode(1));
    table.row("encode 64 sentences, ms", a -> 1e3 * timings.encode(MANY));
    table.row("step of 1 row, ms", a -> 1e3 * timings.step(1));
    table.row("step of 64 rows, ms", a -> 1e3 * timings.step(MANY));
    table.row("greedy, 1 sentence, ms", a -> 1e3 * timings.translate(1, 1));
    table.row("greedy, by 64, sentences/s", a -> MANY / timings.translate(MANY, 1));
    table.row("beam 5, 1 sentence, ms", a -> 1e3 * timings.translate(1, 5));
    table.row("beam 5, by 64, sentences/s", a -> MANY / timings.translate(MANY, 5));
    Table training = new Table(out, model, List.of(Arithmetic.FLOAT32, Arithmetic.BFLOAT16));
    Map<Arithmetic, Double> took = new EnumMap<>(Arithmetic.class);
    training.row(
        "gradient of 64 pairs, tokens/s",
        a -> {
          took.put(a, timings.gradient(MANY, a == Arithmetic.BFLOAT16));
          return MANY * (length + 1) / took.get(a);
        });
    training.row(
        "… share of the products' limit, %",
        a -> {
          double limit = a == Arithmetic.BFLOAT16 ? limits.bfloat16() : limits.float32();
          return 100 * timings.gradientOperations(MANY) / took.get(a) / limit;
        });
    out.flush();
  }

  /* One row a figure, one column an arithmetic. */
  private record Table(PrintWriter out, Seq2SeqModel model, List<Arithmetic> columns) {
    void row(String name, ToDoubleFunction<Arithmetic> figure) {
      out.printf("%-34s", name);
      for (Arithmetic column : columns) {
        model.computeIn(column);
        double value = figure.applyAsDouble(column);
        out.printf(Locale.ROOT, value < 100 ? "%12.3f" : "%12.0f", value);
        out.flush();
      }
      out.println();
    }
  }
}
