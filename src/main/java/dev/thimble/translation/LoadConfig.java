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
 * The models that a translator loads. Immutable.
 *
 * @param folders model folders; several form an ensemble, for instance of runs with different
 *     seeds, which takes the memory and time of all of them
 * @param ensemble how their distributions are combined, with one weight for each folder
 * @param computeType type of the matrix products; all but FLOAT32 may be faster and change some
 *     results
 * @param shortlist file of {@code thimble shortlist}, or null. With it, sentences are decoded one
 *     at a time, and only the pieces that the file lists for a source have a probability
 * @param channel model folder of the other direction, for {@link Ranking#CHANNEL}, or null; it may
 *     have other vocabularies and another shape. The confidence uses it if the first model has a
 *     calibration that was fitted with the same weights of a channel
 * @param languageModel folder of a language model of the target language, for {@link
 *     Ranking#CHANNEL}, or null; it may have another vocabulary
 * @param confidence whether translations have a confidence, if the first model has a calibration;
 *     without it translation is a little faster, and long sentences are translated as a whole
 */
public record LoadConfig(
    List<Path> folders,
    EnsembleConfig ensemble,
    ComputeType computeType,
    @Nullable Path shortlist,
    @Nullable Path channel,
    @Nullable Path languageModel,
    boolean confidence) {
  /** Checks every value. */
  public LoadConfig {
    folders = Require.copyOf(folders, "folders");
    Objects.requireNonNull(ensemble, "ensemble");
    Objects.requireNonNull(computeType, "computeType");
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("folders is empty; give at least one model folder");
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

  /**
   * The same without a language model, with confidences.
   *
   * @param folders one model, or several as an ensemble
   * @param ensemble how their probabilities are combined
   * @param computeType of matrix products
   * @param shortlist a file of {@code thimble shortlist}; null for none
   * @param channel folder of a model of the other direction; null for none
   */
  public LoadConfig(
      List<Path> folders,
      EnsembleConfig ensemble,
      ComputeType computeType,
      @Nullable Path shortlist,
      @Nullable Path channel) {
    this(folders, ensemble, computeType, shortlist, channel, null, true);
  }

  /**
   * {@return one model in float32, without shortlist, channel and language model}
   *
   * @param folder a model folder, or a zip file of one
   */
  public static LoadConfig of(Path folder) {
    return new LoadConfig(
        List.of(Objects.requireNonNull(folder, "folder")),
        EnsembleConfig.defaults(1),
        ComputeType.FLOAT32,
        null,
        null);
  }

  /**
   * {@return the same with other folders, as an ensemble}
   *
   * @param others at least one
   * @param how their probabilities are combined, with one weight for each
   */
  public LoadConfig withEnsemble(List<Path> others, EnsembleConfig how) {
    Require.elements(others, "others");
    Objects.requireNonNull(how, "how");
    return new LoadConfig(others, how, computeType, shortlist, channel, languageModel, confidence);
  }

  /**
   * {@return the same with another compute type}
   *
   * @param other of matrix products; AUTO for the fastest
   */
  public LoadConfig withComputeType(ComputeType other) {
    Objects.requireNonNull(other, "other");
    return new LoadConfig(folders, ensemble, other, shortlist, channel, languageModel, confidence);
  }

  /**
   * {@return the same with a shortlist}
   *
   * @param file of {@code thimble shortlist} for the model's vocabularies
   */
  public LoadConfig withShortlist(Path file) {
    Objects.requireNonNull(file, "file");
    return new LoadConfig(folders, ensemble, computeType, file, channel, languageModel, confidence);
  }

  /**
   * {@return the same with a model of the other direction}
   *
   * @param folder of a model that translates in the other direction
   */
  public LoadConfig withChannel(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return new LoadConfig(
        folders, ensemble, computeType, shortlist, folder, languageModel, confidence);
  }

  /**
   * {@return the same with a language model of the target language}
   *
   * @param folder of a language model
   */
  public LoadConfig withLanguageModel(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return new LoadConfig(folders, ensemble, computeType, shortlist, channel, folder, confidence);
  }

  /**
   * {@return the same with or without confidences}
   *
   * @param choice false saves the time for confidences
   */
  public LoadConfig withConfidence(boolean choice) {
    return new LoadConfig(
        folders, ensemble, computeType, shortlist, channel, languageModel, choice);
  }
}
