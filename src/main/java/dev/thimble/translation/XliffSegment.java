package dev.thimble.translation;

import dev.thimble.text.EntityKind;
import dev.thimble.text.Mark;
import dev.thimble.translation.XmlTokens.Kind;
import dev.thimble.translation.XmlTokens.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text of an XLIFF file with a mark for each inline tag. {@code g} and {@code mrk} enclose text;
 * so do {@code bpt} and {@code ept}, {@code bx} and {@code ex}, if they are well nested. Every
 * other element is one mark, including its content. Immutable.
 */
final class XliffSegment {
  private static final Set<String> ENCLOSING = Set.of("g", "mrk");
  private static final Set<String> OPENING = Set.of("bpt", "bx");
  private static final Set<String> CLOSING = Set.of("ept", "ex");

  private final String text;
  private final boolean hasText;
  private final Map<Mark, String> codes; // what marks stand for

  private XliffSegment(Builder builder) {
    text = builder.text.toString();
    hasText = builder.hasText;
    codes = builder.codes;
  }

  /**
   * Reads the tokens from one index to before another.
   *
   * @param preserve whether white space counts; else a run of it is one space
   */
  static XliffSegment of(XmlTokens xml, int from, int to, boolean preserve) {
    Builder builder = new Builder(xml, preserve);
    builder.read(from, to);
    return new XliffSegment(builder);
  }

  /** The text with marks. */
  String text() {
    return text;
  }

  /** Whether there is anything but tags and white space. */
  boolean hasText() {
    return hasText;
  }

  /** A translation of {@link #text} as XML. Tags that are missing in it are added at its end. */
  String written(String translation) {
    StringBuilder xml = new StringBuilder();
    Deque<Integer> open = new ArrayDeque<>();
    Set<Mark> done = new HashSet<>();
    translation
        .codePoints()
        .forEach(
            c -> {
              Mark mark = Mark.of(c);
              if (mark == null) {
                xml.append(XmlTokens.escaped(Character.toString(c)));
              } else if (mark.kind() != EntityKind.CLOSE) {
                write(mark, xml, open, done);
              } else if (!open.isEmpty()) {
                xml.append(codes.get(new Mark(EntityKind.CLOSE, open.pop())));
              }
            });
    while (!open.isEmpty()) {
      xml.append(codes.get(new Mark(EntityKind.CLOSE, open.pop())));
    }
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      Mark mark = Mark.of(text.codePointAt(i));
      if (mark != null && mark.kind() != EntityKind.CLOSE && !done.contains(mark)) {
        write(mark, xml, open, done);
        open.forEach(number -> xml.append(codes.get(new Mark(EntityKind.CLOSE, number))));
        open.clear();
      }
    }
    return xml.toString();
  }

  /* Writes a mark once. */
  private void write(Mark mark, StringBuilder xml, Deque<Integer> open, Set<Mark> done) {
    String code = codes.get(mark);
    if (code != null && done.add(mark)) {
      xml.append(code);
      if (mark.kind() == EntityKind.OPEN) {
        open.push(mark.number());
      }
    }
  }

  /**
   * A part of the segment.
   *
   * @param text plain, or a tag as it is written
   * @param kind of a tag; null for a text
   * @param partner the item of the opening tag of a closing one; else -1
   */
  private record Item(String text, @Nullable EntityKind kind, int partner) {}

  private static final class Builder {
    private final XmlTokens xml;
    private final boolean preserve;
    private final List<Item> items = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>(); // items
    private final Map<Integer, String> ids = new HashMap<>(); // of open bpt and bx, by item
    private final Map<EntityKind, Integer> numbers = new EnumMap<>(EntityKind.class);
    private final Map<Integer, Integer> numberOf = new HashMap<>(); // of opening tags, by item
    final Map<Mark, String> codes = new HashMap<>();
    final StringBuilder text = new StringBuilder();
    boolean hasText;

    Builder(XmlTokens xml, boolean preserve) {
      this.xml = xml;
      this.preserve = preserve;
    }

    void read(int from, int to) {
      for (int i = from; i < to; i++) {
        i = add(i);
      }
      for (int i = 0; i < items.size(); i++) {
        write(i);
      }
    }

    /* Returns the index of the last token of what it has added. */
    private int add(int index) {
      Token token = xml.tokens().get(index);
      switch (token.kind()) {
        case TEXT, CDATA -> items.add(new Item(plain(token), null, -1));
        case CLOSE -> {
          while (ids.remove(open.peek()) != null) {
            open.pop(); // a bpt that does not end within the element
          }
          close(open.pop(), xml.written(token));
        }
        case OPEN, EMPTY -> {
          return element(index, token);
        }
        case OTHER -> items.add(new Item(xml.written(token), EntityKind.EMPTY, -1));
      }
      return index;
    }

    private int element(int index, Token token) {
      Map<String, String> attributes = xml.attributes(token);
      boolean encloses = token.kind() == Kind.OPEN && ENCLOSING.contains(token.local());
      if (encloses && !"protected".equals(attributes.get("mtype"))) {
        open.push(items.size());
        items.add(new Item(xml.written(token), EntityKind.EMPTY, -1));
        return index;
      }
      int last = xml.partner(index);
      String code = xml.written(token.start(), xml.tokens().get(last).end());
      String id = attributes.getOrDefault("rid", attributes.getOrDefault("id", ""));
      Integer top = open.peek();
      if (CLOSING.contains(token.local()) && top != null && id.equals(ids.get(top))) {
        ids.remove(open.pop());
        close(top, code);
        return last;
      }
      if (OPENING.contains(token.local())) {
        open.push(items.size());
        ids.put(items.size(), id);
      }
      boolean isText = token.local().equals("mrk"); // protected
      EntityKind kind = isText ? EntityKind.term(protectedText(index, last)) : EntityKind.EMPTY;
      items.add(new Item(code, kind, -1));
      return last;
    }

    private String protectedText(int from, int to) {
      StringBuilder inner = new StringBuilder();
      xml.tokens().subList(from, to).forEach(token -> inner.append(xml.content(token)));
      hasText |= !inner.toString().isBlank();
      return inner.toString();
    }

    private void close(int opening, String code) {
      items.set(opening, new Item(items.get(opening).text(), EntityKind.OPEN, -1));
      items.add(new Item(code, EntityKind.CLOSE, opening));
    }

    private String plain(Token token) {
      String content = Mark.withoutMarks(xml.content(token)); // a character of the file is no tag
      hasText |= !content.isBlank();
      return preserve ? content : content.replaceAll("[ \t\r\n]++", " ");
    }

    private void write(int index) {
      Item item = items.get(index);
      EntityKind kind = item.kind();
      if (kind == null) {
        text.append(item.text());
      } else if (kind == EntityKind.CLOSE) {
        Mark mark = new Mark(kind, numberOf.getOrDefault(item.partner(), 0));
        codes.put(mark, item.text());
        text.append(mark.character());
      } else {
        Mark mark = mark(kind, item.text());
        numberOf.put(index, mark.number());
        text.append(mark.character());
      }
    }

    private Mark mark(EntityKind kind, String code) {
      int number = numbers.merge(kind, 1, Integer::sum) - 1;
      if (number >= Mark.MOST) {
        throw new IllegalArgumentException("a unit has more than " + Mark.MOST + " tags of a kind");
      }
      Mark mark = new Mark(kind, number);
      codes.put(mark, code);
      return mark;
    }
  }
}
