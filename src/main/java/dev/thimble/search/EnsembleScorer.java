package dev.thimble.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Combines several models with one target vocabulary into one scorer. Thread-safe if the models'
 * scorers are. Closes every state and all log-probabilities that it receives, even if a model
 * fails.
 *
 * @param <S> the state of the models
 */
public final class EnsembleScorer<S extends AutoCloseable> implements StepScorer<EnsembleState<S>> {
  private final List<StepScorer<S>> scorers;
  private final EnsembleConfig config;
  private final double[] weights; // sum to 1

  /**
   * Makes an ensemble.
   *
   * @param scorers one for each model, at least one
   * @param config mean and weights
   * @throws IllegalArgumentException if the numbers of weights and scorers differ
   */
  public EnsembleScorer(List<? extends StepScorer<S>> scorers, EnsembleConfig config) {
    if (scorers.size() != config.weights().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d weights for %d models; give one for each",
              config.weights().size(),
              scorers.size()));
    }
    this.scorers = List.copyOf(scorers);
    this.config = config;
    double sum = config.weights().stream().mapToDouble(Double::doubleValue).sum();
    weights = config.weights().stream().mapToDouble(w -> w / sum).toArray();
  }

  /**
   * {@return the ensemble's state, which owns the given states}
   *
   * @param states one for each model, in their order
   * @throws IllegalArgumentException if the numbers of states and models differ
   */
  public EnsembleState<S> state(List<S> states) {
    if (states.size() != scorers.size()) {
      throw new IllegalArgumentException(
          states.size() + " states for " + scorers.size() + " models");
    }
    return new EnsembleState<>(states);
  }

  @Override
  public Step<EnsembleState<S>> step(EnsembleState<S> state, int[] previousIds) {
    List<S> next = new ArrayList<>();
    List<LogProbs> parts = new ArrayList<>();
    try {
      for (int m = 0; m < scorers.size(); m++) {
        Step<S> step = scorers.get(m).step(state.states().get(m), previousIds);
        next.add(step.state());
        parts.add(step.logProbs());
      }
      float[][] rows = new float[previousIds.length][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = mean(parts, row);
      }
      List<LogProbs> read = List.copyOf(parts);
      parts.clear();
      Closing.all(read);
      return new Step<>(new EnsembleState<>(next), new DenseLogProbs(rows));
    } catch (Throwable e) {
      parts.forEach(Closing::one);
      next.forEach(Closing::one);
      throw e;
    }
  }

  @Override
  public EnsembleState<S> select(EnsembleState<S> state, int[] rows) {
    List<S> selected = new ArrayList<>();
    try {
      for (int m = 0; m < scorers.size(); m++) {
        selected.add(scorers.get(m).select(state.states().get(m), rows));
      }
      return new EnsembleState<>(selected);
    } catch (Throwable e) {
      selected.forEach(Closing::one);
      throw e;
    }
  }

  private float[] mean(List<LogProbs> parts, int row) {
    boolean arithmetic = config.mean() == EnsembleConfig.Mean.PROBABILITIES;
    double[] sum = new double[0];
    for (int m = 0; m < parts.size(); m++) {
      float[] values = parts.get(m).row(row);
      if (m == 0) {
        sum = new double[values.length];
      } else if (values.length != sum.length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "model %d has %d target pieces, the first %d; an ensemble shares one vocabulary",
                m + 1,
                values.length,
                sum.length));
      }
      for (int id = 0; id < sum.length; id++) {
        sum[id] += weights[m] * (arithmetic ? Math.exp(values[id]) : values[id]);
      }
    }
    return arithmetic ? logarithms(sum) : normalized(sum);
  }

  private static float[] logarithms(double[] probabilities) {
    float[] logs = new float[probabilities.length];
    for (int id = 0; id < logs.length; id++) {
      logs[id] = (float) Math.log(probabilities[id]);
    }
    return logs;
  }

  private static float[] normalized(double[] scores) {
    double mass = 0;
    for (double score : scores) {
      mass += Math.exp(score);
    }
    float[] logs = new float[scores.length];
    for (int id = 0; id < logs.length; id++) {
      logs[id] = (float) (scores[id] - Math.log(mass));
    }
    return logs;
  }
}
