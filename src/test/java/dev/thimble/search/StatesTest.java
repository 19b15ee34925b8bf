package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.vocabulary.SpecialTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Closing of states and log-probabilities, also after failures, and the selection of rows. */
class StatesTest {
  private static final FakeScorer.Model MODEL = FakeScorer.random(1, 9);
  private final List<String> closed = new ArrayList<>();

  @Test
  void allStatesAreClosedAndTheFirstFailureIsThrown() {
    IllegalArgumentException first = new IllegalArgumentException("first");
    IOException second = new IOException("second");
    List<AutoCloseable> states =
        List.of(state("a", null), state("b", first), state("c", second), state("d", null));
    assertThatThrownBy(() -> Closing.all(states))
        .isSameAs(first)
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .singleElement()
                    .isInstanceOf(IllegalStateException.class)
                    .satisfies(
                        suppressed -> {
                          assertThat(suppressed).hasMessage("a decoder state did not close");
                          assertThat(suppressed.getCause()).isSameAs(second);
                        }));
    assertThat(closed).containsExactly("a", "b", "c", "d");
  }

  private AutoCloseable state(String name, Exception failure) {
    return () -> {
      closed.add(name);
      if (failure != null) {
        throw failure;
      }
    };
  }

  @Test
  void nothingIsSelectedIfAllRowsStayInTheirOrder() {
    FakeScorer scorer = new FakeScorer(MODEL);
    try (HeldState<FakeScorer.State> held = new HeldState<>(scorer, scorer.start(2), 2)) {
      held.select(new int[] {0, 1});
      held.select(new int[] {});
      assertThat(scorer.selections()).isZero();
      held.select(new int[] {1, 0});
      held.select(new int[] {1, 0, 0});
      held.select(new int[] {0, 1, 2});
      assertThat(scorer.selections()).isEqualTo(2);
      assertThat(scorer.open()).isEqualTo(1);
    }
    assertThat(scorer.open()).isZero();
  }

  @Test
  void greedySearchSelectsNothingIfAllSentencesEndTogether() {
    FakeScorer scorer = new FakeScorer(MODEL);
    new Search(SearchConfig.greedy(), SpecialTokens.defaults())
        .search(scorer, scorer.start(1), FakeSearch.tasks(3));
    assertThat(scorer.selections()).isZero();
  }

  @Test
  void failingModelOfAnEnsembleLeavesNothingOpen() {
    FakeScorer good = new FakeScorer(MODEL);
    FakeScorer bad =
        new FakeScorer(
            (sentence, prefix) -> {
              throw new IllegalStateException("broken");
            });
    EnsembleScorer<FakeScorer.State> scorer =
        new EnsembleScorer<>(List.of(good, bad), EnsembleConfig.defaults(2));
    try (EnsembleState<FakeScorer.State> state =
        scorer.state(List.of(good.start(1), bad.start(1)))) {
      assertThatThrownBy(() -> scorer.step(state, new int[] {2})).hasMessage("broken");
      assertThatThrownBy(() -> scorer.select(state, new int[] {7}))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(good.open() + bad.open()).isEqualTo(2);
    }
    assertThat(good.open() + bad.open()).isZero();
  }

  @Test
  void failureOfTheSecondModelsSelectionClosesTheFirstModelsState() {
    FakeScorer first = new FakeScorer(MODEL);
    FakeScorer second = new FakeScorer(MODEL);
    EnsembleScorer<FakeScorer.State> scorer =
        new EnsembleScorer<>(List.of(first, second), EnsembleConfig.defaults(2));
    try (EnsembleState<FakeScorer.State> state =
        scorer.state(List.of(first.start(2), second.start(1)))) {
      assertThatThrownBy(() -> scorer.select(state, new int[] {1}))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(first.open()).isEqualTo(1);
    }
    assertThat(first.open() + second.open()).isZero();
  }

  @Test
  void listenerGetsThePiecesOfEachSentenceUntilItEnds() {
    // sentence 1 ends after one piece, sentence 0 after two, and sentence 2 is cut after three
    FakeScorer scorer =
        new FakeScorer(
            (sentence, prefix) ->
                prefix.size() == new int[] {2, 1, 9}[sentence]
                    ? FakeScorer.logarithms(1e-9, 1e-9, 1e-9, 1, 1e-9, 1e-9)
                    : FakeScorer.logarithms(1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1));
    StringBuilder passed = new StringBuilder();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void beforeStep(int step) {
            passed.append('|');
          }

          @Override
          public void onPiece(int task, int id) {
            passed.append(task);
          }
        };
    Constraints three = Constraints.defaults().withMaxLength(LengthFormula.absolute(3));
    List<List<Hypothesis>> found =
        new Search(SearchConfig.greedy().withConstraints(three), SpecialTokens.defaults())
            .search(scorer, scorer.start(3), FakeSearch.tasks(1, 1, 1), listener);
    assertThat(passed).hasToString("|012|02|2");
    assertThat(found.stream().mapToInt(best -> best.get(0).ids().length)).containsExactly(2, 1, 3);
  }

  @Test
  void listenerDoesNotGetABannedPiece() {
    Constraints none =
        Constraints.defaults()
            .withSuppressed(IntStream.range(4, 9).mapToObj(id -> List.of(id)).toList());
    for (Strategy strategy : List.of(Beam.of(1), Sampling.defaults())) {
      FakeScorer scorer = new FakeScorer(MODEL);
      List<Hypothesis> found =
          new Search(
                  SearchConfig.greedy().withStrategy(strategy).withConstraints(none),
                  SpecialTokens.defaults())
              .search(
                  scorer,
                  scorer.start(1),
                  FakeSearch.tasks(1),
                  new SearchListener() {
                    @Override
                    public void onPiece(int task, int id) {
                      throw new AssertionError("passed " + id);
                    }
                  })
              .get(0);
      assertThat(found).hasSize(1);
      assertThat(found.get(0).ids()).isEmpty();
      assertThat(found.get(0).score()).isZero();
      assertThat(found.get(0).finished()).isFalse();
    }
  }
}
