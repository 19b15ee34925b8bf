package dev.thimble.cli;

import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.ParallelCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the training corpus: its files, and the filter for its pairs. */
final class TrainingCorpusOptions {
  @Section("Training corpus")
  @Option(
      names = "--train-source",
      required = true,
      paramLabel = "FILE",
      description = "Source side of the training corpus, or a TSV file of both sides.")
  private Path trainSource;

  @Option(
      names = "--train-target",
      paramLabel = "FILE",
      description = "Target side of the training corpus, unless --train-source is a TSV file.")
  private @Nullable Path trainTarget;

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

  PairFilter filter() {
    return WrongUsageException.ifInvalid(() -> new PairFilter(maxLength, maxRatio));
  }

  ParallelCorpus open() throws IOException {
    return TextInput.corpus(trainSource, trainTarget);
  }
}
