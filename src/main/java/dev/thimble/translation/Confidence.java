package dev.thimble.translation;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.Calibration.Term;
import dev.thimble.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives the confidence of translations by a calibration. Immutable and thread-safe. */
final class Confidence {
  private final List<ConfidenceFeature> features; // those of the calibration
  private final Term[] terms; // in the order of the features
  private final double bias;
  private final int spanWords;

  Confidence(Calibration calibration) {
    features =
        ConfidenceFeature.known(true).stream()
            .filter(feature -> calibration.terms().containsKey(feature.name()))
            .toList();
    terms =
        features.stream()
            .map(feature -> calibration.terms().get(feature.name()))
            .toArray(Term[]::new);
    bias = calibration.bias();
    spanWords = calibration.spanWords();
  }

  /**
   * The confidence by a calibration that a folder has.
   *
   * @param computed the features that can be computed
   * @param options those with which 'thimble calibrate' fits such a calibration
   * @throws CheckpointException if the calibration has other features
   */
  static Confidence of(
      Calibration calibration, List<ConfidenceFeature> computed, Path folder, String options) {
    Set<String> known = computed.stream().map(Enum::name).collect(Collectors.toSet());
    if (!known.equals(calibration.terms().keySet())) {
      Set<String> differing = new TreeSet<>(known);
      differing.addAll(calibration.terms().keySet());
      differing.removeIf(name -> known.contains(name) == calibration.terms().containsKey(name));
      throw new CheckpointException(
          "%s was calibrated by another version of Thimble, with other features (%s); run 'thimble calibrate %s%s' again"
              .formatted(folder, String.join(", ", differing), folder, options));
    }
    return new Confidence(calibration);
  }

  /** Most words of a sentence that is not also translated in parts; 0 if none is. */
  static int spanWords(@Nullable Confidence confidence, TranslationOptions options) {
    if (options.spanWords() != TranslationOptions.CALIBRATED) {
      return options.spanWords();
    }
    return confidence == null ? 0 : confidence.spanWords;
  }

  /** The probability that a translation is good. */
  double of(Evidence evidence) {
    return of(evidence.values(features));
  }

  /** The same of the values of its features. */
  double of(double[] values) {
    double z = bias;
    for (int i = 0; i < terms.length; i++) {
      z += terms[i].weight() * (values[i] - terms[i].mean()) / terms[i].deviation();
    }
    return LogisticRegression.probability(z);
  }

  /** The mean confidence of the sentences of a text, weighted by their numbers of pieces. */
  static OptionalDouble ofAll(List<Translation> sentences) {
    double sum = 0;
    double weights = 0;
    for (Translation sentence : sentences) {
      if (sentence.confidence().isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += sentence.confidence().getAsDouble() * sentence.length();
      weights += sentence.length();
    }
    return weights == 0 ? OptionalDouble.of(1) : OptionalDouble.of(sum / weights);
  }
}
