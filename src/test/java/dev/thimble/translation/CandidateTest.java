package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.search.Hypothesis;
import dev.thimble.search.Placement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The noisy-channel score, and the order by it. */
final class CandidateTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, -2",
    "1, 0, 0, -7",
    "0.5, 0, 0, -4.5",
    "0, 1, 0, 1",
    "0, 0, 1, -9",
    "2, -0.5, 0.5, -17"
  })
  void scoreIsTheWeightedSum(double channel, double length, double languageModel, double score) {
    Candidate found = new Candidate(hypothesis(-2, 3, Placement.FREE), forced(-5), forced(-7));
    assertThat(found.score(new ChannelWeights(channel, length, languageModel))).isEqualTo(score);
  }

  @Test
  void weightsWithoutThatOfALanguageModelLeaveItOut() {
    assertThat(new ChannelWeights(2, 3)).isEqualTo(new ChannelWeights(2, 3, 0));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0 1 2", "1, 0, 2 1 0", "0, 3, 2 1 0", "0.1, 0.5, 1 0 2"})
  void higherScoreComesFirst(double channel, double length, String order) {
    List<Candidate> found =
        List.of(
            found(-1, -9, 1, Placement.FREE),
            found(-2, -5, 3, Placement.FREE),
            found(-4, -1, 4, Placement.FREE));
    List<Candidate> expected =
        List.of(order.split(" ")).stream()
            .map(index -> found.get(Integer.parseInt(index)))
            .toList();
    ChannelWeights weights = new ChannelWeights(channel, length);
    assertThat(Candidate.ranked(found, weights)).isEqualTo(expected);
    assertThat(Candidate.best(found, weights)).isEqualTo(expected.get(0));
  }

  @Test
  void symbolsPlacedFreelyComeBeforeForcedOnes() {
    Candidate forced = found(-1, -1, 1, Placement.FORCED);
    Candidate free = found(-9, -9, 1, Placement.FREE);
    assertThat(Candidate.ranked(List.of(forced, free), ChannelWeights.defaults()))
        .containsExactly(free, forced);
  }

  @Test
  void equalScoresKeepTheOrderOfTheSearch() {
    Candidate one = found(-3, -1, 1, Placement.FREE);
    Candidate two = found(-1, -3, 1, Placement.FREE);
    ChannelWeights weights = new ChannelWeights(1, 0);
    assertThat(Candidate.ranked(List.of(one, two), weights)).containsExactly(one, two);
    assertThat(Candidate.best(List.of(one, two), weights)).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 0, 0, 'channel is -0.1; it must be from 0 to 1000'",
    "1000.5, 0, 0, 'channel is 1000.5; it must be from 0 to 1000'",
    "NaN, 0, 0, 'channel is NaN; it must be from 0 to 1000'",
    "0, -1001, 0, 'length is -1001.0; it must be from -1000 to 1000'",
    "0, 1001, 0, 'length is 1001.0; it must be from -1000 to 1000'",
    "0, NaN, 0, 'length is NaN; it must be from -1000 to 1000'",
    "0, 0, -0.1, 'languageModel is -0.1; it must be from 0 to 1000'",
    "0, 0, 1000.5, 'languageModel is 1000.5; it must be from 0 to 1000'",
    "0, 0, NaN, 'languageModel is NaN; it must be from 0 to 1000'"
  })
  void weightsOutOfRangeAreRefused(
      double channel, double length, double languageModel, String message) {
    assertThatThrownBy(() -> new ChannelWeights(channel, length, languageModel))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void limitsOfTheWeightsAreAccepted() {
    assertThat(new ChannelWeights(1000, 1000, 1000).length()).isEqualTo(1000);
    assertThat(new ChannelWeights(0, -1000, 0).channel()).isZero();
  }

  private static Candidate found(double logProb, double channel, int length, Placement placement) {
    return new Candidate(hypothesis(logProb, length, placement), forced(channel), null);
  }

  private static Hypothesis forced(double logProb) {
    return hypothesis(logProb, 1, Placement.FREE);
  }

  private static Hypothesis hypothesis(double logProb, int length, Placement placement) {
    return new Hypothesis(new int[length], new float[length], logProb, 0, true, placement);
  }
}
