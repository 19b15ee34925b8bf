package dev.thimble.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.report.CleaningReport.Example;
import dev.thimble.report.CleaningReport.Rule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleaningReportTest {
  private static final CleaningReport REPORT =
      new CleaningReport(
          "a & b",
          4000,
          List.of(
              new Rule(
                  "NUMBERS",
                  "numbers that differ",
                  1000,
                  List.of(new Example("a", 7, "5 ≠ 6", "I have <5>.", "J'ai 6."))),
              new Rule("MARKUP", "tags", 0, List.of())),
          List.of(new Example("a", 1, "", "Yes.", "Oui.")));

  @Test
  void tableHasCountsAndShares() {
    assertThat(REPORT.table())
        .isEqualTo(
            """
            rule     pairs  share
            NUMBERS  1,000  25.00%  numbers that differ
            MARKUP   0      0.00%   tags
            kept     3,000  75.00%  of 4,000
            """);
  }

  @Test
  void tsvHasPlainCounts() {
    assertThat(REPORT.tsv()).isEqualTo("rule\tpairs\nNUMBERS\t1000\nMARKUP\t0\nKEPT\t3000\n");
  }

  @Test
  void jsonHasExamples() throws IOException {
    JsonNode json = new ObjectMapper().readTree(REPORT.json());
    assertThat(json.get("kept").asLong()).isEqualTo(3000);
    assertThat(json.at("/rules/0/examples/0/what").asText()).isEqualTo("5 ≠ 6");
    assertThat(json.at("/keptExamples/0/target").asText()).isEqualTo("Oui.");
  }

  @Test
  void pageEscapesTextsAndFetchesNothing() {
    assertThat(REPORT.page())
        .contains("default-src 'none'")
        .contains("I have &lt;5&gt;.")
        .contains("Cleaning of a &amp; b")
        .contains("3,000 of 4,000 pairs are kept (75.00%).")
        .contains("<span class=\"value\">25.0 %</span>")
        .doesNotContain("http:")
        .doesNotContain("https:");
    assertThat(REPORT.page().split("<h2>")).hasSize(4); // rules, NUMBERS, kept
  }

  @Test
  void textsOfExamplesAreCutAtCharacters() {
    Example example = new Example("a", 1, "", "\uD83D\uDE00".repeat(501), "é".repeat(500));
    assertThat(example.source()).isEqualTo("\uD83D\uDE00".repeat(500) + " …");
    assertThat(example.target()).isEqualTo("é".repeat(500));
  }

  @Test
  void emptyCorpusHasNoShares() {
    CleaningReport empty = new CleaningReport("a", 0, List.of(), List.of());
    assertThat(empty.table()).contains("0.00%");
    assertThat(empty.page()).contains("0 of 0 pairs");
  }
}
