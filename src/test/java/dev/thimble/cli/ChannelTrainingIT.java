package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two small models that reverse sequences, trained briefly: each helps the other one, and so does a
 * language model.
 */
class ChannelTrainingIT {
  @TempDir private static Path folder;

  @BeforeAll
  static void trainBothDirections() throws IOException {
    Random random = new Random(1);
    for (String name : List.of("train", "dev")) {
      List<List<Integer>> numbers = new ArrayList<>();
      for (int i = 0; i < (name.equals("dev") ? 60 : 1000); i++) {
        numbers.add(random.ints(2 + random.nextInt(4), 0, 10).boxed().toList());
      }
      write(name + ".forth", numbers);
      write(name + ".back", numbers.stream().map(ChannelTrainingIT::reversed).toList());
    }
    CommandRun vocabulary =
        run("vocab", file("train.forth"), "--size", "280", "--output", file("joint.model"));
    assertThat(vocabulary.code()).isZero();
    assertThat(train("forth", "back").code()).isZero();
    assertThat(train("back", "forth").code()).isZero();
    assertThat(trainLanguageModel().code()).isZero();
  }

  @Test
  void tunedWeightsImproveTheDevSetByWhatTheCommandSays() throws IOException {
    String before = bleu();
    String weight = "-weight [0-9.]+\n";
    String length = "--channel-length-weight -?[0-9.]+\n";
    String[] channel = {"--channel", file("back/best")};
    String[] language = {"--language-model", file("language/best")};
    double byChannel = tunedBleu(before, "--channel" + weight + length, channel);
    double byLanguage = tunedBleu(before, "--language-model" + weight + length, language);
    double byBoth =
        tunedBleu(
            before,
            "--channel" + weight + "--language-model" + weight + length,
            with(language, channel));
    assertThat(byChannel).isGreaterThan(Double.parseDouble(before) + 2);
    assertThat(byLanguage).isGreaterThan(Double.parseDouble(before));
    assertThat(byBoth).isGreaterThanOrEqualTo(byChannel).isGreaterThanOrEqualTo(byLanguage);
  }

  /* BLEU with the tuned weights, which the command says and evaluating finds. */
  private static double tunedBleu(String before, String lines, String... models)
      throws IOException {
    String[] tune = {
      "tune-channel",
      file("forth/best"),
      "--source",
      file("dev.forth"),
      "--reference",
      file("dev.back")
    };
    CommandRun tuned = run(with(models, tune));
    assertThat(tuned.code()).isZero();
    assertThat(tuned.out()).matches(lines);
    Matcher scores =
        Pattern.compile("BLEU ([0-9.]+) in the order of the search, ([0-9.]+) with these weights")
            .matcher(tuned.err());
    assertThat(scores.find()).isTrue();
    assertThat(scores.group(1)).isEqualTo(before);
    Path weights = Files.writeString(folder.resolve("weights"), tuned.out());
    assertThat(bleu(with(models, "--options", weights.toString()))).isEqualTo(scores.group(2));
    return Double.parseDouble(scores.group(2));
  }

  @Test
  void whatDoesNotFitTuningIsRefused() throws IOException {
    String[] files = {"--source", file("dev.forth"), "--reference", file("dev.back")};
    CommandRun alone = run(with(files, "tune-channel", file("forth/best")));
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err())
        .contains("no model to rank by; give --channel, --language-model or both");
    CommandRun weighted =
        run(
            with(
                files,
                "tune-channel",
                file("forth/best"),
                "--channel=" + file("back/best"),
                "--channel-weight=1"));
    assertThat(weighted.code()).isEqualTo(2);
    assertThat(weighted.err()).contains("--channel-weight is what this command finds");
    CommandRun scored =
        run(
            with(
                files,
                "tune-channel",
                file("forth/best"),
                "--language-model=" + file("language/best"),
                "--language-model-weight=1"));
    assertThat(scored.err()).contains("--language-model-weight is what this command finds");
    CommandRun translating =
        run(
            with(
                files,
                "tune-channel",
                file("forth/best"),
                "--language-model=" + file("back/best")));
    assertThat(translating.code()).isEqualTo(1);
    assertThat(translating.err()).contains("is no language model, since it has an encoder");
    Files.writeString(folder.resolve("short"), "1\n");
    CommandRun uneven =
        run(
            "tune-channel",
            file("forth/best"),
            "--channel=" + file("back/best"),
            "--source=" + file("dev.forth"),
            "--reference=" + file("short"));
    assertThat(uneven.code()).isEqualTo(1);
    assertThat(uneven.err()).contains("short has 1 lines, but ", " has 60");
    Files.writeString(folder.resolve("empty"), "");
    CommandRun empty =
        run(
            "tune-channel",
            file("forth/best"),
            "--channel=" + file("back/best"),
            "--source=" + file("empty"),
            "--reference=" + file("empty"));
    assertThat(empty.err()).contains("empty is empty; there is nothing to tune on");
  }

  private static String bleu(String... options) {
    CommandRun run =
        run(
            with(
                options,
                "evaluate",
                file("forth/best"),
                "--source=" + file("dev.forth"),
                "--reference=" + file("dev.back"),
                "--metrics=bleu"));
    assertThat(run.code()).isZero();
    return run.out().replaceFirst("(?s)[^=]* = ([0-9.]+).*", "$1");
  }

  private static CommandRun train(String source, String target) {
    return train(
        source,
        target,
        "--train-source=" + file("train." + source),
        "--dev-source=" + file("dev." + source),
        "--encoder-size=64");
  }

  private static CommandRun trainLanguageModel() {
    return train("language", "back", "--language-model");
  }

  private static CommandRun train(String output, String target, String... options) {
    return run(
        with(
            options,
            "train",
            "--train-target=" + file("train." + target),
            "--dev-target=" + file("dev." + target),
            "--vocabulary=" + file("joint.model"),
            "--output=" + file(output),
            "--cell=GRU",
            "--embedding-size=32",
            "--decoder-size=64",
            "--dropout=0",
            "--embedding-dropout=0",
            "--learning-rate=0.004",
            "--max-tokens=600",
            "--max-epochs=1000",
            "--max-updates=180",
            "--evaluate-every=180",
            "--threads=1"));
  }

  private static List<Integer> reversed(List<Integer> numbers) {
    List<Integer> copy = new ArrayList<>(numbers);
    Collections.reverse(copy);
    return copy;
  }

  private static void write(String name, List<List<Integer>> lines) throws IOException {
    Files.write(
        folder.resolve(name),
        lines.stream()
            .map(line -> line.stream().map(String::valueOf).collect(Collectors.joining(" ")))
            .toList());
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(arguments);
  }

  private static String[] with(String[] last, String... begun) {
    List<String> all = new ArrayList<>(List.of(begun));
    all.addAll(List.of(last));
    return all.toArray(String[]::new);
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
