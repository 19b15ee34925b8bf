package dev.thimble.search;

import static dev.thimble.search.FakeSearch.A;
import static dev.thimble.search.FakeSearch.B;
import static dev.thimble.search.FakeSearch.table;
import static dev.thimble.search.FakeSearch.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Greedy search that takes several steps at once. */
class GreedyRunTest {
  private static final int VOCABULARY = 9;
  private static final Constraints DEFAULTS = Constraints.defaults();
  private static final Constraints NOTHING_ALLOWED = suppressing(4, 5, 6, 7, 8);
  private static final Constraints ONLY_SEVEN = suppressing(4, 5, 6, 8);
  private static final FakeScorer.Model LONG =
      (sentence, prefix) -> prefix.size() < 9 ? table(.1, .8, .1) : table(.8, .1, .1);

  /** Records what it hears, and abandons the sentences that are long enough. */
  private static final class Recorder implements SearchListener {
    private final int atOnce;
    private final int longest;
    private final List<Integer> steps = new ArrayList<>();
    private final List<Integer> pieces = new ArrayList<>();

    Recorder(int atOnce, int longest) {
      this.atOnce = atOnce;
      this.longest = longest;
    }

    @Override
    public void beforeStep(int step) {
      steps.add(step);
    }

    @Override
    public int stepsAtOnce() {
      return atOnce;
    }

    @Override
    public void onPiece(int task, int id) {
      pieces.add(id);
    }

    @Override
    public boolean isAbandoned(int task) {
      return task == 0 && pieces.size() >= longest;
    }
  }

  static Stream<Constraints> hypothesesAreThoseOfSingleSteps() {
    return Stream.of(
        DEFAULTS,
        DEFAULTS.withMinLength(LengthFormula.absolute(4)),
        DEFAULTS.withMinLength(new LengthFormula(1, 0, 5)).withMaxLength(LengthFormula.absolute(7)),
        DEFAULTS.withEndBias(0.3),
        NOTHING_ALLOWED,
        ONLY_SEVEN, // a row that was required to write it then has nothing left
        new Constraints(
            LengthFormula.absolute(1), new LengthFormula(2, 3, 20), 2, 1, 0, List.of(List.of(4))));
  }

  private static Constraints suppressing(Integer... ids) {
    List<List<Integer>> single = Stream.of(ids).map(List::of).toList();
    return new Constraints(LengthFormula.absolute(3), LengthFormula.absolute(9), 0, 1, 0, single);
  }

  @ParameterizedTest
  @MethodSource
  void hypothesesAreThoseOfSingleSteps(Constraints constraints) {
    SearchConfig config = SearchConfig.greedy().withConstraints(constraints);
    List<SearchTask> free = tasks(3, 9, 5, 1);
    List<SearchTask> mixed =
        List.of(
            SearchTask.of(4).withPrefix(List.of(7, 8)),
            SearchTask.of(2),
            SearchTask.of(6).withRequired(List.of(7)));
    List<SearchTask> required =
        List.of(SearchTask.of(4).withRequired(List.of(7)), SearchTask.of(4));
    for (List<SearchTask> tasks : List.of(free, free.subList(0, 1), mixed, required)) {
      for (int seed = 0; seed < 40; seed++) {
        FakeScorer single = new FakeScorer(FakeScorer.random(seed, VOCABULARY));
        FakeScorer several = new FakeScorer(FakeScorer.random(seed, VOCABULARY));
        Recorder step = new Recorder(1, 999);
        Recorder run = new Recorder(seed % 6 + 2, 999);
        assertThat(found(several, config, tasks, run))
            .isEqualTo(found(single, config, tasks, step));
        assertThat(run.pieces).containsExactlyInAnyOrderElementsOf(step.pieces);
        assertThat(single.runs()).isZero();
        assertThat(several.open()).isZero();
      }
    }
  }

  /* As text, since arrays are equal only if identical. */
  private static String found(
      FakeScorer scorer, SearchConfig config, List<SearchTask> tasks, SearchListener listener) {
    StringBuilder text = new StringBuilder();
    for (List<Hypothesis> best :
        new Search(config, SpecialTokens.defaults())
            .search(scorer, scorer.start(tasks.size()), tasks, listener)) {
      best.forEach(h -> text.append(SearchInvarianceTest.describe(h)).append('\n'));
    }
    return text.toString();
  }

  @Test
  void sentenceIsOneRunAfterTheStepThatMayNotEnd() {
    FakeScorer scorer = new FakeScorer(LONG);
    search(SearchConfig.greedy()).search(scorer, scorer.start(1), tasks(9));
    assertThat(scorer.runs()).isEqualTo(1);
    assertThat(scorer.selections()).isZero();
  }

  @Test
  void requiredIdEndsARunAndSoDoesAnEndWithoutIt() {
    List<SearchTask> task = List.of(SearchTask.of(9).withRequired(List.of(B)));
    FakeScorer stuck = new FakeScorer(LONG);
    List<List<Hypothesis>> found =
        search(SearchConfig.greedy()).search(stuck, stuck.start(1), task);
    assertThat(found.get(0).get(0).ids()).containsExactly(A, A, A, A, A, A, A, A, A, B);
    assertThat(found.get(0).get(0).placement()).isEqualTo(Placement.FORCED);
    assertThat(stuck.runs()).isEqualTo(2);

    FakeScorer willing =
        new FakeScorer(
            (s, prefix) -> prefix.size() == 4 ? table(.1, .1, .8) : LONG.next(s, prefix));
    found = search(SearchConfig.greedy()).search(willing, willing.start(1), task);
    assertThat(found.get(0).get(0).ids()).containsExactly(A, A, A, A, B, A, A, A, A);
    assertThat(found.get(0).get(0).placement()).isEqualTo(Placement.FREE);
    assertThat(willing.runs()).isEqualTo(2);
  }

  @Test
  void minimumLengthIsARunOfItsOwn() {
    FakeScorer scorer = new FakeScorer((sentence, prefix) -> table(.8, .1, .1));
    Constraints constraints = DEFAULTS.withMinLength(LengthFormula.absolute(5));
    Recorder recorder = new Recorder(100, 999);
    List<List<Hypothesis>> found =
        search(SearchConfig.greedy().withConstraints(constraints))
            .search(scorer, scorer.start(1), tasks(3), recorder);
    assertThat(found.get(0).get(0).ids()).containsExactly(A, A, A, A, A);
    assertThat(recorder.steps).containsExactly(0, 5);
  }

  @Test
  void listenerLimitsTheStepsAndHearsOfEachRun() {
    Recorder recorder = new Recorder(4, 999);
    FakeScorer scorer = new FakeScorer(LONG);
    search(SearchConfig.greedy()).search(scorer, scorer.start(1), tasks(9), recorder);
    assertThat(recorder.steps).containsExactly(0, 1, 5, 9);
    assertThat(recorder.pieces).hasSize(9).containsOnly(A);
  }

  @Test
  void listenerHearsOfEachStepUnlessItAllowsSeveral() {
    List<Integer> steps = new ArrayList<>();
    FakeScorer scorer = new FakeScorer(LONG);
    SearchListener plain =
        new SearchListener() {
          @Override
          public void beforeStep(int step) {
            steps.add(step);
          }
        };
    search(SearchConfig.greedy()).search(scorer, scorer.start(1), tasks(9), plain);
    assertThat(steps).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(scorer.runs()).isZero();
  }

  @Test
  void abandonedSentenceIsDroppedAfterARunAndTheOthersGoOn() {
    FakeScorer scorer = new FakeScorer(LONG);
    List<List<Hypothesis>> found =
        search(SearchConfig.greedy())
            .search(scorer, scorer.start(2), tasks(9, 9), new Recorder(4, 6));
    assertThat(found.get(0)).isEmpty();
    assertThat(found.get(1).get(0).ids()).hasSize(9).containsOnly(A);
    assertThat(scorer.open()).isZero();
  }

  @Test
  void beamsAndSamplesTakeSingleSteps() {
    for (Strategy strategy : List.of(Beam.of(2), Sampling.defaults())) {
      FakeScorer scorer = new FakeScorer(LONG);
      search(SearchConfig.defaults().withStrategy(strategy))
          .search(scorer, scorer.start(1), tasks(9));
      assertThat(scorer.runs()).isZero();
    }
  }

  @Test
  void scorerThatGoesOnAfterEosIsAnError() {
    FakeScorer steps =
        new FakeScorer((sentence, prefix) -> sentence == 0 ? table(.8, .1, .1) : table(.1, .8, .1));
    StepScorer<FakeScorer.State> endless =
        new StepScorer<>() {
          @Override
          public Step<FakeScorer.State> step(FakeScorer.State state, int[] previousIds) {
            return steps.step(state, previousIds);
          }

          @Override
          public FakeScorer.State select(FakeScorer.State state, int[] rows) {
            return steps.select(state, rows);
          }

          @Override
          public GreedyRun<FakeScorer.State> greedy(
              FakeScorer.State state, int[] previousIds, GreedySteps asked) {
            GreedyRun<FakeScorer.State> run = steps.greedy(state, previousIds, asked);
            Choices first = run.steps().get(0);
            return new GreedyRun<>(run.state(), List.of(first, first), run.until());
          }
        };
    assertThatThrownBy(
            () -> search(SearchConfig.greedy()).search(endless, steps.start(2), tasks(3, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the scorer took another step after eos");
    assertThat(steps.open()).isZero();
  }

  private static Search search(SearchConfig config) {
    return new Search(config, SpecialTokens.defaults());
  }
}
