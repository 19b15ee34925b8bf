package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.checkpoint.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with several dev sets. */
class DevSetsIT {
  @TempDir private static Path folder;
  private static CommandRun run;

  @BeforeAll
  static void train() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add((i % 10) + " " + (i / 10) + " " + (i % 7));
    }
    Files.write(folder.resolve("train.en"), lines);
    Files.write(folder.resolve("train.fr"), lines);
    Files.createDirectory(folder.resolve("copy"));
    for (String copy : List.of("dev", "copy/dev")) {
      Files.writeString(folder.resolve(copy + ".en"), "1 2 3\n4 5\n");
      Files.writeString(folder.resolve(copy + ".fr"), "1 2 3\n4 5\n");
    }
    Files.writeString(folder.resolve("other.tsv"), "7 7 7\t8 8 8 8\n");
    assertThat(
            CommandRun.of(
                    "vocab", file("train.en"), "--size", "275", "--output", file("joint.model"))
                .code())
        .isZero();
    run = train("run");
  }

  @Test
  void everySetIsNamedOnScreen() {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("dev dev.en: 2 pairs\n", "dev dev.en-2: 2 pairs\n", "dev other.tsv: 1 pairs\n")
        .containsPattern(
            "update 8, .*: .* dev perplexity [0-9.]+, bleu [0-9.]+,"
                + " devPerplexity:dev.en-2 [0-9.]+, bleu:dev.en-2 [0-9.]+,"
                + " devPerplexity:other.tsv [0-9.]+, bleu:other.tsv [0-9.]+");
  }

  @Test
  void furtherSetsAreScoredAsTheFirstIs() throws IOException {
    List<JsonNode> log = log("run");
    assertThat(log).hasSize(2);
    for (JsonNode entry : log) {
      assertThat(entry.path("devPerplexity:dev.en-2")).isEqualTo(entry.path("devPerplexity"));
      assertThat(entry.path("bleu:dev.en-2")).isEqualTo(entry.path("bleu"));
      assertThat(entry.path("devPerplexity:other.tsv").asDouble())
          .isNotEqualTo(entry.path("devPerplexity").asDouble())
          .isGreaterThan(1);
    }
    assertThat(ModelFolder.read(folder.resolve("run/last")).provenance().scores())
        .containsKeys("devPerplexity", "bleu", "devPerplexity:other.tsv", "bleu:other.tsv");
  }

  @Test
  void furtherSetsDoNotChangeTheModel() throws IOException {
    assertThat(
            CommandRun.of(
                    arguments(
                        "alone", "--dev-source", file("dev.en"), "--dev-target", file("dev.fr")))
                .code())
        .isZero();
    for (String weights : List.of("best/weights.safetensors", "last/weights.safetensors")) {
      assertThat(folder.resolve("alone").resolve(weights))
          .hasSameBinaryContentAs(folder.resolve("run").resolve(weights));
    }
    assertThat(log("alone").get(0).has("devPerplexity:other.tsv")).isFalse();
  }

  @Test
  void withoutBleuFurtherSetsHavePerplexity() throws IOException {
    assertThat(train("perplexity", "--no-dev-bleu").code()).isZero();
    JsonNode entry = log("perplexity").get(0);
    assertThat(entry.has("devPerplexity:other.tsv")).isTrue();
    assertThat(entry.has("bleu")).isFalse();
    assertThat(entry.has("bleu:other.tsv")).isFalse();
  }

  @Test
  void furtherSetWithoutAUsableLineIsRefusedByName() throws IOException {
    Path blank = Files.writeString(folder.resolve("blank.tsv"), "1 2\t \n");
    CommandRun refused = train("blank", "--dev-source", blank.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains(blank + ": no line has text on both sides; a dev set needs at least one");
  }

  @Test
  void otherDevSetsAreRefusedOnResume() {
    CommandRun refused =
        train("run", "--resume", "--max-updates", "9", "--dev-source", file("other.tsv"));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("\n  SHA-256 of the dev files was ");
  }

  private static CommandRun train(String output, String... more) {
    List<String> dev =
        new ArrayList<>(
            List.of(
                "--dev-source",
                file("dev.en"),
                "--dev-target",
                file("dev.fr"),
                "--dev-source",
                file("copy/dev.en"),
                "--dev-target",
                file("copy/dev.fr"),
                "--dev-source",
                file("other.tsv")));
    dev.addAll(Arrays.asList(more));
    return CommandRun.of(arguments(output, dev.toArray(String[]::new)));
  }

  private static String[] arguments(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source",
                file("train.en"),
                "--train-target",
                file("train.fr"),
                "--vocabulary",
                file("joint.model"),
                "--embedding-size",
                "8",
                "--encoder-size",
                "8",
                "--decoder-size",
                "8",
                "--max-tokens",
                "100",
                "--evaluate-every",
                "4",
                "--threads",
                "1",
                "--output",
                file(output)));
    List<String> given = Arrays.asList(more);
    if (!given.contains("--max-updates")) {
      arguments.addAll(List.of("--max-updates", "8"));
    }
    arguments.addAll(given);
    return arguments.toArray(String[]::new);
  }

  private static List<JsonNode> log(String output) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(output).resolve("log.jsonl"))) {
      entries.add(new ObjectMapper().readTree(line));
    }
    return entries;
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
