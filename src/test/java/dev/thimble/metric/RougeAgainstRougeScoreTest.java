package dev.thimble.metric;

import static dev.thimble.metric.PublishedNumbers.list;
import static dev.thimble.metric.PublishedNumbers.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.thimble.metric.PublishedNumbers.Text;
import dev.thimble.metric.RougeConfig.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores and stems equal those of rouge_score 0.1.2 for the texts and words of the resources. */
final class RougeAgainstRougeScoreTest {
  private static final double TOLERANCE = 1e-12;
  private static final JsonNode NUMBERS = PublishedNumbers.read("rouge_score.json");

  @ParameterizedTest
  @EnumSource
  void precisionRecallAndFMeasureEqualThoseOfRougeScore(Variant variant) {
    List<JsonNode> entries =
        list(NUMBERS.get("scores")).stream()
            .filter(entry -> entry.get("type").asText().equals(variant.code()))
            .toList();
    assertThat(entries).hasSizeGreaterThan(20);
    for (JsonNode entry : entries) {
      Text text = Text.of(entry.get("text").asText());
      Rouge rouge =
          new Rouge(RougeConfig.defaults(variant).withStemmer(entry.get("stemmer").asBoolean()));
      List<JsonNode> scores = list(entry.get("scores"));
      for (int line = 0; line < scores.size(); line++) {
        PrecisionRecall score = rouge.details(text.statistics(rouge, line));
        assertThat(new double[] {score.precision(), score.recall(), score.fMeasure()})
            .as("%s, stemmer %s, line %d", entry.get("text"), entry.get("stemmer"), line + 1)
            .containsExactly(numbers(scores.get(line)), within(TOLERANCE));
      }
    }
  }

  @Test
  void stemsEqualThoseOfRougeScore() {
    List<JsonNode> stems = list(NUMBERS.get("stems"));
    assertThat(stems).hasSizeGreaterThan(1000);
    for (JsonNode stem : stems) {
      assertThat(PorterStemmer.stem(stem.get(0).asText()))
          .as(stem.get(0).asText())
          .isEqualTo(stem.get(1).asText());
    }
  }
}
