package dev.thimble.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sentence pairs of a corpus one after another. Owns its texts until closed. Not
 * thread-safe.
 */
public final class PairReader implements AutoCloseable {
  private final List<TextLines> texts;
  private final Rows rows;

  private PairReader(List<TextLines> texts, Rows rows) {
    this.texts = texts;
    this.rows = rows;
  }

  /** Source and target of the next row; null after the last. */
  @FunctionalInterface
  private interface Rows {
    @Nullable List<String> next() throws IOException;
  }

  /**
   * Reads two texts that are aligned by line.
   *
   * @param source closed with the reader
   * @param target closed with the reader
   * @return a reader of as many pairs as lines
   */
  public static PairReader aligned(TextLines source, TextLines target) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    List<TextLines> texts = List.of(source, target);
    return new PairReader(texts, new AlignedTexts(texts)::next);
  }

  /**
   * Reads a text with source and target separated by a tab. Further columns are ignored.
   *
   * @param tsv closed with the reader
   * @return a reader of as many pairs as lines
   */
  public static PairReader tsv(TextLines tsv) {
    Objects.requireNonNull(tsv, "tsv");
    return new PairReader(
        List.of(tsv),
        () -> {
          String line = tsv.next();
          return line == null ? null : columns(line, tsv.name(), tsv.number());
        });
  }

  /**
   * Reads a text for a language model: each line is source and target of its pair.
   *
   * @param texts closed with the reader
   * @return a reader of as many pairs as lines
   */
  public static PairReader texts(TextLines texts) {
    Objects.requireNonNull(texts, "texts");
    return new PairReader(
        List.of(texts),
        () -> {
          String line = texts.next();
          return line == null ? null : List.of(line, line);
        });
  }

  /**
   * Splits a line into source and target at its tabs.
   *
   * @param line a line of a TSV file
   * @param name of the file, for the error
   * @param number of the line, for the error
   * @return source and target; further columns are ignored
   * @throws CorpusException if there is no tab
   */
  public static List<String> columns(String line, String name, long number) {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(name, "name");
    int first = line.indexOf('\t');
    if (first < 0) {
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s, line %d: no tab; a line must be source, tab, target",
              name,
              number));
    }
    int second = line.indexOf('\t', first + 1);
    return List.of(
        line.substring(0, first), line.substring(first + 1, second < 0 ? line.length() : second));
  }

  /**
   * {@return the next pair, with its number in the corpus, from 1; null after the last}
   *
   * @throws CorpusException if aligned texts have different numbers of lines, if a TSV line has no
   *     tab, or as {@link TextLines#next} does
   * @throws IOException if a file cannot be read
   */
  public @Nullable SentencePair next() throws IOException {
    List<String> row = rows.next();
    return row == null ? null : new SentencePair(texts.get(0).number(), row.get(0), row.get(1));
  }

  /** {@return the number of bytes of the files that were read so far, before decompression} */
  public long bytes() {
    return texts.stream().mapToLong(TextLines::bytes).sum();
  }

  /**
   * {@return the files that were read, with their hashes and numbers of lines} Call it once, after
   * the last pair.
   */
  public List<ParallelCorpus.CorpusFile> files() {
    return texts.stream()
        .map(
            text ->
                new ParallelCorpus.CorpusFile(Path.of(text.name()), text.digest(), text.number()))
        .toList();
  }

  /** Closes the texts. */
  @Override
  public void close() throws IOException {
    for (TextLines text : texts) {
      text.close();
    }
  }
}
