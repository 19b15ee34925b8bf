package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A scorer by a function of the sentence and what was written; counts the states and
 * log-probabilities left open.
 */
final class FakeScorer implements StepScorer<FakeScorer.State> {
  /** Log-probabilities of the next piece. */
  interface Model {
    float[] next(int sentence, List<Integer> prefix);
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

  FakeScorer(Model model) {
    this.model = model;
  }

  int open() {
    return open;
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
  public State select(State state, int[] rows) {
    return new State(Arrays.stream(rows).mapToObj(state.rows::get).toList());
  }

  private final class Table implements LogProbs {
    private final List<float[]> rows;

    Table(List<float[]> rows) {
      this.rows = rows;
      open++;
    }

    @Override
    public int rows() {
      return rows.size();
    }

    @Override
    public TopK topK(int k, int[] bannedIds) {
      int[][] ids = new int[rows.size()][];
      float[][] values = new float[rows.size()][];
      for (int r = 0; r < ids.length; r++) {
        float[] row = rows.get(r);
        int[] best =
            IntStream.range(0, row.length)
                .filter(id -> Arrays.stream(bannedIds).noneMatch(banned -> banned == id))
                .boxed()
                .sorted(Comparator.comparing((Integer id) -> -row[id]))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
        ids[r] = best;
        values[r] = new float[best.length];
        for (int i = 0; i < best.length; i++) {
          values[r][i] = row[best[i]];
        }
      }
      return new TopK(ids, values);
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
