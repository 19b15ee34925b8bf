package dev.thimble.training;

import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.Example;
import dev.thimble.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run works on.
 *
 * @param folder where checkpoints go: {@code best} and {@code last} below it
 * @param source source vocabulary
 * @param target target vocabulary
 * @param train pairs to learn from
 * @param dev pairs to evaluate on
 * @param origin data files, options and versions, written into every checkpoint
 */
public record TrainingRun(
    Path folder,
    Vocabulary source,
    Vocabulary target,
    List<Example> train,
    List<Example> dev,
    Provenance origin) {
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
