package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.metric.ErrorRate.Unit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorRateTest {
  private static final ErrorRate WER = new ErrorRate(Unit.WORD, false);
  private static final ErrorRate CER = new ErrorRate(Unit.CHARACTER, false);

  @Test
  void wordErrorsAreDividedByTheWordsOfTheReferences() {
    Score score =
        WER.score(
            List.of("the cat sat", "hello duck"), List.of(List.of("a cat sat down", "hello duck")));
    assertThat(score.line(WER.signature(1)))
        .isEqualTo("WER|nrefs:1|case:mixed = 33.33 (errors = 2 ref_len = 6)");
  }

  @Test
  void characterErrorsAreDividedByTheCharactersOfTheReferences() {
    Score score = CER.score(List.of("abd", "𝕏y z"), List.of(List.of("abcd", "𝕏yz")));
    assertThat(score.line(CER.signature(1)))
        .isEqualTo("CER|nrefs:1|case:mixed = 28.57 (errors = 2 ref_len = 7)");
  }

  @Test
  void referenceWithTheFewestErrorsCountsWithItsLength() {
    assertThat(WER.statistics("a b c", List.of("x y z", "a b", "a"))).containsExactly(1, 2);
    assertThat(CER.statistics("abc", List.of("xyz", "ab", "a"))).containsExactly(1, 2);
  }

  @Test
  void ofEquallyFewErrorsTheLongestReferenceCounts() {
    assertThat(WER.statistics("a b", List.of("a", "a b c", "a x"))).containsExactly(1, 3);
    assertThat(WER.statistics("a b", List.of("a b c", "a x", "a"))).containsExactly(1, 3);
  }

  @Test
  void missingReferencesAreLeftOut() {
    assertThat(WER.statistics("a b", Arrays.asList(null, "a c", null))).containsExactly(1, 2);
  }

  @Test
  void whiteSpaceSeparatesWordsAndIsNoneAtTheEnds() {
    assertThat(WER.statistics(" a\t b\u00A0c ", List.of("a b c"))).containsExactly(0, 3);
    assertThat(CER.statistics(" a b ", List.of("a b"))).containsExactly(0, 3);
    assertThat(CER.statistics("ab", List.of("a b"))).containsExactly(1, 3);
  }

  @Test
  void caseCountsUnlessIgnored() {
    assertThat(WER.statistics("A b", List.of("a B"))).containsExactly(2, 2);
    assertThat(new ErrorRate(Unit.WORD, true).statistics("A b", List.of("a B")))
        .containsExactly(0, 2);
    assertThat(new ErrorRate(Unit.CHARACTER, true).statistics("A b", List.of("a B")))
        .containsExactly(0, 3);
    assertThat(new ErrorRate(Unit.CHARACTER, true).signature(CorpusMetric.VARIABLE_REFERENCES))
        .isEqualTo("nrefs:var|case:lc");
  }

  @Test
  void emptyReferencesGiveNothingOrEverything() {
    assertThat(WER.score(WER.statistics("", List.of(""))).value()).isZero();
    assertThat(WER.score(WER.statistics("a b", List.of(""))).value()).isEqualTo(100);
    assertThat(WER.score(WER.statistics("", List.of("a b"))).value()).isEqualTo(100);
  }

  @Test
  void aLongHypothesisMayHaveMoreThanAHundredPercent() {
    assertThat(WER.score(WER.statistics("a b c", List.of("x"))).value()).isEqualTo(300);
  }

  @Test
  void segmentWithoutReferenceIsRefused() {
    assertThatThrownBy(() -> WER.statistics("a", Arrays.asList((String) null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no reference");
    assertThatThrownBy(() -> CER.score(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CER has 2 statistics, not 3");
  }

  @Test
  void theUnitIsKnown() {
    assertThat(CER.unit()).isEqualTo(Unit.CHARACTER);
  }
}
