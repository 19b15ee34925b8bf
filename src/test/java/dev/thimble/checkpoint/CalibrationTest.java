package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.checkpoint.Calibration.Kind;
import dev.thimble.checkpoint.Calibration.Term;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
  private static final Calibration CALIBRATION =
      new Calibration(
          60,
          0.25,
          Map.of("LENGTH", new Term(1.5, 0.5, -2)),
          12,
          List.of(new Kind("clean", 100, 0.5, 0.51, 0.02)));
  private static final ChannelCalibration WITH_CHANNEL =
      new ChannelCalibration(
          "0123456789abcdef".repeat(4),
          new Calibration(60, 0.5, Map.of("SURE", new Term(-1, 2, 3)), 0, List.of()));

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    folder = temporary.resolve("model");
    ModelFolder.write(folder, SmallModel.contents(), StorageType.FLOAT32, Map.of());
  }

  @Test
  void calibratingChangesNothingElse() throws IOException {
    Map<String, byte[]> before = files();
    ModelFolder.calibrate(folder, CALIBRATION);
    assertThat(ModelFolder.read(folder).calibration()).isEqualTo(CALIBRATION);
    Map<String, byte[]> after = files();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach(
        (name, bytes) -> {
          if (!name.equals(ModelFolder.MANIFEST)) {
            assertThat(bytes).as(name).isEqualTo(before.get(name));
          }
        });
    ModelContents read = ModelFolder.read(folder);
    assertThat(read.provenance()).isEqualTo(SmallModel.contents().provenance());
  }

  @Test
  void writingKeepsTheCalibrationAndOtherWeightsLoseIt() throws IOException {
    ModelFolder.calibrate(folder, CALIBRATION);
    ModelContents read = ModelFolder.read(folder);
    Path copy = temporary.resolve("copy");
    ModelFolder.write(copy, read, StorageType.FLOAT16, Map.of());
    assertThat(ModelFolder.read(copy).calibration()).isEqualTo(CALIBRATION);
    assertThat(read.with(read.weights(), read.provenance()).calibration()).isNull();
  }

  @Test
  void eachCalibrationIsReplacedWithoutTheOther() throws IOException {
    ModelFolder.calibrate(folder, WITH_CHANNEL);
    assertThat(ModelFolder.read(folder).calibration()).isNull();
    ModelFolder.calibrate(folder, CALIBRATION);
    assertThat(ModelFolder.read(folder).channelCalibration()).isEqualTo(WITH_CHANNEL);
    ChannelCalibration other = new ChannelCalibration("f".repeat(64), CALIBRATION);
    ModelFolder.calibrate(folder, other);
    assertThat(ModelFolder.read(folder).channelCalibration()).isEqualTo(other);
    assertThat(ModelFolder.read(folder).calibration()).isEqualTo(CALIBRATION);
  }

  @Test
  void writingKeepsTheCalibrationForAChannelAndOtherWeightsLoseIt() throws IOException {
    ModelFolder.calibrate(folder, WITH_CHANNEL);
    ModelContents read = ModelFolder.read(folder);
    Path copy = temporary.resolve("copy");
    ModelFolder.write(copy, read, StorageType.FLOAT16, Map.of());
    assertThat(ModelFolder.read(copy).channelCalibration()).isEqualTo(WITH_CHANNEL);
    assertThat(read.with(read.weights(), read.provenance()).channelCalibration()).isNull();
  }

  @Test
  void calibrationIsForTheChannelOfTheSameWeights() throws IOException {
    ChannelCalibration calibration = ChannelCalibration.of(folder, CALIBRATION);
    assertThat(calibration.calibration()).isEqualTo(CALIBRATION);
    assertThat(calibration.isFor(folder)).isTrue();
    ModelFolder.calibrate(folder, CALIBRATION);
    assertThat(calibration.isFor(folder)).isTrue();
    Path rounded = temporary.resolve("rounded");
    ModelFolder.write(rounded, SmallModel.contents(), StorageType.FLOAT16, Map.of());
    assertThat(calibration.isFor(rounded)).isFalse();
    assertThatThrownBy(() -> calibration.isFor(temporary))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is not a model folder");
  }

  @Test
  void damagedCalibrationForAChannelIsRefused() throws IOException {
    ModelFolder.calibrate(folder, WITH_CHANNEL);
    Path manifest = folder.resolve(ModelFolder.MANIFEST);
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("0123456789abcdef", "0123456789ABCDEF"));
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(manifest + " is damaged in 'channelCalibration'")
        .hasMessageContaining("it must be 64 lower-case hexadecimal digits");
    Files.writeString(manifest, text.replace("channelSha256", "channel"));
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is damaged in 'channelCalibration'")
        .hasMessageContaining("channelSha256");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "bias" : 0.25          | "bias" : "x"          | damaged in 'calibration'
          "minChrf" : 60.0       | "minChrf" : 160.0     | minChrf is 160.0; it must be from 0 to 100
          "deviation" : 0.5      | "deviation" : 0.0     | deviation is 0.0; it must be above 0
          "weight" : -2.0        | "weigth" : -2.0       | property 'weight'
          "examples" : 100       | "examples" : 0        | examples is 0; it must be at least 1
          "error" : 0.02         | "error" : 2           | error is 2.0; it must be from 0 to 1
          """)
  void damagedCalibrationIsRefused(String right, String wrong, String message) throws IOException {
    ModelFolder.calibrate(folder, CALIBRATION);
    Path manifest = folder.resolve(ModelFolder.MANIFEST);
    String text = Files.readString(manifest);
    assertThat(text).contains(right);
    Files.writeString(manifest, text.replace(right, wrong));
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(manifest + " is damaged in 'calibration'")
        .hasMessageContaining(message);
  }

  @Test
  void whatIsNoModelFolderIsNotCalibrated() {
    assertThatThrownBy(() -> ModelFolder.calibrate(temporary, CALIBRATION))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is not a model folder");
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new java.util.TreeMap<>();
    try (var all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
