package dev.thimble.training;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.corpus.Example;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run works on.
 *
 * @param folder where checkpoints go: {@code best} and {@code last} below it
 * @param model vocabularies and origin, data files and options among it, for every checkpoint; its
 *     weights are not looked at
 * @param train pairs to learn from
 * @param dev pairs to evaluate on
 */
public record TrainingRun(
    Path folder, ModelContents model, List<Example> train, List<Example> dev) {
  /** Checks that there is something to learn from and to evaluate on. */
  public TrainingRun {
    if (train.isEmpty()) {
      throw new IllegalArgumentException("there is no training pair left to learn from");
    }
    if (dev.isEmpty()) {
      throw new IllegalArgumentException("there is no dev pair to evaluate on");
    }
  }

  /** The best checkpoint so far. */
  public Path best() {
    return folder.resolve("best");
  }

  /** The last checkpoint, from which the run resumes. */
  public Path last() {
    return folder.resolve("last");
  }
}
