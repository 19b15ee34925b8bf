package dev.thimble.training;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A run that was to be resumed with another model, other data or another course of training. */
public final class RunMismatchException extends TrainingException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an immutable list of records
  private final List<RunDifference> differences;

  RunMismatchException(Path checkpoint, List<RunDifference> differences) {
    super(
        differences.stream()
            .map(difference -> "\n  " + difference)
            .collect(
                Collectors.joining(
                    "",
                    checkpoint
                        + " was made with other settings, so resuming would not repeat its run:",
                    "")));
    this.differences = List.copyOf(differences);
  }

  /** What differs, at least one thing. */
  public List<RunDifference> differences() {
    return differences;
  }
}
