package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the symbols of a translation into text.
 *
 * @param translations the text of each symbol
 * @param symbols all symbols of the model
 * @param nested whether the source's tags are balanced and well nested
 * @param capitals the language in which to put the translation in capitals; null to leave its case
 */
record Unmasking(
    Map<String, String> translations, Symbols symbols, boolean nested, @Nullable Locale capitals) {

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
    for (int i = 0; i < written.size(); i++) {
      Entity place = found.get(i);
      text.append(inCase(translation.substring(done, place.start())));
      done = place.end();
      if (written.get(i).isEmpty()) {
        done = withoutDoubleSpace(text, translation, done);
      } else {
        text.append(translations.get(written.get(i)));
      }
    }
    text.append(inCase(translation.substring(done)));
    missing.forEach(symbol -> text.append(translations.get(symbol)));
    return text.toString();
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
