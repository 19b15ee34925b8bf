package dev.thimble.corpus;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds tags and character references of HTML or XML in a text: names or numbers between an
 * ampersand and a semicolon. Stateless; takes linear time.
 */
final class MarkupSigns {
  private static final int LONGEST_TAG = 300;
  private static final int LONGEST_REFERENCE = 12;

  /** Elements whose tags are found without attributes, in any case. */
  private static final Set<String> NAMES =
      Set.of(
          "a",
          "b",
          "big",
          "blockquote",
          "body",
          "br",
          "center",
          "cite",
          "code",
          "dd",
          "div",
          "dl",
          "dt",
          "em",
          "font",
          "form",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "head",
          "hr",
          "html",
          "i",
          "img",
          "input",
          "li",
          "link",
          "meta",
          "nobr",
          "ol",
          "option",
          "p",
          "pre",
          "q",
          "ref",
          "s",
          "script",
          "seg",
          "select",
          "small",
          "span",
          "strike",
          "strong",
          "style",
          "sub",
          "sup",
          "table",
          "tbody",
          "td",
          "th",
          "thead",
          "title",
          "tr",
          "tt",
          "u",
          "ul");

  /** Names of character references. */
  private static final Set<String> REFERENCES =
      Set.of(
          "amp", "lt", "gt", "quot", "apos", "nbsp", "copy", "reg", "laquo", "raquo", "lsquo",
          "rsquo", "ldquo", "rdquo", "hellip", "ndash", "mdash", "middot", "bull", "euro", "eacute",
          "egrave", "agrave", "ccedil", "auml", "ouml", "uuml", "szlig", "shy", "trade", "deg");

  private MarkupSigns() {}

  /** The first tag or character reference of a text; null if there is none. */
  static @Nullable String in(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '<' ? tagEnd(text, i) : c == '&' ? referenceEnd(text, i) : -1;
      if (end > 0) {
        return text.substring(i, end);
      }
    }
    return null;
  }

  /* The index after a tag with or without attributes; -1 if there is none, as in a<b, b>c. */
  private static int tagEnd(String text, int start) {
    int name = start + 1 < text.length() && text.charAt(start + 1) == '/' ? start + 2 : start + 1;
    int nameEnd = alphanumericEnd(text, name, LONGEST_REFERENCE);
    if (!NAMES.contains(text.substring(name, nameEnd).toLowerCase(Locale.ROOT))) {
      return -1;
    }
    boolean hasValue = false;
    int limit = Math.min(text.length(), start + LONGEST_TAG);
    for (int i = nameEnd; i < limit && text.charAt(i) != '<'; i++) {
      hasValue |= text.charAt(i) == '=';
      if (text.charAt(i) == '>') {
        String rest = text.substring(nameEnd, i).strip();
        boolean spaced = i == nameEnd || " \t/".indexOf(text.charAt(nameEnd)) >= 0;
        return spaced && (hasValue || rest.isEmpty() || rest.equals("/")) ? i + 1 : -1;
      }
    }
    return -1;
  }

  private static int referenceEnd(String text, int start) {
    int name = start + 1 < text.length() && text.charAt(start + 1) == '#' ? start + 2 : start + 1;
    int end = alphanumericEnd(text, name, LONGEST_REFERENCE);
    if (end == name || end >= text.length() || text.charAt(end) != ';') {
      return -1;
    }
    boolean known =
        name == start + 2
            ? isNumber(text.substring(name, end))
            : REFERENCES.contains(text.substring(name, end).toLowerCase(Locale.ROOT));
    return known ? end + 1 : -1;
  }

  private static boolean isNumber(String text) {
    int start = text.charAt(0) == 'x' || text.charAt(0) == 'X' ? 1 : 0;
    int radix = start == 1 ? 16 : 10;
    return text.length() > start
        && text.substring(start).chars().allMatch(c -> Character.digit(c, radix) >= 0);
  }

  private static int alphanumericEnd(String text, int start, int most) {
    int end = start;
    while (end < text.length() && end - start < most && isAlphanumeric(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
