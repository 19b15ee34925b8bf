package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every BLEU, chrF and TER that sacreBLEU gave the shared texts comes out the same. */
final class MetricsAgainstSacreBleuTest {
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @EnumSource
  void bleuIsSacreBleus(BleuTokenizer tokenizer) {
    for (Case text : cases()) {
      for (boolean lowercase : new boolean[] {false, true}) {
        String key = "bleu tok:%s lc:%s".formatted(tokenizer.code(), lowercase ? "True" : "False");
        Bleu bleu =
            new Bleu(BleuConfig.defaults().withTokenizer(tokenizer).withLowercase(lowercase));
        JsonNode expected = text.check(key, bleu);

        BleuDetails details = bleu.details(text.statistics(bleu));
        assertThat(details.hypothesisLength()).isEqualTo(expected.get("sys_len").asLong());
        assertThat(details.referenceLength()).isEqualTo(expected.get("ref_len").asLong());
        assertThat(details.brevityPenalty())
            .isCloseTo(expected.get("bp").asDouble(), within(TOLERANCE));
        for (int n = 0; n < 4; n++) {
          assertThat(details.precisions().get(n))
              .isCloseTo(expected.get("precisions").get(n).asDouble(), within(TOLERANCE));
        }
      }
    }
  }

  @Test
  void chrfIsSacreBleus() {
    for (Case text : cases()) {
      text.check("chrf", new Chrf(ChrfConfig.defaults()));
    }
  }

  @Test
  void chrfPlusPlusIsSacreBleus() {
    for (Case text : cases()) {
      text.check("chrf++", new Chrf(ChrfConfig.plusPlus()));
    }
  }

  @Test
  void terIsSacreBleus() {
    TerConfig defaults = TerConfig.defaults();
    for (Case text : cases()) {
      text.check("ter", new Ter(defaults));
      text.check("ter norm", new Ter(defaults.withNormalized(true)));
      text.check("ter cs", new Ter(defaults.withCaseSensitive(true)));
    }
  }

  @Test
  void sentenceBleuIsSacreBleus() {
    Bleu bleu = new Bleu(BleuConfig.defaults().withEffectiveOrder(true));
    for (Case text : cases()) {
      JsonNode expected = text.expected().get("sentence_bleu_first5");
      assertThat(expected).hasSize(5);
      for (int line = 0; line < expected.size(); line++) {
        assertThat(bleu.score(text.row(bleu, line)).value())
            .as("%s line %d", text.name(), line + 1)
            .isCloseTo(expected.get(line).asDouble(), within(TOLERANCE));
      }
    }
  }

  private static List<Case> cases() {
    Path folder = SharedData.find("metrics");
    try {
      List<Case> cases = new ArrayList<>();
      JsonNode all = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
      for (JsonNode expected : all.get("cases")) {
        String name = expected.get("name").asText();
        List<List<String>> references =
            IntStream.range(0, expected.get("refs").asInt())
                .mapToObj(set -> lines(folder.resolve(name + ".ref" + set)))
                .toList();
        cases.add(new Case(name, lines(folder.resolve(name + ".hyp")), references, expected));
      }
      assertThat(cases).isNotEmpty();
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Lines end at line feeds only: other separators of Unicode are text.
  private static List<String> lines(Path file) {
    try {
      String text = Files.readString(file);
      String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return Stream.of(whole.split("\n", -1)).map(PythonText::stripTrailing).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Case(
      String name, List<String> hypotheses, List<List<String>> references, JsonNode expected) {

    JsonNode check(String key, CorpusMetric metric) {
      JsonNode score = expected.get("scores").get(key);
      assertThat(metric.score(hypotheses, references).value())
          .as("%s %s", name, key)
          .isCloseTo(score.get("score").asDouble(), within(TOLERANCE));
      assertThat(metric.signature(references.size())).isEqualTo(score.get("signature").asText());
      return score;
    }

    double[] row(CorpusMetric metric, int line) {
      List<String> own = references.stream().map(set -> set.get(line)).toList();
      return metric.statistics(hypotheses.get(line), own);
    }

    double[] statistics(CorpusMetric metric) {
      double[] sum = row(metric, 0);
      for (int line = 1; line < hypotheses.size(); line++) {
        double[] row = row(metric, line);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += row[i];
        }
      }
      return sum;
    }
  }
}
