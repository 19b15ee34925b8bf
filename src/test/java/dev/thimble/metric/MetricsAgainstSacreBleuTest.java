package dev.thimble.metric;

import static dev.thimble.metric.PublishedNumbers.list;
import static dev.thimble.metric.PublishedNumbers.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.thimble.metric.PublishedNumbers.Text;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values equal those of sacreBLEU 2.6.0 for the texts of the resources, with every option. */
final class MetricsAgainstSacreBleuTest {
  private static final double TOLERANCE = 1e-10;
  private static final JsonNode NUMBERS = PublishedNumbers.read("sacrebleu.json");

  @ParameterizedTest
  @ValueSource(strings = {"bleu", "chrf", "ter"})
  void statisticsOfEverySegmentEqualThoseOfSacreBleu(String metric) {
    for (JsonNode entry : scores(metric)) {
      Text text = Text.of(entry.get("text").asText());
      List<JsonNode> rows = list(entry.get("rows"));
      for (int line = 0; line < rows.size(); line++) {
        assertThat(text.statistics(PublishedNumbers.metric(entry), line))
            .as("%s %s, line %d", entry.get("text"), entry.get("options"), line + 1)
            .containsExactly(numbers(rows.get(line)), within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bleu", "chrf", "ter"})
  void corpusScoreAndSignatureEqualThoseOfSacreBleu(String metric) {
    for (JsonNode entry : scores(metric)) {
      Text text = Text.of(entry.get("text").asText());
      CorpusScorer scorer = new CorpusScorer(PublishedNumbers.metric(entry));
      for (int line = 0; line < text.hypotheses().size(); line++) {
        scorer.add(text.hypotheses().get(line), CorpusScorer.segment(text.references(), line));
      }
      String name = "%s %s".formatted(entry.get("text"), entry.get("options"));
      assertThat(scorer.score().line(scorer.signature()))
          .as(name)
          .isEqualTo(entry.get("line").asText());
      assertThat(scorer.score().value())
          .as(name)
          .isCloseTo(entry.get("score").asDouble(), within(TOLERANCE));
    }
  }

  @Test
  void sentenceBleuEqualsThatOfSacreBleu() {
    Bleu bleu = new Bleu(BleuConfig.defaults().withEffectiveOrder(true));
    for (JsonNode entry : list(NUMBERS.get("sentences"))) {
      Text text = Text.of(entry.get("text").asText());
      List<Double> scores = new ArrayList<>();
      for (int line = 0; line < text.hypotheses().size(); line++) {
        scores.add(bleu.score(text.statistics(bleu, line)).value());
      }
      assertThat(scores.stream().mapToDouble(Double::doubleValue).toArray())
          .as(entry.get("text").asText())
          .containsExactly(numbers(entry.get("scores")), within(TOLERANCE));
    }
  }

  private static List<JsonNode> scores(String metric) {
    List<JsonNode> entries =
        list(NUMBERS.get("scores")).stream()
            .filter(entry -> entry.get("metric").asText().equals(metric))
            .toList();
    assertThat(entries).hasSizeGreaterThan(100);
    return entries;
  }
}
