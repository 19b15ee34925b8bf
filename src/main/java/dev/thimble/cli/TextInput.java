package dev.thimble.cli;

import dev.thimble.corpus.BilingualText;
import dev.thimble.corpus.BilingualText.Side;
import dev.thimble.corpus.CorpusInput;
import dev.thimble.corpus.LanguagePair;
import dev.thimble.corpus.PairReader;
import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.corpus.TextLines;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the inputs that options name; {@code -} is standard input. */
final class TextInput {
  /** Standard input. */
  static final Path STANDARD = Path.of("-");

  private TextInput() {}

  /** Opens a text at its first line; may block until that line arrives. */
  @FunctionalInterface
  interface Opener {
    TextLines open() throws IOException;
  }

  /** The name of an input in messages. */
  static String name(Path file) {
    return file.equals(STANDARD) ? "standard input" : file.toString();
  }

  /** Opens an input for one pass. */
  static TextLines open(Path file) throws IOException {
    return open(file, null);
  }

  /**
   * Opens an input for one pass.
   *
   * @param bilingual what to read of a bilingual file; if null, such a file is refused
   */
  static TextLines open(Path file, @Nullable BilingualText bilingual) throws IOException {
    return file.equals(STANDARD)
        ? new TextLines(System.in, name(file), bilingual)
        : TextLines.open(file, bilingual);
  }

  /**
   * All lines of an input.
   *
   * @param bilingual what to read of a bilingual file; if null, such a file is refused
   */
  static List<String> readAll(Path file, @Nullable BilingualText bilingual) throws IOException {
    try (TextLines lines = open(file, bilingual)) {
      return lines.readAll();
    }
  }

  /** Opens an input any number of times: a file directly, any other input through a spool. */
  static Opener repeatable(Path file, BilingualText bilingual) {
    if (isRepeatable(file)) {
      return () -> TextLines.open(file, bilingual);
    }
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    Spool spool = new Spool(file, folder);
    return () -> new TextLines(spool.open(), name(file), bilingual);
  }

  /** True also for missing files and folders: opening them gives the error. */
  private static boolean isRepeatable(Path file) {
    return !file.equals(STANDARD)
        && (!Files.exists(file) || Files.isRegularFile(file) || Files.isDirectory(file));
  }

  /**
   * A file with the content of an input: the input itself, or a copy that only the user can read,
   * deleted when the process ends.
   */
  static Path file(Path input) throws IOException {
    if (isRepeatable(input)) {
      return input;
    }
    Path copy = Files.createTempFile("thimble", ".copy");
    copy.toFile().deleteOnExit();
    try (InputStream in = stream(input)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /**
   * Reads pairs from two inputs, or from one input of both sides if {@code target} is null.
   *
   * @param languages of a bilingual file; null if it has two alone
   */
  static ParallelCorpus corpus(Path source, @Nullable Path target, @Nullable LanguagePair languages)
      throws IOException {
    BilingualText both = target == null ? new BilingualText(Side.BOTH, languages) : null;
    try (TextLines left = open(source, both);
        TextLines right = target == null ? null : open(target)) {
      return right == null ? ParallelCorpus.readTsv(left) : ParallelCorpus.read(left, right);
    }
  }

  /** Reads the texts of a language model. */
  static ParallelCorpus texts(Path file) throws IOException {
    try (TextLines lines = open(file)) {
      return ParallelCorpus.readTexts(lines);
    }
  }

  /**
   * A corpus of two inputs, or of one input of both sides if {@code target} is null, to be read.
   *
   * @param languages of a bilingual file; null if it has two alone
   */
  static CorpusInput input(Path source, @Nullable Path target, @Nullable LanguagePair languages) {
    BilingualText both = new BilingualText(Side.BOTH, languages);
    String format = languages == null ? "tsv" : "tsv " + languages;
    return target == null
        ? input(format, List.of(source), () -> PairReader.tsv(open(source, both)))
        : input("pairs", List.of(source, target), () -> aligned(source, target));
  }

  /** The texts of a language model, to be read. */
  static CorpusInput textsInput(Path file) {
    return input("texts", List.of(file), () -> PairReader.texts(open(file)));
  }

  private static CorpusInput input(String format, List<Path> files, CorpusInput.Opener opener) {
    return new CorpusInput(
        format,
        files.stream().map(file -> Path.of(name(file))).toList(),
        files.stream().allMatch(TextInput::isRepeatable),
        opener);
  }

  private static PairReader aligned(Path source, Path target) throws IOException {
    TextLines left = open(source);
    try {
      return PairReader.aligned(left, open(target));
    } catch (IOException | RuntimeException e) {
      left.close();
      throw e;
    }
  }

  /** The bytes of an input, for one pass. */
  static InputStream stream(Path file) throws IOException {
    return file.equals(STANDARD) ? System.in : new FileInputStream(file.toFile());
  }
}
