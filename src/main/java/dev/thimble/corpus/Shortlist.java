package dev.thimble.corpus;

import dev.thimble.integrity.AtomicFile;
import dev.thimble.vocabulary.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The likely target pieces of each source piece. With it the output layer computes a few hundred
 * scores for a sentence instead of one for every target piece. Trained by {@link ShortlistTrainer}.
 * Immutable and thread-safe.
 *
 * <p>The file is text: a line {@code thimble-shortlist 1}; two lines with the SHA-256 of the source
 * and of the target vocabulary; a line with the ids allowed for every source; then, for each source
 * id from 0, a line with its target ids.
 */
public final class Shortlist {
  private static final String KIND = "thimble-shortlist 1";
  private static final int HEADER = 4; // lines

  private final int[] always;
  private final int[][] bySource;

  /**
   * Makes a shortlist; the arrays are copied.
   *
   * @param always target ids allowed for every source, including eos
   * @param bySource the target ids of each source id
   */
  public Shortlist(int[] always, int[][] bySource) {
    Objects.requireNonNull(always, "always");
    Objects.requireNonNull(bySource, "bySource");
    this.always = always.clone();
    this.bySource = Arrays.stream(bySource).map(int[]::clone).toArray(int[][]::new);
  }

  /**
   * {@return the target ids allowed for a source sentence, distinct, in increasing order}
   *
   * @param source ids of the source vocabulary
   */
  public int[] targets(int[] source) {
    Objects.requireNonNull(source, "source");
    return IntStream.concat(
            Arrays.stream(always), Arrays.stream(source).flatMap(id -> Arrays.stream(bySource[id])))
        .sorted()
        .distinct()
        .toArray();
  }

  /**
   * Writes the file; on an error, {@code file} stays as it was.
   *
   * @param file to write
   * @param source source vocabulary of the model
   * @param target target vocabulary of the model
   * @throws IOException if the file cannot be written
   */
  public void write(Path file, Vocabulary source, Vocabulary target) throws IOException {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    AtomicFile.write(
        file,
        out -> {
          BufferedWriter text =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
          text.write(KIND + "\n" + source.sha256() + "\n" + target.sha256() + "\n");
          text.write(line(always));
          for (int[] targets : bySource) {
            text.write(line(targets));
          }
          text.flush();
        });
  }

  private static String line(int[] ids) {
    return Arrays.stream(ids)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" ", "", "\n"));
  }

  /**
   * Reads a file for use with two vocabularies.
   *
   * @param file that {@link #write} wrote
   * @param source source vocabulary of the model
   * @param target target vocabulary of the model
   * @return the shortlist
   * @throws CorpusException if it is not a shortlist, is truncated, or was made for other
   *     vocabularies
   * @throws IOException if the file cannot be read
   */
  public static Shortlist read(Path file, Vocabulary source, Vocabulary target) throws IOException {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    refuseLarge(file, source.size(), target.size());
    try (TextLines lines = TextLines.open(file)) {
      if (!KIND.equals(lines.next())) {
        throw new CorpusException(file + ", line 1: a shortlist begins with '" + KIND + "'");
      }
      sameVocabulary(file, 2, lines.next(), source);
      sameVocabulary(file, 3, lines.next(), target);
      int[] always = ids(file, lines, source, target);
      int[][] ids = new int[source.size()][];
      for (int id = 0; id < ids.length; id++) {
        ids[id] = ids(file, lines, source, target);
      }
      if (lines.next() != null) {
        throw ofOtherLength(file, "more", source);
      }
      return new Shortlist(always, ids);
    }
  }

  private static CorpusException ofOtherLength(Path file, Object lines, Vocabulary source) {
    return new CorpusException(
        String.format(
            Locale.ROOT,
            "%s has %s lines; with a source vocabulary of %d pieces it must have %d",
            file,
            lines,
            source.size(),
            HEADER + source.size()));
  }

  /* A line has each id at most once, in 7 digits and a space. */
  private static void refuseLarge(Path file, int sourcePieces, int targetPieces)
      throws IOException {
    long most = (sourcePieces + (long) HEADER) * (8L * targetPieces + 100);
    if (Files.isRegularFile(file) && Files.size(file) > most) {
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s has %,d bytes; a shortlist for vocabularies of %d and %d pieces has %,d at most",
              file,
              Files.size(file),
              sourcePieces,
              targetPieces,
              most));
    }
  }

  private static void sameVocabulary(
      Path file, int line, @Nullable String named, Vocabulary vocabulary) {
    if (!vocabulary.sha256().equals(named)) {
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s, line %d: made for a vocabulary with SHA-256 %s, but the model's vocabulary has %s",
              file,
              line,
              abbreviated(String.valueOf(named)),
              vocabulary.sha256()));
    }
  }

  private static int[] ids(Path file, TextLines lines, Vocabulary source, Vocabulary target)
      throws IOException {
    String line = lines.next();
    if (line == null) {
      throw ofOtherLength(file, lines.number(), source);
    }
    int pieces = target.size();
    try {
      int[] ids =
          line.isEmpty()
              ? new int[0]
              : Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
      for (int id : ids) {
        Objects.checkIndex(id, pieces);
      }
      return ids;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s, line %d: '%s' is not a list of ids from 0 to %d",
              file,
              lines.number(),
              abbreviated(line),
              pieces - 1));
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
