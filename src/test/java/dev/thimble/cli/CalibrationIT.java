package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.ChannelCalibration;
import dev.thimble.checkpoint.ManifestSummary;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.translation.RandomModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Confidence on the command line: fitted by calibrate and train, shown and used by translate. */
class CalibrationIT {
  private static final List<String> LINES =
      Collections.nCopies(25, List.of("the cat", "the mat", "un chat", "a cat sat")).stream()
          .flatMap(List::stream)
          .toList();

  @TempDir private static Path folder;

  @BeforeAll
  static void calibrateAModel() throws IOException {
    RandomModel.write(folder.resolve("model"), 3);
    Files.write(folder.resolve("source"), LINES);
    Files.write(folder.resolve("reference"), LINES);
    CommandRun run = calibrate("model", "source");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(6)
        .element(1)
        .asString()
        .matches("  clean 100, [0-9.]+%, [0-9.]+%, [0-9.]+%");
  }

  private static CommandRun calibrate(String model, String source, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "calibrate",
                folder.resolve(model).toString(),
                "--source",
                folder.resolve(source).toString(),
                "--reference",
                folder.resolve(source.equals("few") ? "few" : "reference").toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static CommandRun translate(String text, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "translate";
    arguments[1] = folder.resolve("model").toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandRun.on(text, arguments);
  }

  @Test
  void calibratingAgainGivesTheSameBytes() throws IOException {
    Path manifest = folder.resolve("model").resolve("manifest.json");
    byte[] before = Files.readAllBytes(manifest);
    assertThat(calibrate("model", "source").code()).isZero();
    assertThat(Files.readAllBytes(manifest)).isEqualTo(before);
  }

  @Test
  void bothSidesInOneFileGiveTheSameCalibration() throws IOException {
    Files.write(folder.resolve("pairs.tsv"), LINES.stream().map(l -> l + "\t" + l).toList());
    String unit =
        "<tu><tuv xml:lang='en'><seg>%1$s</seg></tuv><tuv xml:lang='fr'><seg>%1$s</seg></tuv>"
            + "<tuv xml:lang='de'><seg>Katze</seg></tuv></tu>";
    Path tmx =
        Files.writeString(
            folder.resolve("pairs.tmx"),
            "<tmx version='1.4'><header/><body>"
                + LINES.stream().map(unit::formatted).collect(Collectors.joining())
                + "</body></tmx>");
    Calibration expected = ModelFolder.read(folder.resolve("model")).calibration();
    for (List<String> texts :
        List.of(
            List.of("--source=" + folder.resolve("pairs.tsv")),
            List.of("--source=" + tmx, "--languages=en-fr"),
            List.of("--source=" + tmx, "--reference=" + tmx, "--languages=en-fr"))) {
      RandomModel.write(folder.resolve("sides"), 3);
      List<String> arguments = new ArrayList<>(texts);
      arguments.addAll(0, List.of("calibrate", folder.resolve("sides").toString()));
      CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(ModelFolder.read(folder.resolve("sides")).calibration()).isEqualTo(expected);
    }
  }

  @Test
  void lineWithoutATargetIsNamed() throws IOException {
    Files.writeString(folder.resolve("bad.tsv"), "a\tb\nc\n");
    CommandRun run =
        CommandRun.of(
            "tune-channel",
            folder.resolve("model").toString(),
            "--channel=" + folder.resolve("model"),
            "--source=" + folder.resolve("bad.tsv"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("bad.tsv, line 2: no tab; a line must be source, tab, target");
  }

  @Test
  void modelCalibratedByAnotherVersionIsCalibratedAnew() throws IOException {
    RandomModel.write(folder.resolve("other"), 3);
    ModelFolder.calibrate(
        folder.resolve("other"),
        new Calibration(60, 0, Map.of("LATER", new Calibration.Term(0, 1, 1)), 0, List.of()));
    assertThat(calibrate("other", "source").code()).isZero();
    assertThat(ModelFolder.read(folder.resolve("other")).calibration())
        .isEqualTo(ModelFolder.read(folder.resolve("model")).calibration());
  }

  @Test
  void fewLinesAreRefusedByNumber() throws IOException {
    Files.write(folder.resolve("few"), LINES.subList(0, 99));
    CommandRun run = calibrate("model", "few");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("few has 99 lines; calibrating needs at least 100");
  }

  @Test
  void infoShowsTheCalibration() {
    CommandRun run = CommandRun.of("info", folder.resolve("model").toString());
    assertThat(run.out()).contains("confidence: probability of a sentence chrF2 of 60 or more");
  }

  @Test
  void calibrationWithAChannelAndThatWithoutAreKeptSideBySide() throws IOException {
    Path ranked = RandomModel.write(folder.resolve("ranked"), 3);
    Path channel = RandomModel.write(folder.resolve("channel"), 4);
    String[] with = {"--channel", channel.toString(), "--beam-size", "4"};
    CommandRun run = calibrate("ranked", "source", with);
    assertThat(run.code()).as(run.err()).isZero();
    String sha256 = ManifestSummary.read(channel).weightsSha256();
    String title = "confidence with the channel of weights " + sha256 + ": probability of";
    assertThat(run.out()).startsWith(title);
    ChannelCalibration fitted = ModelFolder.read(ranked).channelCalibration();
    assertThat(fitted.channelSha256()).isEqualTo(sha256);
    assertThat(fitted.calibration().terms()).containsKey("CHANNEL_LOG_PROB");
    assertThat(ModelFolder.read(ranked).calibration()).isNull();

    assertThat(calibrate("ranked", "source").code()).isZero();
    assertThat(ModelFolder.read(ranked).channelCalibration()).isEqualTo(fitted);
    Calibration plain = ModelFolder.read(folder.resolve("model")).calibration();
    assertThat(ModelFolder.read(ranked).calibration()).isEqualTo(plain);
    assertThat(calibrate("ranked", "source", with).code()).isZero();
    assertThat(ModelFolder.read(ranked).channelCalibration()).isEqualTo(fitted);
    assertThat(ModelFolder.read(ranked).calibration()).isEqualTo(plain);
    assertThat(CommandRun.of("info", ranked.toString()).out().lines())
        .anyMatch(line -> line.startsWith("confidence: probability of"))
        .anyMatch(line -> line.startsWith(title));
    Calibration surer = new Calibration(60, 9, fitted.calibration().terms(), 0, List.of());
    ModelFolder.calibrate(ranked, ChannelCalibration.of(channel, surer));
    String[] rank = {"--channel", channel.toString(), "--beam-size", "4", "--format", "TSV"};
    assertThat(translated("ranked", rank)).isNotEqualTo(translated("model", rank));
    String[] other = {"--channel", ranked.toString(), "--beam-size", "4", "--format", "TSV"};
    assertThat(translated("ranked", other)).isEqualTo(translated("model", other));
  }

  private static String translated(String model, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(0, List.of("translate", folder.resolve(model).toString()));
    CommandRun run = CommandRun.on("the cat\n", arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void tableAndObjectHaveTheConfidence() throws IOException {
    String[] columns = translate("the cat\n", "--format", "TSV").out().split("\t");
    assertThat(columns).hasSize(5);
    assertThat(columns[2]).matches("[01]\\.[0-9]{4}");
    JsonNode object = new ObjectMapper().readTree(translate("the cat\n", "--format", "JSON").out());
    assertThat(object.path("confidence").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void belowTheLeastConfidenceStandsWhatWasAskedFor() {
    String translation = translate("the cat\n").out();
    assertThat(translate("the cat\n", "--min-confidence", "1").out()).isEqualTo("the cat\n");
    assertThat(translate("the cat\n", "--min-confidence", "1", "--below", "EMPTY").out())
        .isEqualTo("\n");
    assertThat(translate("the cat\n", "--min-confidence", "1", "--below", "MARK").out())
        .isEqualTo("[?] " + translation);
    assertThat(translate("the cat\n", "--min-confidence", "0.0").out()).isEqualTo(translation);
  }

  @Test
  void belowAloneIsWrongUsage() {
    CommandRun run = translate("the cat\n", "--below", "EMPTY");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--below needs --min-confidence above 0");
  }

  @Test
  void leastConfidenceNeedsACalibratedModel() throws IOException {
    RandomModel.write(folder.resolve("plain"), 3);
    CommandRun run =
        CommandRun.on(
            "the cat\n",
            "translate",
            folder.resolve("plain").toString(),
            "--min-confidence",
            "0.5");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("make one with 'thimble calibrate MODEL'");
  }

  @Test
  void trainingCalibratesTheBestModelUnlessToldNotTo() throws IOException {
    assertThat(trained("fitted").calibration().kinds()).hasSize(5);
    assertThat(trained("unfitted", "--no-confidence").calibration()).isNull();
  }

  private static dev.thimble.checkpoint.ModelContents trained(String name, String... options)
      throws IOException {
    Path run = folder.resolve(name);
    String source = folder.resolve("source").toString();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source",
                source,
                "--train-target",
                source,
                "--dev-source",
                source,
                "--dev-target",
                source,
                "--embedding-size",
                "8",
                "--encoder-size",
                "8",
                "--decoder-size",
                "8",
                "--max-epochs",
                "1",
                "--output",
                run.toString()));
    arguments.addAll(List.of(options));
    CommandRun done = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(done.code()).as(done.err()).isZero();
    return ModelFolder.read(run.resolve("best"));
  }
}
