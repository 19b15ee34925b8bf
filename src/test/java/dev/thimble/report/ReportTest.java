package dev.thimble.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path folder;

  @Test
  void resumedLogDropsLaterUpdates() throws IOException {
    Path file = folder.resolve("log.jsonl");
    RunLog log = RunLog.open(file, 0);
    log.append(Map.of("update", 10));
    log.append(Map.of("update", 20));
    assertThat(RunLog.open(file, 10).entries()).containsExactly(Map.of("update", 10));
    assertThat(file).hasContent("{\"update\":10}\n");
  }

  @Test
  void newLogReplacesTheOld() throws IOException {
    Path file = folder.resolve("log.jsonl");
    RunLog.open(file, 0).append(Map.of("update", 10));
    assertThat(RunLog.open(file, 0).entries()).isEmpty();
  }

  @Test
  void incompleteLastLineIsDropped() throws IOException {
    Path file = folder.resolve("log.jsonl");
    RunLog.open(file, 0).append(Map.of("update", 10));
    Files.writeString(file, "{\"update\":2", StandardOpenOption.APPEND);
    assertThat(RunLog.open(file, 99).entries()).containsExactly(Map.of("update", 10));
  }

  @Test
  void entryMustNameItsUpdate() throws IOException {
    RunLog log = RunLog.open(folder.resolve("log.jsonl"), 0);
    assertThatThrownBy(() -> log.append(Map.of("loss", 1.0))).hasMessageContaining("loss");
  }

  @Test
  void plotHasAPanelForEachCurve() throws IOException {
    Path file = folder.resolve("training.png");
    TrainingPlot.write(
        List.of(
            Map.of("update", 10, "trainLoss", 5.0, "devPerplexity", 90.0, "bleu", 3.0),
            Map.of("update", 20, "trainLoss", 4.0, "devPerplexity", 40.0, "bleu", 9.0)),
        file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(1800);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void furtherDevSetsAreFurtherCurvesOfTheSamePanels() throws IOException {
    Path one = folder.resolve("one.png");
    Path two = folder.resolve("two.png");
    Path infinite = folder.resolve("infinite.png");
    TrainingPlot.write(curve(Map.of()), one);
    TrainingPlot.write(curve(Map.of("bleu:news.en", 2.0)), two);
    TrainingPlot.write(curve(Map.of("bleu:news.en", Double.NaN, "bleuer", 2.0)), infinite);
    assertThat(ImageIO.read(two.toFile()).getHeight())
        .isEqualTo(ImageIO.read(one.toFile()).getHeight())
        .isEqualTo(600);
    assertThat(colors(one)).contains(0x1F5FA8).doesNotContain(0xC45A11);
    assertThat(colors(two)).contains(0x1F5FA8, 0xC45A11);
    assertThat(infinite).hasSameBinaryContentAs(one);
  }

  private static List<Map<String, Object>> curve(Map<String, Object> further) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int update = 1; update <= 3; update++) {
      Map<String, Object> entry = new HashMap<>(further);
      entry.put("update", update);
      entry.put("bleu", 10.0 + update);
      entries.add(entry);
    }
    return entries;
  }

  private static Set<Integer> colors(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).mapToObj(pixel -> pixel & 0xFFFFFF).collect(Collectors.toSet());
  }

  @Test
  void plotIsTheSameInEveryLocale() throws IOException {
    List<Map<String, Object>> entries =
        List.of(
            Map.of("update", 1000, "trainLoss", 5.5), Map.of("update", 2000, "trainLoss", 4.25));
    Path root = folder.resolve("root.png");
    Path arabic = folder.resolve("arabic.png");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      TrainingPlot.write(entries, root);
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      TrainingPlot.write(entries, arabic);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(arabic).hasSameBinaryContentAs(root);
  }

  @Test
  void emptyLogGivesNoPicture() throws IOException {
    TrainingPlot.write(List.of(), folder.resolve("training.png"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void plainProgressShowsTheTimeLeft() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    MovingClock clock = new MovingClock();
    try (Progress progress = Progress.plain("training", 100, out, clock)) {
      progress.update(1, "a");
      clock.now = clock.now.plus(Duration.ofSeconds(20));
      progress.update(50, "loss 1.5");
      progress.update(51, "too soon");
      progress.say("done");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("training 50/100 loss 1.5, 0:00:20 left\ndone\n");
  }

  @Test
  void timeLeftFollowsFromTheSpeedOfTheLastTwoMinutes() {
    MovingClock clock = new MovingClock();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress = Progress.plain("training", 10_000, out, clock)) {
      for (int second = 1; second <= 1000; second++) { // one a second, then ten
        clock.now = clock.now.plus(Duration.ofSeconds(1));
        progress.update(second <= 800 ? second : 800 + (second - 800) * 10L, "");
      }
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(0)).isEqualTo("training 10/10,000, 2:46:30 left");
    assertThat(lines.get(79)).isEqualTo("training 800/10,000, 2:33:20 left");
    assertThat(lines.get(99)).isEqualTo("training 2,800/10,000, 0:12:00 left");
  }

  @Test
  void timeLeftOfWorkInLargeStepsCountsItsWholeFirstStep() {
    MovingClock clock = new MovingClock();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress = Progress.plain("translating", 1000, out, clock)) {
      progress.update(0, "");
      clock.now = clock.now.plus(Duration.ofSeconds(10));
      progress.update(500, "");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("translating 500/1,000, 0:00:10 left");
  }

  @Test
  void timeLeftOfSlowWorkFollowsFromItsLastUnit() {
    MovingClock clock = new MovingClock();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress = Progress.plain("training", 10, out, clock)) {
      for (int unit = 1; unit <= 3; unit++) {
        clock.now = clock.now.plus(Duration.ofMinutes(unit == 3 ? 5 : 10));
        progress.update(unit, "");
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines().reduce((a, b) -> b))
        .contains("training 3/10, 0:35:00 left");
  }

  @Test
  void timeLeftOfAResumedRunCountsOnlyItsOwnUnits() {
    MovingClock clock = new MovingClock();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress = Progress.plain("training", 1000, out, clock)) {
      clock.now = clock.now.plus(Duration.ofSeconds(10));
      progress.update(901, "");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("training 901/1,000, 0:16:30 left");
  }

  @Test
  void damagedLineOfALogIsNamed() throws IOException {
    Path file = folder.resolve("log.jsonl");
    for (String line :
        List.of("{\"update\":", "{}", "null", "{\"update\":1.5}", "{\"update\":-1}")) {
      Files.writeString(file, "{\"update\":10}\n" + line + "\n{\"update\":20}\n");
      assertThatThrownBy(() -> RunLog.open(file, 99))
          .isInstanceOf(IOException.class)
          .hasMessage(
              file
                  + ", line 2: not a JSON object with an integer 'update'; remove the line to"
                  + " continue");
    }
  }

  @Test
  void lineThatIsNotUtf8IsDropped() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Files.write(file, new byte[] {(byte) 0xFF, '\n'});
    assertThat(RunLog.open(file, 99).entries()).isEmpty();
  }

  @Test
  void logThatIsAFolderIsRefused() throws IOException {
    Path file = Files.createDirectory(folder.resolve("log.jsonl"));
    assertThatThrownBy(() -> RunLog.open(file, 99)).hasMessage(file + " is not a regular file");
  }

  private static final class MovingClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
