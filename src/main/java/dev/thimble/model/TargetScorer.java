package dev.thimble.model;

import dev.thimble.search.Step;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores given targets by the steps that search takes, in the model's arithmetic, so that what was
 * found scores the same. Rows leave the batch when their target has ended. For one thread.
 */
final class TargetScorer {
  private final DecoderScorer scorer;
  private final ModelConfig config;

  TargetScorer(DecoderScorer scorer, ModelConfig config) {
    this.scorer = scorer;
    this.config = config;
  }

  /** Log-probabilities of each target's pieces and eos; closes {@code initial}. */
  float[][] score(DecoderState initial, int[][] targets) {
    int[] order = longestFirst(targets);
    float[][] scores =
        Arrays.stream(targets).map(t -> new float[t.length + 1]).toArray(float[][]::new);
    DecoderState state = initial;
    try {
      state = select(state, order);
      for (int t = 0; t <= targets[order[0]].length; t++) {
        int at = t;
        int[] rows = Arrays.stream(order).takeWhile(row -> at <= targets[row].length).toArray();
        if (rows.length < state.rows()) {
          state = select(state, IntStream.range(0, rows.length).toArray());
        }
        Step<DecoderState> step =
            scorer.step(
                state, Arrays.stream(rows).map(row -> previous(targets[row], at)).toArray());
        state.close();
        state = step.state();
        try (NativeLogProbs logProbs = (NativeLogProbs) step.logProbs()) {
          float[] values =
              logProbs.of(Arrays.stream(rows).map(row -> gold(targets[row], at)).toArray());
          IntStream.range(0, rows.length).forEach(i -> scores[rows[i]][at] = values[i]);
        }
      }
      return scores;
    } finally {
      state.close();
    }
  }

  private DecoderState select(DecoderState state, int[] rows) {
    DecoderState selected = scorer.select(state, rows);
    state.close();
    return selected;
  }

  private int previous(int[] target, int at) {
    return at == 0 ? config.specialTokens().bos() : target[at - 1];
  }

  private int gold(int[] target, int at) {
    return at == target.length ? config.specialTokens().eos() : target[at];
  }

  private static int[] longestFirst(int[][] targets) {
    return IntStream.range(0, targets.length)
        .boxed()
        .sorted(Comparator.comparing(row -> -targets[row].length))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
