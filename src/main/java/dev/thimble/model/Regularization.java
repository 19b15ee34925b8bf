package dev.thimble.model;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * Regularization of training. 0 turns a method off. All values but the two weights are at least 0
 * and below 1. Immutable.
 *
 * @param embeddingDropout dropout of embedding entries (Srivastava et al. 2014)
 * @param wordDropout share of the source pieces and of the decoder's inputs that become unk (Iyyer
 *     et al. 2015, section 3.1; Bowman et al. 2016, section 3.1)
 * @param dropout dropout between layers, of the context vector and before the output layer
 * @param recurrentDropout dropout of the hidden states that a recurrence reads, with the same mask
 *     at every step of a text (Gal and Ghahramani 2016, section 4.1)
 * @param labelSmoothing probability mass taken from the gold piece and spread over the vocabulary
 *     (Szegedy et al. 2016, equation 2 of section 7)
 * @param scheduledSampling share of decoder inputs replaced by the model's own most likely piece
 *     (Bengio et al. 2015), taken from one teacher-forced pass (Duckworth et al. 2019)
 * @param rDrop weight, 0 to 1000, of the divergence between two passes with different dropout
 *     (R-Drop, Liang et al. 2021, equation 4); the loss is half of that equation's
 * @param bagOfWords weight, 0 to 1000, of a second loss, by which the context vector alone predicts
 *     the target's pieces without their order (Ma et al. 2018, equations 10 to 12); needs a context
 *     vector that is fed at every step
 */
public record Regularization(
    double embeddingDropout,
    double wordDropout,
    double dropout,
    double recurrentDropout,
    double labelSmoothing,
    double scheduledSampling,
    double rDrop,
    double bagOfWords) {
  /** Checks every value. */
  public Regularization {
    share("embeddingDropout", embeddingDropout);
    share("wordDropout", wordDropout);
    share("dropout", dropout);
    share("recurrentDropout", recurrentDropout);
    share("labelSmoothing", labelSmoothing);
    share("scheduledSampling", scheduledSampling);
    weight("rDrop", rDrop);
    weight("bagOfWords", bagOfWords);
  }

  /** {@return embedding dropout and dropout 0.3, and label smoothing 0.1} */
  public static Regularization defaults() {
    return none().withEmbeddingDropout(0.3).withDropout(0.3).withLabelSmoothing(0.1);
  }

  /** {@return no regularization: maximum likelihood} */
  public static Regularization none() {
    return new Regularization(0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * {@return this with another {@code embeddingDropout}}
   *
   * @param value probability, at least 0 and below 1
   */
  public Regularization withEmbeddingDropout(double value) {
    return new Regularization(
        value,
        wordDropout,
        dropout,
        recurrentDropout,
        labelSmoothing,
        scheduledSampling,
        rDrop,
        bagOfWords);
  }

  /**
   * {@return this with another {@code wordDropout}}
   *
   * @param value probability, at least 0 and below 1
   */
  public Regularization withWordDropout(double value) {
    return new Regularization(
        embeddingDropout,
        value,
        dropout,
        recurrentDropout,
        labelSmoothing,
        scheduledSampling,
        rDrop,
        bagOfWords);
  }

  /**
   * {@return this with another {@code dropout}}
   *
   * @param value probability, at least 0 and below 1
   */
  public Regularization withDropout(double value) {
    return new Regularization(
        embeddingDropout,
        wordDropout,
        value,
        recurrentDropout,
        labelSmoothing,
        scheduledSampling,
        rDrop,
        bagOfWords);
  }

  /**
   * {@return this with another {@code recurrentDropout}}
   *
   * @param value probability, at least 0 and below 1
   */
  public Regularization withRecurrentDropout(double value) {
    return new Regularization(
        embeddingDropout,
        wordDropout,
        dropout,
        value,
        labelSmoothing,
        scheduledSampling,
        rDrop,
        bagOfWords);
  }

  /**
   * {@return this with another {@code labelSmoothing}}
   *
   * @param value share of the probability mass, at least 0 and below 1
   */
  public Regularization withLabelSmoothing(double value) {
    return new Regularization(
        embeddingDropout,
        wordDropout,
        dropout,
        recurrentDropout,
        value,
        scheduledSampling,
        rDrop,
        bagOfWords);
  }

  /**
   * {@return this with another {@code scheduledSampling}}
   *
   * @param value probability, at least 0 and below 1
   */
  public Regularization withScheduledSampling(double value) {
    return new Regularization(
        embeddingDropout,
        wordDropout,
        dropout,
        recurrentDropout,
        labelSmoothing,
        value,
        rDrop,
        bagOfWords);
  }

  /**
   * {@return this with another {@code rDrop}}
   *
   * @param value weight, 0 to 1000; 0 for none
   */
  public Regularization withRDrop(double value) {
    return new Regularization(
        embeddingDropout,
        wordDropout,
        dropout,
        recurrentDropout,
        labelSmoothing,
        scheduledSampling,
        value,
        bagOfWords);
  }

  /**
   * {@return this with another {@code bagOfWords}}
   *
   * @param value weight, 0 to 1000; 0 for none
   */
  public Regularization withBagOfWords(double value) {
    return new Regularization(
        embeddingDropout,
        wordDropout,
        dropout,
        recurrentDropout,
        labelSmoothing,
        scheduledSampling,
        rDrop,
        value);
  }

  /**
   * Checks that a model supports this regularization.
   *
   * @param config shape of the network
   * @return this
   * @throws IllegalArgumentException if it does not; the message names the value
   */
  public Regularization checkedFor(ModelConfig config) {
    Objects.requireNonNull(config, "config");
    if (bagOfWords > 0 && !config.contextFeed().everyStep()) {
      throw new IllegalArgumentException(
          "bagOfWords is "
              + bagOfWords
              + ", but the context feed is "
              + config.contextFeed()
              + "; the bag-of-words loss needs EVERY_STEP or GATED");
    }
    return this;
  }

  /** The values in the order of the network's {@code gradient}. */
  double[] rates() {
    return new double[] {
      embeddingDropout,
      dropout,
      recurrentDropout,
      wordDropout,
      labelSmoothing,
      scheduledSampling,
      rDrop,
      bagOfWords
    };
  }

  private static void weight(String name, double value) {
    Require.that(value >= 0 && value <= 1000, name, value, "from 0 to 1000");
  }

  private static void share(String name, double value) {
    Require.that(value >= 0 && value < 1, name, value, "from 0 to below 1");
  }
}
