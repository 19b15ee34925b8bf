package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A corpus and how it is read.
 *
 * @param format format in which its files are read, such as {@code tsv}; the same files in another
 *     format are another corpus
 * @param files as messages and the provenance of models name them
 * @param repeatable whether the files can be read more than once, as a pipe cannot
 * @param opener opens it at its first pair
 */
public record CorpusInput(String format, List<Path> files, boolean repeatable, Opener opener) {
  /** Checks that nothing is null. */
  public CorpusInput {
    Objects.requireNonNull(format, "format");
    files = Require.copyOf(files, "files");
    Objects.requireNonNull(opener, "opener");
  }

  /** Opens a corpus. A test can use a lambda. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens it at its first pair; the caller closes it.
     *
     * @return a reader; a second call is allowed only if the input is repeatable
     * @throws IOException if a file cannot be read
     */
    PairReader open() throws IOException;
  }
}
