package dev.thimble.cli;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.AugmentedCorpus;
import dev.thimble.corpus.CorpusCache;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.PairSegmenter;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the cache of a training corpus. */
@Command(
    name = "prepare",
    description = {
      "Make the cache of a training corpus ahead, so that 'thimble train --cache' starts at once.",
      "The cache holds the text of the pairs and their pieces as ids. 'thimble train' makes what is"
          + " missing in it by itself. What is there is used again as long as corpus, vocabularies,"
          + " filter and version of Thimble are the same. A run that changes its pairs in each epoch"
          + " (--mask-entities, --bpe-dropout, noise, --concatenate, --train-weight) uses the text"
          + " alone."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  thimble prepare --train-source train.en --train-target train.fr --vocabulary joint.model"
          + " --output cache"
    })
final class PrepareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TrainingCorpusOptions trainingCorpus;

  @Mixin private VocabularyOptions vocabularies;

  @Section("Model")
  @Option(
      names = "--language-model",
      description = "Prepare texts for a language model, which has no source.")
  private boolean languageModel;

  @Section("Output")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of the cache; may hold those of other corpora.")
  private Path output;

  @Override
  public Integer call() throws IOException {
    PairFilter filter = trainingCorpus.filter();
    CorpusFiles files = trainingCorpus.files(languageModel);
    Vocabulary target = vocabularies.target();
    Vocabulary source = languageModel ? target : vocabularies.source();
    long start = System.nanoTime();
    CorpusCache cache = new CorpusCache(output, new CacheDisplay(spec));
    CorpusCache.Corpora corpora = cache.texts(files.inputs());
    try (Segmentations segmentations = Segmentations.of(source, target)) {
      PairSegmenter segmenter =
          new PairSegmenter(filter, segmentations.source(), segmentations.target());
      AugmentedCorpus.Epoch epoch =
          new AugmentedCorpus(corpora.whole().pairs(), Augmentation.none(), segmenter, 0)
              .in(cache, TrainingCorpusOptions.identity(corpora))
              .prepared(1);
      if (epoch.filtered().examples().isEmpty()) {
        throw new CorpusException(
            TrainingTexts.names(corpora.whole()) + ": no pair is left to train on");
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Thimble.notes(spec)
          .printf(
              Locale.ROOT,
              "%s: %s; %.1f s, %,.0f pairs/s%n",
              output,
              epoch.summary(),
              seconds,
              corpora.whole().pairs().size() / seconds);
      String warning = TrainingCorpusOptions.warning(epoch.filtered());
      if (warning != null) {
        spec.commandLine().getErr().println(warning);
      }
    }
    return 0;
  }
}
