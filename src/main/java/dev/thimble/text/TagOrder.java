package dev.thimble.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts the symbols of tags in an order in which they are balanced and well nested. Stateless. */
final class TagOrder {
  private static final String OPENING = "\u27E6OPEN_";
  private static final String CLOSING = "\u27E6CLOSE_";

  private TagOrder() {}

  /**
   * Repairs symbols in place, from left to right: what stands before a symbol decides alone, so
   * that a text can be passed on while it is written. The first, third, … tag of a number opens,
   * whichever it is; every other one closes what was opened last.
   *
   * @param symbols the symbols of a translation in their order; others than tags stay
   * @return the closing tags that are missing at the end
   */
  static List<String> repair(List<String> symbols) {
    Set<String> odd = new HashSet<>(); // numbers with an odd number of tags so far
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < symbols.size(); i++) {
      if (!isTag(symbols.get(i))) {
        continue;
      }
      String number = number(symbols.get(i));
      if (odd.add(number)) {
        symbols.set(i, OPENING + number);
        open.push(number);
      } else {
        odd.remove(number);
        symbols.set(i, CLOSING + open.pop());
      }
    }
    return open.stream().map(number -> CLOSING + number).toList();
  }

  private static boolean isTag(String symbol) {
    return symbol.startsWith(OPENING) || symbol.startsWith(CLOSING);
  }

  private static String number(String tag) {
    return tag.substring(tag.lastIndexOf('_') + 1);
  }
}
