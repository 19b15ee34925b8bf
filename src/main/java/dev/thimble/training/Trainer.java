package dev.thimble.training;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.Safetensors;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Batcher;
import dev.thimble.corpus.Example;
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
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Trains a model by teacher forcing: every target piece is predicted from the source and the
 * reference's pieces before it. Configuration, data, seed and number of threads determine the
 * result: a run that is killed and resumed ends with exactly the weights of an uninterrupted one.
 * Not thread-safe, except {@link #stop}. The caller owns the model, which stays open.
 */
public final class Trainer {
  static final String STATE_FILE = "training.safetensors";

  /** The reason why a run ended. */
  public enum Ending {
    /** The last epoch is done. */
    MAX_EPOCHS,
    /** The last update is done. */
    MAX_UPDATES,
    /** The last {@code patience} evaluations brought no better score. */
    NO_PROGRESS,
    /** {@link Trainer#stop} was called; the checkpoint {@code last} is that of the last update. */
    STOPPED
  }

  private final TrainingRun run;
  private final TrainingConfig config;
  private final Validator validator;
  private final TrainingListener listener;
  private final Clock clock;
  private final List<Batch> dev;
  private final KeptCheckpoints kept;
  private volatile boolean stopping;

  /**
   * Makes a trainer.
   *
   * @param run folder, model and data
   * @param config settings
   * @param validator scores the model at each evaluation
   * @param listener receives updates and evaluations, on the training thread
   */
  public Trainer(
      TrainingRun run, TrainingConfig config, Validator validator, TrainingListener listener) {
    this.run = Objects.requireNonNull(run, "run");
    this.config = Objects.requireNonNull(config, "config");
    this.validator = Objects.requireNonNull(validator, "validator");
    this.listener = Objects.requireNonNull(listener, "listener");
    clock = Clock.systemUTC();
    dev = new Batcher(run.dev(), config.batching()).inOrder();
    kept = new KeptCheckpoints(run.folder());
  }

  private Trainer(Trainer other, Clock clock) {
    run = other.run;
    config = other.config;
    validator = other.validator;
    listener = other.listener;
    this.clock = clock;
    dev = other.dev;
    kept = other.kept;
  }

  /** The same trainer with another clock. */
  Trainer withClock(Clock other) {
    return new Trainer(this, other);
  }

  /**
   * Trains from the start. Checkpoints of an earlier run in the folder are replaced or deleted.
   *
   * @param model gives the initial weights and receives the trained ones
   * @return why the run ended
   * @throws TrainingException if another training uses the folder, an epoch has no pairs, the
   *     validator gives no score to select by, or loss or gradient become NaN or infinite
   * @throws IOException if a file cannot be read or written
   */
  public Ending train(Seq2SeqModel model) throws IOException {
    Objects.requireNonNull(model, "model");
    return RunLock.holding(
        run.folder(),
        () -> {
          kept.keepLatest(0); // those of an earlier run
          try (Session session = new Session(model, new RunState())) {
            return session.train();
          }
        });
  }

  /**
   * Continues the run from its last checkpoint.
   *
   * @param model a model of the run's shape; receives the weights
   * @return why the run ended
   * @throws RunMismatchException if the checkpoint was made with another model, other data or other
   *     settings; the message names each difference
   * @throws TrainingException if the checkpoint has no training state, or as {@link #train} does
   * @throws dev.thimble.checkpoint.CheckpointException if the checkpoint is missing or damaged
   * @throws IOException if a file cannot be read or written
   */
  public Ending resume(Seq2SeqModel model) throws IOException {
    Objects.requireNonNull(model, "model");
    return RunLock.holding(
        run.folder(),
        () -> {
          Path file = run.last().resolve(STATE_FILE);
          ModelContents checkpoint = ModelFolder.read(run.last());
          if (!Files.exists(file)) {
            throw new TrainingException(file + " is missing, so there is no run to resume");
          }
          Safetensors saved =
              Safetensors.read(file, header -> check(file, header, checkpoint, model));
          RunState state = RunState.of(file, saved.metadata());
          try (Session session = new Session(model, state)) {
            session.optimizer.restore(saved, state.update);
            return session.train();
          }
        });
  }

  private void check(
      Path file, Safetensors.Header header, ModelContents checkpoint, Seq2SeqModel model) {
    RunIdentity saved = RunIdentity.saved(file, header.metadata(), checkpoint);
    List<RunDifference> differences = RunIdentity.of(run, config).since(saved);
    if (!differences.isEmpty()) {
      throw new RunMismatchException(run.last(), differences);
    }
    Optimizer.check(file, header, config, model.parameterCount());
  }

  /**
   * Makes the run end after the current update, or before the first, and save a checkpoint to
   * resume from. Returns at once. Thread-safe.
   */
  public void stop() {
    stopping = true;
  }

  /** The part of a run from a start or resume to its end. */
  private final class Session implements AutoCloseable {
    final Optimizer optimizer;
    private final Seq2SeqModel model;
    private final RunState state;
    private final UpdateGradient updateGradient;
    private final long startedAt = clock.millis();
    private final double secondsBefore;
    private long savedAt = startedAt;

    Session(Seq2SeqModel model, RunState state) {
      this.model = model;
      this.state = state;
      secondsBefore = state.seconds;
      optimizer = new Optimizer(config.optimizer(), config.averageDecay(), config.frozen(), model);
      updateGradient = new UpdateGradient(model, optimizer, config);
    }

    Ending train() throws IOException {
      listener.onStart(state.update);
      while (state.epoch <= config.maxEpochs()) {
        List<Batch> batches = batches();
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

    private List<Batch> batches() {
      List<Example> examples = run.train().epoch(state.epoch);
      if (examples.isEmpty()) {
        throw new TrainingException(
            "epoch " + state.epoch + " has no training pair left to learn from");
      }
      return new Batcher(examples, config.batching()).epoch(config.seed(), state.epoch);
    }

    private boolean isOutOfPatience() {
      return config.patience() > 0 && state.withoutBetterScore >= config.patience();
    }

    private boolean isDue(int every, boolean unlessCounted) {
      return every > 0 ? state.update % every == 0 : unlessCounted;
    }

    private boolean isLongSinceSaved() {
      long minutes = config.saveEveryMinutes();
      return minutes > 0 && clock.millis() - savedAt >= minutes * 60_000;
    }

    private void update(List<Batch> batches) {
      int end = Math.min(state.batch + config.accumulate(), batches.size());
      List<Batch> joined = batches.subList(state.batch, end);
      long number = state.update + 1;
      double rate =
          config.optimizer().learningRate()
              * config.schedule().factor(number, config.maxUpdates(), state.plateauFactor);
      double loss;
      int tokens;
      double norm;
      try (Gradient gradient = updateGradient.of(joined, number)) {
        loss = gradient.loss();
        tokens = gradient.tokens();
        norm = Double.isFinite(loss) ? optimizer.step(gradient, rate) : Double.NaN;
      }
      if (!Double.isFinite(norm)) {
        throw diverged(joined, loss);
      }
      state.update = number;
      state.batch = end;
      state.lossSum += loss;
      state.tokens += tokens;
      listener.onUpdate(
          new Update(
              number, state.epoch, state.batch, batches.size(), tokens, loss / tokens, norm, rate));
    }

    private TrainingException diverged(List<Batch> batches, double loss) {
      String pairs =
          batches.stream()
              .flatMapToInt(batch -> Arrays.stream(batch.order()))
              .limit(8)
              .mapToObj(index -> String.valueOf(index + 1))
              .collect(Collectors.joining(", "));
      int first = state.batch + 1;
      return new TrainingException(
          String.format(
              Locale.ROOT,
              "update %d (epoch %d, %s) has the loss %s and a gradient that is not finite;"
                  + " its %d pairs include numbers %s. The checkpoint in %s is from before this"
                  + " update: resume with a lower learning rate or a smaller clip norm",
              state.update + 1,
              state.epoch,
              batches.size() == 1
                  ? "batch " + first
                  : "batches " + first + " to " + (state.batch + batches.size()),
              loss,
              batches.stream().mapToInt(Batch::size).sum(),
              pairs,
              run.last()));
    }

    private void evaluate() throws IOException {
      optimizer.swapAverage();
      double loss = model.meanLoss(dev);
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
      updatePlateau(loss);
      if (best) {
        saveModel(run.best(), all, Map.of());
      }
      if (config.keep() > 0) {
        saveModel(kept.of(state.update), all, Map.of());
        kept.keepLatest(config.keep());
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
      boolean byBleu = config.selection() == TrainingConfig.Selection.BLEU;
      Double bleu = scores.get(Validator.BLEU);
      if (byBleu && bleu == null) {
        throw new TrainingException(
            "the best BLEU selects the best model, but the validator gives no BLEU");
      }
      double score = byBleu ? bleu : -loss;
      boolean best = score > state.bestScore;
      state.bestScore = Math.max(score, state.bestScore);
      state.withoutBetterScore = best ? 0 : state.withoutBetterScore + 1;
      return best;
    }

    /* Plateau decay depends on the dev loss, whatever score selects the best model. */
    private void updatePlateau(double loss) {
      if (loss < state.bestLoss) {
        state.bestLoss = loss;
        state.withoutBetterLoss = 0;
      } else if (++state.withoutBetterLoss >= config.schedule().patience()) {
        state.plateauFactor *= config.schedule().decay();
        state.withoutBetterLoss = 0;
      }
    }

    private void save(Map<String, Double> scores) throws IOException {
      updateSeconds();
      Map<String, String> metadata = new LinkedHashMap<>(state.toMap());
      RunIdentity.of(run, config).putInto(metadata);
      saveModel(run.last(), scores, Map.of(STATE_FILE, optimizer.save(metadata)));
      savedAt = clock.millis();
    }

    private void updateSeconds() {
      state.seconds = secondsBefore + (clock.millis() - startedAt) / 1000.0;
    }

    private void saveModel(Path folder, Map<String, Double> scores, Map<String, Safetensors> extra)
        throws IOException {
      updateSeconds();
      Provenance origin = run.model().provenance();
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
      ModelContents contents = run.model().with(model.weights(), provenance);
      optimizer.swapAverage();
      ModelFolder.write(folder, contents, StorageType.FLOAT32, extra);
    }

    @Override
    public void close() {
      optimizer.close();
    }
  }
}
