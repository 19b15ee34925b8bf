package dev.thimble.cli;

import dev.thimble.corpus.BatchingConfig;
import dev.thimble.model.Regularization;
import dev.thimble.training.LearningRateSchedule;
import dev.thimble.training.OptimizerConfig;
import dev.thimble.training.TrainingConfig;
import picocli.CommandLine.Option;

/** The options that decide how a model is trained. */
final class TrainingOptions {
  private static final TrainingConfig DEFAULTS = TrainingConfig.defaults();

  /** Optimizers by name. */
  enum OptimizerName {
    ADAM,
    ADAMW
  }

  /** Arithmetic of the passes. */
  enum Arithmetic {
    FLOAT32,
    BFLOAT16
  }

  /** What selects the best checkpoint. */
  enum Selection {
    PERPLEXITY,
    BLEU
  }

  @Option(names = "--max-tokens", description = "Most target tokens in a batch, padding counted.")
  private int maxTokens = DEFAULTS.batching().maxTokens();

  @Option(names = "--max-sentences", description = "Most sentences in a batch, 0 for no bound.")
  private int maxSentences = DEFAULTS.batching().maxSentences();

  @Option(
      names = "--dropout",
      description = "Between layers, on the context vector, before the output.")
  private double dropout = DEFAULTS.regularization().dropout();

  @Option(names = "--embedding-dropout", description = "On embeddings.")
  private double embeddingDropout = DEFAULTS.regularization().embeddingDropout();

  @Option(names = "--label-smoothing", description = "Mass spread over the vocabulary.")
  private double labelSmoothing = DEFAULTS.regularization().labelSmoothing();

  @Option(names = "--scheduled-sampling", description = "Share of inputs that are the model's own.")
  private double scheduledSampling = DEFAULTS.regularization().scheduledSampling();

  @Option(names = "--optimizer", description = "${COMPLETION-CANDIDATES}.")
  private OptimizerName optimizer = OptimizerName.ADAM;

  @Option(names = "--learning-rate", description = "Peak of the schedule.")
  private double learningRate = DEFAULTS.optimizer().learningRate();

  @Option(names = "--beta1", description = "Adam's decay of the mean.")
  private double beta1 = DEFAULTS.optimizer().beta1();

  @Option(names = "--beta2", description = "Adam's decay of the squared mean.")
  private double beta2 = DEFAULTS.optimizer().beta2();

  @Option(names = "--epsilon", description = "Adam's divisor floor.")
  private double epsilon = DEFAULTS.optimizer().epsilon();

  @Option(names = "--weight-decay", description = "0 for none.")
  private double weightDecay = DEFAULTS.optimizer().weightDecay();

  @Option(names = "--clip-norm", description = "Largest global gradient norm, 0 for no bound.")
  private double clipNorm = DEFAULTS.optimizer().clipNorm();

  @Option(names = "--clip-value", description = "Largest gradient entry, 0 for no bound.")
  private double clipValue = DEFAULTS.optimizer().clipValue();

  @Option(
      names = "--schedule",
      description = "${COMPLETION-CANDIDATES}; COSINE needs --max-updates.")
  private LearningRateSchedule.Kind schedule = DEFAULTS.schedule().kind();

  @Option(names = "--warmup", description = "Updates of linear growth.")
  private int warmup = DEFAULTS.schedule().warmupUpdates();

  @Option(names = "--decay", description = "Plateau's factor, or where COSINE ends.")
  private double decay = DEFAULTS.schedule().decay();

  @Option(
      names = "--decay-patience",
      description = "Evaluations without progress before a plateau decay.")
  private int decayPatience = DEFAULTS.schedule().patience();

  @Option(names = "--max-epochs", description = "Passes over the corpus, counted over all resumes.")
  private int maxEpochs = DEFAULTS.maxEpochs();

  @Option(
      names = "--max-updates",
      description = "Updates, counted over all resumes; 0 for no bound.")
  private long maxUpdates = DEFAULTS.maxUpdates();

  @Option(
      names = "--evaluate-every",
      description = "Updates between evaluations, 0 for each epoch.")
  private int evaluateEvery = DEFAULTS.evaluateEvery();

  @Option(
      names = "--save-every",
      description = "Updates between saves beside those at evaluations, 0 for none.")
  private int saveEvery = DEFAULTS.saveEvery();

  @Option(
      names = "--save-every-minutes",
      description = "Minutes after the last save until the next, 0 for no saves by time.")
  private int saveEveryMinutes = DEFAULTS.saveEveryMinutes();

  @Option(
      names = "--patience",
      description = "Evaluations without a better score before stopping, 0 for never.")
  private int patience = DEFAULTS.patience();

  @Option(
      names = "--average-decay",
      description = "Decay of the running average of weights, 0 for none.")
  private double averageDecay = DEFAULTS.averageDecay();

  @Option(
      names = "--select-by",
      description = "What the best checkpoint is best in: ${COMPLETION-CANDIDATES}.")
  private Selection selectBy = DEFAULTS.selectByBleu() ? Selection.BLEU : Selection.PERPLEXITY;

  @Option(
      names = "--precision",
      description = "Arithmetic of the passes: ${COMPLETION-CANDIDATES}.")
  private Arithmetic precision = DEFAULTS.bfloat16() ? Arithmetic.BFLOAT16 : Arithmetic.FLOAT32;

  @Option(names = "--seed", description = "Decides parameters, order, dropout and sampling.")
  private long seed = DEFAULTS.seed();

  TrainingConfig config() {
    if (schedule == LearningRateSchedule.Kind.COSINE && maxUpdates == 0) {
      throw new WrongUsageException("--schedule COSINE needs --max-updates, where the cosine ends");
    }
    return new TrainingConfig(
        new BatchingConfig(maxTokens, maxSentences),
        new Regularization(embeddingDropout, dropout, labelSmoothing, scheduledSampling),
        new OptimizerConfig(
            optimizer == OptimizerName.ADAMW,
            learningRate,
            beta1,
            beta2,
            epsilon,
            weightDecay,
            clipNorm,
            clipValue),
        new LearningRateSchedule(schedule, warmup, decay, decayPatience),
        maxEpochs,
        maxUpdates,
        evaluateEvery,
        saveEvery,
        saveEveryMinutes,
        patience,
        averageDecay,
        selectBy == Selection.BLEU,
        precision == Arithmetic.BFLOAT16,
        seed);
  }
}
