package dev.thimble.training;

/**
 * Something that decides a run's numbers and is not as it was when the run began.
 *
 * @param field what differs, such as {@code optimizer.learningRate}: components of {@link
 *     TrainingConfig} and of {@code ModelConfig} (behind {@code model.}) and {@code PairFilter}
 *     (behind {@code filter.}) by their names, {@code sourceVocabulary}, {@code targetVocabulary},
 *     and {@code data.ROLE} for the hashes of data files
 * @param was its value in the checkpoint
 * @param is its value now
 */
public record RunDifference(String field, String was, String is) {
  @Override
  public String toString() {
    return field + " was " + was + ", is " + is;
  }
}
