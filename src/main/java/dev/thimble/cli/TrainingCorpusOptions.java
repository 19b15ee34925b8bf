package dev.thimble.cli;

import dev.thimble.corpus.ParallelCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files of a training corpus. */
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

  ParallelCorpus open() throws IOException {
    return ParallelCorpus.open(trainSource, trainTarget);
  }
}
