package dev.thimble.corpus;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the symbols of masked entities, such as ⟦TIME_1⟧, in a text. Stateless. */
final class Symbols {
  static final Pattern SYMBOL =
      Pattern.compile("\\u27E6([A-Z]++(?:_[A-Z]++)*+)_[0-9]{1,2}+\\u27E7");

  private Symbols() {}

  /** Changes the parts of a text between its symbols; the symbols stay as they are. */
  static String changeBetween(String text, UnaryOperator<String> change) {
    Matcher symbol = SYMBOL.matcher(text);
    StringBuilder changed = new StringBuilder(text.length() + 8);
    int start = 0;
    while (symbol.find()) {
      changed.append(change.apply(text.substring(start, symbol.start()))).append(symbol.group());
      start = symbol.end();
    }
    return changed.append(change.apply(text.substring(start))).toString();
  }
}
