package dev.thimble.vocabulary;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * Normalizes text for vocabularies that Thimble trained: Unicode NFKC; each run of white space and
 * controls becomes one space, none stays at the ends; unpaired surrogates become U+FFFD. Stateless.
 */
final class TextNormalizer {
  /** Replaces the space inside pieces; in a text, it is treated as a space. */
  static final char SPACE_MARK = '\u2581';

  private TextNormalizer() {}

  static String normalize(String text) {
    String spaced = spaced(wellFormed(text));
    StringBuilder out = new StringBuilder(spaced.length());
    for (int i = 0; i < spaced.length(); i++) {
      char c = spaced.charAt(i);
      if (c != ' ') {
        out.append(c);
      } else if (out.length() > 0 && i + 1 < spaced.length() && spaced.charAt(i + 1) != ' ') {
        out.append(' ');
      }
    }
    return out.toString();
  }

  /** NFKC with a space for each control and each white-space character; runs stay runs. */
  static String spaced(String wellFormed) {
    return withSpaces(Normalizer.normalize(wellFormed, Normalizer.Form.NFKC));
  }

  /** Replaces each control, white-space character and space mark by a space. */
  static String withSpaces(String text) {
    return withSpaces(text, TextNormalizer::isSpace);
  }

  /** Replaces each line break, control except the tab, and space mark by a space. */
  static String withoutBreaks(String text) {
    return withSpaces(text, c -> c == SPACE_MARK || isBreak(c));
  }

  private static String withSpaces(String text, IntPredicate spaces) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && spaces.test(c)) {
        out = out == null ? new StringBuilder(text) : out;
        out.setCharAt(i, ' ');
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean isBreak(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\t';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /* No character beyond the Basic Multilingual Plane is a space or a control. */
  private static boolean isSpace(int c) {
    return c == SPACE_MARK
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.CONTROL
        || c == 0xFEFF;
  }

  /** Replaces each unpaired surrogate by U+FFFD. */
  static String wellFormed(String text) {
    StringBuilder replaced = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        replaced = replaced == null ? new StringBuilder(text) : replaced;
        replaced.setCharAt(i, '\uFFFD');
      }
    }
    return replaced == null ? text : replaced.toString();
  }
}
