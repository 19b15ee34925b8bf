package dev.thimble.checkpoint;

import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.PieceRows;
import dev.thimble.text.Masking;
import dev.thimble.vocabulary.Vocabulary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a model folder.
 *
 * @param config the model's configuration
 * @param weights parameters by torch name
 * @param source source vocabulary
 * @param target target vocabulary; the same object if both sides share one
 * @param masking how entities of its texts are masked; null if they are not
 * @param calibration what the confidence of its translations is computed by; null if they have none
 * @param provenance origin of the model
 */
public record ModelContents(
    ModelConfig config,
    Map<String, FloatTensor> weights,
    Vocabulary source,
    Vocabulary target,
    @Nullable Masking masking,
    @Nullable Calibration calibration,
    Provenance provenance) {
  /** Content of a model without masking and calibration. */
  public ModelContents(
      ModelConfig config,
      Map<String, FloatTensor> weights,
      Vocabulary source,
      Vocabulary target,
      Provenance provenance) {
    this(config, weights, source, target, null, null, provenance);
  }

  /** Whether both sides share one vocabulary. */
  public boolean sharesVocabulary() {
    return sourceSha256().equals(targetSha256());
  }

  /** SHA-256 of the source vocabulary, in hexadecimal. */
  public String sourceSha256() {
    return source.sha256();
  }

  /** SHA-256 of the target vocabulary, in hexadecimal. */
  public String targetSha256() {
    return target.sha256();
  }

  /** Which rows an earlier model has for this one's pieces, by {@link Vocabulary#idsIn}. */
  public PieceRows rowsIn(ModelContents earlier) {
    return new PieceRows(source.idsIn(earlier.source), target.idsIn(earlier.target));
  }

  /** Other weights and another provenance, and no calibration, which is that of these weights. */
  public ModelContents with(Map<String, FloatTensor> newWeights, Provenance newProvenance) {
    return new ModelContents(config, newWeights, source, target, masking, null, newProvenance);
  }

  /** The same with masking. */
  public ModelContents withMasking(Masking newMasking) {
    return new ModelContents(config, weights, source, target, newMasking, calibration, provenance);
  }
}
