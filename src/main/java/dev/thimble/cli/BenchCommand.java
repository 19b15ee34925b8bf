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
  private static final BenchmarkConfig DEFAULTS = BenchmarkConfig.defaults();

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The model folder to measure.")
  private @Nullable Path folder;

  @Section("Measurement")
  @Bounds(min = 1, max = 1000)
  @Option(names = "--length", description = "Number of pieces of each source and each target.")
  private int length = DEFAULTS.length();

  @Bounds(min = 0.001, max = 3600)
  @Option(
      names = "--seconds",
      description = "Seconds that each figure is measured for, after its warm-up.")
  private double seconds = DEFAULTS.seconds();

  @Bounds(min = 0, max = 1024)
  @Option(
      names = "--threads",
      description = "Threads of one native operation; 0 takes one for each core.")
  private int threads = DEFAULTS.threads();

  @Mixin private RandomModelOptions random;

  @Option(
      names = "--tsv",
      description =
          "Print a line for each figure, with its name, arithmetic and value"
              + " separated by tabs.")
  private boolean tsv;

  /** The shape of a model of random weights. */
  static final class RandomModelOptions {
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
    BenchmarkConfig config =
        WrongUsageException.unlessAccepted(() -> new BenchmarkConfig(length, seconds, threads));
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
