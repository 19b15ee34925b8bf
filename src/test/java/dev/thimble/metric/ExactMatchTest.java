package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExactMatchTest {
  @Test
  void lineThatEqualsAnyReferenceMatches() {
    ExactMatch metric = new ExactMatch(false);

    Score score =
        metric.score(
            List.of("a b ", "A b", ""),
            List.of(List.of("x", "a b", "x"), List.of("a b", "a b", "")));

    assertThat(score.line(metric.signature(2)))
        .isEqualTo("exact|nrefs:2|case:mixed = 66.67 (2 of 3)");
  }

  @Test
  void caseIsIgnoredIfConfigured() {
    assertThat(new ExactMatch(true).statistics("A b", List.of("a B"))).containsExactly(1, 1);
  }

  @Test
  void lengthRatioCountsTokensAgainstTheClosestReference() {
    LengthRatio metric = new LengthRatio(BleuConfig.defaults());

    Score score =
        metric.score(
            List.of("one two.", ""), List.of(List.of("1 2 3 4 5", "x"), List.of("1 2", "x y")));

    assertThat(score.line(metric.signature(2)))
        .isEqualTo("ratio|nrefs:2|case:mixed|tok:13a = 1.00 (hyp_len = 3 ref_len = 3)");
  }
}
