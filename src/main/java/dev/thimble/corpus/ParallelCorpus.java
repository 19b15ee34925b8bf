package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sentence pairs read from files, with the identity of the files. Immutable and thread-safe.
 *
 * @param pairs all pairs in file order, including blank ones, numbered from 1
 * @param files the files that were read
 */
public record ParallelCorpus(List<SentencePair> pairs, List<CorpusFile> files) {
  /**
   * A file that was read.
   *
   * @param path of the file
   * @param sha256 of the bytes of the file, in hexadecimal
   * @param lines number of lines
   */
  public record CorpusFile(Path path, String sha256, long lines) {
    /** Checks that path and hash are not null. */
    public CorpusFile {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /** Copies the lists. */
  public ParallelCorpus {
    pairs = RecordList.copyOf(pairs, "pairs");
    files = Require.copyOf(files, "files");
  }

  /**
   * Reads two files aligned by line; each may be compressed.
   *
   * @param source source sentences, one a line
   * @param target their translations
   * @return as many pairs as lines
   * @throws CorpusException if they have different numbers of lines, or one is not UTF-8
   * @throws IOException if a file cannot be read
   */
  public static ParallelCorpus read(Path source, Path target) throws IOException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    try (TextLines left = TextLines.open(source);
        TextLines right = TextLines.open(target)) {
      return read(left, right);
    }
  }

  /**
   * Reads two texts aligned by line, which the caller closes.
   *
   * @param source source sentences, one a line
   * @param target their translations
   * @return as many pairs as lines
   * @throws CorpusException if they have different numbers of lines, or one is not UTF-8
   * @throws IOException if a text cannot be read
   */
  public static ParallelCorpus read(TextLines source, TextLines target) throws IOException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    return read(PairReader.aligned(source, target));
  }

  /**
   * Reads a file with source and target separated by a tab; further columns are ignored. The file
   * may be compressed. It may also be a TMX or XLIFF file of two languages.
   *
   * @param tsv TSV, TMX or XLIFF file, plain or compressed
   * @return as many pairs as lines
   * @throws CorpusException if a line has no tab, or is not UTF-8
   * @throws IOException if the file cannot be read
   */
  public static ParallelCorpus readTsv(Path tsv) throws IOException {
    Objects.requireNonNull(tsv, "tsv");
    try (TextLines lines = TextLines.open(tsv, new BilingualText(BilingualText.Side.BOTH, null))) {
      return readTsv(lines);
    }
  }

  /**
   * Reads a text with source and target separated by a tab. Further columns are ignored. The caller
   * closes the text.
   *
   * @param tsv read to its end
   * @return as many pairs as lines
   * @throws CorpusException if a line has no tab, or is not UTF-8
   * @throws IOException if the text cannot be read
   */
  public static ParallelCorpus readTsv(TextLines tsv) throws IOException {
    Objects.requireNonNull(tsv, "tsv");
    return read(PairReader.tsv(tsv));
  }

  /**
   * Reads a text for a language model: each line is source and target of its pair, and the model
   * reads the target. The caller closes the text.
   *
   * @param texts read to its end
   * @return as many pairs as lines
   * @throws CorpusException if a line is not UTF-8
   * @throws IOException if the text cannot be read
   */
  public static ParallelCorpus readTexts(TextLines texts) throws IOException {
    Objects.requireNonNull(texts, "texts");
    return read(PairReader.texts(texts));
  }

  private static ParallelCorpus read(PairReader reader) throws IOException {
    List<SentencePair> pairs = new ArrayList<>();
    for (SentencePair pair = reader.next(); pair != null; pair = reader.next()) {
      pairs.add(pair);
    }
    return new ParallelCorpus(pairs, reader.files());
  }

  /**
   * {@return this corpus with changed pairs; a pair is changed at each access}
   *
   * @param change must give equal results for equal pairs
   */
  public ParallelCorpus mapped(UnaryOperator<SentencePair> change) {
    Objects.requireNonNull(change, "change");
    return new ParallelCorpus(
        new RecordList<>(pairs.size(), index -> change.apply(pairs.get(index))), files);
  }

  /**
   * Reads two aligned files, or one TSV file if {@code target} is null.
   *
   * @param source source sentences, or source and target separated by a tab
   * @param target their translations; null if the first file has both
   * @return as many pairs as lines
   * @throws IOException if a file cannot be read
   */
  public static ParallelCorpus open(Path source, @Nullable Path target) throws IOException {
    Objects.requireNonNull(source, "source");
    return target == null ? readTsv(source) : read(source, target);
  }

  /**
   * Concatenates corpora and numbers their pairs from 1.
   *
   * @param corpora in their order
   * @return all pairs and files
   */
  public static ParallelCorpus concatenation(List<ParallelCorpus> corpora) {
    Require.elements(corpora, "corpora");
    List<SentencePair> pairs = new ArrayList<>();
    List<CorpusFile> files = new ArrayList<>();
    for (ParallelCorpus corpus : corpora) {
      for (SentencePair pair : corpus.pairs()) {
        pairs.add(new SentencePair(pairs.size() + 1, pair.source(), pair.target()));
      }
      files.addAll(corpus.files());
    }
    return new ParallelCorpus(pairs, files);
  }
}
