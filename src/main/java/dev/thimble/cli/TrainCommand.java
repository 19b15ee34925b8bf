package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.AugmentedCorpus;
import dev.thimble.corpus.CorpusCache;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.CorpusWeights;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.PairMasker;
import dev.thimble.corpus.PairSegmenter;
import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.model.ComputeType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.text.MaskingConfig;
import dev.thimble.training.RunMismatchException;
import dev.thimble.training.Trainer;
import dev.thimble.training.TrainingConfig;
import dev.thimble.training.TrainingException;
import dev.thimble.training.TrainingRun;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model. */
@Command(
    name = "train",
    description = {
      "Train a model on a parallel corpus, or with --language-model on texts alone.",
      "Ctrl-C stops training after the current update and saves it. The same command with --resume"
          + " continues a run that was stopped or killed; the shape of the model need not be"
          + " repeated. Options that only decide how long training runs and how often it saves may"
          + " change; a change of any other option is refused.",
      "--from continues the training of a model as a new run, on other data or with other options."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble train --train-source train.en --train-target train.fr --dev-source dev.en"
          + " --dev-target dev.fr --output run",
      "  thimble train --language-model --train-target train.fr --dev-target dev.fr --vocabulary"
          + " fr.model --output run",
      "  thimble train --from run/best --train-source more.tsv --dev-source dev.tsv"
          + " --learning-rate 1e-4 --output tuned"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TrainingCorpusOptions trainingCorpus;

  @Mixin private DevSetOptions devSets;

  @Mixin private TrainingVocabularyOptions vocabularyOptions;
  @Mixin private FineTuningOptions fineTuning;

  @Section("Run")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description =
          "Folder of the run, for the model folders best and last, log.jsonl and"
              + " training.png.")
  private Path output;

  @Option(
      names = "--resume",
      description =
          "Continue from the last checkpoint in the output folder; without one, from the beginning.")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description = "Start a new run even if the output folder holds one.")
  private boolean overwrite;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description =
          "Folder for the text and the ids of the training corpus, which are read from there instead"
              + " of memory; by default the folder cache in the output folder, from which a run"
              + " deletes what it does not use. Runs may share another folder, from which nothing is"
              + " deleted; 'thimble prepare' fills it ahead. It may be deleted after the run.")
  private @Nullable Path cacheFolder;

  @Bounds(min = 0, max = 1024)
  @Option(
      names = "--threads",
      description = "Threads of one native operation; 0 uses one for each core.")
  private int threads;

  @Option(
      names = "--notes",
      paramLabel = "TEXT",
      description = "Text to store in the manifest of the model, such as an attribution.")
  private String notes = "";

  @Mixin private AugmentationOptions augmentationOptions;
  @Mixin private MaskingOptions maskingOptions;
  @Mixin private ModelOptions modelOptions;
  @Mixin private TrainingOptions trainingOptions;

  @Override
  public Integer call() throws IOException {
    if (resume && !Files.exists(output.resolve("last"))) {
      notes().println(output + " has no checkpoint yet; the run starts from the beginning");
      resume = false;
    }
    boolean existed = Files.exists(output);
    CacheDisplay display = new CacheDisplay(spec);
    CorpusCache cache =
        new CorpusCache(cacheFolder == null ? output.resolve("cache") : cacheFolder, display);
    try {
      return run(cache, display);
    } finally {
      if (!existed && cacheFolder == null && !Files.exists(output.resolve("last"))) {
        cache.delete(); // so that a run that is refused leaves nothing behind
        CorpusCache.deleteIfEmpty(output);
      }
    }
  }

  private int run(CorpusCache cache, CacheDisplay cacheDisplay) throws IOException {
    config(); // refuses wrong values before the corpus is read, as do the next lines
    PairFilter filter = trainingCorpus.filter();
    augmentationOptions.noise();
    StartingModel start = fineTuning.startingModel(resume ? output.resolve("last") : null);
    MaskingConfig maskingConfig = maskingOptions.config(spec, start);
    NativeHeap.keepPagesOfTraining();
    if (threads > 0) {
      NativeRuntime.useThreads(threads);
    }
    takeShape(start);
    boolean languageModel = modelOptions.isLanguageModel();
    if (languageModel) {
      refuseSourceOptions();
    }
    CorpusFiles train = trainingCorpus.files(languageModel);
    CorpusFiles dev = devSets.files(languageModel, trainingCorpus.languages());
    augmentationOptions.checkWeights(train.size());
    refuseToOverwrite();
    Vocabularies existing = vocabularies(start);
    CorpusCache.Corpora corpora = cache.texts(train.inputs());
    ParallelCorpus corpus = corpora.whole();
    TrainingConfig config = configFor(corpus, start);
    Vocabularies vocabularies =
        existing == null ? made(corpus, maskingConfig, cacheDisplay) : existing;
    Vocabulary source = vocabularies.source();
    Vocabulary target = vocabularies.target();
    augmentationOptions.check(source, "source");
    augmentationOptions.check(target, "target");
    if (maskingConfig != null) {
      maskingOptions.check(maskingConfig, source, "source");
      maskingOptions.check(maskingConfig, target, "target");
    }
    ModelConfig shape = shape(start, source, target);
    WrongUsageException.ifInvalid(() -> config.regularization().checkedFor(shape));
    CorpusWeights weights = augmentationOptions.weights(corpora.sizes());
    TrainingTexts texts =
        new TrainingTexts(
            corpus,
            weights,
            DevSet.of(dev.read()),
            maskingConfig == null
                ? null
                : maskingOptions.masked(maskingConfig, weights.repeated(corpus.pairs()), start));
    try (Segmentations segmentations = Segmentations.of(source, target, texts.masking());
        Seq2SeqModel model = Seq2SeqModel.create(shape, config.seed())) {
      PairSegmenter segmenter =
          new PairSegmenter(filter, segmentations.source(), segmentations.target());
      AugmentedCorpus examples =
          examples(texts, segmenter, config.seed())
              .in(cache, TrainingCorpusOptions.identity(corpora));
      summarize(texts, examples.prepared(1));
      if (cacheFolder == null && !resume) {
        cache.deleteUnused(); // the files of an earlier run in this folder
      }
      List<Example> first = texts.dev().get(0).examples(segmentations);
      boolean bleu = devSets.bleu() && !languageModel;
      DevScores validator =
          new DevScores(
              texts.dev(),
              segmentations,
              config.batching(),
              bleu ? new DevBleu(segmentations) : null);
      summarize(texts.dev());
      ModelContents contents =
          new ModelContents(
              shape,
              Map.of(),
              source,
              target,
              texts.masking(),
              null,
              texts.provenance(spec, start, notes));
      TrainingRun run = new TrainingRun(output, contents, filter, examples, first);
      summarize(model, config);
      if (start != null && !resume) {
        notes().println(start.giveWeights(model, contents, config.frozen()));
      }
      TrainingDisplay display =
          new TrainingDisplay(output, config, Thimble.progress(spec))
              .withSymbols(examples.prepared(1).symbols());
      cacheDisplay.mute();
      boolean done = train(run, config, model, new Observers(validator, display));
      if (done && !languageModel && devSets.confidence(texts.dev().get(0))) {
        ModelCalibration.fit(spec, run.best(), texts.dev().get(0), config.seed());
      }
      return 0;
    }
  }

  private TrainingConfig config() {
    TrainingConfig config = WrongUsageException.ifInvalid(() -> trainingOptions.config(spec));
    return config.toBuilder().frozen(fineTuning.frozen()).build();
  }

  /* With the defaults that the size of the corpus decides. */
  private TrainingConfig configFor(ParallelCorpus corpus, @Nullable StartingModel start) {
    Set<String> unfit = new HashSet<>();
    if (start != null || resume) {
      unfit.addAll(ModelOptions.DECIDED_BY_CORPUS);
    }
    if (modelOptions.isLanguageModel()) {
      unfit.addAll(ModelOptions.ENCODER);
    }
    if (modelOptions.feedsContextOnce()) {
      unfit.add("--context-pooling");
    }
    if (modelOptions.isLanguageModel() || !devSets.bleu()) {
      unfit.add("--select-by");
    }
    String chosen =
        CorpusDefaults.set(spec, corpus.pairs().size(), option -> !unfit.contains(option));
    if (chosen != null) {
      notes().println(chosen);
    }
    boolean worthwhile = !resume && corpus.pairs().size() >= CorpusDefaults.LEAST_PAIRS;
    if (worthwhile && !GivenOptions.has(spec, "--precision") && ComputeType.BFLOAT16.supported()) {
      notes().println("--precision BFLOAT16 may be faster on this processor");
    }
    return config();
  }

  private AugmentedCorpus examples(TrainingTexts texts, PairSegmenter segmenter, long seed) {
    PairMasker masker = texts.masked() == null ? null : texts.masked().masker();
    return new AugmentedCorpus(
        texts.train().pairs(),
        augmentationOptions.augmentation(masker).withWeights(texts.weights()),
        segmenter,
        seed);
  }

  /* The shape of the model that the run continues or starts from, where options do not say other. */
  private void takeShape(@Nullable StartingModel start) throws IOException {
    if (start != null || resume) {
      ModelConfig shape =
          start == null
              ? ModelFolder.readConfig(output.resolve("last"))
              : start.base().contents().config();
      modelOptions.defaultTo(shape, option -> GivenOptions.has(spec, option));
    }
  }

  /* The vocabularies that exist before the run; null for none. */
  private @Nullable Vocabularies vocabularies(@Nullable StartingModel start) throws IOException {
    if (vocabularyOptions.areGiven()) {
      return vocabularyOptions.given(spec, modelOptions.isLanguageModel());
    }
    if (start != null) {
      return vocabularyOptions.of(spec, start.folder(), start.base().contents());
    }
    return resume
        ? vocabularyOptions.of(spec, output, ModelFolder.read(output.resolve("last")))
        : null;
  }

  private Vocabularies made(
      ParallelCorpus corpus, @Nullable MaskingConfig masking, CacheDisplay display) {
    Vocabularies made = vocabularyOptions.made(corpus.pairs(), masking, display.merges());
    notes().println("made of the training corpus: " + made);
    return made;
  }

  private ModelConfig shape(@Nullable StartingModel start, Vocabulary source, Vocabulary target) {
    ModelConfig shape = WrongUsageException.ifInvalid(() -> modelOptions.config(source, target));
    if (start != null) {
      start.checkShape(shape);
    }
    return shape;
  }

  private void refuseSourceOptions() {
    String why = "has no effect on a language model, which has no source";
    GivenOptions.refuse(spec, why, ModelOptions.SOURCE);
    GivenOptions.refuse(spec, why, MaskingOptions.class);
    if (config().selection() == TrainingConfig.Selection.BLEU) {
      throw new WrongUsageException(
          "a language model has no BLEU to select the best model by; its perplexity selects it");
    }
  }

  /** The observers of a run. */
  private record Observers(DevScores validator, TrainingDisplay display) {}

  /* Returns false if a signal has stopped it. */
  private boolean train(
      TrainingRun run, TrainingConfig config, Seq2SeqModel model, Observers observers)
      throws IOException {
    TrainingDisplay display = observers.display();
    Trainer trainer = new Trainer(run, config, observers.validator(), NativeHeap.trimming(display));
    // printed under the guard: after it, a signal ends the process at once
    return Signals.guard(
        trainer::stop,
        () -> {
          Trainer.Ending ending;
          try (display) {
            ending = resume ? trainer.resume(model) : trainer.train(model);
          } catch (RunMismatchException e) {
            throw new TrainingException(ResumeRefusal.of(run.last(), e.differences()));
          }
          notes().printf("Ended: %s. The best model is %s%n", reason(ending, config), run.best());
          return ending != Trainer.Ending.STOPPED;
        });
  }

  private static String reason(Trainer.Ending ending, TrainingConfig config) {
    return switch (ending) {
      case MAX_EPOCHS -> "all " + config.maxEpochs() + " epochs are done (--max-epochs)";
      case MAX_UPDATES -> config.maxUpdates() + " updates are done (--max-updates)";
      case NO_PROGRESS -> config.patience() + " evaluations without a better score (--patience)";
      case STOPPED -> "a signal stopped it; everything is saved, and --resume continues";
    };
  }

  private void refuseToOverwrite() {
    boolean exists = Files.exists(output.resolve("last"));
    if (exists && !resume && !overwrite) {
      throw new WrongUsageException(
          output + " holds a run already; --resume continues it, --overwrite starts a new one");
    }
  }

  private void summarize(TrainingTexts texts, AugmentedCorpus.Epoch first) {
    notes().println("train: " + first.summary());
    String warning = TrainingCorpusOptions.warning(first.filtered());
    if (warning != null) {
      spec.commandLine().getErr().println(warning);
    }
    if (!first.symbols().isEmpty()) {
      notes().println("symbols in the first epoch: " + MaskingOptions.counts(first.symbols()));
    }
    if (first.filtered().examples().isEmpty()) {
      throw new CorpusException(
          TrainingTexts.names(texts.train()) + ": no pair is left to train on");
    }
  }

  private void summarize(List<DevSet> dev) {
    for (DevSet set : dev) {
      String name = dev.size() == 1 ? "" : " " + Printable.line(set.name());
      notes().printf(Locale.ROOT, "dev%s: %,d pairs%n", name, set.corpus().pairs().size());
    }
  }

  private void summarize(Seq2SeqModel model, TrainingConfig config) {
    int trained = model.trainedParameters(config.frozen());
    if (trained == 0) {
      throw new WrongUsageException(
          "--freeze leaves nothing to train in a model with --tying " + model.config().tying());
    }
    String some =
        config.frozen().isEmpty()
            ? ""
            : String.format(Locale.ROOT, ", %,d of them trained", trained);
    notes().printf(Locale.ROOT, "%,d parameters%s%n", model.parameterCount(), some);
  }

  private PrintWriter notes() {
    return Thimble.notes(spec);
  }
}
