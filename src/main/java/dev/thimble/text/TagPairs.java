package dev.thimble.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which closing tag belongs to which opening one: to the nearest one before it that is still open
 * and has its name. A tag without partner becomes an EMPTY one.
 *
 * @param entities the entities in order. Those of a pair have one key, and equal pairs have equal
 *     keys.
 * @param nested whether no two pairs cross
 */
record TagPairs(List<Entity> entities, boolean nested) {

  static TagPairs of(List<Entity> inOrder) {
    List<Entity> paired = new ArrayList<>(inOrder);
    Map<String, Deque<Integer>> openByName = new HashMap<>();
    TreeSet<Integer> open = new TreeSet<>();
    boolean nested = true;
    for (int i = 0; i < paired.size(); i++) {
      Entity entity = paired.get(i);
      if (entity.kind() == EntityKind.OPEN) {
        openByName.computeIfAbsent(name(entity), absent -> new ArrayDeque<>()).push(i);
        open.add(i);
      } else if (entity.kind() == EntityKind.CLOSE) {
        Deque<Integer> candidates = openByName.getOrDefault(name(entity), new ArrayDeque<>());
        if (candidates.isEmpty()) {
          paired.set(i, with(entity, EntityKind.EMPTY, entity.key()));
        } else {
          nested &= open.last().equals(candidates.peek());
          pair(paired, candidates.peek(), i);
          open.remove(candidates.pop());
        }
      }
    }
    for (int i : open) {
      paired.set(i, with(paired.get(i), EntityKind.EMPTY, paired.get(i).key()));
    }
    return new TagPairs(paired, nested);
  }

  private static void pair(List<Entity> entities, int open, int close) {
    Entity opening = entities.get(open);
    Entity closing = entities.get(close);
    String key =
        String.join(
            "\0", opening.key(), opening.translation(), closing.key(), closing.translation());
    entities.set(open, with(opening, EntityKind.OPEN, key));
    entities.set(close, with(closing, EntityKind.CLOSE, key));
  }

  private static Entity with(Entity entity, EntityKind kind, String key) {
    return new Entity(entity.start(), entity.end(), kind, key, entity.translation());
  }

  // The name of a tag such as <b class="x"> or </b>; empty for other mark-up.
  private static String name(Entity tag) {
    String text = tag.translation();
    if (!text.startsWith("<")) {
      return "";
    }
    int start = text.startsWith("</") ? 2 : 1;
    int end = start;
    while (end < text.length() && " \t\n\r/>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }
}
