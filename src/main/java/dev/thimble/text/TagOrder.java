package dev.thimble.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the symbols of tags in an order in which they are balanced and well nested. Stateless. */
final class TagOrder {
  private static final String OPENING = "\u27E6OPEN_";
  private static final String CLOSING = "\u27E6CLOSE_";

  private TagOrder() {}

  /**
   * Repairs symbols in place. A closing tag without its opening one becomes the empty string.
   *
   * @param symbols the symbols of a translation in their order; others than tags stay
   * @return the closing tags that are missing at the end
   */
  static List<String> repair(List<String> symbols) {
    Map<String, List<Integer>> placesByNumber = new HashMap<>();
    for (int i = 0; i < symbols.size(); i++) {
      if (isTag(symbols.get(i))) {
        placesByNumber.computeIfAbsent(number(symbols.get(i)), absent -> new ArrayList<>()).add(i);
      }
    }
    placesByNumber.forEach((number, places) -> alternate(symbols, number, places));
    return nest(symbols);
  }

  /* Where a tag closes before it opens, opening and closing ones take turns. */
  private static void alternate(List<String> symbols, String number, List<Integer> places) {
    int opens = 0;
    int closes = 0;
    boolean early = false;
    for (int place : places) {
      if (isOpening(symbols.get(place))) {
        opens++;
      } else {
        closes++;
        early |= closes > opens;
      }
    }
    if (!early || opens == 0) {
      return;
    }
    boolean opening = true;
    for (int place : places) {
      symbols.set(place, (opening ? OPENING : CLOSING) + number);
      opening = !opening;
    }
  }

  /* Each closing tag closes what was opened last. */
  private static List<String> nest(List<String> symbols) {
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < symbols.size(); i++) {
      if (isOpening(symbols.get(i))) {
        open.push(number(symbols.get(i)));
      } else if (isTag(symbols.get(i))) {
        symbols.set(i, open.isEmpty() ? "" : CLOSING + open.pop());
      }
    }
    return open.stream().map(number -> CLOSING + number).toList();
  }

  private static boolean isOpening(String symbol) {
    return symbol.startsWith(OPENING);
  }

  private static boolean isTag(String symbol) {
    return isOpening(symbol) || symbol.startsWith(CLOSING);
  }

  private static String number(String tag) {
    return tag.substring(tag.lastIndexOf('_') + 1);
  }
}
