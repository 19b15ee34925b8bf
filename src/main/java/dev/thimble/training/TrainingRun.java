package dev.thimble.training;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.ExampleSource;
import dev.thimble.corpus.PairFilter;
import dev.thimble.integrity.Require;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The data and the folder of a training run.
 *
 * @param folder receives the checkpoints {@code best} and {@code last}, and {@code update-N} with
 *     {@link TrainingConfig#keep}
 * @param model configuration, vocabularies and provenance of every checkpoint; its weights are
 *     ignored
 * @param filter the filter that chose {@code train}; a run resumes only with the same one
 * @param train sentence pairs to train on; at least one in the first epoch
 * @param dev sentence pairs to evaluate on, at least one with text on both sides
 */
public record TrainingRun(
    Path folder, ModelContents model, PairFilter filter, ExampleSource train, List<Example> dev) {
  /** Checks that there are pairs to train and to evaluate on. */
  public TrainingRun {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(filter, "filter");
    Objects.requireNonNull(train, "train");
    dev = Require.copyOf(dev, "dev");
    if (train.epoch(1).isEmpty()) {
      throw new IllegalArgumentException("there is no training pair left to learn from");
    }
    if (dev.stream().allMatch(pair -> pair.source().length == 0 || pair.target().length == 0)) {
      throw new IllegalArgumentException(
          "there is no dev pair with text on both sides to evaluate on");
    }
  }

  /**
   * A run with the same training pairs in every epoch.
   *
   * @param folder of the run
   * @param model content of the checkpoints; its weights are ignored
   * @param filter of the pairs
   * @param train training pairs as ids
   * @param dev the first dev set as ids
   */
  public TrainingRun(
      Path folder, ModelContents model, PairFilter filter, List<Example> train, List<Example> dev) {
    this(folder, model, filter, ExampleSource.of(Require.elements(train, "train")), dev);
  }

  /** {@return the folder of the best checkpoint} */
  public Path best() {
    return folder.resolve("best");
  }

  /** {@return the folder of the last checkpoint, from which the run resumes} */
  public Path last() {
    return folder.resolve("last");
  }
}
