package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.Map;

/**
 * The training pairs of each epoch: always the same list ({@link #of}), or made from text for each
 * epoch ({@link AugmentedCorpus}). A test can use a lambda that returns a list.
 */
@FunctionalInterface
public interface ExampleSource {
  /**
   * The pairs of one epoch. The same epoch always gives the same pairs, so that a resumed run
   * continues exactly.
   *
   * @param epoch from 1
   * @return at least one pair, in any order
   */
  List<Example> epoch(int epoch);

  /**
   * {@return the settings, besides data and filter, that determine what {@link #epoch} returns, by
   * name} A run resumes only with the same settings.
   */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * The same pairs in every epoch.
   *
   * @param examples of every epoch
   * @return a source without settings
   */
  static ExampleSource of(List<Example> examples) {
    List<Example> copy = Require.copyOf(examples, "examples");
    return epoch -> copy;
  }
}
