package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.Map;

/**
 * The training pairs of each epoch: either always the same list, by {@link #of}, or made anew from
 * text, by {@link AugmentedCorpus}. In tests a lambda that returns a list will do.
 */
@FunctionalInterface
public interface ExampleSource {
  /**
   * The pairs of one epoch. The same epoch always gives the same pairs, so that a resumed run
   * continues exactly.
   *
   * @param epoch from 1
   * @return at least one pair, in an order that does not matter
   */
  List<Example> epoch(int epoch);

  /**
   * {@return the settings that decide what {@link #epoch} returns, beside data and filter, by name}
   * A run resumes only with the same ones.
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
