package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every score that sacreBLEU gave the shared texts comes out the same. */
class SacreBleuEqualityTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void bleuEqualsSacreBleuOnEveryTokenizerAndCase() throws IOException {
    int checked = 0;
    for (Case text : cases()) {
      for (BleuTokenizer tokenizer : BleuTokenizer.values()) {
        for (boolean lowercase : new boolean[] {false, true}) {
          String key =
              "bleu tok:%s lc:%s".formatted(tokenizer.code(), lowercase ? "True" : "False");
          JsonNode expected = text.scores().get(key);
          assertThat(expected).as(text.name() + " " + key).isNotNull();
          Bleu bleu =
              new Bleu(BleuConfig.defaults().withTokenizer(tokenizer).withLowercase(lowercase));
          Score score = bleu.score(text.hypotheses(), text.references());
          assertThat(score.value())
              .as(text.name() + " " + key)
              .isCloseTo(expected.get("score").asDouble(), within(TOLERANCE));
          assertThat(score.detail())
              .contains("hyp_len = " + expected.get("sys_len").asInt())
              .contains("ref_len = " + expected.get("ref_len").asInt() + ")");
          assertThat(bleu.signature(text.references().size()))
              .isEqualTo(expected.get("signature").asText());
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(48);
  }

  @Test
  void chrfEqualsSacreBleu() throws IOException {
    for (Case text : cases()) {
      check(text, "chrf", new Chrf(ChrfConfig.defaults()));
      check(text, "chrf++", new Chrf(ChrfConfig.plusPlus()));
    }
  }

  @Test
  void sentenceBleuEqualsSacreBleu() throws IOException {
    Bleu bleu = new Bleu(BleuConfig.defaults().withEffectiveOrder(true));
    for (Case text : cases()) {
      for (int i = 0; i < text.sentenceBleu().size(); i++) {
        int line = i;
        List<List<String>> own =
            text.references().stream().map(set -> List.of(set.get(line))).toList();
        assertThat(bleu.score(List.of(text.hypotheses().get(i)), own).value())
            .as(text.name() + " line " + (i + 1))
            .isCloseTo(text.sentenceBleu().get(i).asDouble(), within(TOLERANCE));
      }
    }
  }

  private static void check(Case text, String key, CorpusMetric metric) {
    JsonNode expected = text.scores().get(key);
    assertThat(metric.score(text.hypotheses(), text.references()).value())
        .as(text.name() + " " + key)
        .isCloseTo(expected.get("score").asDouble(), within(TOLERANCE));
    assertThat(metric.signature(text.references().size()))
        .isEqualTo(expected.get("signature").asText());
  }

  private record Case(
      String name,
      List<String> hypotheses,
      List<List<String>> references,
      JsonNode scores,
      JsonNode sentenceBleu) {}

  private static List<Case> cases() throws IOException {
    Path folder = SharedData.find("metrics");
    JsonNode all = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    List<Case> cases = new ArrayList<>();
    for (JsonNode entry : all.get("cases")) {
      String name = entry.get("name").asText();
      List<List<String>> references = new ArrayList<>();
      for (int set = 0; set < entry.get("refs").asInt(); set++) {
        references.add(lines(folder.resolve(name + ".ref" + set)));
      }
      cases.add(
          new Case(
              name,
              lines(folder.resolve(name + ".hyp")),
              references,
              entry.get("scores"),
              entry.get("sentence_bleu_first5")));
    }
    return cases;
  }

  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file);
    String[] lines = text.split("\n", -1);
    return List.of(lines).subList(0, text.endsWith("\n") ? lines.length - 1 : lines.length);
  }
}
