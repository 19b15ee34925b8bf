package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CorpusScorerTest {
  private static final Bleu BLEU = new Bleu(BleuConfig.defaults());

  @Test
  void streamedCorpusHasTheScoreOfTheWholeCorpus() {
    CorpusScorer scorer = new CorpusScorer(BLEU);
    scorer.add("the cat sat on a mat", List.of("the cat sat on the mat"));
    scorer.add("hello there", List.of("hello there friend"));

    assertThat(scorer.segments()).isEqualTo(2);
    assertThat(scorer.score())
        .isEqualTo(
            BLEU.score(
                List.of("the cat sat on a mat", "hello there"),
                List.of(List.of("the cat sat on the mat", "hello there friend"))));
  }

  @Test
  void segmentsMayBeAddedAfterScoring() {
    CorpusScorer scorer = new CorpusScorer(BLEU);
    scorer.add("a b c d", List.of("a b c d"));
    assertThat(scorer.score().value()).isGreaterThan(99);
    scorer.add("a b c d", List.of("x"));

    assertThat(scorer.score().detail()).endsWith("hyp_len = 8 ref_len = 5)");
  }

  @Test
  void rowOfAnotherMetricIsRefused() {
    CorpusScorer scorer = new CorpusScorer(BLEU);
    scorer.add("a", List.of("a"));
    assertThatThrownBy(() -> scorer.add(new double[3], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length of row is 3");
    assertThatThrownBy(() -> scorer.add(new double[10], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("present is 0");
  }

  @Test
  void signatureCountsPresentReferences() {
    CorpusScorer scorer = new CorpusScorer(BLEU);
    scorer.add("a", Arrays.asList("a", null, ""));

    assertThat(scorer.signature()).startsWith("nrefs:2|");
  }

  @Test
  void signatureTellsThatReferencesVary() {
    CorpusScorer scorer = new CorpusScorer(BLEU);
    scorer.add("a", List.of("a", "b"));
    scorer.add("a", List.of("a"));
    scorer.add("a", List.of("a", "b"));

    assertThat(scorer.signature()).startsWith("nrefs:var|");
  }

  @Test
  void lineWithoutReferenceIsNamed() {
    CorpusScorer scorer = new CorpusScorer(BLEU);
    scorer.add("a", List.of("a"));

    assertThatThrownBy(() -> scorer.add("b", Arrays.asList((String) null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2 has no reference");
  }

  @Test
  void unequalLineCountsAreRefusedWithBothCounts() {
    assertThatThrownBy(
            () -> BLEU.score(List.of("a", "b"), List.of(List.of("a", "b"), List.of("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reference set 2 has 1 lines, but there are 2 hypotheses");
  }

  @Test
  void nothingToScoreIsRefused() {
    assertThatThrownBy(() -> BLEU.score(List.of(), List.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are no hypotheses to score");
    assertThatThrownBy(() -> BLEU.score(List.of("a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are no references to score against");
    assertThatThrownBy(() -> new CorpusScorer(BLEU).signature())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are no hypotheses to score");
  }

  @Test
  void signatureOfNoReferencesIsRefused() {
    assertThatThrownBy(() -> BLEU.signature(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("number of references is 0");
  }
}
