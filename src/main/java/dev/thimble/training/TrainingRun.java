package dev.thimble.training;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run works on.
 *
 * @param folder where checkpoints go: {@code best} and {@code last} below it
 * @param model vocabularies and origin, data files and options among it, for every checkpoint; its
 *     weights are not looked at
 * @param filter what chose the pairs to learn from; a run resumes only with the same
 * @param train pairs to learn from
 * @param dev pairs to evaluate on, of which one at least has text on both sides
 */
public record TrainingRun(
    Path folder, ModelContents model, PairFilter filter, List<Example> train, List<Example> dev) {
  /** Checks that there is something to learn from and to evaluate on. */
  public TrainingRun {
    if (train.isEmpty()) {
      throw new IllegalArgumentException("there is no training pair left to learn from");
    }
    if (dev.stream().allMatch(pair -> pair.source().length == 0 || pair.target().length == 0)) {
      throw new IllegalArgumentException(
          "there is no dev pair with text on both sides to evaluate on");
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
