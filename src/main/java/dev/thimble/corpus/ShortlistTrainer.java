package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Trains a {@link Shortlist}: estimates the translation probabilities t(target piece | source
 * piece) of Brown et al. 1993 (IBM model 1, section 4.1) by expectation maximization, and keeps the
 * most probable. Deterministic. Stateless, so that threads may share it.
 */
public final class ShortlistTrainer {
  /**
   * The settings; each is at least 1.
   *
   * @param likeliest most target pieces for one source piece
   * @param frequent number of the most frequent target pieces, which are allowed for every source
   * @param iterations of expectation maximization
   */
  public record Config(int likeliest, int frequent, int iterations) {
    /** Checks every value. */
    public Config {
      Require.atLeast("likeliest", likeliest, 1);
      Require.atLeast("frequent", frequent, 1);
      Require.atLeast("iterations", iterations, 1);
    }

    /** 50 target pieces for each source piece, the 150 most frequent, 4 iterations. */
    public static Config defaults() {
      return new Config(50, 150, 4);
    }
  }

  /** Numbers of pieces of the source and the target vocabulary. */
  public record Sizes(int source, int target) {}

  private final List<Example> examples;
  private final int sources;
  private final int targets;
  private final PairTable pairs = new PairTable();
  private float[] probabilities = new float[0]; // by number of the pair

  private ShortlistTrainer(List<Example> examples, int sources, int targets) {
    this.examples = examples;
    this.sources = sources;
    this.targets = targets;
  }

  /**
   * Trains on sentence pairs.
   *
   * @param eos id of the target's eos, which is always allowed
   */
  public static Shortlist train(List<Example> examples, Sizes sizes, int eos, Config config) {
    RecordList.checked(examples, "examples");
    Objects.requireNonNull(sizes, "sizes");
    Objects.requireNonNull(config, "config");
    ShortlistTrainer trainer = new ShortlistTrainer(examples, sizes.source(), sizes.target());
    trainer.collectPairs();
    for (int i = 0; i < config.iterations(); i++) {
      trainer.iterate();
    }
    return new Shortlist(
        trainer.frequent(config.frequent(), eos), trainer.likeliest(config.likeliest()));
  }

  private void collectPairs() {
    for (Example example : examples) {
      int[] from = from(example);
      for (int target : to(example)) {
        for (int source : from) {
          pairs.number(source, target);
        }
      }
    }
    probabilities = new float[pairs.size()];
    Arrays.fill(probabilities, 1);
  }

  /* The distinct source pieces of a sentence, and the empty word NULL of model 1, which has the id
   * after the last. */
  private int[] from(Example example) {
    return IntStream.concat(Arrays.stream(example.source()).distinct(), IntStream.of(sources))
        .toArray();
  }

  private static int[] to(Example example) {
    return Arrays.stream(example.target()).distinct().toArray();
  }

  private void iterate() {
    float[] counts = new float[pairs.size()];
    double[] totals = new double[sources + 1];
    for (Example example : examples) {
      int[] from = from(example);
      int[] numbers = new int[from.length];
      for (int target : to(example)) {
        double sum = 0;
        for (int i = 0; i < from.length; i++) {
          numbers[i] = pairs.number(from[i], target);
          sum += probabilities[numbers[i]];
        }
        for (int i = 0; i < from.length; i++) {
          double share = probabilities[numbers[i]] / sum;
          counts[numbers[i]] += (float) share;
          totals[from[i]] += share;
        }
      }
    }
    for (int number = 0; number < counts.length; number++) {
      probabilities[number] = (float) (counts[number] / totals[pairs.source(number)]);
    }
  }

  private int[][] likeliest(int most) {
    List<List<Integer>> bySource =
        IntStream.rangeClosed(0, sources).<List<Integer>>mapToObj(i -> new ArrayList<>()).toList();
    for (int number = 0; number < pairs.size(); number++) {
      bySource.get(pairs.source(number)).add(number);
    }
    Comparator<Integer> likeliest =
        Comparator.comparingDouble((Integer number) -> -probabilities[number])
            .thenComparingInt(pairs::target);
    return bySource.subList(0, sources).stream()
        .map(
            numbers ->
                numbers.stream()
                    .sorted(likeliest)
                    .limit(most)
                    .mapToInt(pairs::target)
                    .sorted()
                    .toArray())
        .toArray(int[][]::new);
  }

  private int[] frequent(int most, int eos) {
    long[] counts = new long[targets];
    examples.forEach(example -> Arrays.stream(example.target()).forEach(id -> counts[id]++));
    IntStream often =
        IntStream.range(0, targets)
            .boxed()
            .filter(id -> counts[id] > 0)
            .sorted(Comparator.comparingLong((Integer id) -> -counts[id]))
            .limit(most)
            .mapToInt(Integer::intValue);
    return IntStream.concat(IntStream.of(eos), often).sorted().distinct().toArray();
  }
}
