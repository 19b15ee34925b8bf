package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A scorer over a Java function of the sentence and the pieces written so far. Counts the states
 * and log-probabilities that are open.
 */
final class FakeScorer implements StepScorer<FakeScorer.State> {
  /** Log-probabilities of the next piece. */
  interface Model {
    float[] next(int sentence, List<Integer> prefix);
  }

  /** Random distributions that depend on the sentence and all pieces written so far. */
  static Model random(long seed, int vocabulary) {
    return (sentence, prefix) -> {
      Random random = new Random(31L * (seed + sentence) + prefix.hashCode() * 1_000_003L);
      double[] weights =
          IntStream.range(0, vocabulary)
              .mapToDouble(id -> Math.exp(2 * random.nextGaussian()))
              .toArray();
      return logarithms(weights);
    };
  }

  /** The logarithms of weights, normalized to sum to 1. */
  static float[] logarithms(double... weights) {
    double sum = Arrays.stream(weights).sum();
    float[] logs = new float[weights.length];
    for (int id = 0; id < logs.length; id++) {
      logs[id] = (float) Math.log(weights[id] / sum);
    }
    return logs;
  }

  private record Row(int sentence, List<Integer> prefix) {}

  final class State implements AutoCloseable {
    private final List<Row> rows;
    private boolean closed;

    State(List<Row> rows) {
      this.rows = rows;
      open++;
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed twice");
      }
      closed = true;
      open--;
    }
  }

  private final Model model;
  private int open;
  private int selections;
  private int asked;
  private int runs;

  FakeScorer(Model model) {
    this.model = model;
  }

  int open() {
    return open;
  }

  int selections() {
    return selections;
  }

  /** In how many steps the search asked for the log-probabilities of some ids. */
  int asked() {
    return asked;
  }

  /** How often the search asked for greedy steps. */
  int runs() {
    return runs;
  }

  private static float[] at(float[] row, int[] ids) {
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = row[ids[i]];
    }
    return values;
  }

  State start(int sentences) {
    return new State(IntStream.range(0, sentences).mapToObj(i -> new Row(i, List.of())).toList());
  }

  @Override
  public Step<State> step(State state, int[] previousIds) {
    List<Row> next = new ArrayList<>();
    List<float[]> logProbs = new ArrayList<>();
    for (int i = 0; i < previousIds.length; i++) {
      Row row = state.rows.get(i);
      List<Integer> prefix = new ArrayList<>(row.prefix);
      if (previousIds[i] != 2) {
        prefix.add(previousIds[i]);
      }
      next.add(new Row(row.sentence, prefix));
      logProbs.add(model.next(row.sentence, prefix));
    }
    return new Step<>(new State(next), new Table(logProbs));
  }

  @Override
  public GreedyRun<State> greedy(State state, int[] previousIds, GreedySteps steps) {
    runs++;
    List<Choices> taken = new ArrayList<>();
    float[][] until;
    State from = state;
    int[] previous = previousIds;
    do {
      try {
        GreedyRun<State> one = StepScorer.super.greedy(from, previous, steps);
        until = one.until();
        taken.addAll(one.steps());
        previous = Arrays.stream(one.steps().get(0).ids()).mapToInt(row -> row[0]).toArray();
        closeLater(state, from);
        from = one.state();
      } catch (Throwable e) {
        closeLater(state, from);
        throw e;
      }
    } while (taken.size() < steps.most()
        && !haveOneOf(previous, steps.until())
        && !(steps.adjustments().areByRow() && isStuck(taken.get(taken.size() - 1))));
    return new GreedyRun<>(from, taken, until);
  }

  private static boolean haveOneOf(int[] ids, int[] wanted) {
    return Arrays.stream(ids).anyMatch(id -> Arrays.stream(wanted).anyMatch(w -> w == id));
  }

  private static boolean isStuck(Choices taken) {
    return Arrays.stream(taken.adjusted()).anyMatch(row -> row[0] == Float.NEGATIVE_INFINITY);
  }

  private static void closeLater(State first, State state) {
    if (state != first) {
      state.close();
    }
  }

  @Override
  public State select(State state, int[] rows) {
    selections++;
    return new State(Arrays.stream(rows).mapToObj(state.rows::get).toList());
  }

  private final class Table implements LogProbs {
    private final List<float[]> rows;

    Table(List<float[]> rows) {
      this.rows = rows;
      open++;
    }

    @Override
    public Choices topK(int k, Adjustments adjustments) {
      return choose(adjustments, (row, adjusted) -> bestFirst(adjusted).limit(k).toArray());
    }

    @Override
    public Choices draw(long[] keys, Sampling sampling, Adjustments adjustments) {
      return choose(
          adjustments, (row, adjusted) -> new int[] {draw(adjusted, sampling, keys[row])});
    }

    private Choices choose(Adjustments adjustments, BiFunction<Integer, float[], int[]> choice) {
      int[][] ids = new int[rows.size()][];
      float[][] own = new float[rows.size()][];
      float[][] changed = new float[rows.size()][];
      for (int r = 0; r < ids.length; r++) {
        float[] adjusted = adjusted(r, adjustments);
        ids[r] = choice.apply(r, adjusted);
        own[r] = new float[ids[r].length];
        changed[r] = new float[ids[r].length];
        for (int i = 0; i < ids[r].length; i++) {
          own[r][i] = rows.get(r)[ids[r][i]];
          changed[r][i] = adjusted[ids[r][i]];
        }
      }
      return new Choices(ids, own, changed);
    }

    private float[] adjusted(int row, Adjustments adjustments) {
      float[] adjusted = rows.get(row).clone();
      boolean closed = Arrays.stream(adjustments.closed()).anyMatch(r -> r == row);
      for (int id = 0; id < adjusted.length; id++) {
        int piece = id;
        if (closed || Arrays.stream(adjustments.banned()).anyMatch(b -> b == piece)) {
          adjusted[id] = Float.NEGATIVE_INFINITY;
        }
      }
      Adjustments.Cells cells = adjustments.cells();
      for (int i = 0; i < cells.size(); i++) {
        if (cells.rows()[i] == row) {
          int id = cells.ids()[i];
          adjusted[id] = rows.get(row)[id] * cells.factors()[i] + cells.biases()[i];
        }
      }
      return adjusted;
    }

    private IntStream bestFirst(float[] values) {
      return IntStream.range(0, values.length)
          .boxed()
          .sorted((a, b) -> Float.compare(values[b], values[a])) // NaN first
          .mapToInt(Integer::intValue);
    }

    /* The argmax of value plus noise; random values are almost never equal. */
    private int draw(float[] values, Sampling sampling, long key) {
      int[] ids = bestFirst(values).toArray();
      if (sampling.topK() > 0) {
        ids = Arrays.copyOf(ids, Math.min(ids.length, sampling.topK()));
      }
      return Arrays.stream(nucleus(ids, values, sampling))
          .boxed()
          .max(
              Comparator.comparingDouble(
                  id -> values[id] / sampling.temperature() + GumbelNoise.of(key, id)))
          .orElseThrow();
    }

    private int[] nucleus(int[] ids, float[] values, Sampling sampling) {
      double wanted = sampling.topP() * mass(ids, ids.length, values, sampling.temperature());
      int n = 1;
      while (n < ids.length && mass(ids, n, values, sampling.temperature()) < wanted) {
        n++;
      }
      return Arrays.copyOf(ids, n);
    }

    private double mass(int[] ids, int n, float[] values, double temperature) {
      return Arrays.stream(ids, 0, n).mapToDouble(id -> Math.exp(values[id] / temperature)).sum();
    }

    @Override
    public float[][] of(int[] ids) {
      asked++;
      return rows.stream().map(row -> FakeScorer.at(row, ids)).toArray(float[][]::new);
    }

    @Override
    public float[] row(int row) {
      return rows.get(row);
    }

    @Override
    public void close() {
      open--;
    }
  }
}
