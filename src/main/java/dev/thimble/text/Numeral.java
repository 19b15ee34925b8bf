package dev.thimble.text;

import org.jspecify.annotations.Nullable;

/**
 * A number as a text writes it.
 *
 * @param start index of its first {@code char}
 * @param end index after its last {@code char}
 * @param sign as written; empty if it has none
 * @param integer digits before the decimal separator, without separators of thousands
 * @param fraction digits after it; empty if it has none
 * @param grouped whether thousands are separated
 */
record Numeral(int start, int end, String sign, String integer, String fraction, boolean grouped) {
  /** Longest number of groups that is read: no search reads the same text again and again. */
  private static final int MOST_GROUPS = 12;

  /**
   * Reads the number at an index: a sign, digits with or without separators of thousands, and a
   * fraction. Returns null if there is none or if its integer begins with a needless zero.
   */
  static @Nullable Numeral read(String text, int start, LanguageRules rules) {
    int digits = isSign(text, start) ? start + 1 : start;
    int first = Characters.digitsEnd(text, digits);
    if (first == digits || (first > digits + 1 && text.charAt(digits) == '0')) {
      return null;
    }
    int end = groupsEnd(text, digits, first, rules);
    boolean grouped = end > first;
    String integer = grouped ? digitsOf(text, digits, end) : text.substring(digits, end);
    String fraction = "";
    if (Characters.at(text, end) == rules.decimal()
        && Characters.isAsciiDigit(Characters.at(text, end + 1))) {
      int fractionEnd = Characters.digitsEnd(text, end + 1);
      fraction = text.substring(end + 1, fractionEnd);
      end = fractionEnd;
    }
    return new Numeral(start, end, text.substring(start, digits), integer, fraction, grouped);
  }

  private static boolean isSign(String text, int start) {
    return "+-−±".indexOf(Characters.at(text, start)) >= 0 && Characters.isFree(text, start);
  }

  private static int groupsEnd(String text, int digits, int first, LanguageRules rules) {
    if (first > digits + 3 || text.charAt(digits) == '0') {
      return first;
    }
    char separator = Characters.at(text, first);
    if (!rules.isGroup(separator)) {
      return first;
    }
    int end = first;
    for (int group = 0; group < MOST_GROUPS; group++) {
      int next = Characters.digitsEnd(text, end + 1);
      if (Characters.at(text, end) != separator || next != end + 4) {
        break;
      }
      end = next;
    }
    return end;
  }

  private static String digitsOf(String text, int start, int end) {
    StringBuilder digits = new StringBuilder();
    for (int i = start; i < end; i++) {
      if (Characters.isAsciiDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }

  /** The value in canonical form: a minus sign or none, a period, no needless zero at the end. */
  String key() {
    int last = fraction.length();
    while (last > 0 && fraction.charAt(last - 1) == '0') {
      last--;
    }
    String canonicalSign = sign.equals("−") ? "-" : sign;
    return canonicalSign + integer + (last == 0 ? "" : "." + fraction.substring(0, last));
  }

  /** The kind that agrees with this number. */
  EntityKind kind() {
    String value = key();
    if (value.equals("1") || value.equals("+1")) {
      return EntityKind.NUMBER_ONE;
    }
    boolean small = integer.equals("0") || integer.equals("1");
    return small ? EntityKind.NUMBER_SMALL : EntityKind.NUMBER_MANY;
  }

  /** The number as another language writes it: the same digits, grouped or not. */
  String format(LanguageRules rules) {
    return sign + unsigned(rules);
  }

  /** The same without sign. */
  String unsigned(LanguageRules rules) {
    StringBuilder formatted = new StringBuilder();
    for (int i = 0; i < integer.length(); i++) {
      if (grouped && i > 0 && (integer.length() - i) % 3 == 0) {
        formatted.append(rules.groups().charAt(0));
      }
      formatted.append(integer.charAt(i));
    }
    return formatted + (fraction.isEmpty() ? "" : rules.decimal() + fraction);
  }
}
