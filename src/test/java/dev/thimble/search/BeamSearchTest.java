package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
  private static final SpecialTokens SPECIAL = SpecialTokens.defaults();
  private static final int EOS = SPECIAL.eos();
  private static final int A = 4;
  private static final int B = 5;
  private static final int VOCABULARY = 6;

  /** Random distributions that depend on the sentence and all that was written. */
  private static float[] random(int sentence, List<Integer> prefix) {
    Random random = new Random(31L * sentence + prefix.hashCode() * 1_000_003L);
    double[] weights = new double[VOCABULARY];
    double sum = 0;
    for (int id = 0; id < VOCABULARY; id++) {
      weights[id] = Math.exp(2 * random.nextGaussian());
      sum += weights[id];
    }
    float[] logProbs = new float[VOCABULARY];
    for (int id = 0; id < VOCABULARY; id++) {
      logProbs[id] = (float) Math.log(weights[id] / sum);
    }
    return logProbs;
  }

  @Test
  void beamFindsWhatGreedyMisses() {
    // greedy takes A (0.5), whose best end is worth 0.2; B (0.4) ends with 0.9
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) -> {
              if (prefix.isEmpty()) {
                return table(0.05, 0.5, 0.45);
              }
              return prefix.get(0) == A ? table(0.3, 0.35, 0.35) : table(0.9, 0.05, 0.05);
            });
    assertThat(best(scorer, config(1, 0), 3).ids()).startsWith(A);
    assertThat(best(scorer, config(2, 0), 3).ids()).containsExactly(B);
  }

  @Test
  void scoreIsTheSumOverTheLengthWithEndCounted() {
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) -> prefix.isEmpty() ? table(0.2, 0.7, 0.1) : table(0.8, 0.1, 0.1));
    Hypothesis best = best(scorer, config(2, 1), 5);
    assertThat(best.ids()).containsExactly(A);
    assertThat(best.logProbs()).hasSize(2);
    assertThat(best.logProb()).isCloseTo(Math.log(0.7) + Math.log(0.8), within(1e-5));
    assertThat(best.score()).isCloseTo(best.logProb() / 2, within(1e-9));
    assertThat(best.finished()).isTrue();
  }

  @Test
  void lengthLimitCutsAndMarksTheHypothesis() {
    FakeScorer scorer = new FakeScorer((sentence, prefix) -> table(0.01, 0.98, 0.01));
    Hypothesis best = best(scorer, config(1, 1), 4);
    assertThat(best.ids()).containsExactly(A, A, A, A);
    assertThat(best.finished()).isFalse();
  }

  @Test
  void emptyOutputNeverWinsWhileTheMinimumIsOne() {
    FakeScorer scorer = new FakeScorer((sentence, prefix) -> table(0.98, 0.01, 0.01));
    assertThat(best(scorer, config(3, 1), 5).ids()).isNotEmpty();
  }

  @Test
  void controlPiecesAreNeverWritten() {
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) ->
                prefix.size() < 2
                    ? new float[] {0f, 0f, 0f, -9f, -3f, -4f}
                    : new float[] {0f, 0f, 0f, -1f, -3f, -4f});
    assertThat(best(scorer, config(4, 1), 6).ids()).doesNotContain(0, 1, 2, 3);
  }

  @Test
  void notANumberIsReported() {
    FakeScorer scorer =
        new FakeScorer((sentence, prefix) -> new float[] {0, 0, 0, Float.NaN, Float.NaN, 0});
    assertThatThrownBy(() -> best(scorer, config(2, 1), 4)).hasMessageContaining("NaN");
    assertThat(scorer.open()).isZero();
  }

  @Test
  void statesAreClosedWhenTheModelFails() {
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) -> {
              if (prefix.size() == 2) {
                throw new IllegalStateException("broken");
              }
              return table(0.1, 0.5, 0.4);
            });
    assertThatThrownBy(() -> best(scorer, config(3, 1), 9)).hasMessage("broken");
    assertThat(scorer.open()).isZero();
  }

  @Property(tries = 60)
  void wideBeamFindsTheBestOfAllHypotheses(
      @ForAll @IntRange(max = 10_000) int sentence, @ForAll @IntRange(max = 2) int alpha) {
    int maxLength = 4;
    SearchConfig config = config(200, alpha);
    FakeScorer scorer = new FakeScorer((row, prefix) -> random(sentence, prefix));
    Hypothesis best = best(scorer, config, maxLength);
    double expected =
        enumerate(sentence, List.of(), 0, maxLength).stream()
            .max(Comparator.naturalOrder())
            .map(finished -> finished.score(config.lengthPenalty()))
            .orElseThrow();
    double exhaustive =
        enumerate(sentence, List.of(), 0, maxLength).stream()
            .mapToDouble(finished -> finished.score(config.lengthPenalty()))
            .max()
            .orElseThrow();
    assertThat(expected).isLessThanOrEqualTo(exhaustive);
    assertThat(best.score()).isCloseTo(exhaustive, within(1e-6));
  }

  @Property(tries = 40)
  void sentencesDoNotSeeOneAnother(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 1, max = 6) int beam) {
    int[] maxLengths = {3, 9, 6, 1, 7};
    FakeScorer together = new FakeScorer((row, prefix) -> random(seed + row, prefix));
    SearchConfig config = new SearchConfig(beam, LengthPenalty.defaults(), beam, 1);
    List<List<Hypothesis>> all =
        new BeamSearch(config, SPECIAL).search(together, together.start(5), maxLengths);
    for (int i = 0; i < maxLengths.length; i++) {
      int row = i;
      FakeScorer alone = new FakeScorer((zero, prefix) -> random(seed + row, prefix));
      List<Hypothesis> own =
          new BeamSearch(config, SPECIAL)
              .search(alone, alone.start(1), new int[] {maxLengths[i]})
              .get(0);
      assertThat(texts(all.get(i))).isEqualTo(texts(own));
    }
    assertThat(together.open()).isZero();
  }

  @Test
  void nBestComesBestFirstWithoutRepeats() {
    FakeScorer scorer = new FakeScorer((row, prefix) -> random(42, prefix));
    SearchConfig config = new SearchConfig(5, LengthPenalty.defaults(), 5, 1);
    List<Hypothesis> best =
        new BeamSearch(config, SPECIAL).search(scorer, scorer.start(1), new int[] {8}).get(0);
    assertThat(best).hasSize(5).isSortedAccordingTo(Comparator.comparing(h -> -h.score()));
    assertThat(texts(best)).doesNotHaveDuplicates();
  }

  @Test
  void lengthPenaltiesAreTheirFormulas() {
    assertThat(new LengthPenalty(LengthPenalty.Kind.POWER, 0.5).divisor(16)).isEqualTo(4);
    assertThat(new LengthPenalty(LengthPenalty.Kind.GNMT, 2).divisor(7)).isEqualTo(4);
    assertThat(LengthPenalty.none().divisor(9)).isEqualTo(1);
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    LengthPenalty penalty = LengthPenalty.defaults();
    assertThatThrownBy(() -> new SearchConfig(0, penalty, 1, 1))
        .hasMessageContaining("beamSize is 0");
    assertThatThrownBy(() -> new SearchConfig(2, penalty, 3, 1)).hasMessageContaining("nBest is 3");
    assertThatThrownBy(() -> new SearchConfig(2, penalty, 1, -1))
        .hasMessageContaining("minLength is -1");
    assertThatThrownBy(() -> new LengthPenalty(LengthPenalty.Kind.GNMT, -1))
        .hasMessageContaining("alpha is -1");
  }

  private record Finished(double sum, int length) implements Comparable<Finished> {
    double score(LengthPenalty penalty) {
      return sum / penalty.divisor(length);
    }

    @Override
    public int compareTo(Finished other) {
      return Double.compare(sum, other.sum);
    }
  }

  private static List<Finished> enumerate(
      int sentence, List<Integer> prefix, double sum, int maxLength) {
    List<Finished> all = new ArrayList<>();
    float[] logProbs = random(sentence, prefix);
    if (!prefix.isEmpty()) {
      all.add(new Finished(sum + logProbs[EOS], prefix.size() + 1));
    }
    for (int id = A; id < VOCABULARY && prefix.size() + 2 <= maxLength; id++) {
      List<Integer> longer = new ArrayList<>(prefix);
      longer.add(id);
      all.addAll(enumerate(sentence, longer, sum + logProbs[id], maxLength));
    }
    return all;
  }

  private static Hypothesis best(FakeScorer scorer, SearchConfig config, int maxLength) {
    return new BeamSearch(config, SPECIAL)
        .search(scorer, scorer.start(1), new int[] {maxLength})
        .get(0)
        .get(0);
  }

  private static SearchConfig config(int beam, double alpha) {
    return new SearchConfig(beam, new LengthPenalty(LengthPenalty.Kind.POWER, alpha), 1, 1);
  }

  private static float[] table(double eos, double a, double b) {
    float never = (float) Math.log(1e-9);
    return new float[] {
      never, never, never, (float) Math.log(eos), (float) Math.log(a), (float) Math.log(b)
    };
  }

  private static List<String> texts(List<Hypothesis> hypotheses) {
    return hypotheses.stream().map(h -> Arrays.toString(h.ids())).toList();
  }
}
