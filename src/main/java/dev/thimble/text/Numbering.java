package dev.thimble.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives the entities of a text their symbols. Equal ones share a symbol; an opening tag and its
 * closing one share a number. Not thread-safe.
 */
final class Numbering {
  private final MaskingConfig config;
  private final @Nullable RandomGenerator random;
  private final Map<Identity, Integer> numbers = new HashMap<>();
  private final Map<EntityKind, List<Integer>> left = new EnumMap<>(EntityKind.class);

  private record Identity(EntityKind kind, String key, String translation) {}

  /**
   * @param random draws the numbers; if null, they run from 1 in the order of the text
   */
  Numbering(MaskingConfig config, @Nullable RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /** The symbol of an entity, or null if its kind has none or all are given away. */
  @Nullable String symbol(Entity entity) {
    if (!config.kinds().contains(entity.kind())) {
      return null;
    }
    boolean tag = entity.kind() == EntityKind.OPEN || entity.kind() == EntityKind.CLOSE;
    EntityKind counted = tag ? EntityKind.OPEN : entity.kind();
    Identity identity = new Identity(counted, entity.key(), tag ? "" : entity.translation());
    Integer number = numbers.get(identity);
    if (number == null) {
      List<Integer> free = left.computeIfAbsent(counted, absent -> shuffled());
      if (free.isEmpty()) {
        return null;
      }
      number = free.remove(free.size() - 1);
      numbers.put(identity, number);
    }
    return MaskingConfig.symbol(entity.kind(), number);
  }

  /* The numbers of a kind; the last is given first. */
  private List<Integer> shuffled() {
    List<Integer> all = new ArrayList<>();
    for (int number = config.symbolsPerKind(); number >= 1; number--) {
      all.add(number);
    }
    if (random != null) {
      for (int i = all.size() - 1; i > 0; i--) {
        Collections.swap(all, i, random.nextInt(i + 1));
      }
    }
    return all;
  }
}
