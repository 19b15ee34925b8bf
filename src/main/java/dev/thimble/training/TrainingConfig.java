package dev.thimble.training;

import dev.thimble.corpus.BatchingConfig;
import dev.thimble.integrity.Require;
import dev.thimble.model.Regularization;
import java.util.Objects;

/**
 * How a model is trained. Counts are totals of the whole run, across resumes.
 *
 * @param batching sizes of a batch
 * @param regularization dropout, smoothing, scheduled sampling
 * @param optimizer Adam or AdamW, with clipping
 * @param schedule the learning rate's course
 * @param maxEpochs last pass over the corpus
 * @param maxUpdates last update; 0 for no bound but the epochs
 * @param evaluateEvery updates between evaluations on the dev set; 0 for once an epoch. The last
 *     update of a run is always evaluated
 * @param saveEvery updates between saves of the last checkpoint; 0 for none counted by updates
 * @param saveEveryMinutes minutes since the last checkpoint was saved after which it is saved
 *     again; 0 for none by time. Evaluations save, too
 * @param patience evaluations in a row without a better score before the run stops; 0 for never
 * @param averageDecay decay of the running average of the weights that is evaluated and shipped
 *     (Polyak and Juditsky 1992; exponential as in Tarvainen and Valpola 2017); 0 for the plain
 *     weights
 * @param selectByBleu whether the best checkpoint is that of the highest dev BLEU, not the lowest
 *     dev perplexity
 * @param bfloat16 whether passes run in bfloat16 from float32 master weights
 * @param seed decides parameters, order, dropout and sampling
 */
public record TrainingConfig(
    BatchingConfig batching,
    Regularization regularization,
    OptimizerConfig optimizer,
    LearningRateSchedule schedule,
    int maxEpochs,
    long maxUpdates,
    int evaluateEvery,
    int saveEvery,
    int saveEveryMinutes,
    int patience,
    double averageDecay,
    boolean selectByBleu,
    boolean bfloat16,
    long seed) {
  /** Checks every value. */
  public TrainingConfig {
    Objects.requireNonNull(batching, "batching");
    Objects.requireNonNull(regularization, "regularization");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Require.that(maxEpochs >= 1, "maxEpochs", maxEpochs, "at least 1");
    Require.that(maxUpdates >= 0, "maxUpdates", maxUpdates, "0 (no bound) or above");
    Require.that(evaluateEvery >= 0, "evaluateEvery", evaluateEvery, "0 (each epoch) or above");
    Require.that(saveEvery >= 0, "saveEvery", saveEvery, "0 (not by updates) or above");
    Require.that(
        saveEveryMinutes >= 0, "saveEveryMinutes", saveEveryMinutes, "0 (not by time) or above");
    Require.that(patience >= 0, "patience", patience, "0 (never) or above");
    Require.that(
        averageDecay >= 0 && averageDecay < 1, "averageDecay", averageDecay, "from 0 to below 1");
  }

  /**
   * Twenty epochs of float32, evaluated each epoch, saved every ten minutes, stopping after five
   * evaluations without progress.
   */
  public static TrainingConfig defaults() {
    return new TrainingConfig(
        BatchingConfig.defaults(),
        Regularization.defaults(),
        OptimizerConfig.defaults(),
        LearningRateSchedule.defaults(),
        20,
        0,
        0,
        0,
        10,
        5,
        0,
        false,
        false,
        1);
  }
}
