package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are those of sacreBLEU 2.6.0. */
final class ChrfTest {
  private static final double TOLERANCE = 1e-10;
  private static final ChrfConfig DEFAULTS = ChrfConfig.defaults();

  @ParameterizedTest
  @CsvSource({
    "6, 0, 2, false, false, false, 49.420325045325036, chrF2   = mixed yes 6 0 no",
    "6, 2, 2, false, false, false, 50.233880145323795, chrF2++ = mixed yes 6 2 no",
    "6, 0, 2, true,  false, false, 54.31429681429682,  chrF2   = lc yes 6 0 no",
    "6, 0, 2, false, true,  false, 48.01657648421363,  chrF2   = mixed yes 6 0 yes",
    "6, 0, 2, false, false, true,  49.420325045325036, chrF2   = mixed no 6 0 no",
    "6, 1, 3, false, false, false, 52.26792642392096,  chrF3+  = mixed yes 6 1 no",
    "2, 0, 2, false, false, false, 77.72435897435898,  chrF2   = mixed yes 2 0 no",
    "2, 2, 2, true,  true,  true,  73.07862491252133,  chrF2++ = lc no 2 2 yes",
  })
  void everyOptionGivesTheScoreOfSacreBleu(
      int characterOrder,
      int wordOrder,
      int beta,
      boolean lowercase,
      boolean whitespace,
      boolean epsilonSmoothing,
      double value,
      String nameAndSignature) {
    Chrf chrf =
        new Chrf(
            new ChrfConfig(
                characterOrder, wordOrder, beta, lowercase, whitespace, epsilonSmoothing));
    Score score =
        chrf.score(
            List.of("The cat (sat) on a mat.", "Hi  there!"),
            List.of(List.of("the cat sat on the mat.", "Hi there !")));

    assertThat(score.value()).isCloseTo(value, within(TOLERANCE));
    String[] words = nameAndSignature.split("\\s+(= )?", -1);
    assertThat(score.line(chrf.signature(1)))
        .isEqualTo(
            "%s|nrefs:1|case:%s|eff:%s|nc:%s|nw:%s|space:%s|version:2.6.0 = %s"
                .formatted(
                    words[0],
                    words[1],
                    words[2],
                    words[3],
                    words[4],
                    words[5],
                    Score.rounded(value, 2)));
  }

  @Test
  void ordersLongerThanTheTextAreExcludedUnlessSmoothed() {
    assertThat(sentence(DEFAULTS, "ab", "ab")).isEqualTo(100);
    assertThat(sentence(DEFAULTS.withEpsilonSmoothing(true), "ab", "ab"))
        .isCloseTo(100.0 / 3, within(TOLERANCE));
  }

  @Test
  void emptyTextsScoreZero() {
    assertThat(sentence(DEFAULTS, "", "a")).isZero();
    assertThat(sentence(DEFAULTS, "a", "")).isZero();
    assertThat(sentence(DEFAULTS, "", "")).isZero();
    assertThat(sentence(DEFAULTS.withEpsilonSmoothing(true), "", "a"))
        .isCloseTo(8.333333333333334e-15, within(1e-25));
  }

  @Test
  void orderLongerThanTheReferenceCountsForNeitherText() {
    double[] row = new Chrf(DEFAULTS.withCharacterOrder(3)).statistics("abc", List.of("a"));

    assertThat(row).containsExactly(3, 1, 1, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void characterBeyondTheBasicPlaneIsOne() {
    assertThat(sentence(DEFAULTS, "\uD83D\uDEB2\uD83D\uDEB2", "\uD83D\uDEB2\uD83D\uDEB3"))
        .isCloseTo(25, within(TOLERANCE));
  }

  @Test
  void lastPunctuationOfAWordIsSeparatedElseTheFirst() {
    ChrfConfig unigrams = DEFAULTS.withWordOrder(1).withCharacterOrder(0);

    // (hi) becomes "(hi" and ")", (hi becomes "(" and "hi", a lone mark stays.
    double[] row = new Chrf(unigrams).statistics("(hi) (hi !", List.of("(hi ) ( hi !"));

    assertThat(row).containsExactly(5, 6, 4);
  }

  @Test
  void referenceWithTheHighestScoreCountsAndTheFirstOfEqualOnes() {
    Chrf chrf = new Chrf(DEFAULTS.withCharacterOrder(1));

    assertThat(chrf.statistics("abcd", List.of("abxy", "abcx", "xyz"))).containsExactly(4, 4, 3);
    assertThat(chrf.statistics("abcd", List.of("xyz", "uvwxyz"))).containsExactly(4, 3, 0);
  }

  @Test
  void missingReferenceIsIgnored() {
    Chrf chrf = new Chrf(DEFAULTS);
    List<String> first = List.of("a car", "the dog");
    List<String> second = Arrays.asList("one cat", null);

    assertThat(chrf.score(List.of("a cat", "a dog"), List.of(first, second)).value())
        .isCloseTo(37.73656898656898, within(TOLERANCE));
  }

  @Test
  void segmentWithoutReferenceIsRefused() {
    assertThatThrownBy(() -> new Chrf(DEFAULTS).statistics("a", Arrays.asList(null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no reference");
  }

  @Test
  void configIsAccessible() {
    assertThat(new Chrf(DEFAULTS).config()).isSameAs(DEFAULTS);
    assertThat(ChrfConfig.plusPlus()).isEqualTo(DEFAULTS.withWordOrder(2));
  }

  @Test
  void rowOfAnotherMetricIsRefused() {
    assertThatThrownBy(() -> new Chrf(DEFAULTS).score(new double[10]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chrF of 6 + 0 orders has 18 statistics, not 10");
  }

  @Test
  void ordersBelowZeroAreRefused() {
    assertThatThrownBy(() -> DEFAULTS.withWordOrder(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6, -1 and 2");
    assertThatThrownBy(() -> DEFAULTS.withCharacterOrder(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0, 0 and 2");
    assertThatThrownBy(() -> DEFAULTS.withBeta(-1)).hasMessageContaining("6, 0 and -1");
  }

  private static double sentence(ChrfConfig config, String hypothesis, String reference) {
    Chrf chrf = new Chrf(config);
    return chrf.score(chrf.statistics(hypothesis, List.of(reference))).value();
  }
}
