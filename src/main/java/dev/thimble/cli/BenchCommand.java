package dev.thimble.cli;

import dev.thimble.bench.Benchmark;
import dev.thimble.bench.BenchmarkConfig;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.vocabulary.SpecialTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the speed of a model on this machine. */
@Command(
    name = "bench",
    description = {
      "Measure the speed of a model on this machine, and the limits of the machine to compare"
          + " with.",
      "Without a model folder, measure a model of the given shape with random weights.",
      "Sources and targets are random pieces, all of the same length.",
      "For each figure follow its bound, the least time in which the machine can do the model's"
          + " matrix products and read their weights, and the share of it that is reached."
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
  private static final BenchmarkConfig DEFAULTS = BenchmarkConfig.defaults();

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The model folder to measure.")
  private @Nullable Path folder;

  @Section("Measurement")
  @Bounds(min = 1, max = 1000)
  @Option(names = "--length", description = "Number of pieces of each source and each target.")
  private int length = DEFAULTS.length();

  @Bounds(min = 0.001, max = 3600)
  @Option(names = "--seconds", description = "Seconds to measure each figure, after its warm-up.")
  private double seconds = DEFAULTS.seconds();

  @Bounds(min = 0, max = 1024)
  @Option(
      names = "--threads",
      description = "Threads of one native operation; 0 uses one for each core.")
  private int threads = DEFAULTS.threads();

  @Mixin private RandomModelOptions random;

  @Option(
      names = "--tsv",
      description =
          "Print one line for each figure: name, compute type and value, separated by tabs.")
  private boolean tsv;

  /** Options for the shape of a model with random weights. */
  static final class RandomModelOptions {
    @Section("Model")
    @Bounds(min = 5, max = 1 << 20)
    @Option(names = "--vocabulary-size", description = "Number of pieces of each vocabulary.")
    private int vocabularySize = 8000;

    @Mixin private ModelOptions shape;

    Seq2SeqModel create() {
      return Seq2SeqModel.create(
          WrongUsageException.ifInvalid(
              () -> shape.config(vocabularySize, vocabularySize, SpecialTokens.defaults())),
          1);
    }
  }

  @Override
  public Integer call() throws IOException {
    BenchmarkConfig config =
        WrongUsageException.ifInvalid(() -> new BenchmarkConfig(length, seconds, threads));
    if (folder != null) {
      GivenOptions.refuse(
          spec,
          "shapes a model with random weights; leave out this option, or MODEL",
          RandomModelOptions.class,
          ModelOptions.class);
    }
    NativeHeap.keepPages();
    new Benchmark(config, spec.commandLine().getOut(), tsv).run(this::model);
    return 0;
  }

  private Seq2SeqModel model() throws IOException {
    if (folder == null) {
      return random.create();
    }
    ModelContents contents = ModelFolder.read(folder);
    return Seq2SeqModel.of(contents.config(), contents.weights());
  }
}
