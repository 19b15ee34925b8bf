package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws of one step follow the distribution and depend only on key, value and piece. */
class SamplingTest {
  private static final double[] WEIGHTS = {0.3, 0.02, 0.25, 0.08, 0.2, 0.05, 0.07, 0.03};

  @Test
  void keysAndNoiseKeepTheirPublishedValues() {
    assertThat(GumbelNoise.key(0)).isEqualTo(-2152535657050944081L);
    assertThat(GumbelNoise.key(42, 3, 7)).isEqualTo(-6111499642997921453L);
    assertThat(GumbelNoise.key(42, 7, 3)).isEqualTo(-766101954498308807L);
    assertThat(GumbelNoise.uniform(GumbelNoise.key(42, 3, 7), 7999)).isEqualTo(0.5554664767093825);
    assertThat(GumbelNoise.uniform(GumbelNoise.key(-1), 5)).isEqualTo(0.2160314810560432);
  }

  @Test
  void noiseIsFiniteAtBothEndsOfTheHash() {
    long zeros = 530445201382180217L; // equals the hash of piece 9, so all bits are 0
    assertThat(GumbelNoise.uniform(zeros, 9)).isEqualTo(0x1p-53);
    assertThat(GumbelNoise.of(zeros, 9)).isCloseTo(-3.6038, within(1e-4));
    long ones = 4151193828914455177L;
    assertThat(GumbelNoise.uniform(ones, 9)).isEqualTo(1 - 0x1p-53);
    assertThat(GumbelNoise.of(ones, 9)).isCloseTo(36.7368, within(1e-4));
  }

  @Test
  void noiseIsUniformOverPiecesSamplesStepsAndSeeds() {
    int[] bins = new int[64];
    int count = 64 * 2000;
    assertUniform(count, i -> GumbelNoise.uniform(GumbelNoise.key(5, 0, 0), i), bins);
    assertUniform(count, i -> GumbelNoise.uniform(GumbelNoise.key(5, i, 0), 9), bins);
    assertUniform(count, i -> GumbelNoise.uniform(GumbelNoise.key(5, 0, i), 9), bins);
    assertUniform(count, i -> GumbelNoise.uniform(GumbelNoise.key(i, 0, 0), 9), bins);
  }

  /* Tests pairs of neighbouring numbers in 8 by 8 bins. */
  private static void assertUniform(int count, IntToDoubleFunction u, int[] bins) {
    Arrays.fill(bins, 0);
    double before = u.applyAsDouble(count);
    for (int i = 0; i < count; i++) {
      double next = u.applyAsDouble(i);
      int first = (int) (before * 8);
      bins[8 * first + (int) (next * 8)]++;
      before = next;
    }
    double[] even = new double[64];
    Arrays.fill(even, 1 / 64.0);
    assertThat(chiSquare(bins, even)).isLessThan(CRITICAL_63);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "0.5, 0, 1", "2, 0, 1", "1, 3, 1", "1, 0, 0.7", "1.5, 5, 0.6"})
  void samplesFollowTheDistribution(double temperature, int topK, double topP) {
    double[] expected = Arrays.stream(WEIGHTS).map(w -> Math.pow(w, 1 / temperature)).toArray();
    double[] falling = Arrays.stream(expected).map(w -> -w).sorted().map(w -> -w).toArray();
    int kept = topK == 0 ? falling.length : topK;
    double mass = Arrays.stream(falling).limit(kept).sum();
    double sum = 0;
    int nucleus = 0;
    while (sum < topP * mass - 1e-12) {
      sum += falling[nucleus++];
    }
    double least = falling[nucleus - 1];
    double total = sum;
    expected = Arrays.stream(expected).map(w -> w < least ? 0 : w / total).toArray();
    int[] drawn = new int[expected.length];
    DenseLogProbs logProbs = new DenseLogProbs(new float[][] {FakeScorer.logarithms(WEIGHTS)});
    Sampling sampling = new Sampling(temperature, topK, topP);
    for (int sample = 0; sample < 20_000; sample++) {
      long[] key = {GumbelNoise.key(1, sample, 0)};
      drawn[logProbs.draw(key, sampling, Adjustments.banning()).ids()[0][0]]++;
    }
    assertThat(chiSquare(drawn, expected)).isLessThan(CRITICAL_7);
  }

  private static final double CRITICAL_7 = 29.88; // probability of a larger value: 1 in 10,000
  private static final double CRITICAL_63 = 113.5;

  private static double chiSquare(int[] counts, double[] shares) {
    double sum = 0;
    int all = Arrays.stream(counts).sum();
    for (int i = 0; i < counts.length; i++) {
      if (shares[i] == 0) {
        assertThat(counts[i]).as("entry %d", i).isZero();
      } else {
        sum += Math.pow(counts[i] - all * shares[i], 2) / (all * shares[i]);
      }
    }
    return sum;
  }

  @Property(tries = 20)
  void roundingDoesNotChangeSamples(@ForAll("kinds") Sampling sampling) {
    float[] row = random(500);
    float[] rounded = row.clone();
    Random random = new Random(8);
    for (int id = 0; id < row.length; id++) {
      rounded[id] += (float) (2e-6 * (random.nextDouble() - 0.5));
    }
    DenseLogProbs own = new DenseLogProbs(new float[][] {row});
    DenseLogProbs other = new DenseLogProbs(new float[][] {rounded});
    for (int sample = 0; sample < 1000; sample++) {
      long[] key = {GumbelNoise.key(2, sample, 0)};
      assertThat(other.draw(key, sampling, Adjustments.banning()).ids())
          .isDeepEqualTo(own.draw(key, sampling, Adjustments.banning()).ids());
    }
  }

  @Provide
  static Arbitrary<Sampling> kinds() {
    return Arbitraries.of(
        Sampling.defaults(),
        new Sampling(0.7, 40, 1),
        new Sampling(1, 0, 0.9),
        new Sampling(1, 40, 0.9));
  }

  /* Random log-probabilities; the largest probability is some hundred times the smallest. */
  private static float[] random(int pieces) {
    Random random = new Random(7);
    return FakeScorer.logarithms(
        IntStream.range(0, pieces).mapToDouble(id -> Math.exp(random.nextGaussian())).toArray());
  }

  @Property(tries = 200)
  void banningAPieceThatWasNotDrawnChangesNothing(
      @ForAll @IntRange(max = 49) int banned, @ForAll long key) {
    DenseLogProbs logProbs = new DenseLogProbs(new float[][] {random(50)});
    int drawn = draw(logProbs, key, Sampling.defaults());
    Adjustments without = Adjustments.banning(banned);
    int again = logProbs.draw(new long[] {key}, Sampling.defaults(), without).ids()[0][0];
    assertThat(again == drawn).isEqualTo(banned != drawn);
  }

  @Test
  void piecesTiedWithTheLastOneKeptAreKept() {
    DenseLogProbs logProbs =
        new DenseLogProbs(new float[][] {FakeScorer.logarithms(0.4, 0.1, 0.2, 0.2, 0.1)});
    for (Sampling sampling : List.of(new Sampling(1, 2, 1), new Sampling(1, 0, 0.5))) {
      assertThat(LongStream.range(0, 200).mapToInt(key -> draw(logProbs, key, sampling)))
          .containsOnly(0, 2, 3);
    }
  }

  @Test
  void rowsDrawByTheirOwnKeys() {
    float[] row = random(50);
    DenseLogProbs two = new DenseLogProbs(new float[][] {row, row});
    DenseLogProbs one = new DenseLogProbs(new float[][] {row});
    int[][] ids = two.draw(new long[] {3, 4}, Sampling.defaults(), Adjustments.banning()).ids();
    assertThat(ids)
        .isDeepEqualTo(
            new int[][] {{draw(one, 3, Sampling.defaults())}, {draw(one, 4, Sampling.defaults())}});
  }

  @Test
  void nanIsDrawnSoThatTheCallerCanReportIt() {
    float[] row = {-1, Float.NaN, -2};
    assertThat(draw(new DenseLogProbs(new float[][] {row}), 3, Sampling.defaults())).isEqualTo(1);
  }

  private static int draw(DenseLogProbs logProbs, long key, Sampling sampling) {
    return logProbs.draw(new long[] {key}, sampling, Adjustments.banning()).ids()[0][0];
  }
}
