package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.List;

/** Splits off each Chinese character and tokenizes the rest by {@link Mteval13a}. Stateless. */
final class MtevalChinese {
  /**
   * First and last character of each range that counts as Chinese. U+2001 to U+2A6D (general
   * punctuation, arrows, mathematics) and U+2F81 to U+2FA1 are not Chinese: sacreBLEU meant the
   * ideographs U+20000 to U+2A6D6 and U+2F800 to U+2FA1D, but its code reads four of the five
   * digits. The values here must equal sacreBLEU's.
   */
  private static final char[] RANGES = {
    '\u2001', '\u2A6D',
    '\u2E80', '\u2EFF',
    '\u2F00', '\u2FDF',
    '\u2FF0', '\u2FFF',
    '\u3000', '\u303F',
    '\u3100', '\u312F',
    '\u31A0', '\u31BF',
    '\u31C0', '\u31EF',
    '\u3200', '\u33FF',
    '\u3400', '\u4DB5',
    '\u4E00', '\u9FBB',
    '\uF900', '\uFA2D',
    '\uFA30', '\uFA6A',
    '\uFA70', '\uFAD9',
    '\uFE10', '\uFE1F',
    '\uFE30', '\uFE4F',
    '\uFF00', '\uFFEF',
  };

  private MtevalChinese() {}

  static List<String> tokenize(String line) {
    String text = PythonText.strip(line);
    StringBuilder result = new StringBuilder(2 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isChinese(character)) {
        result.append(' ').append(character).append(' ');
      } else {
        result.append(character);
      }
    }
    return Mteval13a.separate(result);
  }

  private static boolean isChinese(char character) {
    if (character < RANGES[0]) {
      return false;
    }
    for (int i = 0; i < RANGES.length && character >= RANGES[i]; i += 2) {
      if (character <= RANGES[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
