package dev.thimble.training;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown by an attempt to resume a run with another model, other data or other settings. */
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

  /** {@return the differences, at least one} */
  public List<RunDifference> differences() {
    return differences;
  }
}
