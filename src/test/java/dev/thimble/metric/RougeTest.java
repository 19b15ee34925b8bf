package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.metric.RougeConfig.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are those of rouge_score. */
final class RougeTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "ROUGE_1, false, 0.5, 0.42857142857142855, 0.4615384615384615",
    "ROUGE_2, false, 0, 0, 0",
    "ROUGE_L, false, 0.3333333333333333, 0.2857142857142857, 0.30769230769230765",
    "ROUGE_LSUM, false, 0.3333333333333333, 0.2857142857142857, 0.30769230769230765",
    "ROUGE_1, true, 0.8333333333333334, 0.7142857142857143, 0.7692307692307692",
    "ROUGE_2, true, 0, 0, 0",
    "ROUGE_L, true, 0.5, 0.42857142857142855, 0.4615384615384615",
    "ROUGE_LSUM, true, 0.5, 0.42857142857142855, 0.4615384615384615",
  })
  void everyVariantGivesTheScoreOfRougeScore(
      Variant variant, boolean stemmer, double precision, double recall, double fMeasure) {
    PrecisionRecall score =
        compare(
            RougeConfig.defaults(variant).withStemmer(stemmer),
            "The cats were sitting on mats.",
            "A cat sat on the mat, sitting.");

    assertThat(score.precision()).isCloseTo(precision, within(TOLERANCE));
    assertThat(score.recall()).isCloseTo(recall, within(TOLERANCE));
    assertThat(score.fMeasure()).isCloseTo(fMeasure, within(TOLERANCE));
  }

  @Test
  void bigramsMatchAsOftenAsInTheTextThatHasFewer() {
    PrecisionRecall score =
        compare(RougeConfig.defaults(Variant.ROUGE_2), "the cat the cat", "the the cat");

    assertThat(score).isEqualTo(new PrecisionRecall(1 / 3.0, 1 / 2.0, 0.4));
  }

  @Test
  void orderOfSentencesInASummaryDoesNotMatter() {
    String hypothesis = "w1 w2\nw3 w4";
    String reference = "w3 w4\nw1 w2";

    assertThat(compare(RougeConfig.defaults(Variant.ROUGE_L), hypothesis, reference).fMeasure())
        .isEqualTo(0.5);
    assertThat(compare(RougeConfig.defaults(Variant.ROUGE_LSUM), hypothesis, reference).fMeasure())
        .isEqualTo(1);
  }

  @Test
  void wordHasNoMoreHitsThanOccurrencesInTheHypothesis() {
    RougeConfig config = RougeConfig.defaults(Variant.ROUGE_LSUM);

    // Both reference sentences have both words in common with the only hypothesis sentence.
    assertThat(compare(config, "the cat", "the cat\nthe cat"))
        .isEqualTo(new PrecisionRecall(1, 1 / 2.0, 2 / 3.0));
    assertThat(compare(config, "the cat\nthe dog", "the cat\nthe cat"))
        .isEqualTo(new PrecisionRecall(3 / 4.0, 3 / 4.0, 3 / 4.0));
  }

  @Test
  void hitsAreTheUnionOverTheSentencesOfTheHypothesis() {
    // The example of the paper: w1 w2 and w1 w3 w5 are common, 4 of 5 words.
    assertThat(
            compare(
                RougeConfig.defaults(Variant.ROUGE_LSUM),
                "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5",
                "w1 w2 w3 w4 w5"))
        .isEqualTo(new PrecisionRecall(4 / 10.0, 4 / 5.0, 2 * 0.4 * 0.8 / (0.4 + 0.8)));
  }

  @Test
  void ofSeveralLongestSubsequencesTheOneOfRougeScoreCounts() {
    RougeConfig config = RougeConfig.defaults(Variant.ROUGE_LSUM);

    assertThat(compare(config, "c a\na b b", "c b a").recall()).isEqualTo(1);
    assertThat(compare(config, "a b\nb a", "a c a").recall()).isEqualTo(2 / 3.0);
  }

  @Test
  void sentencesAreFoundByPunctuationIfConfigured() {
    RougeConfig config = RougeConfig.defaults(Variant.ROUGE_LSUM);
    String hypothesis = "One two. Three four.";
    String reference = "Three four. One two.";

    assertThat(compare(config, hypothesis, reference).fMeasure()).isEqualTo(0.5);
    assertThat(compare(config.withSplitSummaries(true), hypothesis, reference).fMeasure())
        .isEqualTo(1);
  }

  @Test
  void abbreviationsAndInitialsDoNotEndASentence() {
    assertThat(SummarySplitter.split("Dr. A. Smith came at 5 p.m. on Monday. \"Why?\" he said."))
        .containsExactly("Dr. A. Smith came at 5 p.m. on Monday.", "\"Why?\"", "he said.");
  }

  @Test
  void fullStopBeforeALowerCaseLetterDoesNotEndASentence() {
    assertThat(SummarySplitter.split("They met at 5.  then left. Why?! No.  "))
        .containsExactly("They met at 5.  then left.", "Why?!", "No.");
  }

  @Test
  void pointInsideANumberDoesNotEndASentence() {
    assertThat(SummarySplitter.split("It is 3.5. Not 4.")).containsExactly("It is 3.5.", "Not 4.");
  }

  @Test
  void pointsAfterAnAbbreviationDoNotEndASentence() {
    assertThat(SummarySplitter.split("Cats, dogs, etc... The end"))
        .containsExactly("Cats, dogs, etc... The end");
  }

  @Test
  void configIsAccessible() {
    RougeConfig config = RougeConfig.defaults(Variant.ROUGE_L);
    assertThat(new Rouge(config).config()).isSameAs(config);
  }

  @Test
  void bestOfSeveralReferencesCounts() {
    Rouge rouge = new Rouge(RougeConfig.defaults(Variant.ROUGE_1));

    double[] row = rouge.statistics("a b", List.of("c d", "a b", "a c"));

    assertThat(row).containsExactly(1, 1, 1, 1);
  }

  @Test
  void corpusScoreIsTheMeanOfItsSegmentsInPercent() {
    Rouge rouge = new Rouge(RougeConfig.defaults(Variant.ROUGE_1));

    Score score = rouge.score(List.of("a b", "", "c"), List.of(List.of("a b", "x", "y c")));

    assertThat(score.line(rouge.signature(1)))
        .isEqualTo(
            "rouge1|nrefs:1|stem:no|version:rouge_score-0.1.2 = 55.56 (P = 66.67 R = 50.00)");
  }

  @Test
  void signatureOfLsumTellsWhetherSentencesAreSplit() {
    RougeConfig config = RougeConfig.defaults(Variant.ROUGE_LSUM).withSplitSummaries(true);

    assertThat(new Rouge(config).signature(2))
        .isEqualTo("nrefs:2|stem:no|split:yes|version:rouge_score-0.1.2");
  }

  @Test
  void segmentWithoutReferenceIsRefused() {
    Rouge rouge = new Rouge(RougeConfig.defaults(Variant.ROUGE_L));

    assertThatThrownBy(() -> rouge.statistics("a", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no reference");
  }

  @ParameterizedTest
  @CsvSource({
    "dying, die",
    "skies, sky",
    "flies, fli",
    "ties, tie",
    "died, die",
    "spied, spi",
    "agreed, agre",
    "feed, feed",
    "hopping, hop",
    "falling, fall",
    "filing, file",
    "happy, happi",
    "enjoy, enjoy",
    "radically, radic",
    "theologi, theolog",
    "usefully, use",
    "ization, izat",
    "adoption, adopt",
    "controll, control",
    "rate, rate",
    "cease, ceas",
    "running, run",
    "relational, relat",
    "2004s, 2004",
    "is, is",
    "sensibiliti, sensibl",
    "snowing, snow",
    "aing, a",
  })
  void stemsEqualThoseOfNltk(String word, String stem) {
    assertThat(PorterStemmer.stem(word)).isEqualTo(stem);
  }

  @Test
  void shortWordsAreNotStemmed() {
    assertThat(RougeTokenizer.words("Was DOGS' naïve x_y", true))
        .containsExactly("was", "dog", "na", "ve", "x", "y");
  }

  private static PrecisionRecall compare(RougeConfig config, String hypothesis, String reference) {
    Rouge rouge = new Rouge(config);
    return rouge.details(rouge.statistics(hypothesis, List.of(reference)));
  }
}
