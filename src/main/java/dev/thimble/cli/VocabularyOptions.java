package dev.thimble.cli;

import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the vocabularies of a new model: one for both sides, or one for each side. */
final class VocabularyOptions {
  @Section("Vocabulary")
  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description = "One vocabulary for both sides.")
  private @Nullable Path vocabulary;

  @Option(
      names = "--source-vocabulary",
      paramLabel = "FILE",
      description = "Vocabulary of the source side, together with --target-vocabulary.")
  private @Nullable Path sourceVocabulary;

  @Option(
      names = "--target-vocabulary",
      paramLabel = "FILE",
      description = "Vocabulary of the target side, together with --source-vocabulary.")
  private @Nullable Path targetVocabulary;

  /** Files already read: both sides may name the same pipe. */
  private final Map<Path, Vocabulary> readFiles = new HashMap<>();

  boolean areGiven() {
    return vocabulary != null || sourceVocabulary != null || targetVocabulary != null;
  }

  Vocabulary source() throws IOException {
    return read(sourceVocabulary, "--source-vocabulary");
  }

  Vocabulary target() throws IOException {
    return read(targetVocabulary, "--target-vocabulary");
  }

  private Vocabulary read(@Nullable Path own, String option) throws IOException {
    Path file = own == null ? vocabulary : own;
    if (file == null || (own != null && vocabulary != null)) {
      throw new WrongUsageException(
          "give either --vocabulary, or --source-vocabulary and --target-vocabulary ("
              + option
              + (file == null ? " is missing)" : " is given in addition)"));
    }
    Vocabulary read = readFiles.get(file);
    if (read == null) {
      read =
          file.equals(TextInput.STANDARD)
              ? Vocabulary.read(System.in, TextInput.name(file))
              : Vocabulary.read(file);
      readFiles.put(file, read);
    }
    return read;
  }
}
