package dev.thimble.training;

import java.util.Objects;

/**
 * A setting that changes a run's result and differs from the checkpoint's.
 *
 * @param field name of the setting, such as {@code optimizer.learningRate}: a component of {@link
 *     TrainingConfig}, of {@code ModelConfig} (with the prefix {@code model.}) or of {@code
 *     PairFilter} (with the prefix {@code filter.}), {@code sourceVocabulary}, {@code
 *     targetVocabulary}, a setting of the {@code ExampleSource}, or {@code data.ROLE} for the
 *     SHA-256 of data files, or of the weights that the run started from
 * @param was its value in the checkpoint
 * @param is its value now
 */
public record RunDifference(String field, String was, String is) {
  /** Checks that nothing is null. */
  public RunDifference {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(was, "was");
    Objects.requireNonNull(is, "is");
  }

  @Override
  public String toString() {
    return field + " was " + was + ", is " + is;
  }
}
