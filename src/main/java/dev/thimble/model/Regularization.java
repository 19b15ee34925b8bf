package dev.thimble.model;

import dev.thimble.integrity.Require;

/**
 * Regularization of training. Each value is from 0 (off) to below 1.
 *
 * @param embeddingDropout share of embedding entries set to zero, the rest scaled up (Srivastava et
 *     al. 2014)
 * @param dropout the same share between layers, in the context vector and before the output layer
 * @param labelSmoothing probability mass taken from the gold piece and spread over the vocabulary
 *     (Szegedy et al. 2016, equation 2 of section 7)
 * @param scheduledSampling share of decoder inputs replaced by the model's own most likely piece
 *     (Bengio et al. 2015), taken from one teacher-forced pass (Duckworth et al. 2019)
 */
public record Regularization(
    double embeddingDropout, double dropout, double labelSmoothing, double scheduledSampling) {
  /** Checks every value. */
  public Regularization {
    share("embeddingDropout", embeddingDropout);
    share("dropout", dropout);
    share("labelSmoothing", labelSmoothing);
    share("scheduledSampling", scheduledSampling);
  }

  /** Dropout 0.3 throughout and label smoothing 0.1. */
  public static Regularization defaults() {
    return new Regularization(0.3, 0.3, 0.1, 0);
  }

  /** No regularization: maximum likelihood. */
  public static Regularization none() {
    return new Regularization(0, 0, 0, 0);
  }

  /** The four values in the order of the network's {@code gradient}. */
  double[] rates() {
    return new double[] {embeddingDropout, dropout, labelSmoothing, scheduledSampling};
  }

  private static void share(String name, double value) {
    Require.that(value >= 0 && value < 1, name, value, "from 0 to below 1");
  }
}
