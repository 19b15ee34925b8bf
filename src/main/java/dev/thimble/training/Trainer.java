package dev.thimble.training;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.Safetensors;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Batcher;
import dev.thimble.model.ComputeType;
import dev.thimble.model.Gradient;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.training.TrainingListener.Evaluation;
import dev.thimble.training.TrainingListener.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Trains a model by teacher forcing: every target piece is predicted from the pieces before it in
 * the reference. A run is decided by its configuration, data and seed; killed and resumed, it goes
 * on to the very weights of an unbroken run with as many threads. For one thread, but for {@link
 * #stop}; the model is the caller's and stays open.
 */
public final class Trainer {
  static final String STATE_FILE = "training.safetensors";

  /** Why a run ended. */
  public enum Ending {
    /** The last epoch is done. */
    MAX_EPOCHS,
    /** The last update is made. */
    MAX_UPDATES,
    /** As many evaluations as the patience allows brought no better score. */
    NO_PROGRESS,
    /** {@link Trainer#stop} was called; the last checkpoint is that of the last update. */
    STOPPED
  }

  private final TrainingRun plan;
  private final TrainingConfig config;
  private final Validator validator;
  private final TrainingListener listener;
  private final Clock clock;
  private final Batcher batcher;
  private final List<Batch> dev;
  private volatile boolean stopping;

  /** A trainer that tells time by the system's clock. */
  public Trainer(
      TrainingRun run, TrainingConfig config, Validator validator, TrainingListener listener) {
    this.plan = run;
    this.config = config;
    this.validator = validator;
    this.listener = listener;
    clock = Clock.systemUTC();
    batcher = new Batcher(run.train(), config.batching());
    dev = new Batcher(run.dev(), config.batching()).inOrder();
  }

  private Trainer(Trainer other, Clock clock) {
    plan = other.plan;
    config = other.config;
    validator = other.validator;
    listener = other.listener;
    this.clock = clock;
    batcher = other.batcher;
    dev = other.dev;
  }

  /** The same trainer by another clock. */
  Trainer by(Clock other) {
    return new Trainer(this, other);
  }

  /**
   * Trains from the start; what is in the run's folder is replaced.
   *
   * @throws TrainingException if another training uses the folder, or the loss is no number
   */
  public Ending train(Seq2SeqModel model) throws IOException {
    return RunLock.holding(
        plan.folder(),
        () -> {
          try (Session session = new Session(model, new RunState())) {
            return session.run();
          }
        });
  }

  /**
   * Goes on where the run's last checkpoint stands.
   *
   * @throws RunMismatchException if it was made with another model, other data or another course of
   *     training, naming each difference
   * @throws TrainingException if there is no checkpoint of a run, if another training uses the
   *     folder, or the loss is no number
   * @throws dev.thimble.checkpoint.CheckpointException if the checkpoint is damaged
   */
  public Ending resume(Seq2SeqModel model) throws IOException {
    return RunLock.holding(
        plan.folder(),
        () -> {
          Path file = plan.last().resolve(STATE_FILE);
          ModelContents checkpoint = ModelFolder.read(plan.last());
          if (!Files.exists(file)) {
            throw new TrainingException(file + " is missing, so there is no run to resume");
          }
          Safetensors saved =
              Safetensors.read(file, header -> check(file, header, checkpoint, model));
          RunState state = RunState.of(file, saved.metadata());
          try (Session session = new Session(model, state)) {
            session.optimizer.restore(saved, state.update);
            return session.run();
          }
        });
  }

  private void check(
      Path file, Safetensors.Header header, ModelContents checkpoint, Seq2SeqModel model) {
    RunIdentity saved = RunIdentity.saved(file, header.metadata(), checkpoint);
    List<RunDifference> differences = RunIdentity.of(plan, config).since(saved);
    if (!differences.isEmpty()) {
      throw new RunMismatchException(plan.last(), differences);
    }
    Optimizer.check(file, header, config, model.parameterCount());
  }

  /**
   * Ends a run after the update that is under way, or before its first, with a checkpoint to resume
   * from. Returns at once. Thread-safe.
   */
  public void stop() {
    stopping = true;
  }

  /** One stretch of a run, from a start or resume to its end. */
  private final class Session implements AutoCloseable {
    final Optimizer optimizer;
    private final Seq2SeqModel model;
    private final RunState state;
    private final long startedAt = clock.millis();
    private final double secondsBefore;
    private long savedAt = startedAt;

    Session(Seq2SeqModel model, RunState state) {
      this.model = model;
      this.state = state;
      secondsBefore = state.seconds;
      optimizer = new Optimizer(config.optimizer(), config.averageDecay(), model);
    }

    Ending run() throws IOException {
      listener.onStart(state.update);
      while (state.epoch <= config.maxEpochs()) {
        List<Batch> batches = batcher.epoch(config.seed(), state.epoch);
        while (state.batch < batches.size()) {
          if (isOutOfPatience()) {
            return Ending.NO_PROGRESS;
          }
          if (config.maxUpdates() > 0 && state.update >= config.maxUpdates()) {
            return Ending.MAX_UPDATES;
          }
          if (stopping) {
            save(Map.of());
            return Ending.STOPPED;
          }
          update(batches);
          boolean epochEnds = state.batch == batches.size();
          boolean runEnds =
              state.update == config.maxUpdates()
                  || (epochEnds && state.epoch == config.maxEpochs());
          if (runEnds || isDue(config.evaluateEvery(), epochEnds)) {
            evaluate();
          } else if (isDue(config.saveEvery(), false) || isLongSinceSaved()) {
            save(Map.of());
          }
        }
        state.epoch++;
        state.batch = 0;
      }
      return Ending.MAX_EPOCHS;
    }

    private boolean isOutOfPatience() {
      return config.patience() > 0 && state.withoutBetterScore >= config.patience();
    }

    private boolean isDue(int every, boolean otherwise) {
      return every > 0 ? state.update % every == 0 : otherwise;
    }

    private boolean isLongSinceSaved() {
      long minutes = config.saveEveryMinutes();
      return minutes > 0 && clock.millis() - savedAt >= minutes * 60_000;
    }

    private ComputeType computeType() {
      return config.bfloat16() ? ComputeType.BFLOAT16 : ComputeType.FLOAT32;
    }

    private void update(List<Batch> batches) {
      Batch batch = batches.get(state.batch);
      long number = state.update + 1;
      double rate =
          config.optimizer().learningRate()
              * config.schedule().factor(number, config.maxUpdates(), state.plateauFactor);
      long seed = config.seed() * 0x9E3779B97F4A7C15L + number;
      double loss;
      double norm;
      try (Gradient gradient =
          model.gradient(batch, config.regularization(), computeType(), seed)) {
        loss = gradient.loss();
        norm = Double.isFinite(loss) ? optimizer.step(gradient, rate) : Double.NaN;
      }
      if (!Double.isFinite(norm)) {
        throw diverged(batch, loss);
      }
      state.update = number;
      state.batch++;
      state.lossSum += loss;
      state.tokens += batch.targetTokens();
      listener.onUpdate(
          new Update(
              number,
              state.epoch,
              state.batch,
              batches.size(),
              batch.targetTokens(),
              loss / batch.targetTokens(),
              norm,
              rate));
    }

    private TrainingException diverged(Batch batch, double loss) {
      String pairs =
          Arrays.stream(batch.order())
              .limit(8)
              .mapToObj(index -> String.valueOf(index + 1))
              .collect(Collectors.joining(", "));
      return new TrainingException(
          String.format(
              Locale.ROOT,
              "update %d (epoch %d, batch %d) gave the loss %s and no finite gradient; its %d pairs include numbers %s. The checkpoint in %s is from before it: resume with a lower learning rate or a tighter clip norm",
              state.update + 1,
              state.epoch,
              state.batch + 1,
              loss,
              batch.size(),
              pairs,
              plan.last()));
    }

    private void evaluate() throws IOException {
      optimizer.swapAverage();
      double loss = 0;
      long tokens = 0;
      for (Batch batch : dev) {
        loss += model.loss(batch);
        tokens += batch.targetTokens();
      }
      loss /= tokens;
      Map<String, Double> scores = validator.validate(model);
      boolean best = isBest(loss, scores);
      Map<String, Double> all = new LinkedHashMap<>();
      all.put("devPerplexity", Math.exp(loss));
      all.putAll(scores);
      optimizer.swapAverage();
      double trainLoss = state.lossSum / state.tokens;
      state.lossSum = 0;
      state.tokens = 0;
      double rate =
          config.optimizer().learningRate()
              * config.schedule().factor(state.update, config.maxUpdates(), state.plateauFactor);
      follow(loss);
      if (best) {
        saveModel(plan.best(), all, Map.of());
      }
      save(all);
      listener.onEvaluation(
          new Evaluation(
              state.update,
              state.epoch,
              trainLoss,
              Math.exp(loss),
              scores,
              best,
              rate,
              state.seconds));
    }

    private boolean isBest(double loss, Map<String, Double> scores) {
      Double bleu = scores.get(Validator.BLEU);
      if (config.selectByBleu() && bleu == null) {
        throw new TrainingException(
            "the best model is to be that of the best BLEU, but none is scored");
      }
      double score = config.selectByBleu() ? bleu : -loss;
      boolean best = score > state.bestScore;
      state.bestScore = Math.max(score, state.bestScore);
      state.withoutBetterScore = best ? 0 : state.withoutBetterScore + 1;
      return best;
    }

    /* Plateau decay looks at the dev loss, whatever selects the best model. */
    private void follow(double loss) {
      if (loss < state.bestLoss) {
        state.bestLoss = loss;
        state.withoutBetterLoss = 0;
      } else if (++state.withoutBetterLoss >= config.schedule().patience()) {
        state.plateauFactor *= config.schedule().decay();
        state.withoutBetterLoss = 0;
      }
    }

    private void save(Map<String, Double> scores) throws IOException {
      state.seconds = secondsBefore + (clock.millis() - startedAt) / 1000.0;
      Map<String, String> metadata = new LinkedHashMap<>(state.toMap());
      RunIdentity.of(plan, config).putInto(metadata);
      saveModel(plan.last(), scores, Map.of(STATE_FILE, optimizer.save(metadata)));
      savedAt = clock.millis();
    }

    private void saveModel(Path folder, Map<String, Double> scores, Map<String, Safetensors> extra)
        throws IOException {
      state.seconds = secondsBefore + (clock.millis() - startedAt) / 1000.0;
      Provenance origin = plan.model().provenance();
      Provenance provenance =
          new Provenance(
              origin.data(),
              config.seed(),
              origin.options(),
              origin.versions(),
              state.epoch,
              state.update,
              state.seconds,
              scores,
              origin.notes());
      optimizer.swapAverage();
      ModelContents contents = plan.model().with(model.weights(), provenance);
      optimizer.swapAverage();
      ModelFolder.write(folder, contents, StorageType.FLOAT32, extra);
    }

    @Override
    public void close() {
      optimizer.close();
    }
  }
}
