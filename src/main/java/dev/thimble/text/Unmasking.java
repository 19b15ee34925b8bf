package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the symbols of a translation into text.
 *
 * @param source the masked source
 * @param translations the text of each symbol
 * @param symbols all symbols of the model
 * @param nested whether the source's tags are balanced and well nested
 * @param capitals the language in which to put the translation in capitals; null to leave its case
 */
record Unmasking(
    String source,
    Map<String, String> translations,
    Symbols symbols,
    boolean nested,
    @Nullable Locale capitals) {

  String unmask(String translation) {
    List<Entity> found = symbols.in(translation);
    if (found.isEmpty()) {
      return inCase(translation);
    }
    List<String> written = new ArrayList<>();
    for (Entity symbol : found) {
      written.add(translations.containsKey(symbol.key()) ? symbol.key() : "");
    }
    List<String> missing = nested ? TagOrder.repair(written) : List.of();
    StringBuilder text = new StringBuilder(translation.length());
    int done = 0;
    String left = ""; // the last symbol, or the last character after it
    for (int i = 0; i < written.size(); i++) {
      Entity place = found.get(i);
      left = append(inCase(translation.substring(done, place.start())), left, text);
      done = place.end();
      if (written.get(i).isEmpty()) {
        done = withoutDoubleSpace(text, translation, done);
      } else {
        String symbol = written.get(i);
        separate(translations.get(symbol), left, symbol, text);
        text.append(translations.get(symbol));
        left = symbol;
      }
    }
    append(inCase(translation.substring(done)), left, text);
    missing.forEach(symbol -> text.append(translations.get(symbol)));
    return text.toString();
  }

  private String append(String more, String left, StringBuilder text) {
    if (more.isEmpty()) {
      return left;
    }
    separate(more, left, more.substring(0, 1), text);
    text.append(more);
    return more.substring(more.length() - 1);
  }

  /*
   * Two numbers must not become one, nor the texts of two neighbouring symbols one word, unless
   * they touch in the source.
   */
  private void separate(String more, String left, String right, StringBuilder text) {
    if (more.isEmpty() || text.isEmpty()) {
      return;
    }
    int last = text.codePointBefore(text.length());
    int first = more.codePointAt(0);
    boolean touch =
        (isSymbol(left) && isSymbol(right))
            ? Character.isLetterOrDigit(last) && Character.isLetterOrDigit(first)
            : Character.isDigit(last) && Character.isDigit(first);
    if (touch && (isSymbol(left) || isSymbol(right)) && !source.contains(left + right)) {
      text.append(' ');
    }
  }

  private static boolean isSymbol(String text) {
    return text.endsWith("\u27E7");
  }

  private String inCase(String text) {
    return capitals == null ? text : text.toUpperCase(capitals);
  }

  /*
   * Removes a space beside a removed symbol: the one before it if the text ends there or another
   * space follows, or the one after it if the text begins there. Returns where to go on.
   */
  private static int withoutDoubleSpace(StringBuilder text, String translation, int end) {
    boolean atEnd = end == translation.length();
    boolean spaceFollows = !atEnd && translation.charAt(end) == ' ';
    int last = text.length() - 1;
    if (last < 0) {
      return spaceFollows ? end + 1 : end;
    }
    if (text.charAt(last) == ' ' && (atEnd || spaceFollows)) {
      text.setLength(last);
    }
    return end;
  }
}
