package dev.thimble.vocabulary;

import java.text.Normalizer;

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
    String composed = Normalizer.normalize(wellFormed(text), Normalizer.Form.NFKC);
    StringBuilder out = new StringBuilder(composed.length());
    boolean gap = false;
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        gap = out.length() > 0;
      } else {
        if (gap) {
          out.append(' ');
          gap = false;
        }
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean isSpace(int c) {
    return c == SPACE_MARK
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.CONTROL
        || c == 0xFEFF;
  }

  private static String wellFormed(String text) {
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
