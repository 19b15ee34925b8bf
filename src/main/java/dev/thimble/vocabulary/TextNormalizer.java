package dev.thimble.vocabulary;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * The form in which text is cut into pieces: Unicode NFKC, controls and white space of every kind
 * folded into single spaces, none at either end. Halves of surrogate pairs become U+FFFD.
 * Thread-safe.
 */
final class TextNormalizer {
  /** Stands for a space inside pieces, so it cannot stand for itself. */
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

  /** NFKC with a space for each control and each white space; none folded yet. */
  static String spaced(String wellFormed) {
    return withSpaces(Normalizer.normalize(wellFormed, Normalizer.Form.NFKC));
  }

  /** A space for each control, each white space and each space mark. */
  static String withSpaces(String text) {
    return withSpaces(text, TextNormalizer::isSpace);
  }

  /** A space for each line break, each control but the tab, and each space mark. */
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

  /** With U+FFFD for each half of a surrogate pair. */
  static String wellFormed(String text) {
    StringBuilder mended = null;
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
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, '\uFFFD');
      }
    }
    return mended == null ? text : mended.toString();
  }
}
