package dev.thimble.corpus;

import dev.thimble.corpus.PairCleaner.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds pairs of a corpus that repeat an earlier pair, source or target. The first occurrence is
 * kept. Memory is bounded as for {@link SeenTexts}. Not thread-safe; {@link #close} deletes
 * temporary files.
 */
public final class DuplicateFinder implements AutoCloseable {
  /** The rules about duplicates. */
  public static final Set<CleaningRule> RULES =
      Set.copyOf(EnumSet.range(CleaningRule.DUPLICATE_PAIR, CleaningRule.DUPLICATE_TARGET));

  private final Map<CleaningRule, SeenTexts> seen = new EnumMap<>(CleaningRule.class);
  private final boolean folded;

  /**
   * Makes a finder that has seen no pair.
   *
   * @param rules which of {@link #RULES} apply; others are ignored
   * @param folded whether case, punctuation and spaces are ignored
   * @param folder of temporary files
   */
  public DuplicateFinder(Set<CleaningRule> rules, boolean folded, Path folder) {
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(folder, "folder");
    this.folded = folded;
    for (CleaningRule rule : CleaningRule.values()) {
      if (RULES.contains(rule) && rules.contains(rule)) {
        seen.put(rule, new SeenTexts(SeenTexts.defaultLimit(), folder));
      }
    }
  }

  /**
   * {@return the first rule that removes a pair because of earlier pairs; null if none does}
   *
   * @param source source text
   * @param target its translation
   * @throws IOException if a temporary file cannot be written or read
   */
  public @Nullable Finding check(String source, String target) throws IOException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    if (seen.isEmpty()) {
      return null;
    }
    String here = folded ? TextHash.folded(source) : source;
    String there = folded ? TextHash.folded(target) : target;
    for (Map.Entry<CleaningRule, SeenTexts> each : seen.entrySet()) {
      if (!each.getValue().add(hash(each.getKey(), here, there))) {
        return new Finding(each.getKey(), "");
      }
    }
    return null;
  }

  /**
   * The hash by which a rule recognizes duplicates.
   *
   * @param rule one of {@link #RULES}
   * @param source source text, folded if necessary ({@link TextHash#folded})
   * @param target target text, folded if necessary
   * @return equal for duplicates by the rule
   */
  public static TextHash hash(CleaningRule rule, String source, String target) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    return TextHash.of(
        switch (Objects.requireNonNull(rule, "rule")) {
          case DUPLICATE_SOURCE -> List.of(source);
          case DUPLICATE_TARGET -> List.of(target);
          default -> List.of(source, target);
        });
  }

  @Override
  public void close() throws IOException {
    for (SeenTexts texts : seen.values()) {
      texts.close();
    }
  }
}
