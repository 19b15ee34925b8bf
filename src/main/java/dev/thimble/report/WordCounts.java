package dev.thimble.report;

import dev.thimble.metric.BleuTokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts of source words, ignoring case; usually of the training corpus. For one thread while it
 * counts.
 */
public final class WordCounts {
  private final String origin;
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Makes empty counts.
   *
   * @param origin name of the counted text, for the page
   */
  public WordCounts(String origin) {
    this.origin = origin;
  }

  /** Counts the words of a line. */
  public void add(String line) {
    for (String word : words(line)) {
      counts.merge(word, 1, Integer::sum);
    }
  }

  String origin() {
    return origin;
  }

  /** The count of the rarest word of a line; {@code MAX_VALUE} for a line without words. */
  int ofRarest(String line) {
    return words(line).stream()
        .mapToInt(word -> counts.getOrDefault(word, 0))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static List<String> words(String line) {
    return BleuTokenizer.V13A.tokens(line.toLowerCase(Locale.ROOT));
  }
}
