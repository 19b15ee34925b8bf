package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.metric.BleuConfig.Smoothing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are those of sacreBLEU 2.6.0. */
final class BleuTest {
  private static final double TOLERANCE = 1e-10;
  private static final BleuConfig DEFAULTS = BleuConfig.defaults();

  @Test
  void lineEqualsThatOfSacreBleu() {
    Bleu bleu = new Bleu(DEFAULTS);
    Score score =
        bleu.score(
            List.of("the cat sat on a mat", "hello there"),
            List.of(List.of("the cat sat on the mat", "hello there friend")));

    assertThat(score.value()).isCloseTo(49.27817047811719, within(TOLERANCE));
    assertThat(score.line(bleu.signature(1)))
        .isEqualTo(
            "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 49.28"
                + " 87.5/66.7/50.0/33.3 (BP = 0.882 ratio = 0.889 hyp_len = 8 ref_len = 9)");
    assertThat(score.line(bleu.signature(1), 1)).contains("version:2.6.0 = 49.3 87.5/");
  }

  @ParameterizedTest
  @CsvSource({
    "EXP,   17.965205598154213, exp",
    "FLOOR,  9.55442792204367,  floor[0.10]",
    "ADD_K, 30.213753973567677, add-k[1.00]",
    "NONE,   0,                 none",
  })
  void smoothingAppliesToOrdersWithoutMatch(Smoothing smoothing, double value, String signature) {
    Bleu bleu = new Bleu(DEFAULTS.withSmoothing(smoothing));

    assertThat(sentence(bleu, "the cat sat under a mat", "the cat is on the mat").value())
        .isCloseTo(value, within(TOLERANCE));
    assertThat(bleu.signature(1)).contains("|smooth:" + signature + "|");
  }

  @Test
  void floorInTheSignatureIsRoundedHalfToEven() {
    Bleu bleu = new Bleu(DEFAULTS.withSmoothing(Smoothing.FLOOR, 0.125));

    assertThat(bleu.signature(1)).contains("|smooth:floor[0.12]|");
    assertThat(sentence(bleu, "the cat sat under a mat", "the cat is on the mat").value())
        .isCloseTo(10.682175159905853, within(TOLERANCE));
  }

  @Test
  void sentenceShorterThanFourTokensNeedsEffectiveOrder() {
    assertThat(sentence(new Bleu(DEFAULTS), "hello there", "hello there friend").value()).isZero();

    Bleu effective = new Bleu(DEFAULTS.withEffectiveOrder(true));
    assertThat(sentence(effective, "hello there", "hello there friend").value())
        .isCloseTo(60.653065971263366, within(TOLERANCE));
    assertThat(effective.signature(1)).contains("|eff:yes|");
  }

  @ParameterizedTest
  @CsvSource({
    "V13A, 14.535768424205482",
    "INTL, 11.208466750961147",
    "CHAR, 66.28240474607277",
    "ZH,   31.170906522700683",
    "NONE,  9.652434877402245",
  })
  void tokenizerAndLowerCaseAreApplied(BleuTokenizer tokenizer, double value) {
    Bleu bleu = new Bleu(DEFAULTS.withTokenizer(tokenizer).withLowercase(true));
    String hypothesis = "ΟΔΟΣ: 你好，世界！ costs €1,000.5 – İt";

    assertThat(sentence(bleu, hypothesis, "οδος: 你好世界！ cost €1,000.5 - it").value())
        .isCloseTo(value, within(TOLERANCE));
    assertThat(bleu.signature(1)).contains("|case:lc|");
  }

  @Test
  void ngramMatchesAtMostAsOftenAsInOneReference() {
    double[] row = new Bleu(DEFAULTS).statistics("a a a b", List.of("a a", "a b b", "c"));

    // Unigrams: a twice (first reference), b once. Bigrams: a a, a b.
    assertThat(row).containsExactly(4, 3, 3, 2, 0, 0, 4, 3, 2, 1);
  }

  @Test
  void shorterOfTwoEquallyCloseReferencesCounts() {
    Bleu bleu = new Bleu(DEFAULTS);

    assertThat(bleu.statistics("a b c", List.of("a b c d", "a b"))[1]).isEqualTo(2);
    assertThat(bleu.statistics("a b c", List.of("a b", "a b c d"))[1]).isEqualTo(2);
    assertThat(bleu.statistics("a b c", List.of("a", "a b c d"))[1]).isEqualTo(4);
  }

  @Test
  void emptyReferenceHasNoTokens() {
    double[] row = new Bleu(DEFAULTS).statistics("a", List.of("a b c", ""));

    assertThat(row).containsExactly(1, 0, 1, 0, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void emptyHypothesisIsScored() {
    Score score =
        new Bleu(DEFAULTS).score(List.of("", "a b c d"), List.of(List.of("a b", "a b c d")));

    assertThat(score.value()).isCloseTo(60.653065971263366, within(TOLERANCE));
  }

  @Test
  void corpusOfEmptyLinesScoresZero() {
    assertThat(sentence(new Bleu(DEFAULTS), "", "").detail())
        .isEqualTo("0.0/0.0/0.0/0.0 (BP = 1.000 ratio = 0.000 hyp_len = 0 ref_len = 0)");
    assertThat(sentence(new Bleu(DEFAULTS), "", "a").detail()).contains("(BP = 0.000 ratio");
  }

  @Test
  void scoringDoesNotChangeTheStatistics() {
    Bleu bleu = new Bleu(DEFAULTS.withSmoothing(Smoothing.ADD_K));
    double[] row = bleu.statistics("a b c d", List.of("a b x d"));
    double[] before = row.clone();

    bleu.score(row);

    assertThat(row).containsExactly(before);
  }

  @Test
  void segmentWithoutReferenceIsRefused() {
    assertThatThrownBy(() -> new Bleu(DEFAULTS).statistics("a", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no reference");
  }

  @Test
  void rowOfAnotherMetricIsRefused() {
    assertThatThrownBy(() -> new Bleu(DEFAULTS).score(new double[18]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BLEU has 10 statistics, not 18");
  }

  @Test
  void smoothingValueBelowZeroIsRefused() {
    assertThatThrownBy(() -> DEFAULTS.withSmoothing(Smoothing.FLOOR, -0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("smoothingValue is -0.5; it must be 0 or above");
  }

  private static Score sentence(Bleu bleu, String hypothesis, String reference) {
    return bleu.score(bleu.statistics(hypothesis, List.of(reference)));
  }
}
