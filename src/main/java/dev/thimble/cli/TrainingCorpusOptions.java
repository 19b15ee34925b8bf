package dev.thimble.cli;

import dev.thimble.corpus.CorpusCache;
import dev.thimble.corpus.LanguagePair;
import dev.thimble.corpus.PairFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the training corpus: its files, and the filter for its pairs. */
final class TrainingCorpusOptions {
  /** The share of a corpus that its filter is not expected to leave out. */
  private static final double MUCH = 0.1;

  @Section("Training corpus")
  @Option(
      names = "--train-source",
      paramLabel = "FILE",
      description =
          "Source side of the training corpus, or a file of both sides: TSV, TMX or XLIFF; may be"
              + " repeated for further files.")
  private List<Path> trainSources = new ArrayList<>();

  @Option(
      names = "--train-target",
      paramLabel = "FILE",
      description =
          "Target side of the training corpus, unless --train-source has both; may be"
              + " repeated. The first one belongs to the first --train-source, and so on; further"
              + " --train-source files have both. With --language-model, a file of texts, one a"
              + " line.")
  private List<Path> trainTargets = new ArrayList<>();

  @Bounds(min = 1, max = 100000)
  @Option(
      names = "--max-length",
      description =
          "Maximum number of pieces on each side of a training pair; longer pairs are left out.")
  private int maxLength = PairFilter.defaults().maxLength();

  @Bounds(min = 0, max = 1000000)
  @Option(
      names = "--max-ratio",
      description =
          "Maximum ratio of the lengths of a training pair, at least 1; 0 means no limit.")
  private double maxRatio = PairFilter.defaults().maxRatio();

  @Mixin private Languages languages;

  /**
   * A warning if the filter leaves out a large part of the corpus, which is then probably not
   * noise; null for none.
   */
  static @Nullable String warning(PairFilter.Filtered filtered) {
    int dropped = filtered.tooLong() + filtered.lopsided();
    int all = filtered.examples().size() + filtered.blank() + dropped;
    return dropped <= MUCH * all
        ? null
        : String.format(
            Locale.ROOT,
            "warning: %.0f%% of the training pairs are left out, %,d as too long (--max-length), %,d as"
                + " lopsided (--max-ratio; 0 is no limit)",
            100.0 * dropped / all,
            filtered.tooLong(),
            filtered.lopsided());
  }

  /** What determines the ids of the pairs of corpora, besides vocabularies and filter. */
  static String identity(CorpusCache.Corpora corpora) {
    return corpora.key()
        + "thimble "
        + Version.thimble()
        + " java " // whose version of Unicode normalizes text
        + System.getProperty("java.specification.version");
  }

  PairFilter filter() {
    return WrongUsageException.ifInvalid(() -> new PairFilter(maxLength, maxRatio));
  }

  /** The languages of bilingual files; null if none are given. */
  @Nullable LanguagePair languages() {
    return languages.pair();
  }

  CorpusFiles files(boolean languageModel) {
    return new CorpusFiles("train", trainSources, trainTargets, languageModel, languages.pair());
  }
}
