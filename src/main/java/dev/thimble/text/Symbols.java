package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/** Finds the symbols of a model in a text. Immutable, thread-safe. */
final class Symbols {
  private static final char OPENING = '\u27E6';

  private final Set<String> symbols;

  Symbols(MaskingConfig config) {
    symbols = Set.copyOf(config.symbols());
  }

  /** The symbols in a text, as terms that are the same in both languages. */
  List<Entity> in(String text) {
    if (text.indexOf(OPENING) < 0) {
      return List.of();
    }
    List<Entity> found = new ArrayList<>();
    Matcher matcher = MaskingConfig.SYMBOL.matcher(text);
    while (matcher.find()) {
      String symbol = matcher.group();
      if (symbols.contains(symbol)) {
        EntityKind kind = EntityKind.term(symbol);
        found.add(new Entity(matcher.start(), matcher.end(), kind, symbol, symbol));
      }
    }
    return found;
  }

  /**
   * Makes the symbols that a text holds literally mere text, so that the model does not take them
   * for its own.
   *
   * @param edits edits of the text; symbols that they touch are left to them
   * @return the edits and those of the symbols
   */
  List<Edit> escape(String text, List<Edit> edits) {
    List<Entity> literals = in(text);
    if (literals.isEmpty()) {
      return edits;
    }
    Spans edited = new Spans(text);
    for (Edit edit : edits) {
      edited.add(new Entity(edit.start(), edit.end(), EntityKind.EMPTY, "", ""));
    }
    List<Edit> all = new ArrayList<>(edits);
    for (Entity literal : literals) {
      if (edited.isFree(literal.start(), literal.end())) {
        String bare = literal.key().substring(1, literal.key().length() - 1);
        all.add(new Edit(literal.start(), literal.end(), "[" + bare + "]"));
      }
    }
    return all;
  }
}
