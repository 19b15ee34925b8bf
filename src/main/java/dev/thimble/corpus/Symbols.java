package dev.thimble.corpus;

import dev.thimble.text.EntityKind;
import dev.thimble.text.MaskingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the symbols of masked entities, such as ⟦TIME_1⟧, in a text. Stateless. */
final class Symbols {
  private static final Map<String, EntityKind> KINDS =
      Stream.of(EntityKind.values()).collect(Collectors.toMap(EntityKind::name, kind -> kind));

  private Symbols() {}

  /** Changes the parts of a text between its symbols; the symbols stay as they are. */
  static String changeBetween(String text, UnaryOperator<String> change) {
    Matcher symbol = MaskingConfig.SYMBOL.matcher(text);
    StringBuilder changed = new StringBuilder(text.length() + 8);
    int start = 0;
    while (symbol.find()) {
      changed.append(change.apply(text.substring(start, symbol.start()))).append(symbol.group());
      start = symbol.end();
    }
    return changed.append(change.apply(text.substring(start))).toString();
  }

  /** The kinds of the symbols in a text. */
  static List<EntityKind> kinds(String text) {
    List<EntityKind> kinds = new ArrayList<>();
    Matcher symbol = MaskingConfig.SYMBOL.matcher(text);
    while (symbol.find()) {
      EntityKind kind = KINDS.get(symbol.group(1));
      if (kind != null) {
        kinds.add(kind);
      }
    }
    return kinds;
  }
}
