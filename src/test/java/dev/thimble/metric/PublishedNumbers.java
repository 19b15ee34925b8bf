package dev.thimble.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the resources and their values by sacreBLEU and rouge_score, which {@code
 * eval/metric_numbers.py} wrote.
 */
final class PublishedNumbers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode TEXTS = read("texts.json");

  private PublishedNumbers() {}

  static JsonNode read(String file) {
    try (InputStream in = PublishedNumbers.class.getResourceAsStream(file)) {
      return JSON.readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a list; fails if it is empty. */
  static List<JsonNode> list(JsonNode node) {
    List<JsonNode> entries = new ArrayList<>();
    node.forEach(entries::add);
    if (entries.isEmpty()) {
      throw new IllegalStateException("the list is empty");
    }
    return entries;
  }

  static List<@Nullable String> lines(JsonNode node) {
    return list(node).stream().map(line -> line.isNull() ? null : line.asText()).toList();
  }

  static double[] numbers(JsonNode node) {
    return list(node).stream().mapToDouble(JsonNode::asDouble).toArray();
  }

  /** The metric for options named as in sacreBLEU's constructors. */
  static CorpusMetric metric(JsonNode entry) {
    JsonNode options = entry.get("options");
    return switch (entry.get("metric").asText()) {
      case "bleu" -> new Bleu(bleu(options));
      case "chrf" -> new Chrf(chrf(options));
      case "ter" ->
          new Ter(
              TerConfig.defaults()
                  .withNormalized(options.path("normalized").asBoolean())
                  .withNoPunctuation(options.path("no_punct").asBoolean())
                  .withAsianSupport(options.path("asian_support").asBoolean())
                  .withCaseSensitive(options.path("case_sensitive").asBoolean()));
      default -> throw new IllegalArgumentException(entry.get("metric").asText());
    };
  }

  private static BleuConfig bleu(JsonNode options) {
    BleuConfig config =
        BleuConfig.defaults()
            .withTokenizer(BleuTokenizer.of(options.path("tokenize").asText("13a")))
            .withLowercase(options.path("lowercase").asBoolean())
            .withEffectiveOrder(options.path("effective_order").asBoolean());
    BleuConfig.Smoothing smoothing =
        switch (options.path("smooth_method").asText("exp")) {
          case "none" -> BleuConfig.Smoothing.NONE;
          case "floor" -> BleuConfig.Smoothing.FLOOR;
          case "add-k" -> BleuConfig.Smoothing.ADD_K;
          default -> BleuConfig.Smoothing.EXP;
        };
    return options.has("smooth_value")
        ? config.withSmoothing(smoothing, options.get("smooth_value").asDouble())
        : config.withSmoothing(smoothing);
  }

  private static ChrfConfig chrf(JsonNode options) {
    return ChrfConfig.defaults()
        .withCharacterOrder(options.path("char_order").asInt(6))
        .withWordOrder(options.path("word_order").asInt(0))
        .withBeta(options.path("beta").asInt(2))
        .withLowercase(options.path("lowercase").asBoolean())
        .withWhitespace(options.path("whitespace").asBoolean())
        .withEpsilonSmoothing(options.path("eps_smoothing").asBoolean());
  }

  /** A text of {@code texts.json}. */
  record Text(List<String> hypotheses, List<List<@Nullable String>> references) {
    static Text of(String name) {
      JsonNode text = TEXTS.get(name);
      return new Text(
          list(text.get("hypotheses")).stream().map(JsonNode::asText).toList(),
          list(text.get("references")).stream().map(PublishedNumbers::lines).toList());
    }

    double[] statistics(CorpusMetric metric, int line) {
      return metric.statistics(hypotheses.get(line), CorpusScorer.segment(references, line));
    }
  }
}
