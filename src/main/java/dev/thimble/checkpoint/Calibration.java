package dev.thimble.checkpoint;

import dev.thimble.integrity.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes a confidence of the features of a translation: a logistic regression, fitted to the
 * model's own translations. Immutable.
 *
 * <p>The confidence is 1 / (1 + exp(-z)) with z = {@code bias} + Σ weight · (value - mean) /
 * deviation over the features. It estimates the probability that the sentence chrF2 of the
 * translation is at least {@code minChrf}.
 *
 * @param minChrf from 0 to 100: a translation with this chrF or a higher one is good
 * @param bias z of a translation whose features have their mean
 * @param terms a term for each feature, by its name
 * @param spanWords most words of a sentence that is not also translated in spans; 0 if none is,
 *     since that did not help
 * @param kinds how well the confidence agrees with the kinds of text that it was fitted to
 */
public record Calibration(
    double minChrf, double bias, Map<String, Term> terms, int spanWords, List<Kind> kinds) {
  /** Checks that every number is finite and in its range. */
  public Calibration {
    Require.within("minChrf", minChrf, 0, 100);
    finite("bias", bias);
    terms.forEach((name, term) -> Require.that(term != null, name, "null", "a term"));
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    Require.atLeast("spanWords", spanWords, 0);
    kinds = Require.copyOf(kinds, "kinds");
  }

  /**
   * What a feature contributes.
   *
   * @param mean of the feature over the translations of the fit
   * @param deviation its standard deviation there, above 0
   * @param weight for each deviation above the mean
   */
  public record Term(double mean, double deviation, double weight) {
    /** Checks that every number is finite. */
    public Term {
      finite("mean", mean);
      finite("deviation", deviation);
      Require.that(deviation > 0, "deviation", deviation, "above 0");
      finite("weight", weight);
    }
  }

  /**
   * How well the confidence agrees with one kind of text.
   *
   * @param name of the kind
   * @param examples number of translations
   * @param good share of them that are good
   * @param confidence their mean confidence
   * @param error expected calibration error (Guo et al. 2017, section 2): over ten bins of equal
   *     width, the mean distance of mean confidence and share of good translations, weighted by the
   *     number of translations in the bin
   */
  public record Kind(String name, int examples, double good, double confidence, double error) {
    /** Checks that the shares are from 0 to 1. */
    public Kind {
      Require.that(name != null && !name.isBlank(), "name", String.valueOf(name), "not blank");
      Require.atLeast("examples", examples, 1);
      Require.within("good", good, 0, 1);
      Require.within("confidence", confidence, 0, 1);
      Require.within("error", error, 0, 1);
    }
  }

  private static void finite(String name, double value) {
    Require.that(Double.isFinite(value), name, value, "finite");
  }
}
