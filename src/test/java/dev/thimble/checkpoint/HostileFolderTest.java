package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model folders that try to block a process, to fill its memory or to cause unexpected errors. */
@Timeout(60)
final class HostileFolderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SIX_GIGABYTES = 6L << 30;

  @TempDir private Path parent;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = parent.resolve("model");
    ModelFolder.write(model, SmallModel.contents(), StorageType.FLOAT32, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "weights.safetensors", "vocabulary.model"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such pipes")
  void pipeIsRefusedWithoutOpeningIt(String name) throws Exception {
    Path file = model.resolve(name);
    Files.delete(file);
    Process made = new ProcessBuilder("mkfifo", file.toString()).start();
    assertThat(made.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
    refused(file + " is a pipe or a device; it must be a regular file");
    assertThatThrownBy(() -> ModelFolder.readWeights(file, SmallModel.CONFIG))
        .hasMessage(file + " is a pipe or a device; it must be a regular file");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no /dev/zero")
  void linkToADeviceIsRefused() throws IOException {
    Path file = model.resolve("manifest.json");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    refused(file + " is a pipe or a device; it must be a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "weights.safetensors", "vocabulary.model"})
  void folderInPlaceOfAFileIsRefused(String name) throws IOException {
    Path file = model.resolve(name);
    Files.delete(file);
    Files.createDirectory(file);
    refused(file + " is a folder; it must be a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "weights.safetensors", "vocabulary.model"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows lets few users create symbolic links")
  void linkToAFileIsFollowed(String name) throws IOException {
    Path moved = Files.move(model.resolve(name), parent.resolve(name));
    Files.createSymbolicLink(model.resolve(name), moved);
    assertThat(ModelFolder.read(model).provenance().notes()).isEqualTo("by hand");
  }

  @Test
  void hugeManifestIsRefusedWithoutReadingIt() throws IOException {
    lengthen(model.resolve("manifest.json"));
    refused("manifest.json has 6,442,450,944 bytes; at most 4,194,304 are read");
  }

  @Test
  void hugeWeightsAreRefusedWithoutReadingThem() throws IOException {
    lengthen(model.resolve("weights.safetensors"));
    edit(root -> list(root, "weights.safetensors").put("bytes", SIX_GIGABYTES));
    refused("weights.safetensors: its tensors end at byte ");
  }

  @Test
  void hugeVocabularyIsRefusedWithoutReadingIt() throws IOException {
    lengthen(model.resolve("vocabulary.model"));
    edit(root -> list(root, "vocabulary.model").put("bytes", SIX_GIGABYTES));
    refused("vocabulary.model has 6,442,450,944 bytes; at most 67,108,864 are read");
  }

  @Test
  void hugeTensorIsRefusedBeforeItsValuesAreRead() throws IOException {
    Path file = parent.resolve("huge.safetensors");
    long bytes = 4L * (1 << 30) * 2 - 4;
    String header =
        "{\"output.bias\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .replace("%d]}}", bytes + "]}}")
            .replace("%d", String.valueOf(bytes / 4));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(header.length()));
      sparse.write(header.getBytes(StandardCharsets.UTF_8));
      sparse.setLength(8 + header.length() + bytes);
    }
    assertThatThrownBy(() -> ModelFolder.readWeights(file, SmallModel.CONFIG))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(file + ": the weights have no encoder.embedding.weight");
  }

  @Test
  void headerAboveTheLimitIsRefusedWithoutReadingIt() throws IOException {
    Path file = parent.resolve("huge.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes((1 << 20) + 1));
      sparse.setLength(SIX_GIGABYTES);
    }
    assertThatThrownBy(() -> Safetensors.readHeader(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("its header would have 1048577 bytes; it must have 2 to 1048576");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1 << 20})
  void shortestAndLongestHeadersAreParsed(int length) throws IOException {
    Path file = parent.resolve("x.safetensors");
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.writeLong(Long.reverseBytes(length));
      written.write(("{}" + " ".repeat(length - 2)).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Safetensors.readHeader(file).shapes()).isEmpty();
  }

  @Test
  void deeplyNestedJsonIsRefused() throws IOException {
    String deep = "[".repeat(100_000);
    Files.writeString(model.resolve("manifest.json"), deep);
    refused("manifest.json is truncated or not JSON");
    Path file = parent.resolve("x.safetensors");
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.writeLong(Long.reverseBytes(deep.length()));
      written.write(deep.getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> Safetensors.readHeader(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("its header is not JSON");
  }

  @Test
  void configurationOfAHugeModelIsRefused() throws IOException {
    edit(
        root -> {
          for (String name : List.of("embeddingSize", "encoderSize", "decoderSize")) {
            ((ObjectNode) root.path("model")).put(name, 1 << 14);
          }
        });
    refused("weights.safetensors: a model of this shape has more parameters than the 536,870,911");
  }

  @Test
  void longValuesAreShortenedInMessages() throws IOException {
    edit(root -> root.put("formatVersion", "9".repeat(100_000)));
    assertThatThrownBy(() -> ModelFolder.read(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("9...")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  /* Replaces every value of the manifest by others: reading must succeed or throw a CheckpointException. */
  @Test
  void everyBadManifestValueIsRefusedAsACheckpointError() throws IOException {
    Path file = model.resolve("manifest.json");
    byte[] whole = Files.readAllBytes(file);
    List<String> pointers = new ArrayList<>();
    collect(JSON.readTree(whole), "", pointers);
    assertThat(pointers).hasSizeGreaterThan(40);
    List<JsonNode> others = new ArrayList<>();
    for (String json :
        List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e999",
            "12345678901234567890",
            "\"\"",
            "\"x\\u0000\"",
            "[]",
            "[null]",
            "{}",
            "{\"x\":null}",
            "{\"x\":{}}")) {
      others.add(JSON.readTree(json));
    }
    for (String pointer : pointers) {
      for (JsonNode other : others) {
        Files.write(file, JSON.writeValueAsBytes(replaced(JSON.readTree(whole), pointer, other)));
        try {
          assertThat(ModelFolder.read(model).provenance().notes()).isNotNull();
        } catch (CheckpointException e) {
          assertThat(e.getMessage()).as(pointer + " " + other).startsWith(model.toString());
        }
      }
    }
  }

  private static void collect(JsonNode node, String pointer, List<String> into) {
    if (!pointer.isEmpty()) {
      into.add(pointer);
    }
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> collect(entry.getValue(), pointer + "/" + entry.getKey(), into));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.path(i), pointer + "/" + i, into);
    }
  }

  private static JsonNode replaced(JsonNode root, String pointer, JsonNode value) {
    int end = pointer.lastIndexOf('/');
    JsonNode holder = root.at(pointer.substring(0, end));
    String name = pointer.substring(end + 1);
    if (holder instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), value);
    } else {
      ((ObjectNode) holder).set(name, value);
    }
    return root;
  }

  @FunctionalInterface
  private interface Edit {
    void of(ObjectNode root);
  }

  private void edit(Edit edit) throws IOException {
    Path file = model.resolve("manifest.json");
    ObjectNode root = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    edit.of(root);
    Files.write(file, JSON.writeValueAsBytes(root));
  }

  private static ObjectNode list(ObjectNode root, String name) {
    return (ObjectNode) root.path("files").path(name);
  }

  /* Makes a sparse file, which takes no space on the disk. */
  private static void lengthen(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(SIX_GIGABYTES);
    }
  }

  private void refused(String message) {
    assertThatThrownBy(() -> ModelFolder.read(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(model.toString())
        .hasMessageContaining(message);
  }
}
