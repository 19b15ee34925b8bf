package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits and mean reference lengths; expected ones come from sacreBLEU 2.6.0. */
final class TerTest {
  private static final TerConfig DEFAULTS = TerConfig.defaults();

  @Test
  void movingAPhraseIsOneEdit() {
    assertThat(row(DEFAULTS, "d e f a b c", "a b c d e f")).containsExactly(1, 6);
    assertThat(row(DEFAULTS, "a b c x d e f y", "d e f q a b c")).containsExactly(3, 7);
  }

  @Test
  void theClosestReferenceGivesEditsAndAllGiveTheLength() {
    assertThat(row(DEFAULTS, "a b c", "a x c d", "a b c d e f")).containsExactly(2, 5);
  }

  @Test
  void emptyTextsAreScored() {
    assertThat(value("", "a b")).isEqualTo(100);
    assertThat(value("a b", "")).isEqualTo(100);
    assertThat(value("", "")).isZero();
  }

  @Test
  void theSearchEndsAfterTooManyCandidates() {
    assertThat(row(DEFAULTS, "a b ".repeat(60), "b a a b ".repeat(30))).containsExactly(60, 120);
  }

  @Test
  void normalizingTakesPunctuationApartAndUndoesEscapes() {
    assertThat(
            row(
                DEFAULTS.withNormalized(true),
                "the dog's 10-20 &amp;lt; a,b 3.5.",
                "the dog 's 10 - 20 < a , b 3.5 ."))
        .containsExactly(0, 12);
  }

  @Test
  void punctuationMayBeRemoved() {
    assertThat(row(DEFAULTS.withNoPunctuation(true), "Hello, (world)!", "hello world"))
        .containsExactly(0, 2);
  }

  @Test
  void asianSupportTakesIdeographsApartAndRemovesTheirPunctuation() {
    TerConfig asian = DEFAULTS.withAsianSupport(true);
    assertThat(row(asian.withNormalized(true), "漢字、です", "漢 字 です")).containsExactly(1, 3);
    assertThat(row(asian.withNoPunctuation(true), "漢字、です", "漢字です")).containsExactly(0, 1);
    assertThat(row(DEFAULTS.withNormalized(true), "漢字、です", "漢 字 です")).containsExactly(3, 3);
  }

  @Test
  void caseCountsIfAsked() {
    assertThat(row(DEFAULTS, "A b", "a b")).containsExactly(0, 2);
    assertThat(row(DEFAULTS.withCaseSensitive(true), "A b", "a b")).containsExactly(1, 2);
  }

  @Test
  void signatureTellsEverySetting() {
    assertThat(new Ter(new TerConfig(true, true, true, true)).signature(2))
        .isEqualTo("nrefs:2|case:mixed|tok:tercom|norm:yes|punct:no|asian:yes|version:2.6.0");
  }

  @Test
  void aMissingReferenceIsAnError() {
    assertThatThrownBy(() -> row(DEFAULTS, "a", (String) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no reference");
  }

  private static double[] row(TerConfig config, String hypothesis, String... references) {
    return new Ter(config).statistics(hypothesis, Arrays.asList(references));
  }

  private static double value(String hypothesis, String reference) {
    Ter ter = new Ter(DEFAULTS);
    return ter.score(ter.statistics(hypothesis, List.of(reference))).value();
  }
}
