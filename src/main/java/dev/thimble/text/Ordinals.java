package dev.thimble.text;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ordinal numbers in digits: 21st, 1er, 2e, 3.º. Immutable. */
final class Ordinals implements EntityDetector {
  private final LanguageRules rules;
  private final LanguageRules target;
  private final List<String> suffixes; // the longest first

  Ordinals(LanguageRules rules, LanguageRules target) {
    this.rules = rules;
    this.target = target;
    suffixes =
        rules.ordinalsRead().stream().sorted(Comparator.comparing(s -> -s.length())).toList();
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    if (!Characters.isAsciiDigit(text.charAt(start))) {
      return null;
    }
    Numeral number = Numeral.read(text, start, rules);
    if (number == null || !number.fraction().isEmpty()) {
      return null;
    }
    int end = end(text, number.end());
    if (end == number.end()) {
      return null;
    }
    String translation =
        target.ordinalsWritten().isEmpty()
            ? text.substring(start, end)
            : number.format(target) + suffix(number.integer(), target.ordinalsWritten());
    return new Entity(start, end, EntityKind.ORDINAL, number.key(), translation);
  }

  /** The index after the suffix at an index; the index itself if there is none. */
  int end(String text, int number) {
    char next = Characters.at(text, number);
    if (next == Characters.NONE || Characters.isSpace(next)) {
      return number;
    }
    for (String suffix : suffixes) {
      int end = number + suffix.length();
      if (text.regionMatches(true, number, suffix, 0, suffix.length())
          && isEnd(text, end, suffix)) {
        return end;
      }
    }
    return number;
  }

  /* A period can also end a sentence; a word in lower case after it shows that it does not. */
  private static boolean isEnd(String text, int end, String suffix) {
    if (suffix.equals(".")) {
      return Characters.isSpace(Characters.at(text, end))
          && Character.isLowerCase(Characters.at(text, end + 1));
    }
    return !Characters.isAlphanumeric(Characters.at(text, end));
  }

  /** The suffix that a language writes after a number. */
  static String suffix(String digits, List<String> written) {
    if (written.size() < 4) {
      return written.get(digits.equals("1") ? 0 : written.size() - 1);
    }
    boolean teen = digits.length() > 1 && digits.charAt(digits.length() - 2) == '1';
    int last = digits.charAt(digits.length() - 1) - '0';
    return written.get(!teen && last >= 1 && last <= 3 ? last - 1 : 3);
  }
}
