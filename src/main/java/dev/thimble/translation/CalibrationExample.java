package dev.thimble.translation;

import dev.thimble.corpus.SourceNoise;
import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A text to fit a calibration to. Immutable.
 *
 * @param kind name of the kind of text
 * @param source the text
 * @param references good translations; none if no translation of the text is good
 */
public record CalibrationExample(String kind, String source, List<String> references) {
  /** Kind of a line as it is. */
  static final String CLEAN = "clean";

  /** Kind of several lines as one text. */
  static final String JOINED = "joined";

  private static final int CLEAN_FOR_EACH_OTHER = 4;
  private static final SourceNoise TYPED = new SourceNoise(0.5, 0.5, 0.1, 1);

  /** Checks for nulls and copies the references. */
  public CalibrationExample {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(source, "source");
    references = Require.copyOf(references, "references");
  }

  /**
   * Examples of the lines of a corpus. Every line gives one of kind {@code clean}, every fourth
   * line also one of each other kind:
   *
   * <ul>
   *   <li>{@code clean}: a line as it is
   *   <li>{@code typed}: a line with one or two typing errors, often in lower case and without
   *       punctuation, with its references
   *   <li>{@code joined}: the line and the next two or three lines as one text
   *   <li>{@code foreign}: a reference as the source; it is not in the source language, so that no
   *       translation is good
   *   <li>{@code random}: the line with its letters drawn at random, so that no translation is good
   * </ul>
   *
   * <p>The same seed gives the same examples.
   *
   * @param sources at least one line
   * @param references of each line, at least one
   * @param seed of errors, joined lines and random letters
   * @return the examples, to fit a calibration to
   * @throws IllegalArgumentException if the numbers of sources and references differ, or a line has
   *     no reference
   */
  public static List<CalibrationExample> of(
      List<String> sources, List<List<String>> references, long seed) {
    Require.elements(sources, "sources");
    Require.elements(references, "references");
    if (sources.size() != references.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "references of %d lines for %d", references.size(), sources.size()));
    }
    for (int i = 0; i < references.size(); i++) {
      List<String> own = references.get(i);
      Require.that(!own.isEmpty(), "references[" + i + "]", own, "at least one reference");
    }
    RandomGenerator random = new SplittableRandom(seed);
    List<CalibrationExample> examples = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      String source = sources.get(i);
      List<String> own = references.get(i);
      examples.add(new CalibrationExample(CLEAN, source, own));
      if (i % CLEAN_FOR_EACH_OTHER == 0) {
        examples.add(new CalibrationExample("typed", TYPED.apply(source, random), own));
        examples.add(
            joined(sources, references, i, Math.min(sources.size(), i + 3 + random.nextInt(2))));
        examples.add(new CalibrationExample("foreign", own.get(0), List.of()));
        examples.add(new CalibrationExample("random", randomLetters(source, random), List.of()));
      }
    }
    return examples;
  }

  private static CalibrationExample joined(
      List<String> sources, List<List<String>> references, int from, int to) {
    List<String> first = references.subList(from, to).stream().map(line -> line.get(0)).toList();
    return new CalibrationExample(
        JOINED, String.join(" ", sources.subList(from, to)), List.of(String.join(" ", first)));
  }

  /* Letters of the same text in any order, so that they are of its script. */
  private static String randomLetters(String text, RandomGenerator random) {
    int[] letters =
        text.codePoints().filter(Character::isLetter).map(Character::toLowerCase).toArray();
    StringBuilder typed = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isLetter(c) ? letters[random.nextInt(letters.length)] : c)
        .forEach(typed::appendCodePoint);
    return typed.toString();
  }
}
