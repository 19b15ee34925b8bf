package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.metric.BleuConfig.Smoothing;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final Bleu BLEU = new Bleu(BleuConfig.defaults());

  @Test
  void equalTextsScoreOneHundred() {
    List<String> lines = List.of("The cat sat on the mat.");
    assertThat(BLEU.score(lines, List.of(lines)).value()).isCloseTo(100, within(1e-9));
    assertThat(new Chrf(ChrfConfig.plusPlus()).score(lines, List.of(lines)).value())
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void punctuationIsPartedButNotInsideNumbers() {
    assertThat(BleuTokenizer.V13A.tokens("Hello, 1,000.5 (x) &amp; 3-4!"))
        .containsExactly("Hello", ",", "1,000.5", "(", "x", ")", "&", "3", "-", "4", "!");
    assertThat(BleuTokenizer.INTL.tokens("« 1,5 » €3")).containsExactly("«", "1,5", "»", "€", "3");
    assertThat(BleuTokenizer.CHAR.tokens("a b😀")).containsExactly("a", "b", "😀");
  }

  @Test
  void emptyHypothesisIsScoredNotDropped() {
    Score score = BLEU.score(List.of("", "a b c d e"), List.of(List.of("a b", "a b c d e")));
    assertThat(score.detail()).contains("hyp_len = 5 ref_len = 7");
  }

  @Test
  void emptyCorpusOfWordsScoresZero() {
    assertThat(BLEU.score(List.of(""), List.of(List.of("a"))).value()).isZero();
    assertThat(new Chrf(ChrfConfig.defaults()).score(List.of(""), List.of(List.of("a"))).value())
        .isZero();
  }

  @Test
  void closestReferenceLengthCountsTheShorterOfTwo() {
    double[] counts = BLEU.statistics("a b c", List.of("a b c d", "a b"));
    assertThat(counts[1]).isEqualTo(2);
  }

  @Test
  void smoothingFillsEmptyOrders() {
    List<String> hypothesis = List.of("a b x");
    List<List<String>> reference = List.of(List.of("a b c"));
    Score exponential = BLEU.score(hypothesis, reference);
    assertThat(exponential.detail()).startsWith("66.7/50.0/50.0/0.0");
    Bleu none = new Bleu(BleuConfig.defaults().withSmoothing(Smoothing.NONE, 0));
    assertThat(none.score(hypothesis, reference).value()).isZero();
    Bleu floor = new Bleu(BleuConfig.defaults().withSmoothing(Smoothing.FLOOR, 0.1));
    assertThat(floor.score(hypothesis, reference).detail()).startsWith("66.7/50.0/10.0");
    Bleu more = new Bleu(BleuConfig.defaults().withSmoothing(Smoothing.ADD_K, 1));
    assertThat(more.score(hypothesis, reference).detail()).startsWith("66.7/66.7/50.0");
  }

  @Test
  void signatureNamesTheSmoothingValue() {
    assertThat(new Bleu(BleuConfig.defaults().withSmoothing(Smoothing.FLOOR, 0.1)).signature(2))
        .isEqualTo("nrefs:2|case:mixed|eff:no|tok:13a|smooth:floor[0.10]|version:2.6.0");
    assertThat(new Bleu(BleuConfig.defaults().withSmoothing(Smoothing.ADD_K, 1)).signature(1))
        .contains("smooth:add-k[1.00]");
    assertThat(new Bleu(BleuConfig.defaults().withSmoothing(Smoothing.NONE, 0)).signature(1))
        .contains("smooth:none|");
  }

  @Test
  void lineIsWhatSacreBleuPrints() {
    List<String> lines = List.of("a b c d");
    assertThat(BLEU.score(lines, List.of(lines)).line(BLEU.signature(1)))
        .isEqualTo(
            "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 100.00"
                + " 100.0/100.0/100.0/100.0 (BP = 1.000 ratio = 1.000 hyp_len = 4 ref_len = 4)");
    Chrf chrf = new Chrf(ChrfConfig.defaults().withLowercase(true));
    assertThat(chrf.score(lines, List.of(lines)).line(chrf.signature(1)))
        .isEqualTo("chrF2|nrefs:1|case:lc|eff:yes|nc:6|nw:0|space:no|version:2.6.0 = 100.00");
  }

  @Test
  void epsilonSmoothingCountsEmptyOrders() {
    Chrf smoothed = new Chrf(new ChrfConfig(6, 0, 2, false, true, true));
    assertThat(smoothed.score(List.of("ab"), List.of(List.of("ab"))).value())
        .isCloseTo(100.0 * 2 / 6, within(1e-6));
    assertThat(smoothed.signature(1)).contains("eff:no").contains("space:yes");
  }

  @Test
  void unevenCorporaAreRefusedWithBothCounts() {
    assertThatThrownBy(() -> BLEU.score(List.of("a", "b"), List.of(List.of("a"))))
        .hasMessageContaining("reference set 1 has 1 lines, but there are 2 hypotheses");
    assertThatThrownBy(() -> BLEU.score(List.of(), List.of(List.of())))
        .hasMessageContaining("no hyp");
    assertThatThrownBy(() -> BLEU.score(List.of("a"), List.of())).hasMessageContaining("no ref");
    assertThatThrownBy(() -> BLEU.statistics("a", List.of())).hasMessageContaining("no reference");
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> BleuTokenizer.of("moses")).hasMessageContaining("'moses'");
    assertThatThrownBy(() -> BleuConfig.defaults().withSmoothing(Smoothing.FLOOR, -1))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new ChrfConfig(0, 0, 2, false, false, false))
        .hasMessageContaining("0, 0 and 2");
  }
}
