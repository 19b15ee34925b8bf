package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.AugmentedCorpus;
import dev.thimble.corpus.CorpusCache;
import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.PairSegmenter;
import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.corpus.SentencePair;
import dev.thimble.corpus.ShortlistTrainer;
import dev.thimble.text.MaskedPair;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a shortlist: the target pieces that each source piece can translate to. */
@Command(
    name = "shortlist",
    description = {
      "Train a shortlist: the target pieces that each source piece can translate to.",
      "With 'thimble translate --shortlist FILE', only these pieces are scored, which is faster for"
          + " large vocabularies and single sentences."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  thimble shortlist run/best --train-source train.en --train-target train.fr --output"
          + " en-fr.shortlist"
    })
final class ShortlistCommand implements Callable<Integer> {
  private static final ShortlistTrainer.Config DEFAULTS = ShortlistTrainer.Config.defaults();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder that the shortlist is for.")
  private Path model;

  @Mixin private TrainingCorpusOptions trainingCorpus;

  @Section("Output")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The shortlist to write.")
  private Path output;

  @Section("Shortlist")
  @Bounds(min = 1, max = 1 << 20)
  @Option(
      names = "--likeliest",
      description = "Maximum number of target pieces for one source piece.")
  private int likeliest = DEFAULTS.likeliest();

  @Bounds(min = 1, max = 1 << 20)
  @Option(
      names = "--frequent",
      description =
          "Number of the most frequent target pieces, which are allowed for every source.")
  private int frequent = DEFAULTS.frequent();

  @Bounds(min = 1, max = 1000)
  @Option(names = "--iterations", description = "Number of iterations of expectation maximization.")
  private int iterations = DEFAULTS.iterations();

  @Override
  public Integer call() throws IOException {
    ShortlistTrainer.Config config =
        WrongUsageException.ifInvalid(
            () -> new ShortlistTrainer.Config(likeliest, frequent, iterations));
    PairFilter filter = trainingCorpus.filter();
    ModelContents contents = ModelFolder.read(model);
    Vocabulary source = contents.source();
    Vocabulary target = contents.target();
    CacheDisplay display = new CacheDisplay(spec);
    CorpusCache cache = new CorpusCache(Files.createTempDirectory("thimble"), display);
    try (Segmentations segmentations = Segmentations.of(model, contents)) {
      ParallelCorpus corpus = cache.texts(trainingCorpus.files(false).inputs()).whole();
      PairSegmenter segmenter =
          new PairSegmenter(filter, segmentations.source(), segmentations.target());
      PairFilter.Filtered pairs =
          new AugmentedCorpus(
                  corpus.mapped(pair -> masked(pair, segmentations)).pairs(),
                  Augmentation.none(),
                  segmenter,
                  0)
              .in(cache, "masked by the model")
              .prepared(1)
              .filtered();
      Thimble.notes(spec).println("train: " + pairs.summary());
      new ShortlistTrainer(
              new ShortlistTrainer.Sizes(source.size(), target.size()),
              target.specialTokens().eos(),
              config)
          .train(pairs.examples(), display)
          .write(output, source, target);
    } finally {
      cache.delete();
    }
    return 0;
  }

  private static SentencePair masked(SentencePair pair, Segmentations segmentations) {
    MaskedPair masked = segmentations.masked(pair.source(), pair.target());
    return new SentencePair(pair.line(), masked.source(), masked.target());
  }
}
