package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.model.ComputeType;
import dev.thimble.search.EnsembleConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a translator is made of. Immutable.
 *
 * @param folders model folders; several decode as one, for instance checkpoints of one run or runs
 *     from several seeds, with the memory and time of all together
 * @param ensemble how several make one distribution; has a weight for each
 * @param computeType of the matrix products; all but FLOAT32 are faster, and change some results
 * @param shortlist file of the target pieces that a source can lead to, or null: with it, sentences
 *     are decoded one at a time, and only these pieces have a probability
 */
public record LoadConfig(
    List<Path> folders,
    EnsembleConfig ensemble,
    ComputeType computeType,
    @Nullable Path shortlist) {
  /** Checks every value. */
  public LoadConfig {
    folders = Require.copyOf(folders, "folders");
    Objects.requireNonNull(ensemble, "ensemble");
    Objects.requireNonNull(computeType, "computeType");
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("no model folder is given; one is needed at least");
    }
    if (folders.size() != ensemble.weights().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d weights for %d models; give one for each",
              ensemble.weights().size(),
              folders.size()));
    }
  }

  /** One model in float32, without a shortlist. */
  public static LoadConfig of(Path folder) {
    return new LoadConfig(
        List.of(Objects.requireNonNull(folder, "folder")),
        EnsembleConfig.defaults(1),
        ComputeType.FLOAT32,
        null);
  }

  /** The same with several models. */
  public LoadConfig withEnsemble(List<Path> others, EnsembleConfig how) {
    Require.elements(others, "others");
    Objects.requireNonNull(how, "how");
    return new LoadConfig(others, how, computeType, shortlist);
  }

  /** The same in another arithmetic. */
  public LoadConfig withComputeType(ComputeType other) {
    Objects.requireNonNull(other, "other");
    return new LoadConfig(folders, ensemble, other, shortlist);
  }

  /** The same with a shortlist. */
  public LoadConfig withShortlist(Path file) {
    Objects.requireNonNull(file, "file");
    return new LoadConfig(folders, ensemble, computeType, file);
  }
}
