package dev.thimble.training;

import java.util.Map;
import java.util.Objects;

/** Receives the events of a run on the training thread. By default all methods do nothing. */
public interface TrainingListener {
  /**
   * One update.
   *
   * @param update from 1, over the whole run
   * @param epoch from 1
   * @param batch batches of the epoch that are done
   * @param batches batches in the epoch
   * @param tokens target tokens of the update's batches, without padding
   * @param loss mean label-smoothed cross-entropy per token, in nats
   * @param gradientNorm global norm of the gradient before clipping by norm
   * @param learningRate of this update
   */
  record Update(
      long update,
      int epoch,
      int batch,
      int batches,
      int tokens,
      double loss,
      double gradientNorm,
      double learningRate) {}

  /**
   * One evaluation on the dev set.
   *
   * @param update number of the last update
   * @param epoch of that update
   * @param trainLoss mean label-smoothed cross-entropy per token since the last evaluation, in nats
   * @param devPerplexity exponential of the mean cross-entropy per target piece, eos counted
   * @param scores from the {@link Validator}
   * @param best whether this model has the best score so far
   * @param learningRate of the last update
   * @param seconds training time so far, resumes included
   */
  record Evaluation(
      long update,
      int epoch,
      double trainLoss,
      double devPerplexity,
      Map<String, Double> scores,
      boolean best,
      double learningRate,
      double seconds) {
    /** Checks that the scores are not null. */
    public Evaluation {
      Objects.requireNonNull(scores, "scores");
    }
  }

  /**
   * The run starts or resumes. Discard earlier events of updates after the given one: that work was
   * lost.
   *
   * @param update number of the last update that counts; 0 at the start
   */
  default void onStart(long update) {}

  /**
   * An update was made.
   *
   * @param update its number, tokens, loss and learning rate
   */
  default void onUpdate(Update update) {}

  /**
   * The dev set was evaluated.
   *
   * @param evaluation losses and scores
   */
  default void onEvaluation(Evaluation evaluation) {}
}
