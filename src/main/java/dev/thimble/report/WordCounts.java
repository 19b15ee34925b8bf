package dev.thimble.report;

import dev.thimble.metric.BleuTokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often each source word was seen, case ignored. For one thread while it counts.
 *
 * <p>Usually of the training source; a test set's own source does where that is not at hand.
 */
public final class WordCounts {
  private final String origin;
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Starts at 0 for every word.
   *
   * @param origin of the text, as the page names it
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

  /** How often the rarest word of a line was seen; a line without words has none, so often. */
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
