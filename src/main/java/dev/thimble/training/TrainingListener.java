package dev.thimble.training;

import java.util.Map;

/** Hears of a run's progress, on the training thread. All methods do nothing unless overridden. */
public interface TrainingListener {
  /**
   * One update.
   *
   * @param update from 1, over the whole run
   * @param epoch from 1
   * @param batch from 1 within the epoch
   * @param batches of the epoch
   * @param tokens real target tokens of the batch
   * @param loss mean smoothed cross-entropy a token, in nats
   * @param gradientNorm before clipping by norm
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
   * @param update after which it was made
   * @param epoch it fell in
   * @param trainLoss mean smoothed cross-entropy a token since the last evaluation, in nats
   * @param devPerplexity exponential of the mean cross-entropy a target piece, eos counted
   * @param scores what the validator gave
   * @param best whether the model is the best so far
   * @param learningRate of the last update
   * @param seconds spent training so far
   */
  record Evaluation(
      long update,
      int epoch,
      double trainLoss,
      double devPerplexity,
      Map<String, Double> scores,
      boolean best,
      double learningRate,
      double seconds) {}

  /**
   * The run starts at this update, or goes on from it; whatever was heard of later updates did not
   * happen.
   */
  default void onStart(long update) {}

  /** An update was made. */
  default void onUpdate(Update update) {}

  /** The dev set was evaluated. */
  default void onEvaluation(Evaluation evaluation) {}
}
