package dev.thimble.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
  private static final int A = 4;
  private static final int B = 5;
  private static final int C = 6;

  /** The same distribution at every step: A is the most probable, then B, C and eos. */
  private static final FakeScorer.Model A_THEN_B =
      (sentence, prefix) -> FakeScorer.logarithms(1e-9, 1e-9, 1e-9, 0.1, 0.5, 0.25, 0.15);

  private static final FakeScorer.Model EOS_FIRST =
      (sentence, prefix) -> FakeScorer.logarithms(1e-9, 1e-9, 1e-9, 0.97, 0.02, 0.01, 1e-9);

  private final Constraints none = Constraints.defaults();

  @Test
  void lengthFormulaIsFactorTimesSourceAndExtraUpToTheCap() {
    LengthFormula formula = new LengthFormula(1.5, 2, 10);
    assertThat(IntStream.of(0, 1, 3, 9).map(formula::of)).containsExactly(2, 3, 6, 10);
  }

  @Test
  void maximumLengthCountsEos() {
    Constraints five = none.withMaxLength(new LengthFormula(1, 2, 100));
    assertThat(ids(A_THEN_B, five, SearchTask.of(3))).containsExactly(A, A, A, A, A);
    assertThat(hypothesis(A_THEN_B, five, SearchTask.of(3)).finished()).isFalse();
  }

  @Test
  void eosIsBannedBelowTheMinimumLength() {
    Constraints half = none.withMinLength(new LengthFormula(0.5, 0, 100));
    assertThat(ids(EOS_FIRST, half, SearchTask.of(7))).containsExactly(A, A, A);
  }

  @Test
  void emptyOutputWinsOnlyForAnEmptySource() {
    Constraints zero = none.withMinLength(LengthFormula.absolute(0));
    assertThat(ids(EOS_FIRST, zero, SearchTask.of(1))).containsExactly(A);
    assertThat(ids(EOS_FIRST, zero, SearchTask.of(0))).isEmpty();
  }

  @Test
  void noBigramOccursTwice() {
    Constraints pairs = none.withNoRepeatNgram(2).withMaxLength(LengthFormula.absolute(6));
    assertThat(ids(A_THEN_B, pairs, SearchTask.of(3))).containsExactly(A, A, B, A, C, A);
  }

  @Test
  void repetitionPenaltyScalesWrittenPiecesAndChangesOnlyTheScore() {
    Constraints squared = none.withRepetitionPenalty(2.5).withMaxLength(LengthFormula.absolute(3));
    Hypothesis found = hypothesis(A_THEN_B, squared, SearchTask.of(3));
    // A: 2.5 · log 0.5 = -1.73 is below B's log 0.25 = -1.39; C's log 0.15 = -1.90 is below A's
    assertThat(found.ids()).containsExactly(A, B, A);
    double sum = Math.log(0.5) + Math.log(0.25) + Math.log(0.5);
    assertThat(found.logProb()).isCloseTo(sum, within(1e-5));
    assertThat(found.score()).isCloseTo((sum + 1.5 * Math.log(0.5)) / 3, within(1e-5));
  }

  @Test
  void suppressedPiecesAndSequencesAreNotWritten() {
    Constraints limit = none.withMaxLength(LengthFormula.absolute(4));
    Constraints piece = limit.withSuppressed(List.of(List.of(A)));
    assertThat(ids(A_THEN_B, piece, SearchTask.of(3))).containsExactly(B, B, B, B);
    Constraints sequence = limit.withSuppressed(List.of(List.of(A, A), List.of(A, B)));
    assertThat(ids(A_THEN_B, sequence, SearchTask.of(3))).containsExactly(A, C, A, C);
  }

  @Test
  void permittedPiecesMayBeWrittenAlthoughTheyAreSuppressed() {
    Constraints piece =
        none.withMaxLength(LengthFormula.absolute(4)).withSuppressed(List.of(List.of(A)));
    SearchTask permitted = SearchTask.of(3).withPermitted(List.of(A));
    assertThat(ids(A_THEN_B, piece, permitted))
        .isEqualTo(ids(A_THEN_B, piece.withSuppressed(List.of()), SearchTask.of(3)));
    assertThat(ids(A_THEN_B, piece, permitted.withRequired(List.of(C)))).contains(A, C);
    assertThat(ids(A_THEN_B, piece.withNoRepeatNgram(1), permitted)).containsOnlyOnce(A);
  }

  @Test
  void outputWithoutAnAllowedContinuationIsCut() {
    Constraints all = none.withSuppressed(List.of(List.of(A), List.of(B), List.of(C)));
    Hypothesis found = hypothesis(A_THEN_B, all, SearchTask.of(3));
    assertThat(found.ids()).isEmpty();
    assertThat(found.finished()).isFalse();
  }

  @Test
  void prefixIsWrittenFirstWithTheModelsOwnLogProbabilities() {
    SearchTask task = SearchTask.of(1).withPrefix(List.of(C, B));
    Hypothesis found = hypothesis(EOS_FIRST, none, task);
    assertThat(found.ids()).containsExactly(C, B);
    assertThat(found.logProbs()[1]).isCloseTo((float) Math.log(0.01), within(1e-4f));
  }

  @Test
  void requiredIdsAreWrittenAsOftenAsListed() {
    Constraints limit = none.withMaxLength(LengthFormula.absolute(6));
    SearchTask task = SearchTask.of(1).withRequired(List.of(C, B, C));
    assertThat(ids(EOS_FIRST, limit, task)).contains(B, C);
    assertThat(hypothesis(EOS_FIRST, limit, task).finished()).isTrue();
  }

  @Property(tries = 100)
  void everyHypothesisContainsTheRequiredIdsExactlyAsOften(
      @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 1, max = 3) int times) {
    SearchTask task = SearchTask.of(2).withRequired(Collections.nCopies(times, C)).withSeed(seed);
    Constraints tight = none.withMaxLength(LengthFormula.absolute(5));
    for (Strategy strategy : List.of(Beam.of(1), Beam.of(4), Sampling.defaults())) {
      SearchConfig config = SearchConfig.greedy().withStrategy(strategy).withConstraints(tight);
      Hypothesis found = search(FakeScorer.random(seed, 8), config, task).get(0);
      long written = IntStream.of(found.ids()).filter(id -> id == C).count();
      assertThat(written).isEqualTo(times);
    }
  }

  @Test
  void missingRequiredIdsAreWrittenInTheLastSteps() {
    Constraints five = none.withMaxLength(LengthFormula.absolute(5));
    SearchTask task = SearchTask.of(1).withRequired(List.of(C, B));
    assertThat(ids(A_THEN_B, five, task)).containsExactly(A, A, B, C, A);
  }

  @Test
  void missingRequiredIdsAreWrittenOnceTheOutputWouldEnd() {
    SearchTask task = SearchTask.of(1).withRequired(List.of(C, B));
    assertThat(ids(EOS_FIRST, none, task)).containsExactly(A, B, C);
  }

  @Test
  void otherConstraintsDoNotHoldForMissingRequiredIds() {
    SearchTask task = SearchTask.of(3).withRequired(List.of(A, A, A));
    Constraints limit = none.withMaxLength(LengthFormula.absolute(6));
    assertThat(ids(A_THEN_B, limit.withSuppressed(List.of(List.of(A))), task))
        .containsExactly(A, A, A, B, B, B);
    assertThat(ids(A_THEN_B, limit.withSuppressed(List.of(List.of(A, A))), task))
        .containsExactly(A, A, A, B, B, B);
    assertThat(ids(A_THEN_B, limit.withNoRepeatNgram(1), task)).containsExactly(A, A, A, B, C);
    // 4 · log 0.5 = -2.77 would be below B's -1.39 and C's -1.90
    assertThat(ids(A_THEN_B, limit.withRepetitionPenalty(4), task)).startsWith(A, A, A);
  }

  @Test
  void maximumLengthIsRaisedToFitPrefixRequiredIdsAndEos() {
    Constraints one = none.withMaxLength(LengthFormula.absolute(1));
    SearchTask task = SearchTask.of(1).withPrefix(List.of(C, A)).withRequired(List.of(B, C));
    Hypothesis found = hypothesis(EOS_FIRST, one, task);
    assertThat(found.ids()).containsExactly(C, A, B);
    assertThat(found.finished()).isTrue();
  }

  @Test
  void requiredIdInThePrefixIsNotWrittenAgain() {
    Constraints four = none.withMaxLength(LengthFormula.absolute(4));
    SearchTask task = SearchTask.of(1).withPrefix(List.of(A)).withRequired(List.of(A));
    assertThat(ids(A_THEN_B, four, task)).containsExactly(A, B, B, B);
  }

  @Test
  void noPieceOccursTwiceUnlessRequired() {
    Constraints single = none.withNoRepeatNgram(1);
    assertThat(ids(A_THEN_B, single, SearchTask.of(3))).containsExactly(A, B, C);
    SearchTask task = SearchTask.of(3).withRequired(List.of(C, C));
    assertThat(ids(EOS_FIRST, single, task)).containsExactly(A, C, C);
  }

  @Test
  void noTrigramOccursTwice() {
    Constraints triples = none.withNoRepeatNgram(3).withMaxLength(LengthFormula.absolute(8));
    assertThat(ids(A_THEN_B, triples, SearchTask.of(3))).containsExactly(A, A, A, B, A, A, C, A);
  }

  @Test
  void sequenceOfThreeIsSuppressedAsAWhole() {
    Constraints triple =
        none.withSuppressed(List.of(List.of(A, A, A))).withMaxLength(LengthFormula.absolute(6));
    assertThat(ids(A_THEN_B, triple, SearchTask.of(3))).containsExactly(A, A, B, A, A, B);
  }

  @Test
  void endBiasAppliesToEosOnly() {
    SearchTask task = SearchTask.of(3).withPrefix(List.of(C));
    Hypothesis found = hypothesis(A_THEN_B, none.withEndBias(2), task);
    assertThat(found.ids()).containsExactly(C);
    double sum = Math.log(0.15) + Math.log(0.1);
    assertThat(found.logProb()).isCloseTo(sum, within(1e-5));
    assertThat(found.score()).isCloseTo((sum + 2) / 2, within(1e-5));
  }

  @Test
  void endBiasChangesTheLength() {
    assertThat(ids(A_THEN_B, none.withEndBias(2), SearchTask.of(3))).containsExactly(A);
    Constraints late = none.withEndBias(-9).withMaxLength(LengthFormula.absolute(3));
    assertThat(ids(EOS_FIRST, late, SearchTask.of(3))).containsExactly(A, A, A);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> none.withNoRepeatNgram(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> none.withRepetitionPenalty(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> none.withEndBias(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> none.withSuppressed(List.of(List.of()))).hasMessageContaining("[]");
    assertThatThrownBy(() -> ids(A_THEN_B, none, SearchTask.of(1).withPrefix(List.of(3))))
        .hasMessageContaining("id 3 is not a piece of text");
    assertThatThrownBy(() -> ids(A_THEN_B, none, SearchTask.of(1).withRequired(List.of(A, 1))))
        .hasMessageContaining("[4, 1]; id 1, unk,");
  }

  private static int[] ids(FakeScorer.Model model, Constraints constraints, SearchTask task) {
    return hypothesis(model, constraints, task).ids();
  }

  private static Hypothesis hypothesis(
      FakeScorer.Model model, Constraints constraints, SearchTask task) {
    return search(model, SearchConfig.greedy().withConstraints(constraints), task).get(0);
  }

  private static List<Hypothesis> search(
      FakeScorer.Model model, SearchConfig config, SearchTask task) {
    FakeScorer scorer = new FakeScorer(model);
    return new Search(config, SpecialTokens.defaults())
        .search(scorer, scorer.start(1), List.of(task))
        .get(0);
  }
}
