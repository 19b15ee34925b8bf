package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Entities of a text that do not overlap: first come, first served. One without length stands
 * between two characters and may touch others. Not thread-safe.
 */
final class Spans {
  private static final Comparator<Entity> IN_ORDER =
      Comparator.comparingInt(Entity::start).thenComparingInt(Entity::end);

  private final String text;
  private final List<Entity> entities = new ArrayList<>();
  private final TreeMap<Integer, Entity> byStart = new TreeMap<>();
  private final TreeSet<Integer> insertions = new TreeSet<>();

  Spans(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /**
   * Adds an entity if it overlaps no other one.
   *
   * @throws IllegalArgumentException if it ends after the text
   */
  boolean add(Entity entity) {
    Require.within("end of an entity", entity.end(), 0, text.length());
    if (!isFree(entity.start(), entity.end())) {
      return false;
    }
    entities.add(entity);
    if (entity.start() == entity.end()) {
      insertions.add(entity.start());
    } else {
      byStart.put(entity.start(), entity);
    }
    return true;
  }

  boolean isFree(int start, int end) {
    Map.Entry<Integer, Entity> before = byStart.lowerEntry(end);
    if (before != null && before.getValue().end() > start) {
      return false;
    }
    Integer insertion = insertions.higher(start);
    return insertion == null || insertion >= end;
  }

  /** All entities in the order of the text, equal places in the order in which they came. */
  List<Entity> inOrder() {
    List<Entity> sorted = new ArrayList<>(entities);
    sorted.sort(IN_ORDER);
    return sorted;
  }

  /** The words outside the entities. */
  List<Words.Word> wordsOutside() {
    List<Words.Word> words = new ArrayList<>();
    Words scanner = new Words();
    int from = 0;
    for (Entity entity : byStart.values()) {
      scanner.scan(text, from, entity.start(), words);
      scanner.pass(entity.kind());
      from = entity.end();
    }
    scanner.scan(text, from, text.length(), words);
    return words;
  }

  /** Whether no word outside the entities has a small letter and one has two capitals. */
  boolean isInCapitals(List<Words.Word> wordsOutside) {
    int from = 0;
    for (Entity entity : byStart.values()) {
      if (Casing.hasSmallLetter(text, from, entity.start())) {
        return false;
      }
      from = entity.end();
    }
    return !Casing.hasSmallLetter(text, from, text.length())
        && wordsOutside.stream().anyMatch(word -> Casing.isInCapitals(word.in(text)));
  }
}
