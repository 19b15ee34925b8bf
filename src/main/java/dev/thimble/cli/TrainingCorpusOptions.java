package dev.thimble.cli;

import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.ParallelCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files of a training corpus, and which of its pairs are left out. */
final class TrainingCorpusOptions {
  @Option(
      names = "--train-source",
      required = true,
      paramLabel = "FILE",
      description = "Source side, or a TSV of both.")
  private Path trainSource;

  @Option(
      names = "--train-target",
      paramLabel = "FILE",
      description = "Target side, unless the source is a TSV.")
  private @Nullable Path trainTarget;

  @Option(names = "--max-length", description = "Most pieces of either side of a training pair.")
  private int maxLength = PairFilter.defaults().maxLength();

  @Option(
      names = "--max-ratio",
      description = "Largest ratio of lengths of a training pair, 0 for no bound.")
  private double maxRatio = PairFilter.defaults().maxRatio();

  PairFilter filter() {
    return WrongUsageException.unlessAccepted(() -> new PairFilter(maxLength, maxRatio));
  }

  ParallelCorpus open() throws IOException {
    return ParallelCorpus.open(trainSource, trainTarget);
  }
}
