package dev.thimble.text;

import static dev.thimble.text.Characters.at;
import static dev.thimble.text.Characters.isAlphanumeric;
import static dev.thimble.text.Characters.isDigit;

import org.jspecify.annotations.Nullable;

/**
 * What mixes digits and letters, or joins digits by signs: X328-23, MP3, 1.2.3, 10-15, 1/2, #1.
 * Numbers that are not well formed in the text's language are found here, too. Immutable.
 */
final class Codes implements EntityDetector {
  private static final int FIRST_DIGIT_WITHIN = 64;
  private static final String CURRENCIES = "$€£¥₹";

  private final LanguageRules rules;

  Codes(LanguageRules rules) {
    this.rules = rules;
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    char first = text.charAt(start);
    if (first == '#' && isDigit(at(text, start + 1))) {
      return entity(text, start, end(text, start + 1));
    }
    if (CURRENCIES.indexOf(first) >= 0 && isDigit(at(text, start + 1))) {
      Numeral amount = Numeral.read(text, start + 1, rules);
      int end = end(text, start + 1);
      return amount != null && amount.end() >= end ? null : entity(text, start, end);
    }
    if (first == '.' && isDigit(at(text, start + 1)) && Characters.isFree(text, start)) {
      return entity(text, start, end(text, start + 1));
    }
    if (!isAlphanumeric(first) || !hasDigit(text, start, start + FIRST_DIGIT_WITHIN)) {
      return null;
    }
    int end = end(text, start);
    return hasDigit(text, start, end) ? entity(text, start, end) : null;
  }

  private static Entity entity(String text, int start, int end) {
    String code = text.substring(start, end);
    EntityKind kind = isNumber(code) ? EntityKind.NUMBER_MANY : EntityKind.CODE;
    return new Entity(start, end, kind, code, code);
  }

  /* Digits with commas, or with one period: a number by the rules of some other language. Digits
   * of other scripts: a number, too. */
  private static boolean isNumber(String code) {
    int commas = 0;
    int periods = 0;
    boolean otherDigits = false;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      commas += c == ',' ? 1 : 0;
      periods += c == '.' ? 1 : 0;
      otherDigits |= c >= 0x80 && isDigit(c);
      if (!isDigit(c) && c != ',' && c != '.') {
        return false;
      }
    }
    return code.charAt(0) != '.' && (commas > 0 || periods == 1 || otherDigits);
  }

  private static boolean hasDigit(String text, int start, int end) {
    for (int i = start; i < Math.min(end, text.length()); i++) {
      if (isDigit(text.charAt(i))) {
        return true;
      }
      if (PythonText.isSpace(text.charAt(i))) {
        return false;
      }
    }
    return false;
  }

  /** The index after the code that begins with the word at an index. */
  static int end(String text, int start) {
    int word = start;
    int end = Characters.wordEnd(text, start);
    while (joins(text, word, end)) {
      word = end + 1;
      end = Characters.wordEnd(text, word);
    }
    return end;
  }

  /** Whether what ends with a digit, letter or sign before an index goes on as a code. */
  static boolean goesOn(String text, int end) {
    return isAlphanumeric(at(text, end)) || joins(text, end - 1, end);
  }

  /* Whether a sign joins the word before it and the word after it. */
  private static boolean joins(String text, int word, int end) {
    char next = at(text, end + 1);
    if (!isAlphanumeric(next)) {
      return false;
    }
    return switch (at(text, end)) {
      case '_' -> true;
      case '.', ',', ':', '\'', '’' -> isDigit(at(text, end - 1)) && isDigit(next);
      case '-', '\u2010', '\u2011', '–', '+', '*', '/', '×', '=', '^', '&' ->
          !isPlainWord(text, word, end)
              && !isPlainWord(text, end + 1, Characters.wordEnd(text, end + 1))
              && !isTitleWord(text, end + 1, Characters.wordEnd(text, end + 1));
      default -> false;
    };
  }

  /* "year" in "28-year-old" and "mid" in "mid-1990" are words of the language, not of a code. */
  private static boolean isPlainWord(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Character.isLowerCase(text.charAt(i))) {
        return false;
      }
    }
    return end - start > 1;
  }

  /* "Year" in "28-Year-Old" */
  private static boolean isTitleWord(String text, int start, int end) {
    return end - start > 2
        && Character.isUpperCase(text.charAt(start))
        && isPlainWord(text, start + 1, end);
  }
}
