package dev.thimble.cli;

import dev.thimble.corpus.BatchingConfig;
import dev.thimble.model.ComputeType;
import dev.thimble.model.Regularization;
import dev.thimble.training.LearningRateSchedule;
import dev.thimble.training.OptimizerConfig;
import dev.thimble.training.TrainingConfig;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of training. */
final class TrainingOptions {
  private static final TrainingConfig DEFAULTS = TrainingConfig.defaults();

  @Section("Batches")
  @Bounds(min = 1, max = 1 << 24)
  @Option(
      names = "--max-tokens",
      description = "Maximum number of target tokens in a batch, including padding.")
  private int maxTokens = DEFAULTS.batching().maxTokens();

  @Bounds(min = 0, max = 1 << 24)
  @Option(
      names = "--max-sentences",
      description = "Maximum number of sentences in a batch; 0 means no limit.")
  private int maxSentences = DEFAULTS.batching().maxSentences();

  @Bounds(min = 1, max = 100000)
  @Option(
      names = "--accumulate",
      description =
          "Number of batches whose gradients make one update, as if they were one batch, in the"
              + " memory of a single batch. Updates differ from those with a larger --max-tokens in"
              + " two ways: dropout is drawn for each batch, and sentences of different lengths meet"
              + " in an update.")
  private int accumulate = DEFAULTS.accumulate();

  @Section("Regularization")
  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(
      names = "--dropout",
      description = "Dropout between layers, on the context vector and before the output layer.")
  private double dropout = DEFAULTS.regularization().dropout();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(names = "--embedding-dropout", description = "Dropout on embeddings.")
  private double embeddingDropout = DEFAULTS.regularization().embeddingDropout();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(
      names = "--word-dropout",
      description =
          "Share of the source pieces and of the decoder's inputs that are replaced by the unknown piece.")
  private double wordDropout = DEFAULTS.regularization().wordDropout();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(
      names = "--recurrent-dropout",
      description =
          "Dropout on the states that a recurrence reads, of the same entries at every step of a"
              + " text.")
  private double recurrentDropout = DEFAULTS.regularization().recurrentDropout();

  @Bounds(min = 0, max = 1000)
  @Option(
      names = "--r-drop",
      description =
          "Weight of R-Drop: each batch is computed twice with different dropout, and the loss draws"
              + " both distributions together. Training takes twice as long; 0 is off.")
  private double rDrop = DEFAULTS.regularization().rDrop();

  @Bounds(min = 0, max = 1000)
  @Option(
      names = "--bag-of-words",
      description =
          "Weight of a second loss, by which the context vector alone predicts the pieces of the"
              + " target in no order; needs --context-feed EVERY_STEP or GATED. 0 is off.")
  private double bagOfWords = DEFAULTS.regularization().bagOfWords();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(
      names = "--label-smoothing",
      description = "Probability that label smoothing spreads over the vocabulary.")
  private double labelSmoothing = DEFAULTS.regularization().labelSmoothing();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(
      names = "--scheduled-sampling",
      description =
          "Share of decoder inputs that are the model's own predictions instead of the reference.")
  private double scheduledSampling = DEFAULTS.regularization().scheduledSampling();

  @Section("Optimizer")
  @Option(
      names = "--optimizer",
      description =
          "Optimizer: ${COMPLETION-CANDIDATES}. SGD needs a much higher --learning-rate, such as"
              + " 0.1.")
  private OptimizerConfig.Algorithm optimizer = DEFAULTS.optimizer().algorithm();

  @Bounds(min = 0, max = 10, minExcluded = true)
  @Option(names = "--learning-rate", description = "Learning rate at the peak of the schedule.")
  private double learningRate = DEFAULTS.optimizer().learningRate();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(names = "--momentum", description = "Decay of SGD's sum of gradients; 0 is off.")
  private double momentum = DEFAULTS.optimizer().momentum();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(names = "--beta1", description = "Decay of Adam's mean of gradients.")
  private double beta1 = DEFAULTS.optimizer().beta1();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(names = "--beta2", description = "Decay of Adam's mean of squared gradients.")
  private double beta2 = DEFAULTS.optimizer().beta2();

  @Bounds(min = 0, max = 1, minExcluded = true)
  @Option(names = "--epsilon", description = "Value that Adam adds to its divisor.")
  private double epsilon = DEFAULTS.optimizer().epsilon();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(names = "--weight-decay", description = "Weight decay; 0 is off.")
  private double weightDecay = DEFAULTS.optimizer().weightDecay();

  @Bounds(min = 0, max = 1e9)
  @Option(
      names = "--clip-norm",
      description = "Maximum global norm of the gradient; 0 means no limit.")
  private double clipNorm = DEFAULTS.optimizer().clipNorm();

  @Bounds(min = 0, max = 1e9)
  @Option(
      names = "--clip-value",
      description = "Maximum absolute value of a gradient entry; 0 means no limit.")
  private double clipValue = DEFAULTS.optimizer().clipValue();

  @Section("Schedule")
  @Option(
      names = "--schedule",
      description = "Learning-rate schedule: ${COMPLETION-CANDIDATES}; COSINE needs --max-updates.")
  private LearningRateSchedule.Kind schedule = DEFAULTS.schedule().kind();

  @Bounds(min = 0, max = 1e9)
  @Option(
      names = "--warmup",
      description = "Number of updates over which the learning rate grows linearly to its peak.")
  private int warmup = DEFAULTS.schedule().warmupUpdates();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--decay",
      description =
          "Factor on the learning rate at each decay of PLATEAU, or at the end of COSINE.")
  private double decay = DEFAULTS.schedule().decay();

  @Bounds(min = 1, max = 1000000)
  @Option(
      names = "--decay-patience",
      description = "Evaluations without a better score before PLATEAU decays the learning rate.")
  private int decayPatience = DEFAULTS.schedule().patience();

  @Section("Duration")
  @Bounds(min = 1, max = 1000000)
  @Option(
      names = "--max-epochs",
      description = "Maximum number of epochs, including those before a resume.")
  private int maxEpochs = DEFAULTS.maxEpochs();

  @Bounds(min = 0, max = 1e12)
  @Option(
      names = "--max-updates",
      description = "Maximum number of updates, including those before a resume; 0 means no limit.")
  private long maxUpdates = DEFAULTS.maxUpdates();

  @Bounds(min = 0, max = 1e9)
  @Option(
      names = "--evaluate-every",
      description = "Updates between two evaluations; 0 evaluates after each epoch.")
  private int evaluateEvery = DEFAULTS.evaluateEvery();

  @Bounds(min = 0, max = 1e9)
  @Option(
      names = "--save-every",
      description = "Updates between saves in addition to those at evaluations; 0 is off.")
  private int saveEvery = DEFAULTS.saveEvery();

  @Bounds(min = 0, max = 1000000)
  @Option(
      names = "--save-every-minutes",
      description = "Minutes after a save until the next one; 0 is off.")
  private int saveEveryMinutes = DEFAULTS.saveEveryMinutes();

  @Bounds(min = 0, max = 1000000)
  @Option(
      names = "--keep",
      description =
          "Evaluated checkpoints to keep as model folders update-N beside best and last, the latest"
              + " ones, for 'thimble average'; 0 is off.")
  private int keep = DEFAULTS.keep();

  @Bounds(min = 0, max = 1000000)
  @Option(
      names = "--patience",
      description = "Evaluations without a better score before training stops; 0 is off.")
  private int patience = DEFAULTS.patience();

  @Bounds(min = 0, max = 1, maxExcluded = true)
  @Option(
      names = "--average-decay",
      description = "Decay of the running average of the weights; 0 is off.")
  private double averageDecay = DEFAULTS.averageDecay();

  @Option(
      names = "--select-by",
      description = "Score that selects the best checkpoint: ${COMPLETION-CANDIDATES}.")
  private TrainingConfig.Selection selectBy = DEFAULTS.selection();

  @Option(
      names = "--precision",
      completionCandidates = TrainingTypes.class,
      description =
          "Type in which the forward and backward passes compute: ${COMPLETION-CANDIDATES}.")
  private ComputeType precision = DEFAULTS.computeType();

  @Option(
      names = "--seed",
      description =
          "Seed of the initial parameters, augmentation, the order of batches, dropout and scheduled"
              + " sampling.")
  private long seed = DEFAULTS.seed();

  TrainingConfig config(CommandSpec spec) {
    refuseOptionsOfOtherOptimizers(spec);
    if (schedule == LearningRateSchedule.Kind.COSINE && maxUpdates == 0) {
      throw new WrongUsageException("--schedule COSINE needs --max-updates, where the cosine ends");
    }
    if (!precision.trains()) {
      throw new WrongUsageException(
          "--precision is " + precision + "; training computes in FLOAT32 or BFLOAT16");
    }
    return TrainingConfig.builder()
        .batching(new BatchingConfig(maxTokens, maxSentences))
        .accumulate(accumulate)
        .regularization(
            Regularization.none()
                .withEmbeddingDropout(embeddingDropout)
                .withWordDropout(wordDropout)
                .withDropout(dropout)
                .withRecurrentDropout(recurrentDropout)
                .withLabelSmoothing(labelSmoothing)
                .withScheduledSampling(scheduledSampling)
                .withRDrop(rDrop)
                .withBagOfWords(bagOfWords))
        .optimizer(
            OptimizerConfig.defaults()
                .withAlgorithm(optimizer)
                .withLearningRate(learningRate)
                .withMomentum(momentum)
                .withBetas(beta1, beta2)
                .withEpsilon(epsilon)
                .withWeightDecay(weightDecay)
                .withClipping(clipNorm, clipValue))
        .schedule(new LearningRateSchedule(schedule, warmup, decay, decayPatience))
        .maxEpochs(maxEpochs)
        .maxUpdates(maxUpdates)
        .evaluateEvery(evaluateEvery)
        .saveEvery(saveEvery)
        .saveEveryMinutes(saveEveryMinutes)
        .keep(keep)
        .patience(patience)
        .averageDecay(averageDecay)
        .selection(selectBy)
        .computeType(precision)
        .seed(seed)
        .build();
  }

  private void refuseOptionsOfOtherOptimizers(CommandSpec spec) {
    boolean sgd = optimizer == OptimizerConfig.Algorithm.SGD;
    List<String> others = sgd ? List.of("--beta1", "--beta2", "--epsilon") : List.of("--momentum");
    for (String option : others) {
      if (GivenOptions.has(spec, option)) {
        throw new WrongUsageException(
            option
                + " needs --optimizer "
                + (sgd ? "ADAM or ADAMW" : "SGD")
                + ", but it is "
                + optimizer);
      }
    }
  }

  /** Names of the types that training can compute in, for the help. */
  static final class TrainingTypes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ComputeType.values())
          .filter(ComputeType::trains)
          .map(Enum::name)
          .iterator();
    }
  }
}
