package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.CorpusWeights.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorpusWeightsTest {
  @Test
  void pairsHaveTheWeightOfTheirCorpus() {
    CorpusWeights weights =
        new CorpusWeights(List.of(new Part(2, 6), new Part(0, 9), new Part(1, 0.5)));
    assertThat(List.of(weights.of(0), weights.of(1), weights.of(2))).containsExactly(6.0, 6.0, 0.5);
    assertThat(weights.pairs()).isEqualTo(3);
    assertThat(weights.mostCopies()).isEqualTo(9);
    assertThat(weights.setting()).isEqualTo("6.0 9.0 0.5");
  }

  @Test
  void pairsAreRepeatedByTheirWeightRoundedDownAtLeastOnce() {
    SentencePair a = new SentencePair(1, "a", "A");
    SentencePair b = new SentencePair(2, "b", "B");
    SentencePair c = new SentencePair(3, "c", "C");
    CorpusWeights weights =
        new CorpusWeights(List.of(new Part(1, 2.9), new Part(1, 0.5), new Part(1, 1)));
    assertThat(weights.repeated(List.of(a, b, c))).containsExactly(a, a, b, c);
    assertThat(CorpusWeights.none().repeated(List.of(a, b))).containsExactly(a, b);
  }

  @Test
  void mostCopiesAreRoundedUp() {
    assertThat(new CorpusWeights(List.of(new Part(2, 2.25))).mostCopies()).isEqualTo(3);
  }

  @Test
  void corporaOfWeightOneAreAsNone() {
    assertThat(new CorpusWeights(List.of(new Part(2, 1), new Part(5, 1))))
        .isEqualTo(CorpusWeights.none());
    assertThat(CorpusWeights.none().of(7)).isEqualTo(1);
    assertThat(CorpusWeights.none().mostCopies()).isEqualTo(1);
    assertThat(CorpusWeights.none().setting()).isEqualTo("1.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
  void weightOutOfRangeIsNamed(double weight) {
    assertThatThrownBy(() -> new Part(1, weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight is " + weight + "; it must be above 0, at most 100");
  }

  @Test
  void largestWeightIsAHundred() {
    assertThat(new Part(1, 100).weight()).isEqualTo(100);
  }

  @Test
  void negativeNumberOfPairsIsRefused() {
    assertThatThrownBy(() -> new Part(-1, 2)).hasMessage("pairs is -1; it must be at least 0");
  }

  @Test
  void epochOfTooManyPairsIsRefused() {
    Part half = new Part(1 << 29, 1.5);
    assertThat(new CorpusWeights(List.of(half, new Part((1 << 30) - 1, 1))).mostCopies())
        .isEqualTo(2);
    assertThatThrownBy(() -> new CorpusWeights(List.of(half, new Part(1 << 30, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "by these weights an epoch has up to 2147483648 pairs; at most 2147483647 are"
                + " supported");
  }
}
