package dev.thimble.checkpoint;

import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.PieceRows;
import dev.thimble.text.Masking;
import dev.thimble.vocabulary.Vocabulary;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of a model folder.
 *
 * @param config the model's configuration
 * @param weights parameters by their torch names
 * @param source source vocabulary
 * @param target target vocabulary; the same object if both sides share one
 * @param masking how entities are masked; null if they are not
 * @param calibration computes the confidence of translations; null for none
 * @param channelCalibration computes the confidence of translations that a channel has ranked; null
 *     for none
 * @param provenance origin of the model
 */
public record ModelContents(
    ModelConfig config,
    Map<String, FloatTensor> weights,
    Vocabulary source,
    Vocabulary target,
    @Nullable Masking masking,
    @Nullable Calibration calibration,
    @Nullable ChannelCalibration channelCalibration,
    Provenance provenance) {
  /** Checks that nothing but masking and calibrations is null. */
  public ModelContents {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(provenance, "provenance");
  }

  /**
   * The content of a model without a calibration for a channel.
   *
   * @param config shape of the network
   * @param weights by their torch names
   * @param source source vocabulary
   * @param target target vocabulary; the same object if both sides share one
   * @param masking how entities are masked; null if they are not
   * @param calibration computes the confidence of translations; null for none
   * @param provenance origin of the model
   */
  public ModelContents(
      ModelConfig config,
      Map<String, FloatTensor> weights,
      Vocabulary source,
      Vocabulary target,
      @Nullable Masking masking,
      @Nullable Calibration calibration,
      Provenance provenance) {
    this(config, weights, source, target, masking, calibration, null, provenance);
  }

  /**
   * The content of a model without masking and calibrations.
   *
   * @param config shape of the network
   * @param weights by their torch names
   * @param source source vocabulary
   * @param target target vocabulary; the same object if both sides share one
   * @param provenance origin of the model
   */
  public ModelContents(
      ModelConfig config,
      Map<String, FloatTensor> weights,
      Vocabulary source,
      Vocabulary target,
      Provenance provenance) {
    this(config, weights, source, target, null, null, provenance);
  }

  /** {@return whether both sides share one vocabulary} */
  public boolean sharesVocabulary() {
    return sourceSha256().equals(targetSha256());
  }

  /** {@return the SHA-256 of the source vocabulary, in hexadecimal} */
  public String sourceSha256() {
    return source.sha256();
  }

  /** {@return the SHA-256 of the target vocabulary, in hexadecimal} */
  public String targetSha256() {
    return target.sha256();
  }

  /**
   * {@return the rows of an earlier model for this model's pieces, by {@link Vocabulary#idsIn}}
   *
   * @param earlier for instance the model to start from
   */
  public PieceRows rowsIn(ModelContents earlier) {
    Objects.requireNonNull(earlier, "earlier");
    return new PieceRows(source.idsIn(earlier.source), target.idsIn(earlier.target));
  }

  /**
   * Replaces the weights and their provenance. The result has no calibrations, since they were
   * fitted to the old weights.
   *
   * @param newWeights by their torch names
   * @param newProvenance their origin
   * @return a model of the same shape, vocabularies and masking
   */
  public ModelContents with(Map<String, FloatTensor> newWeights, Provenance newProvenance) {
    Objects.requireNonNull(newWeights, "newWeights");
    Objects.requireNonNull(newProvenance, "newProvenance");
    return new ModelContents(config, newWeights, source, target, masking, null, newProvenance);
  }

  /**
   * {@return the same with masking}
   *
   * @param newMasking a masking whose symbols both vocabularies have
   */
  public ModelContents withMasking(Masking newMasking) {
    Objects.requireNonNull(newMasking, "newMasking");
    return new ModelContents(
        config, weights, source, target, newMasking, calibration, channelCalibration, provenance);
  }
}
