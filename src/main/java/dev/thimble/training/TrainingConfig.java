package dev.thimble.training;

import dev.thimble.corpus.BatchingConfig;
import dev.thimble.integrity.Require;
import dev.thimble.model.ComputeType;
import dev.thimble.model.ModelPart;
import dev.thimble.model.Regularization;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How a model is trained. Immutable; see {@link #builder}. Epochs, updates and evaluations are
 * counted over the whole run, resumes included.
 *
 * @param batching sizes of a batch
 * @param accumulate number of batches whose gradients make one update, at least 1. The update uses
 *     the gradient of their mean loss per token, as if all their pairs were in one batch, in the
 *     memory of a single batch. The last update of an epoch has the batches that are left. Two
 *     things differ from batches of {@code accumulate} times the tokens: dropout is drawn for each
 *     batch, and each batch has sentences of similar length
 * @param regularization dropout, label smoothing, scheduled sampling
 * @param optimizer Adam, AdamW or SGD, with clipping
 * @param schedule learning-rate schedule
 * @param maxEpochs most passes over the corpus
 * @param maxUpdates most updates; 0 for no limit
 * @param evaluateEvery updates between evaluations on the dev set; 0 for one after each epoch. The
 *     last update of {@code maxEpochs} or {@code maxUpdates} is always evaluated
 * @param saveEvery updates between saves of the checkpoint {@code last}; 0 for none. Evaluations
 *     save it too
 * @param saveEveryMinutes minutes between a save of the checkpoint {@code last} and the next; 0 for
 *     none
 * @param keep number of latest evaluated checkpoints to keep as model folders {@code update-N}; 0
 *     for none
 * @param patience evaluations in a row without a better score after which the run stops; 0 for
 *     never
 * @param averageDecay decay, at least 0 and below 1, of an exponential moving average of the
 *     weights (Polyak and Juditsky 1992; Tarvainen and Valpola 2017), which is evaluated and saved
 *     as the model; 0 for the plain weights
 * @param selection score that selects the best checkpoint
 * @param frozen parts of the model that training does not change. A matrix that two parts share is
 *     frozen with either of them
 * @param computeType type of the forward and backward passes, FLOAT32 or BFLOAT16; the weights stay
 *     float32
 * @param seed of initial parameters, augmentation, order of batches, dropout and scheduled sampling
 */
public record TrainingConfig(
    BatchingConfig batching,
    int accumulate,
    Regularization regularization,
    OptimizerConfig optimizer,
    LearningRateSchedule schedule,
    int maxEpochs,
    long maxUpdates,
    int evaluateEvery,
    int saveEvery,
    int saveEveryMinutes,
    int keep,
    int patience,
    double averageDecay,
    Selection selection,
    Set<ModelPart> frozen,
    ComputeType computeType,
    long seed) {
  /** Scores on the dev set that can select the best checkpoint. */
  public enum Selection {
    /** The lowest perplexity. */
    PERPLEXITY,
    /** The highest {@link Validator#BLEU}. */
    BLEU
  }

  /** Checks every value. */
  public TrainingConfig {
    Objects.requireNonNull(batching, "batching");
    Objects.requireNonNull(regularization, "regularization");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(selection, "selection");
    frozen = Collections.unmodifiableSet(copy(Objects.requireNonNull(frozen, "frozen")));
    Objects.requireNonNull(computeType, "computeType");
    Require.that(accumulate >= 1, "accumulate", accumulate, "at least 1");
    Require.that(maxEpochs >= 1, "maxEpochs", maxEpochs, "at least 1");
    Require.that(maxUpdates >= 0, "maxUpdates", maxUpdates, "0 (no bound) or above");
    Require.that(
        schedule.kind() != LearningRateSchedule.Kind.COSINE || maxUpdates > 0,
        "maxUpdates",
        maxUpdates,
        "at least 1 for the schedule COSINE, which ends there");
    Require.that(evaluateEvery >= 0, "evaluateEvery", evaluateEvery, "0 (each epoch) or above");
    Require.that(saveEvery >= 0, "saveEvery", saveEvery, "0 (not by updates) or above");
    Require.that(
        saveEveryMinutes >= 0, "saveEveryMinutes", saveEveryMinutes, "0 (not by time) or above");
    Require.that(keep >= 0, "keep", keep, "0 (none) or above");
    Require.that(patience >= 0, "patience", patience, "0 (never) or above");
    Require.that(
        averageDecay >= 0 && averageDecay < 1, "averageDecay", averageDecay, "from 0 to below 1");
    Require.that(computeType.trains(), "computeType", computeType, "FLOAT32 or BFLOAT16");
  }

  private static Set<ModelPart> copy(Set<ModelPart> parts) {
    Set<ModelPart> copy = EnumSet.noneOf(ModelPart.class);
    copy.addAll(parts);
    return copy;
  }

  /**
   * Twenty epochs in float32, an evaluation after each epoch, a save every ten minutes, and an end
   * after five evaluations without a better perplexity.
   *
   * @return the default settings
   */
  public static TrainingConfig defaults() {
    return new TrainingConfig(
        BatchingConfig.defaults(),
        1,
        Regularization.defaults(),
        OptimizerConfig.defaults(),
        LearningRateSchedule.defaults(),
        20,
        0,
        0,
        0,
        10,
        0,
        5,
        0,
        Selection.PERPLEXITY,
        Set.of(),
        ComputeType.FLOAT32,
        1);
  }

  /**
   * Starts from {@link #defaults}.
   *
   * @return a builder with every default
   */
  public static Builder builder() {
    return defaults().toBuilder();
  }

  /**
   * Starts from this configuration.
   *
   * @return a builder with these settings
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Makes a configuration; {@link #build} checks it. Not thread-safe. */
  public static final class Builder {
    private BatchingConfig batching;
    private int accumulate;
    private Regularization regularization;
    private OptimizerConfig optimizer;
    private LearningRateSchedule schedule;
    private int maxEpochs;
    private long maxUpdates;
    private int evaluateEvery;
    private int saveEvery;
    private int saveEveryMinutes;
    private int keep;
    private int patience;
    private double averageDecay;
    private Selection selection;
    private Set<ModelPart> frozen;
    private ComputeType computeType;
    private long seed;

    private Builder(TrainingConfig from) {
      batching = from.batching;
      accumulate = from.accumulate;
      regularization = from.regularization;
      optimizer = from.optimizer;
      schedule = from.schedule;
      maxEpochs = from.maxEpochs;
      maxUpdates = from.maxUpdates;
      evaluateEvery = from.evaluateEvery;
      saveEvery = from.saveEvery;
      saveEveryMinutes = from.saveEveryMinutes;
      keep = from.keep;
      patience = from.patience;
      averageDecay = from.averageDecay;
      selection = from.selection;
      frozen = from.frozen;
      computeType = from.computeType;
      seed = from.seed;
    }

    /**
     * Sizes of a batch.
     *
     * @param sizes most tokens and sentences
     * @return this builder
     */
    public Builder batching(BatchingConfig sizes) {
      batching = Objects.requireNonNull(sizes, "sizes");
      return this;
    }

    /**
     * Number of batches whose gradients make one update.
     *
     * @param batches at least 1; 1 by default
     * @return this builder
     */
    public Builder accumulate(int batches) {
      accumulate = batches;
      return this;
    }

    /**
     * Dropout, label smoothing, scheduled sampling.
     *
     * @param other {@link Regularization#defaults} by default
     * @return this builder
     */
    public Builder regularization(Regularization other) {
      regularization = Objects.requireNonNull(other, "other");
      return this;
    }

    /**
     * Adam, AdamW or SGD, with clipping.
     *
     * @param other {@link OptimizerConfig#defaults} by default
     * @return this builder
     */
    public Builder optimizer(OptimizerConfig other) {
      optimizer = Objects.requireNonNull(other, "other");
      return this;
    }

    /**
     * Learning-rate schedule.
     *
     * @param course {@link LearningRateSchedule#defaults} by default
     * @return this builder
     */
    public Builder schedule(LearningRateSchedule course) {
      schedule = Objects.requireNonNull(course, "course");
      return this;
    }

    /**
     * Most passes over the corpus.
     *
     * @param epochs at least 1; 20 by default
     * @return this builder
     */
    public Builder maxEpochs(int epochs) {
      maxEpochs = epochs;
      return this;
    }

    /**
     * Most updates; 0 for no limit.
     *
     * @param updates 0 or more
     * @return this builder
     */
    public Builder maxUpdates(long updates) {
      maxUpdates = updates;
      return this;
    }

    /**
     * Updates between evaluations; 0 for one after each epoch.
     *
     * @param updates 0 or more; 0 by default
     * @return this builder
     */
    public Builder evaluateEvery(int updates) {
      evaluateEvery = updates;
      return this;
    }

    /**
     * Updates between saves; 0 for none.
     *
     * @param updates 0 or more; 0 by default
     * @return this builder
     */
    public Builder saveEvery(int updates) {
      saveEvery = updates;
      return this;
    }

    /**
     * Minutes between saves; 0 for none.
     *
     * @param minutes 0 or more; 10 by default
     * @return this builder
     */
    public Builder saveEveryMinutes(int minutes) {
      saveEveryMinutes = minutes;
      return this;
    }

    /**
     * Number of latest evaluated checkpoints to keep; 0 for none.
     *
     * @param checkpoints 0 or more; 0 by default
     * @return this builder
     */
    public Builder keep(int checkpoints) {
      keep = checkpoints;
      return this;
    }

    /**
     * Evaluations in a row without a better score after which the run stops; 0 for never.
     *
     * @param evaluations 0 or more; 5 by default
     * @return this builder
     */
    public Builder patience(int evaluations) {
      patience = evaluations;
      return this;
    }

    /**
     * Decay of the moving average of the weights; 0 for the plain weights.
     *
     * @param decay at least 0 and below 1; 0 by default
     * @return this builder
     */
    public Builder averageDecay(double decay) {
      averageDecay = decay;
      return this;
    }

    /**
     * Score that selects the best checkpoint.
     *
     * @param score perplexity by default
     * @return this builder
     */
    public Builder selection(Selection score) {
      selection = Objects.requireNonNull(score, "score");
      return this;
    }

    /**
     * Parts of the model that training does not change.
     *
     * @param parts none by default
     * @return this builder
     */
    public Builder frozen(Set<ModelPart> parts) {
      frozen = copy(Objects.requireNonNull(parts, "parts"));
      return this;
    }

    /**
     * Type of the forward and backward passes, FLOAT32 or BFLOAT16.
     *
     * @param type FLOAT32 by default
     * @return this builder
     */
    public Builder computeType(ComputeType type) {
      computeType = Objects.requireNonNull(type, "type");
      return this;
    }

    /**
     * Seed of initial parameters, augmentation, order of batches, dropout and scheduled sampling.
     *
     * @param number the same number gives the same run; 1 by default
     * @return this builder
     */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * {@return the configuration}
     *
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public TrainingConfig build() {
      return new TrainingConfig(
          batching,
          accumulate,
          regularization,
          optimizer,
          schedule,
          maxEpochs,
          maxUpdates,
          evaluateEvery,
          saveEvery,
          saveEveryMinutes,
          keep,
          patience,
          averageDecay,
          selection,
          frozen,
          computeType,
          seed);
    }
  }
}
