package dev.thimble.text;

import java.util.HashSet;
import java.util.Set;

/** Finds Roman numerals from 1 to 39 in capitals, as of centuries and monarchs. Stateless. */
final class RomanNumerals {
  private static final String DIGITS = "IVX";
  private static final String[] UNITS = {
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"
  };

  private RomanNumerals() {}

  /** Their values, in digits from 0 to 9. A lower-case ending may follow, as in XIXe. */
  static Set<String> in(String text) {
    Set<String> values = new HashSet<>();
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && DIGITS.indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      if (end > start && isWord(text, start, end)) {
        int value = value(text, start, end);
        if (value > 0) {
          values.add(Integer.toString(value));
        }
      }
      start = end + 1;
    }
    return values;
  }

  private static boolean isWord(String text, int start, int end) {
    return !Character.isLetterOrDigit(Characters.at(text, start - 1))
        && !Character.isUpperCase(Characters.at(text, end));
  }

  /* 0 if it is not well formed. */
  private static int value(String text, int start, int end) {
    int units = start;
    while (units < end && units < start + 3 && text.charAt(units) == 'X') {
      units++;
    }
    for (int value = 0; value < UNITS.length; value++) {
      String unit = UNITS[value];
      if (unit.length() == end - units && text.startsWith(unit, units)) {
        return 10 * (units - start) + value;
      }
    }
    return 0;
  }
}
