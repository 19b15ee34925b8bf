package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The result of a sentence does not depend on the other sentences of its batch. */
class SearchInvarianceTest {
  private static final int VOCABULARY = 9;

  @Provide
  static Arbitrary<SearchConfig> configs() {
    SearchConfig base = SearchConfig.defaults();
    Constraints all =
        new Constraints(
            LengthFormula.absolute(3),
            new LengthFormula(1.5, 4, 12),
            2,
            1.3,
            0.4,
            List.of(List.of(4), List.of(5, 6)));
    SearchConfig diverse = base.withStrategy(Beam.of(6).withGroups(3, 0.7)).withNBest(4);
    SearchConfig sampled = base.withStrategy(new Sampling(1.2, 5, 0.9)).withNBest(3);
    return Arbitraries.of(
        SearchConfig.greedy(),
        base.withNBest(5),
        base.withStrategy(Beam.of(3).withStopping(Stopping.FIRST_FINISHED)),
        base.withStrategy(Beam.of(3).withStopping(Stopping.ALL_FINISHED)),
        base.withStrategy(Beam.of(2).withStopping(Stopping.BOUND)),
        diverse,
        sampled,
        base.withStrategy(Sampling.defaults()),
        SearchConfig.greedy().withConstraints(all),
        base.withConstraints(all),
        diverse.withConstraints(all),
        sampled.withConstraints(all));
  }

  @Property(tries = 150)
  void everySentenceGetsTheSameResultAlone(
      @ForAll("configs") SearchConfig config, @ForAll @IntRange(max = 10_000) int seed) {
    List<SearchTask> tasks = tasks(seed);
    List<List<String>> alone =
        IntStream.range(0, tasks.size())
            .mapToObj(i -> search(config, seed, List.of(i), tasks).get(0))
            .toList();
    List<Integer> order = new ArrayList<>(IntStream.range(0, tasks.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    List<List<String>> together = search(config, seed, order, tasks);
    for (int place = 0; place < order.size(); place++) {
      assertThat(together.get(place)).isEqualTo(alone.get(order.get(place)));
    }
  }

  @Property(tries = 60)
  void resultsAreTheSameOnConcurrentThreads(
      @ForAll("configs") SearchConfig config, @ForAll @IntRange(max = 10_000) int seed) {
    List<Integer> order = IntStream.range(0, 7).boxed().toList();
    List<SearchTask> tasks = tasks(seed);
    List<List<String>> expected = search(config, seed, order, tasks);
    assertThat(IntStream.range(0, 4).parallel().mapToObj(i -> search(config, seed, order, tasks)))
        .allMatch(expected::equals);
  }

  private static List<SearchTask> tasks(int seed) {
    return List.of(
        SearchTask.of(3).withSeed(seed),
        SearchTask.of(7).withSeed(seed + 1L).withPrefix(List.of(7, 8)),
        SearchTask.of(1).withSeed(seed),
        SearchTask.of(5).withSeed(seed).withRequired(List.of(8, 7, 8)),
        SearchTask.of(2).withSeed(seed).withPrefix(List.of(8)).withRequired(List.of(8, 6)),
        SearchTask.of(6).withSeed(seed).withRequired(List.of(7)),
        SearchTask.of(4).withSeed(-seed));
  }

  /* All fields of all hypotheses, as text, of the sentences in the given order. */
  private static List<List<String>> search(
      SearchConfig config, int seed, List<Integer> order, List<SearchTask> tasks) {
    FakeScorer.Model model = FakeScorer.random(seed, VOCABULARY);
    FakeScorer scorer = new FakeScorer((row, prefix) -> model.next(100 * order.get(row), prefix));
    List<List<Hypothesis>> found =
        new Search(config, SpecialTokens.defaults())
            .search(scorer, scorer.start(order.size()), order.stream().map(tasks::get).toList());
    assertThat(scorer.open()).isZero();
    return found.stream()
        .map(best -> best.stream().map(SearchInvarianceTest::describe).toList())
        .toList();
  }

  /** All fields of a hypothesis. */
  static String describe(Hypothesis h) {
    return Arrays.toString(h.ids())
        + Arrays.toString(h.logProbs())
        + h.logProb()
        + h.score()
        + h.finished()
        + h.placement();
  }
}
