package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the pairs of a corpus are changed in each epoch. Immutable and thread-safe.
 *
 * @param noise noise in the sources
 * @param concatenate share of the pairs that are joined with one to three other pairs of the corpus
 *     (Kondo et al. 2021), from 0 to 1
 * @param masker replaces entities by symbols, after joining and before noise; null for none
 * @param bpeDropout share of the merges that are skipped when both sides are segmented (see {@link
 *     dev.thimble.vocabulary.BytePairDropout}), from 0 to 1; above 0, the vocabularies must be of
 *     byte-pair encoding
 * @param weights how often the pairs of each corpus appear in an epoch; each copy of a pair is
 *     changed separately
 */
public record Augmentation(
    SourceNoise noise,
    double concatenate,
    @Nullable PairMasker masker,
    double bpeDropout,
    CorpusWeights weights) {
  private static final Augmentation NONE = new Augmentation(SourceNoise.none(), 0, null);

  /** Checks every value. */
  public Augmentation {
    Objects.requireNonNull(noise, "noise");
    Require.within("concatenate", concatenate, 0, 1);
    Require.within("bpeDropout", bpeDropout, 0, 1);
    Objects.requireNonNull(weights, "weights");
  }

  /**
   * Without BPE-dropout; every pair appears once in an epoch.
   *
   * @param noise noise in the sources
   * @param concatenate share of the pairs that are joined with one to three others, from 0 to 1
   * @param masker replaces entities, phrases and words by symbols; null for none
   */
  public Augmentation(SourceNoise noise, double concatenate, @Nullable PairMasker masker) {
    this(noise, concatenate, masker, 0, CorpusWeights.none());
  }

  /**
   * The pairs stay as they are.
   *
   * @return settings that change nothing
   */
  public static Augmentation none() {
    return NONE;
  }

  /**
   * {@return these settings with another share of skipped merges}
   *
   * @param share probability that a merge is skipped, from 0 to 1
   */
  public Augmentation withBpeDropout(double share) {
    return new Augmentation(noise, concatenate, masker, share, weights);
  }

  /**
   * {@return these settings with other weights}
   *
   * @param others how often each pair appears in an epoch
   */
  public Augmentation withWeights(CorpusWeights others) {
    return new Augmentation(noise, concatenate, masker, bpeDropout, others);
  }

  /** {@return whether the pairs stay as they are} */
  public boolean isNone() {
    return equals(NONE);
  }

  /** {@return the settings by name} */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("noise.lowerCase", String.valueOf(noise.lowerCase()));
    settings.put("noise.unpunctuated", String.valueOf(noise.unpunctuated()));
    settings.put("noise.capitals", String.valueOf(noise.capitals()));
    settings.put("noise.misspelt", String.valueOf(noise.misspelt()));
    settings.put("concatenate", String.valueOf(concatenate));
    settings.put("bpeDropout", String.valueOf(bpeDropout));
    settings.put("trainWeight", weights.setting());
    settings.put("maskEntities", "none");
    settings.put("substitutionShare", "0.0");
    settings.put("substituteWords", "0.0");
    settings.put("singleWords", "0.0");
    if (masker != null) {
      settings.putAll(masker.settings());
    }
    return settings;
  }
}
