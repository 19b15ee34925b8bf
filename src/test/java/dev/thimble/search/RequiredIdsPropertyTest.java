package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for required ids in random models, for all ways of searching. */
class RequiredIdsPropertyTest {
  private static final int VOCABULARY = 10;
  private static final int EOS = SpecialTokens.defaults().eos();
  private static final int FIRST_REQUIRED = 7;

  /** Counts the rows of each step. */
  private static final class Counting implements StepScorer<FakeScorer.State> {
    private final FakeScorer scorer;
    private int most;

    Counting(FakeScorer scorer) {
      this.scorer = scorer;
    }

    @Override
    public Step<FakeScorer.State> step(FakeScorer.State state, int[] previousIds) {
      most = Math.max(most, previousIds.length);
      return scorer.step(state, previousIds);
    }

    @Override
    public FakeScorer.State select(FakeScorer.State state, int[] rows) {
      return scorer.select(state, rows);
    }
  }

  @Property(tries = 600)
  void everyOutputContainsThemExactlyAsOftenAndSaysHow(
      @ForAll @IntRange(max = 1_000_000) int seed,
      @ForAll @IntRange(min = 1, max = 8) int size,
      @ForAll @IntRange(min = 1, max = 12) int maxLength,
      @ForAll Stopping stopping) {
    SearchTask task = task(seed);
    SearchConfig config =
        SearchConfig.defaults()
            .withStrategy(Beam.of(size).withStopping(stopping))
            .withNBest(1 + seed % size)
            .withConstraints(
                Constraints.defaults().withMaxLength(LengthFormula.absolute(maxLength)));
    int limit = Math.max(maxLength, task.required().size() + 1);
    for (Hypothesis each : search(config, seed, task, size)) {
      assertContainsRequired(each, task);
      assertThat(each.placement()).isEqualTo(placement(each, seed, task, limit));
    }
  }

  @Property(tries = 200)
  void groupsAndSamplesContainThemToo(
      @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(min = 1, max = 3) int width) {
    SearchTask task = task(seed).withSeed(seed);
    Beam groups = Beam.of(2 * width).withGroups(2, 0.7);
    for (Strategy strategy : List.of(groups, new Sampling(1.5, 4, 0.9), Sampling.defaults())) {
      SearchConfig config = SearchConfig.defaults().withStrategy(strategy).withNBest(2 * width);
      for (Hypothesis each : search(config, seed, task, 2 * width)) {
        assertContainsRequired(each, task);
      }
    }
  }

  private static SearchTask task(int seed) {
    Random random = new Random(seed);
    List<Integer> required =
        random.ints(1 + random.nextInt(4), FIRST_REQUIRED, VOCABULARY).boxed().toList();
    return SearchTask.of(3).withRequired(required);
  }

  private static List<Hypothesis> search(
      SearchConfig config, int seed, SearchTask task, int width) {
    Counting scorer = new Counting(new FakeScorer(FakeScorer.random(seed, VOCABULARY)));
    List<Hypothesis> found =
        new Search(config, SpecialTokens.defaults())
            .search(scorer, scorer.scorer.start(1), List.of(task))
            .get(0);
    assertThat(scorer.most).isLessThanOrEqualTo(width);
    assertThat(scorer.scorer.open()).isZero();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static void assertContainsRequired(Hypothesis each, SearchTask task) {
    for (int id = FIRST_REQUIRED; id < VOCABULARY; id++) {
      int wanted = id;
      if (task.required().contains(id)) {
        assertThat(IntStream.of(each.ids()).filter(i -> i == wanted).count())
            .isEqualTo(Collections.frequency(task.required(), id));
      }
    }
  }

  /* As Placement defines it, from the output alone. */
  private static Placement placement(Hypothesis each, int seed, SearchTask task, int limit) {
    FakeScorer.Model model = FakeScorer.random(seed, VOCABULARY);
    List<Integer> missing = new ArrayList<>(task.required());
    List<Integer> written = new ArrayList<>();
    for (int id : each.ids()) {
      if (!missing.isEmpty()) {
        boolean noRoom = limit - written.size() - 1 <= missing.size();
        if (noRoom || isEndBest(model.next(0, written), written, missing, task)) {
          return Placement.FORCED;
        }
      }
      missing.remove((Integer) id);
      written.add(id);
    }
    return Placement.FREE;
  }

  private static boolean isEndBest(
      float[] logProbs, List<Integer> written, List<Integer> missing, SearchTask task) {
    float[] others = Arrays.copyOfRange(logProbs, EOS + 1, VOCABULARY);
    for (int id : task.required()) {
      if (!missing.contains(id)) {
        others[id - EOS - 1] = Float.NEGATIVE_INFINITY;
      }
    }
    boolean best = true;
    for (float other : others) {
      best &= logProbs[EOS] > other;
    }
    return best && !written.isEmpty(); // eos is not allowed before the first piece
  }
}
