package dev.thimble.cli;

import dev.thimble.model.Arithmetic;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that decide which models translate, what they accept, and on how many threads. */
final class TranslatorOptions {
  private static final TranslationOptions DEFAULTS = TranslationOptions.defaults();
  private static final ServingConfig SERVING = ServingConfig.defaults();
  private static final EnsembleConfig.Mean MEAN = EnsembleConfig.defaults(1).mean();

  @Option(
      names = "--ensemble-with",
      paramLabel = "MODEL",
      description = "Another model folder, to decode as one; may be repeated.")
  private List<Path> others = new ArrayList<>();

  @Option(names = "--ensemble-mean", description = "Mean of what: ${COMPLETION-CANDIDATES}.")
  private EnsembleConfig.Mean mean = MEAN;

  @Option(
      names = "--ensemble-weights",
      split = ",",
      paramLabel = "W",
      description = "Weights of the models; without, all are alike.")
  private List<Double> weights = new ArrayList<>();

  @Option(
      names = "--precision",
      description =
          "Arithmetic of the matrix products: ${COMPLETION-CANDIDATES}; AUTO is the fastest here."
              + " All but FLOAT32 change some results.")
  private Arithmetic precision = Arithmetic.FLOAT32;

  @Option(
      names = "--shortlist",
      paramLabel = "FILE",
      description =
          "Score only these target pieces, one sentence at a time; 'thimble shortlist' makes it.")
  private @Nullable Path shortlist;

  @Option(
      names = "--max-source-length",
      description = "Longest text, in pieces, that crosses the model as one.")
  private int maxSourceLength = DEFAULTS.maxSourceLength();

  @Option(names = "--batch-size", description = "Most sentences that cross the model together.")
  private int batchSize = SERVING.batchSize();

  @Option(
      names = "--threads",
      description = "Threads of one native operation; 0 leaves it to the native library.")
  private int threads = SERVING.threads();

  @Option(names = "--workers", description = "Batches in the model at the same time.")
  private int workers = SERVING.workers();

  /** How to open the model of a folder, and those it decodes with; all options are checked. */
  Opening of(Path folder, TranslationOptions search) {
    List<Path> folders = new ArrayList<>(List.of(folder));
    folders.addAll(others);
    return WrongUsageException.unlessAccepted(
        () ->
            new Opening(
                loading(folders),
                search.toBuilder().maxSourceLength(maxSourceLength).build(),
                SERVING.withBatchSize(batchSize).withThreads(workers, threads)));
  }

  private LoadConfig loading(List<Path> folders) {
    LoadConfig config =
        LoadConfig.of(folders.get(0))
            .withEnsemble(folders, ensemble())
            .withPrecision(precision.resolved());
    return shortlist == null ? config : config.withShortlist(shortlist);
  }

  private EnsembleConfig ensemble() {
    boolean given = mean != MEAN || !weights.isEmpty();
    if (others.isEmpty() && given) {
      throw new IllegalArgumentException(
          "--ensemble-mean and --ensemble-weights need --ensemble-with");
    }
    int models = 1 + others.size();
    return new EnsembleConfig(
        mean, weights.isEmpty() ? EnsembleConfig.defaults(models).weights() : weights);
  }

  /** All that loading needs. */
  record Opening(LoadConfig models, TranslationOptions options, ServingConfig serving) {
    Translator load() throws IOException {
      return Translator.load(models, options, serving);
    }
  }
}
