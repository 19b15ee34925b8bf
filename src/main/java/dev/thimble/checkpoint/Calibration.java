package dev.thimble.checkpoint;

import dev.thimble.integrity.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A logistic regression that computes a confidence from the features of a translation, fitted to
 * the model's own translations. Immutable.
 *
 * <p>The confidence is 1 / (1 + exp(-z)) with z = {@code bias} + Σ weight · (value - mean) /
 * deviation over the features. It estimates the probability that the sentence chrF2 of the
 * translation is at least {@code minChrf}.
 *
 * @param minChrf from 0 to 100; a translation with at least this sentence chrF2 is good
 * @param bias z of a translation whose features all equal their means
 * @param terms the term of each feature, by its name
 * @param spanWords most words of a sentence that is not also translated in spans; 0 if no sentence
 *     is
 * @param kinds how well the confidence fits each kind of text
 */
public record Calibration(
    double minChrf, double bias, Map<String, Term> terms, int spanWords, List<Kind> kinds) {
  /** Checks that every number is finite and in its range. */
  public Calibration {
    Objects.requireNonNull(terms, "terms");
    Require.within("minChrf", minChrf, 0, 100);
    finite("bias", bias);
    terms.forEach((name, term) -> Require.that(term != null, name, "null", "a term"));
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    Require.atLeast("spanWords", spanWords, 0);
    kinds = Require.copyOf(kinds, "kinds");
  }

  /**
   * The contribution of a feature.
   *
   * @param mean mean of the feature over the translations of the fit
   * @param deviation standard deviation of the feature there, above 0
   * @param weight weight of the standardized feature
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
   * How well the confidence fits one kind of text.
   *
   * @param name name of the kind
   * @param examples number of translations
   * @param good share of them that are good
   * @param confidence their mean confidence
   * @param error expected calibration error (Guo et al. 2017, section 2): over ten bins of equal
   *     width, the mean difference between mean confidence and share of good translations, weighted
   *     by the number of translations in the bin
   */
  public record Kind(String name, int examples, double good, double confidence, double error) {
    /** Checks that the shares are from 0 to 1. */
    public Kind {
      Require.that(!Objects.requireNonNull(name, "name").isBlank(), "name", name, "not blank");
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
