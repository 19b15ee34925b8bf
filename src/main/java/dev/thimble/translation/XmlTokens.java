package dev.thimble.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags and texts of an XML document with their positions, so that parts can be replaced without
 * changing the rest. Entities are not expanded, and a document type declaration must not declare
 * any. Takes linear time. Immutable.
 */
final class XmlTokens {
  private static final int DEEPEST = 1000;

  private static final Map<String, Integer> NAMED =
      Map.of("amp", (int) '&', "lt", (int) '<', "gt", (int) '>', "quot", (int) '"', "apos", 39);

  /** What a token is. */
  enum Kind {
    TEXT,
    CDATA,
    OPEN,
    CLOSE,
    /** A tag of an element without content. */
    EMPTY,
    /** A comment, a processing instruction or a declaration. */
    OTHER
  }

  /**
   * A token.
   *
   * @param name of a tag, with its prefix; else empty
   * @param start index of its first {@code char}
   * @param end index after its last one
   */
  record Token(Kind kind, String name, int start, int end) {
    /** The name without prefix. */
    String local() {
      return name.substring(name.indexOf(':') + 1);
    }
  }

  private final String xml;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Integer> partners = new ArrayList<>(); // the closing tag of an opening one
  private final Deque<Integer> open = new ArrayDeque<>();

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException with the line if it is not well formed
   */
  XmlTokens(String xml) {
    this.xml = xml;
    int at = 0;
    while (at < xml.length()) {
      Token token = xml.charAt(at) == '<' ? markup(at) : text(at);
      add(token);
      at = token.end();
    }
    if (!open.isEmpty()) {
      throw problem(xml.length(), "the file ends within <" + tokens.get(open.peek()).name() + ">");
    }
  }

  List<Token> tokens() {
    return tokens;
  }

  /** The index of the closing tag of an opening one; the same index for other tokens. */
  int partner(int index) {
    return partners.get(index);
  }

  /** A token as it is written. */
  String written(Token token) {
    return xml.substring(token.start(), token.end());
  }

  /** What is written between two indexes of {@code char}s. */
  String written(int start, int end) {
    return xml.substring(start, end);
  }

  private void add(Token token) {
    int index = tokens.size();
    tokens.add(token);
    partners.add(index);
    if (token.kind() == Kind.OPEN) {
      open.push(index);
      if (open.size() > DEEPEST) {
        throw problem(token.start(), "more than " + DEEPEST + " elements within one another");
      }
    } else if (token.kind() == Kind.CLOSE) {
      if (open.isEmpty() || !tokens.get(open.peek()).name().equals(token.name())) {
        String what = open.isEmpty() ? "nothing" : "<" + tokens.get(open.peek()).name() + ">";
        throw problem(token.start(), "</" + token.name() + "> closes " + what);
      }
      partners.set(open.pop(), index);
    }
  }

  private Token text(int start) {
    int end = xml.indexOf('<', start);
    return new Token(Kind.TEXT, "", start, end < 0 ? xml.length() : end);
  }

  private Token markup(int start) {
    if (xml.startsWith("<!--", start)) {
      return until("-->", Kind.OTHER, start, start + 4);
    }
    if (xml.startsWith("<![CDATA[", start)) {
      return until("]]>", Kind.CDATA, start, start + 9);
    }
    if (xml.startsWith("<?", start)) {
      return until("?>", Kind.OTHER, start, start + 2);
    }
    if (xml.startsWith("<!", start)) {
      Token declaration = until(">", Kind.OTHER, start, start + 2);
      if (written(declaration).indexOf('[') >= 0) {
        throw problem(start, "the document type declaration declares entities or the like");
      }
      return declaration;
    }
    return tag(start);
  }

  private Token until(String end, Kind kind, int start, int from) {
    int found = xml.indexOf(end, from);
    if (found < 0) {
      throw problem(start, "no " + end + " follows");
    }
    return new Token(kind, "", start, found + end.length());
  }

  private Token tag(int start) {
    boolean closes = xml.startsWith("</", start);
    int name = closes ? start + 2 : start + 1;
    int nameEnd = name;
    while (nameEnd < xml.length() && " \t\r\n/><=\"'&".indexOf(xml.charAt(nameEnd)) < 0) {
      nameEnd++;
    }
    int end = nameEnd;
    char quote = 0;
    while (end < xml.length() && (quote != 0 || xml.charAt(end) != '>')) {
      char c = xml.charAt(end);
      if (c == '<') {
        throw problem(start, "a tag does not end");
      }
      if (c == '"' || c == '\'') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
      end++;
    }
    if (end == xml.length() || name == nameEnd) {
      throw problem(start, name == nameEnd ? "a tag has no name" : "a tag does not end");
    }
    boolean empty = !closes && xml.charAt(end - 1) == '/';
    Kind kind = closes ? Kind.CLOSE : empty ? Kind.EMPTY : Kind.OPEN;
    return new Token(kind, xml.substring(name, nameEnd), start, end + 1);
  }

  /** The attributes of a tag, with their prefixes, in their order. */
  Map<String, String> attributes(Token tag) {
    Map<String, String> attributes = new LinkedHashMap<>();
    int limit = tag.end() - (tag.kind() == Kind.EMPTY ? 2 : 1);
    int at = tag.start() + 1 + tag.name().length();
    while (true) {
      int name = spacesEnd(at, limit);
      int nameEnd = name;
      while (nameEnd < limit && " \t\r\n=\"'".indexOf(xml.charAt(nameEnd)) < 0) {
        nameEnd++;
      }
      if (nameEnd == name) {
        return attributes;
      }
      int value = spacesEnd(nameEnd, limit);
      value = value < limit && xml.charAt(value) == '=' ? spacesEnd(value + 1, limit) : limit;
      int valueEnd = value < limit ? xml.indexOf(xml.charAt(value), value + 1) : -1;
      if (valueEnd < 0 || valueEnd >= limit || "\"'".indexOf(xml.charAt(value)) < 0) {
        throw problem(name, "an attribute has no value in quotation marks");
      }
      String text = unescaped(xml.substring(value + 1, valueEnd), name);
      attributes.put(xml.substring(name, nameEnd), text);
      at = valueEnd + 1;
    }
  }

  private int spacesEnd(int start, int limit) {
    int end = start;
    while (end < limit && " \t\r\n".indexOf(xml.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  /** The text that a TEXT or CDATA token stands for; empty for others. */
  String content(Token token) {
    return switch (token.kind()) {
      case TEXT -> unescaped(written(token), token.start());
      case CDATA -> xml.substring(token.start() + 9, token.end() - 3);
      default -> "";
    };
  }

  private String unescaped(String text, int at) {
    int reference = text.indexOf('&');
    if (reference < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    int done = 0;
    while (reference >= 0) {
      int end = text.indexOf(';', reference);
      Integer character = end < 0 ? null : character(text.substring(reference + 1, end));
      if (character == null) {
        String name = text.substring(reference, Math.min(text.length(), reference + 12));
        throw problem(at, name + " is neither an entity of XML nor a character");
      }
      plain.append(text, done, reference).appendCodePoint(character);
      done = end + 1;
      reference = text.indexOf('&', done);
    }
    return plain.append(text, done, text.length()).toString();
  }

  /* Null if there is no such entity. */
  private static @Nullable Integer character(String entity) {
    Integer named = NAMED.get(entity);
    return named == null ? numbered(entity) : named;
  }

  private static @Nullable Integer numbered(String entity) {
    boolean hexadecimal = entity.startsWith("#x");
    String digits = entity.startsWith("#") ? entity.substring(hexadecimal ? 2 : 1) : "";
    try {
      int character = Integer.parseInt(digits, hexadecimal ? 16 : 10);
      boolean allowed = character >= ' ' || "\t\n\r".indexOf(character) >= 0;
      return allowed && Character.isValidCodePoint(character) ? character : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A text as the content of an element. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** An error with the line of an index. */
  IllegalArgumentException problem(int at, String what) {
    long line = 1 + xml.substring(0, at).chars().filter(c -> c == '\n').count();
    return new IllegalArgumentException("line " + line + ": " + what);
  }
}
