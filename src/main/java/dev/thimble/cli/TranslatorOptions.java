package dev.thimble.cli;

import dev.thimble.model.ComputeType;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Files;
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

  @Section("Models")
  @Option(
      names = "--ensemble-with",
      paramLabel = "MODEL",
      description = "A further model folder, to decode with as an ensemble; may be repeated.")
  private List<Path> others = new ArrayList<>();

  @Option(
      names = "--ensemble-mean",
      description = "Mean that an ensemble takes: ${COMPLETION-CANDIDATES}.")
  private EnsembleConfig.Mean mean = MEAN;

  @Bounds(min = 0, max = 1e6, minExcluded = true)
  @Option(
      names = "--ensemble-weights",
      split = ",",
      paramLabel = "W",
      description = "Weights of the models of an ensemble; by default all are equal.")
  private List<Double> weights = new ArrayList<>();

  @Option(
      names = "--precision",
      description =
          "Type in which matrix products are computed: ${COMPLETION-CANDIDATES}; AUTO is the"
              + " fastest of this machine. All but FLOAT32 change some results.")
  private ComputeType precision = ComputeType.FLOAT32;

  @Option(
      names = "--shortlist",
      paramLabel = "FILE",
      description =
          "Shortlist of target pieces that 'thimble shortlist' made; only these are"
              + " scored, one sentence at a time.")
  private @Nullable Path shortlist;

  @Section("Batches and threads")
  @Bounds(min = 1, max = 100000)
  @Option(
      names = "--max-source-length",
      description = "Most pieces of a source that is translated as one.")
  private int maxSourceLength = DEFAULTS.maxSourceLength();

  @Bounds(min = 1, max = ServingConfig.MAX_BATCH_SIZE)
  @Option(names = "--batch-size", description = "Most sentences in a batch.")
  private int batchSize = SERVING.batchSize();

  @Bounds(min = 0, max = ServingConfig.MAX_THREADS)
  @Option(
      names = "--threads",
      description =
          "Threads of one native operation; 0 leaves the number to the native" + " library.")
  private int threads = SERVING.threads();

  @Bounds(min = 1, max = ServingConfig.MAX_THREADS)
  @Option(names = "--workers", description = "Batches that are computed at the same time.")
  private int workers = SERVING.workers();

  /** How to open the model of a folder, and those it decodes with; all options are checked. */
  Loader of(Path folder, TranslationOptions search) {
    List<Path> folders = new ArrayList<>(List.of(folder));
    folders.addAll(others);
    return WrongUsageException.unlessAccepted(
        () ->
            new Loader(
                loading(folders),
                search.toBuilder().maxSourceLength(maxSourceLength).build(),
                SERVING.withBatchSize(batchSize).withThreads(workers, threads)));
  }

  /**
   * Refuses a shortlist that can be read only once, where the models of several folders need it.
   */
  void check(int translations) {
    if (translations > 1
        && shortlist != null
        && Files.exists(shortlist)
        && !Files.isRegularFile(shortlist)) {
      throw new WrongUsageException(
          "--shortlist is read for each model and test set; name a file, not the pipe "
              + shortlist);
    }
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
  record Loader(LoadConfig models, TranslationOptions options, ServingConfig serving) {
    Translator load() throws IOException {
      return Translator.load(models, options, serving);
    }
  }
}
