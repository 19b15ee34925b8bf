package dev.thimble.text;

import static dev.thimble.text.Characters.at;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tags of mark-up: &lt;b&gt;, &lt;/b&gt;, &lt;br/&gt;. An opening tag and its closing tag have the
 * same key, such as {@code b#1}. A tag without counterpart encloses nothing. Immutable.
 */
final class MarkupTags implements EntityDetector {
  private static final int LONGEST = 2000;

  private static final Set<String> VOID =
      Set.of("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr");

  @Override
  public @Nullable Entity detect(String text, int start) {
    if (text.charAt(start) != '<') {
      return null;
    }
    boolean closing = at(text, start + 1) == '/';
    int name = closing ? start + 2 : start + 1;
    int nameEnd = nameEnd(text, name, start + LONGEST);
    if (nameEnd == name) {
      return null;
    }
    int end = closing ? Math.max(name, spacesEnd(text, nameEnd)) : attributesEnd(text, nameEnd);
    boolean empty = at(text, end) == '/' && !closing;
    end += empty ? 1 : 0;
    if (at(text, end) != '>' || end > start + LONGEST) {
      return null;
    }
    String tag = text.substring(start, end + 1);
    empty |= VOID.contains(text.substring(name, nameEnd).toLowerCase(Locale.ROOT));
    EntityKind kind = closing ? EntityKind.CLOSE : empty ? EntityKind.EMPTY : EntityKind.OPEN;
    return new Entity(start, end + 1, empty ? EntityKind.EMPTY : kind, tag, tag);
  }

  private static int nameEnd(String text, int start, int limit) {
    char first = at(text, start);
    if (!isAsciiLetter(first) && first != '_') {
      return start;
    }
    int end = start + 1;
    while (end < limit && isNameCharacter(at(text, end))) {
      end++;
    }
    return end;
  }

  private static boolean isAsciiLetter(char c) {
    return c < 0x80 && Characters.isLetter(c);
  }

  private static boolean isNameCharacter(char c) {
    return isAsciiLetter(c) || Characters.isAsciiDigit(c) || "-_:.".indexOf(c) >= 0;
  }

  private static int spacesEnd(String text, int start) {
    int end = start;
    while (end < start + LONGEST && PythonText.isSpace(at(text, end))) {
      end++;
    }
    return end;
  }

  /* The index after the attributes that follow the name of a tag, and the spaces after them. */
  private static int attributesEnd(String text, int start) {
    int limit = start + LONGEST;
    int end = start;
    while (true) {
      int name = spacesEnd(text, end);
      int nameEnd = name == end ? name : nameEnd(text, name, limit);
      if (nameEnd == name || nameEnd >= limit) {
        return name;
      }
      end = valueEnd(text, nameEnd, limit);
    }
  }

  /* The index after "=" and a value; the given index if there is no value. */
  private static int valueEnd(String text, int start, int limit) {
    if (at(text, start) != '=') {
      return start;
    }
    char quote = at(text, start + 1);
    int end = start + 1;
    if (quote == '"' || quote == '\'') {
      end++;
      while (end < limit && end < text.length() && text.charAt(end) != quote) {
        end++;
      }
      return at(text, end) == quote ? end + 1 : start;
    }
    while (end < limit && end < text.length() && isUnquoted(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isUnquoted(char c) {
    return !PythonText.isSpace(c) && "\"'=<>`".indexOf(c) < 0;
  }

  /** Gives the tags of a text that belong together the same key; the others become EMPTY. */
  static List<Entity> paired(List<Entity> entities) {
    Map<String, Integer> open = new HashMap<>(); // name → open tags of this name
    Map<String, Integer> pairs = new HashMap<>(); // name → pairs so far
    Deque<Integer> stack = new ArrayDeque<>(); // indexes of open tags
    List<Entity> paired = new ArrayList<>(entities);
    for (int i = 0; i < entities.size(); i++) {
      Entity tag = entities.get(i);
      String name = name(tag);
      if (tag.kind() == EntityKind.OPEN) {
        paired.set(i, with(tag, EntityKind.EMPTY, tag.key()));
        stack.push(i);
        open.merge(name, 1, Integer::sum);
      } else if (tag.kind() == EntityKind.CLOSE && open.getOrDefault(name, 0) == 0) {
        paired.set(i, with(tag, EntityKind.EMPTY, tag.key()));
      } else if (tag.kind() == EntityKind.CLOSE) {
        int opening = pop(stack, entities, name, open);
        String key = name + "#" + pairs.merge(name, 1, Integer::sum);
        paired.set(opening, with(entities.get(opening), EntityKind.OPEN, key));
        paired.set(i, with(tag, EntityKind.CLOSE, key));
      }
    }
    return paired;
  }

  /* Takes tags from the stack down to the last one of a name, which is open. */
  private static int pop(
      Deque<Integer> stack, List<Entity> entities, String name, Map<String, Integer> open) {
    while (true) {
      int top = stack.pop();
      String topName = name(entities.get(top));
      open.merge(topName, -1, Integer::sum);
      if (topName.equals(name)) {
        return top;
      }
    }
  }

  private static Entity with(Entity tag, EntityKind kind, String key) {
    return new Entity(tag.start(), tag.end(), kind, key, tag.translation());
  }

  private static String name(Entity tag) {
    if (tag.kind() != EntityKind.OPEN && tag.kind() != EntityKind.CLOSE) {
      return "";
    }
    int start = tag.kind() == EntityKind.CLOSE ? 2 : 1;
    String text = tag.key();
    return text.substring(start, nameEnd(text, start, text.length())).toLowerCase(Locale.ROOT);
  }
}
