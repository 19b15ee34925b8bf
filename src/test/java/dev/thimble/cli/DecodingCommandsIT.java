package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that decode, with all options of the search. */
class DecodingCommandsIT {
  @TempDir private static Path folder;

  @BeforeAll
  static void writeModelsAndText() throws IOException {
    RandomModel.write(folder.resolve("model"), 3);
    RandomModel.write(folder.resolve("other"), 4);
    RandomModel.writeLanguageModel(folder.resolve("language"), 5);
    Files.write(folder.resolve("three"), List.of("The cat sat.", "un chat noir", "the mat"));
    Files.write(folder.resolve("two"), List.of("the mat", "a"));
  }

  @Test
  void translatingKeepsTheLines() {
    CommandRun run = translate("the cat\n\na mat\n", "--beam-size 2");
    assertThat(run.code()).isZero();
    assertThat(run.out().split("\n", -1)).hasSize(4);
    assertThat(run.out().split("\n", -1)[1]).isEmpty();
  }

  @Test
  void nBestLinesNameNumberScoreConfidenceAndPlacement() {
    assertThat(translate("the cat\n", "--beam-size 6 --n-best 3").out().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("1\t-?[0-9.]+\t-\tFREE\t.*"));
  }

  @Test
  void linesAreTranslatedBySentence() {
    String one = translate("The cat sat.\n", "--beam-size 2").out().strip();
    String other = translate("A mat.\n", "--beam-size 2").out().strip();
    String text = "The cat sat.   A mat.\n\n  A mat.\n";
    assertThat(translate(text, "--beam-size 2").out())
        .isEqualTo(one + "   " + other + "\n\n  " + other + "\n");
  }

  @Test
  void translationsOfALineCombineThoseOfItsSentences() {
    String both = translate("The cat sat. A mat.\n", "--n-best 2").out();
    String[] first = translate("The cat sat.\n", "--n-best 2").out().split("[\t\n]", -1);
    String[] second = translate("A mat.\n", "--n-best 2").out().split("[\t\n]", -1);
    assertThat(both.lines().map(line -> line.split("\t", -1)[4]))
        .containsExactly(first[4] + " " + second[4], first[9] + " " + second[9]);
  }

  @Test
  void lineMayBeTranslatedAsAWhole() {
    String text = "The cat sat.   A mat.\n";
    String whole = translate(text, "--no-by-sentence --format TSV").out();
    assertThat(whole)
        .isEqualTo(translate("The cat sat. A mat.\n", "--no-by-sentence --format TSV").out());
    assertThat(whole).isNotEqualTo(translate(text, "--format TSV").out());
  }

  @Test
  void jsonHasTextScoreAndPlacementOfTheLineAndOfEachSentence() throws IOException {
    CommandRun run = translate("The cat sat. A mat.\n\nA mat.\n", "--format JSON");
    assertThat(run.code()).as(run.err()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    String first = translate("The cat sat.\n", "").out().lines().toList().get(0);
    String second = translate("A mat.\n", "").out().lines().toList().get(0);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).path("line").intValue()).isEqualTo(1);
    assertThat(lines.get(0).path("text").textValue()).isEqualTo(first + " " + second);
    assertThat(lines.get(0).path("sentences").findValuesAsText("text"))
        .containsExactly(first, second);
    assertThat(lines.get(1).path("text").textValue()).isEmpty();
    assertThat(lines.get(1).path("score").doubleValue()).isZero();
    assertThat(lines.get(2).path("line").intValue()).isEqualTo(3);
    assertThat(lines.get(2).path("text").textValue()).isEqualTo(second);
    assertThat(lines.get(2).path("placement").textValue()).isEqualTo("FREE");
    assertThat(lines.get(2).path("finished").isBoolean()).isTrue();
    assertThat(lines.get(2).has("sentences")).isFalse();
    double score = lines.get(2).path("score").doubleValue();
    assertThat(lines.get(0).path("sentences").get(1).path("score").doubleValue())
        .isCloseTo(score, within(1e-5));
    assertThat(translate("A mat.\n", "--format TSV").out().strip().split("\t", -1))
        .containsExactly(
            "1", String.format(Locale.ROOT, "%.4f", score), "-", "FREE", second.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--protect [0-9]+", "--glossary GLOSSARY"})
  void entitiesNeedAModelThatMasks(String options) throws IOException {
    Path terms = Files.writeString(folder.resolve("terms.tsv"), "cat\tchat\n");
    CommandRun run = translate("The cat.\n", options.replace("GLOSSARY", terms.toString()));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("need a model that masks entities");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--sample --temperature 0.5 --top-k 9 --top-p 0.9 --seed 4",
        "--sample --ranking MBR_CHRF --candidates 6",
        "--beam-size 4 --beam-groups 2 --diversity 0.5 --stopping ALL_FINISHED",
        "--length-penalty-kind REWARD --length-penalty 0.3 --end-bias 20",
        "--min-length 2 --min-length-factor 0.5 --max-length 9 --no-repeat-ngram 2",
        "--repetition-penalty 1.5 --suppress cat --suppress-piece a --prefix the --keep-symbols",
        "--max-source-length 3 --long-input SPLIT --batch-size 2 --workers 1 --threads 1",
        "--channel OTHER",
        "--channel OTHER --ranking CHANNEL --candidates 3 --channel-weight 2"
            + " --channel-length-weight -1",
        "--language-model LANGUAGE --language-model-weight 9 --channel-length-weight -1",
        "--language-model LANGUAGE --language-model-weight 9 --channel OTHER --candidates 3",
        "--ensemble-with OTHER --ensemble-weights 1,2",
        "--ensemble-with OTHER --ensemble-mean LOG_PROBABILITIES"
      })
  void everyWayToDecodeIsAnOption(String options) {
    CommandRun run = translate("the cat sat on the mat\n\na mat\n", options);
    assertThat(run.code()).isZero();
    assertThat(run.out().split("\n", -1)).hasSize(4);
    assertThat(run.out()).isNotEqualTo(translate("the cat sat on the mat\n\na mat\n", "").out());
  }

  @Test
  void samplesFollowTheSeed() {
    String drawn = translate("the cat\n", "--sample --n-best 3 --seed 1").out();
    assertThat(drawn.lines()).hasSize(3);
    assertThat(translate("the cat\n", "--sample --n-best 3 --seed 1").out()).isEqualTo(drawn);
    assertThat(translate("the cat\n", "--sample --n-best 3 --seed 2").out()).isNotEqualTo(drawn);
  }

  @Test
  void prefixBeginsTheLine() {
    assertThat(translate("the cat\n", "--prefix mat").out()).startsWith("mat");
  }

  @Test
  void longLineFailsUnlessItMayBeSplit() {
    String text = "the cat sat on the mat\n";
    assertThat(translate(text, "--max-source-length 3 --long-input REFUSE").code()).isEqualTo(1);
    assertThat(translate(text, "--max-source-length 3").code()).isZero();
  }

  @Test
  void scoringACorpusGivesALineForEachPair() {
    CommandRun run = run("score", "--source", file("three"), "--target", file("three"), "--pieces");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("-[0-9.]+\t[0-9]+\t[0-9.]+\t.* </s>:-[0-9.]+"));
    assertThat(run("score", "--source", file("three"), "--target", file("two")).code())
        .isEqualTo(1);
  }

  @Test
  void soakFindsTheTranslationsMadeAlone() {
    CommandRun run = run("soak", "--input", file("three"), "--translations", "300");
    assertThat(run.out()).contains("memory was not checked", "0 of 300 translations differ");
    assertThat(run.code()).isZero();
  }

  @Test
  void soakChecksMemoryAfterItsWarmUp() {
    String[] soak = {"--input", file("three"), "--translations", "300", "--warm-up", "30"};
    CommandRun run = run("soak", with(soak, "--max-growth", "256"));
    assertThat(run.out())
        .containsPattern("memory without free heap: \\d+ MB after 30 translations");
    assertThat(run.code()).isZero();
    assertThat(run("soak", with(soak, "--max-growth", "-100000")).code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--beam-size 0",
        "--workers 0",
        "--sample --top-p 2",
        "--ensemble-with OTHER --ensemble-weights 1,2,3",
      })
  void valuesOutOfRangeAreWrongUsage(String options) {
    assertThat(translate("", options).code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--top-k 3",
        "--seed 3",
        "--sample --beam-size 3",
        "--candidates 3",
        "--diversity 1",
        "--ensemble-weights 1",
        "--ensemble-mean LOG_PROBABILITIES",
        "--ranking MBR_BLEU --beam-size 1",
        "--ranking CHANNEL",
        "--channel OTHER --ranking MBR_CHRF",
        "--channel OTHER --beam-size 1",
        "--channel-weight 2",
        "--channel-length-weight 2",
        "--language-model-weight 2",
        "--channel OTHER --language-model-weight 2",
        "--language-model LANGUAGE --channel-weight 2",
        "--language-model LANGUAGE --ranking MBR_CHRF",
        "--language-model LANGUAGE --beam-size 1"
      })
  void optionWithoutEffectIsWrongUsage(String options) {
    assertThat(translate("", options).code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--channel-weight 2, --channel-weight needs --channel",
    "--language-model-weight 2, --language-model-weight needs --language-model",
    "--channel-length-weight 2, --channel-length-weight needs --channel or --language-model",
    "--ranking CHANNEL, there is no model to rank by; give",
    "--language-model LANGUAGE --ranking MBR_BLEU, '--language-model ranks by another model,'",
    "--channel OTHER --ranking MBR_BLEU, '--channel ranks by another model, --ranking by MBR_BLEU'"
  })
  void messageNamesWhatAnOptionOfTheChannelNeeds(String options, String message) {
    assertThat(translate("", options).err()).contains(message);
  }

  private static CommandRun translate(String input, String options) {
    List<String> arguments = new ArrayList<>(List.of("translate", file("model")));
    if (!options.isEmpty()) {
      String[] given =
          options.replace("OTHER", file("other")).replace("LANGUAGE", file("language")).split(" ");
      arguments.addAll(List.of(given));
    }
    return CommandRun.on(input, arguments.toArray(String[]::new));
  }

  private static CommandRun run(String command, String... options) {
    return CommandRun.of(with(new String[] {command, file("model")}, options));
  }

  private static String[] with(String[] begun, String... more) {
    List<String> all = new ArrayList<>(List.of(begun));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
