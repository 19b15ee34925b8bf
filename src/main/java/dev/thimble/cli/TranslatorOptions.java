package dev.thimble.cli;

import dev.thimble.model.ComputeType;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.translation.LanguageModel;
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

/** Options of a translator: models, compute type, batches and threads. */
final class TranslatorOptions {
  private static final TranslationOptions DEFAULTS = TranslationOptions.defaults();
  private static final ServingConfig SERVING = ServingConfig.defaults();
  private static final EnsembleConfig.Mean MEAN = EnsembleConfig.defaults(1).mean();

  @Section("Models")
  @Option(
      names = "--ensemble-with",
      paramLabel = "MODEL",
      description = "Another model folder, to decode with as an ensemble; may be repeated.")
  private List<Path> others = new ArrayList<>();

  @Option(
      names = "--ensemble-mean",
      description = "Mean over the models of an ensemble: ${COMPLETION-CANDIDATES}.")
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
              + " fastest on this machine. All but FLOAT32 change some translations.")
  private ComputeType precision = ComputeType.FLOAT32;

  @Option(
      names = "--shortlist",
      paramLabel = "FILE",
      description =
          "Shortlist from 'thimble shortlist'; only its target pieces are scored, one sentence"
              + " at a time.")
  private @Nullable Path shortlist;

  @Section("Batches and threads")
  @Bounds(min = 1, max = 100000)
  @Option(
      names = "--max-source-length",
      description = "Maximum number of pieces of a source that is translated as a whole.")
  private int maxSourceLength = DEFAULTS.maxSourceLength();

  @Bounds(min = 1, max = ServingConfig.MAX_BATCH_SIZE)
  @Option(names = "--batch-size", description = "Maximum number of sentences in a batch.")
  private int batchSize = SERVING.batchSize();

  @Bounds(min = 0, max = ServingConfig.MAX_THREADS)
  @Option(
      names = "--threads",
      description = "Threads of one native operation; 0 uses the default of the native library.")
  private int threads = SERVING.threads();

  @Bounds(min = 1, max = ServingConfig.MAX_THREADS)
  @Option(
      names = "--workers",
      description = "Number of batches that are computed at the same time.")
  private int workers = SERVING.workers();

  /**
   * A loader for the model of a folder, its ensemble and the models to rank by; checks all options.
   *
   * @param nBest number of translations wanted
   */
  Loader of(Path folder, SearchOptions search, int nBest) throws IOException {
    return of(folder, search.translation(nBest))
        .withChannel(search.channel())
        .withLanguageModel(search.languageModel());
  }

  /** A loader for the model of a folder and its ensemble; checks all options. */
  Loader of(Path folder, TranslationOptions search) throws IOException {
    if (shortlist != null) {
      shortlist = TextInput.file(shortlist); // each translator reads it
    }
    List<Path> folders = new ArrayList<>(List.of(folder));
    folders.addAll(others);
    return WrongUsageException.ifInvalid(
        () ->
            new Loader(
                loading(folders),
                search.toBuilder().maxSourceLength(maxSourceLength).build(),
                SERVING.withBatchSize(batchSize).withThreads(workers, threads)));
  }

  private LoadConfig loading(List<Path> folders) {
    LoadConfig config =
        LoadConfig.of(folders.get(0))
            .withEnsemble(folders, ensemble())
            .withComputeType(precision.resolved());
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

  /** Loads a translator with the given options. */
  record Loader(LoadConfig models, TranslationOptions options, ServingConfig serving) {
    /** The same with a model of the other direction, unless it is null. */
    Loader withChannel(@Nullable Path channel) {
      return channel == null ? this : new Loader(models.withChannel(channel), options, serving);
    }

    /** The same with a language model to rank by, unless it is null. */
    Loader withLanguageModel(@Nullable Path folder) {
      return folder == null ? this : new Loader(models.withLanguageModel(folder), options, serving);
    }

    /** The same without confidences. */
    Loader withoutConfidence() {
      return new Loader(models.withConfidence(false), options, serving);
    }

    Translator load() throws IOException {
      NativeHeap.keepPages();
      return Translator.load(models, options, serving);
    }

    LanguageModel loadLanguageModel() throws IOException {
      NativeHeap.keepPages();
      return LanguageModel.load(models, options, serving);
    }
  }
}
