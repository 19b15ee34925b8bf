package dev.thimble.text;

/** Classes of characters that the rules for entities share. Stateless. */
final class Characters {
  /** What {@link #at} returns outside the text. */
  static final char NONE = '\0';

  static final char NO_BREAK_SPACE = '\u00A0';
  static final char NARROW_SPACE = '\u202F';
  private static final char THIN_SPACE = '\u2009';

  private Characters() {}

  /** The {@code char} at an index, {@link #NONE} outside the text. */
  static char at(String text, int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : NONE;
  }

  /** A digit from 0 to 9. */
  static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A digit of any script, or a fraction such as ½. */
  static boolean isDigit(char c) {
    return c < 0x80 ? isAsciiDigit(c) : Character.isDigit(c) || isFraction(c);
  }

  private static boolean isFraction(char c) {
    return (c >= '\u00BC' && c <= '\u00BE') || (c >= '\u2150' && c <= '\u215E');
  }

  /**
   * A letter that can be part of a code: one of a script with capitals. Scripts without capitals
   * such as Chinese often write no space between a word and a number.
   */
  static boolean isLetter(char c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return c != '\u00AA' && c != '\u00BA' && (Character.isLowerCase(c) || Character.isUpperCase(c));
  }

  static boolean isAlphanumeric(char c) {
    return isLetter(c) || isDigit(c);
  }

  /** A space inside a line: plain, no-break, narrow or thin. */
  static boolean isSpace(char c) {
    return c == ' ' || c == NO_BREAK_SPACE || c == NARROW_SPACE || c == THIN_SPACE;
  }

  /** Whether what begins at an index stands free on its left, as a minus sign must. */
  static boolean isFree(String text, int index) {
    char before = at(text, index - 1);
    return before == NONE || PythonText.isSpace(before) || "([{«“„‘’'\">=≈~:".indexOf(before) >= 0;
  }

  /** The index after the space at an index; the index itself if there is none. */
  static int afterSpace(String text, int index) {
    return isSpace(at(text, index)) ? index + 1 : index;
  }

  /** The index after the digits from 0 to 9 at an index. */
  static int digitsEnd(String text, int start) {
    int end = start;
    while (isAsciiDigit(at(text, end))) {
      end++;
    }
    return end;
  }

  /** The index after the letters and digits at an index. */
  static int wordEnd(String text, int start) {
    int end = start;
    while (isAlphanumeric(at(text, end))) {
      end++;
    }
    return end;
  }
}
