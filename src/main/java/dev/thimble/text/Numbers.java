package dev.thimble.text;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Integers and decimals with or without sign and separators. A decimal after a word such as
 * "version" or after a name inside a sentence ("we use Python 3.12") is the number of a version, a
 * section or the like, whose period is no decimal point: a code. Immutable.
 */
final class Numbers implements EntityDetector {
  private static final Set<String> BEFORE_A_VERSION =
      Set.of(
          "v",
          "ver",
          "version",
          "versions",
          "versión",
          "versione",
          "versão",
          "versie",
          "release",
          "section",
          "chapter",
          "figure",
          "fig",
          "table");

  private static final int LONGEST_NAME = 40;

  private final LanguageRules rules;
  private final LanguageRules target;

  Numbers(LanguageRules rules, LanguageRules target) {
    this.rules = rules;
    this.target = target;
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    Numeral number = Numeral.read(text, start, rules);
    if (number == null) {
      return null;
    }
    int end = number.end();
    if (Codes.goesOn(text, end) && !isDecade(text, number)) {
      return null;
    }
    if (!number.fraction().isEmpty() && isVersion(text, start)) {
      String version = text.substring(start, end);
      return new Entity(start, end, EntityKind.CODE, version, version);
    }
    return new Entity(start, end, number.kind(), number.key(), number.format(target));
  }

  private boolean isVersion(String text, int start) {
    int end = start - 1;
    if (end <= 0 || !Characters.isSpace(text.charAt(end))) {
      return false;
    }
    int word = end;
    while (word > 0
        && end - word < LONGEST_NAME
        && Characters.isAlphanumeric(text.charAt(word - 1))) {
      word--;
    }
    String before = text.substring(word, end);
    return BEFORE_A_VERSION.contains(before.toLowerCase(Locale.ROOT))
        || (isName(before) && (isInsideSentence(text, word) || hasInnerCapital(before)));
  }

  /* German writes every noun with a capital. */
  private boolean isName(String word) {
    return !rules.language().equals("de") && word.chars().anyMatch(Character::isUpperCase);
  }

  private static boolean hasInnerCapital(String word) {
    return word.chars().skip(1).anyMatch(Character::isUpperCase);
  }

  private static boolean isInsideSentence(String text, int word) {
    char before = Characters.at(text, word - 2);
    return word >= 2
        && Characters.isSpace(text.charAt(word - 1))
        && (Characters.isAlphanumeric(before) || before == ',');
  }

  /* English "1990s": the s is no part of a code. */
  private boolean isDecade(String text, Numeral number) {
    return rules.isMonthFirst()
        && number.integer().endsWith("0")
        && number.integer().length() % 2 == 0
        && number.integer().length() <= 4
        && number.fraction().isEmpty()
        && !number.grouped()
        && Characters.at(text, number.end()) == 's'
        && !Codes.goesOn(text, number.end() + 1);
  }
}
