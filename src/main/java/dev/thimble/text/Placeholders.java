package dev.thimble.text;

import static dev.thimble.text.Characters.at;

import org.jspecify.annotations.Nullable;

/**
 * Placeholders of message formats, {name}, {{var}}, ${x}, %s, %1$d, %(name)s, and characters named
 * as in HTML, &amp;nbsp; Immutable.
 */
final class Placeholders implements EntityDetector {
  private static final int LONGEST = 80;

  @Override
  public @Nullable Entity detect(String text, int start) {
    int end =
        switch (text.charAt(start)) {
          case '{' -> bracesEnd(text, start);
          case '$' -> at(text, start + 1) == '{' ? bracesEnd(text, start + 1) : -1;
          case '%' -> percentEnd(text, start);
          case '&' -> referenceEnd(text, start);
          default -> -1;
        };
    if (end < 0) {
      return null;
    }
    String placeholder = text.substring(start, end);
    return new Entity(start, end, EntityKind.CODE, placeholder, placeholder);
  }

  private static int bracesEnd(String text, int start) {
    int braces = at(text, start + 1) == '{' ? 2 : 1;
    int end = start + braces;
    while (end < start + LONGEST && isInBraces(text, end)) {
      end++;
    }
    return end > start + braces && text.startsWith("}".repeat(braces), end) ? end + braces : -1;
  }

  /* A space stands only beside a brace or after a separator: "{a word}" is text. */
  private static boolean isInBraces(String text, int index) {
    char c = at(text, index);
    if (c == ' ') {
      return "{,:|".indexOf(at(text, index - 1)) >= 0 || at(text, index + 1) == '}';
    }
    return Characters.isAlphanumeric(c) || (c != Characters.NONE && "_-.,:#/|$@".indexOf(c) >= 0);
  }

  /* %s, %1$d, %.2f, %-5d, %ld, %(name)s, %@ */
  private static int percentEnd(String text, int start) {
    char before = at(text, start - 1);
    char digit = Characters.isSpace(before) ? at(text, start - 2) : before;
    if (Characters.isDigit(digit) && Characters.isDigit(before)) {
      return -1;
    }
    int end = start + 1;
    if (at(text, end) == '(') {
      int name = Characters.wordEnd(text, end + 1);
      while (name < start + LONGEST && at(text, name) == '_') {
        name = Characters.wordEnd(text, name + 1);
      }
      end = at(text, name) == ')' ? name + 1 : end;
    }
    while (end < start + LONGEST && isFlag(at(text, end))) {
      end++;
    }
    end += at(text, end) == 'l' ? 1 : 0;
    boolean conversion = "sdifuxXc@".indexOf(at(text, end)) >= 0;
    boolean word = Characters.isAlphanumeric(at(text, end + 1));
    return conversion && !word ? end + 1 : -1;
  }

  private static boolean isFlag(char c) {
    return Characters.isAsciiDigit(c) || c == '$' || c == '.' || c == '-' || c == '+';
  }

  private static int referenceEnd(String text, int start) {
    int name = at(text, start + 1) == '#' ? start + 2 : start + 1;
    int end = name;
    while (end < name + 10 && at(text, end) < 0x80 && Characters.isAlphanumeric(at(text, end))) {
      end++;
    }
    return end > name + 1 && at(text, end) == ';' ? end + 1 : -1;
  }
}
