package dev.thimble.cli;

import dev.thimble.report.Progress;
import dev.thimble.report.RunLog;
import dev.thimble.report.TrainingPlot;
import dev.thimble.text.EntityKind;
import dev.thimble.training.TrainingConfig;
import dev.thimble.training.TrainingException;
import dev.thimble.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adapts the trainer's events to the run log, the plot and the progress display. */
final class TrainingDisplay implements TrainingListener, AutoCloseable {
  private static final double SMOOTHING = 0.98;

  private final Path folder;
  private final TrainingConfig config;
  private final ProgressStream stream;
  private @Nullable Progress progress;
  private @Nullable RunLog log;
  private Map<EntityKind, Long> symbols = Map.of();
  private double loss;
  private long tokens;
  private long startedAt;

  TrainingDisplay(Path folder, TrainingConfig config, ProgressStream stream) {
    this.folder = folder;
    this.config = config;
    this.stream = stream;
  }

  /** Logs, at the start of a new run, how many symbols of each kind its first epoch has. */
  TrainingDisplay withSymbols(Map<EntityKind, Long> counts) {
    symbols = counts;
    return this;
  }

  @Override
  public void onStart(long update) {
    startedAt = System.nanoTime();
    try {
      log = RunLog.open(folder.resolve("log.jsonl"), update);
      if (update == 0 && !symbols.isEmpty()) {
        log.append(Map.of("update", 0, "symbols", symbols));
      }
    } catch (IOException e) {
      throw new TrainingException("the run log cannot be opened: " + e.getMessage());
    }
    if (update > 0) {
      stream.out().printf(Locale.ROOT, "Resuming after update %,d%n", update);
    }
  }

  @Override
  public void onUpdate(Update update) {
    if (progress == null) {
      progress = stream.start("training", mostUpdates(config, update.batches()));
      loss = update.loss();
    }
    loss = SMOOTHING * loss + (1 - SMOOTHING) * update.loss();
    tokens += update.tokens();
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    progress.update(
        update.update(),
        String.format(
            Locale.ROOT,
            "epoch %d, loss %.3f, %,.0f tokens/s",
            update.epoch(),
            loss,
            tokens / seconds));
  }

  @Override
  public void onEvaluation(Evaluation evaluation) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("update", evaluation.update());
    entry.put("epoch", evaluation.epoch());
    entry.put("trainLoss", evaluation.trainLoss());
    entry.put("devPerplexity", evaluation.devPerplexity());
    entry.putAll(evaluation.scores());
    entry.put("learningRate", evaluation.learningRate());
    entry.put("best", evaluation.best());
    entry.put("seconds", evaluation.seconds());
    try {
      if (log != null) {
        log.append(entry);
        TrainingPlot.write(log.entries(), folder.resolve("training.png"));
      }
    } catch (IOException e) {
      throw new TrainingException(
          "the run log in " + folder + " cannot be written: " + e.getMessage());
    }
    if (progress != null) {
      progress.say(line(evaluation));
    }
  }

  /** The number of updates of a run that ends early neither for patience nor by a signal. */
  static long mostUpdates(TrainingConfig config, int batchesPerEpoch) {
    int perEpoch = (int) Math.ceil((double) batchesPerEpoch / config.accumulate());
    long perRun = (long) perEpoch * config.maxEpochs();
    return config.maxUpdates() > 0 ? Math.min(config.maxUpdates(), perRun) : perRun;
  }

  private static String line(Evaluation evaluation) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "update %,d, epoch %d: train loss %.3f, dev perplexity %.3f",
            evaluation.update(),
            evaluation.epoch(),
            evaluation.trainLoss(),
            evaluation.devPerplexity()));
    evaluation
        .scores()
        .forEach(
            (name, value) ->
                line.append(String.format(Locale.ROOT, ", %s %.2f", Printable.line(name), value)));
    return line.append(evaluation.best() ? " (best)" : "").toString();
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
