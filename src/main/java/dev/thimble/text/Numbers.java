package dev.thimble.text;

import org.jspecify.annotations.Nullable;

/** Integers and decimals with or without sign and separators. Immutable. */
final class Numbers implements EntityDetector {
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
    return new Entity(start, end, number.kind(), number.key(), number.format(target));
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
