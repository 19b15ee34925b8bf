package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip files that try to write elsewhere, to fill memory, or to mean different things. */
@Timeout(60)
class HostileZipTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path parent;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = parent.resolve("model");
    ModelFolder.write(model, SmallModel.contents(), StorageType.FLOAT32, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "model/../../evil", "a/./b"})
  void nameThatLeadsOutIsRefused(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      Zips.add(zip, "manifest.json", Files.readAllBytes(model.resolve("manifest.json")));
      Zips.add(zip, name, new byte[1]);
    }
    refused(bytes.toByteArray(), name);
    assertThat(parent.resolve("evil")).doesNotExist();
    assertThat(parent.resolveSibling("evil")).doesNotExist();
  }

  @Test
  void manifestThatLeadsOutIsRefused() throws IOException {
    edit("../secret", 1);
    refused(
        Zips.of(model, ""),
        "manifest.json lists '../secret', which is not a file name in this folder");
  }

  @Test
  void twoFilesOfOneNameAreRefused() throws IOException {
    Files.copy(model.resolve("manifest.json"), model.resolve("manifest.jsoX"));
    byte[] zip = Zips.renamed(Zips.of(model, ""), "manifest.jsoX", "manifest.json");
    refused(zip, "has two files 'manifest.json'; make it anew");
  }

  @Test
  void fileLargerThanTheZipFileSaysIsRefused() throws IOException {
    byte[] zip = Zips.of(model, "");
    refused(
        Zips.withSize(zip, "manifest.json", 100),
        "manifest.json has more bytes than its size says, 100; it is damaged");
    int size = Math.toIntExact(Files.size(model.resolve("weights.safetensors")));
    edit("weights.safetensors", size - 4);
    refused(
        Zips.withSize(Zips.of(model, ""), "weights.safetensors", size - 4), "weights.safetensors");
  }

  @Test
  void fileSmallerThanTheZipFileSaysIsRefused() throws IOException {
    refused(
        Zips.withSize(Zips.of(model, ""), "manifest.json", 100_000),
        "manifest.json was truncated while it was read");
  }

  @Test
  void manifestThatInflatesToGigabytesIsRefusedWithoutReadingIt() throws IOException {
    refused(
        bomb("manifest.json", 300L << 20),
        "manifest.json has 314,572,800 bytes; at most 4,194,304 are read");
  }

  @Test
  void vocabularyThatInflatesToGigabytesIsRefusedWithoutReadingIt() throws IOException {
    long bytes = 300L << 20;
    edit("vocabulary.model", bytes);
    refused(
        bomb("vocabulary.model", bytes),
        "vocabulary.model has 314,572,800 bytes; at most 67,108,864 are read");
  }

  @Test
  void weightsThatInflateToGigabytesAreRefusedWithoutReadingThem() throws IOException {
    long bytes = 300L << 20;
    edit("weights.safetensors", bytes);
    refused(
        bomb("weights.safetensors", bytes),
        "weights.safetensors is not a safetensors file that Thimble reads: its header would have 0");
  }

  @Test
  void manifestThatSaysLessThanItInflatesToIsReadNoFurther() throws IOException {
    byte[] zip = Zips.withSize(bomb("manifest.json", 300L << 20), "manifest.json", 50);
    refused(zip, "manifest.json has more bytes than its size says, 50; it is damaged");
  }

  @Test
  void linkInAZipFileIsRefused() throws IOException {
    Files.writeString(model.resolve("vocabulary.model"), "/etc/passwd"); // how a zip stores one
    refused(
        Zips.of(model, ""),
        "it is truncated or from another model, or the zip file holds a link in its place");
  }

  @Test
  void damagedContentIsRefused() throws IOException {
    refused(
        Zips.damaged(Zips.of(model, ""), "manifest.json"),
        "manifest.json is damaged in its zip file: ");
    refused(
        Zips.damaged(Zips.of(model, ""), "weights.safetensors"),
        "weights.safetensors is damaged in its zip file: ");
  }

  @Test
  void changedContentIsRefused() throws IOException {
    Path vocabulary = model.resolve("vocabulary.model");
    byte[] bytes = Files.readAllBytes(vocabulary);
    bytes[bytes.length / 2] ^= 1;
    Files.write(vocabulary, bytes);
    refused(Zips.of(model, ""), "was changed after it was written: its SHA-256 differs");
  }

  /* The folder with a file of zeros, which compresses a thousandfold, in the place of one. */
  private byte[] bomb(String name, long size) throws IOException {
    Files.delete(model.resolve(name));
    byte[] rest = Zips.of(model, "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        ZipInputStream others = new ZipInputStream(new ByteArrayInputStream(rest))) {
      for (ZipEntry each = others.getNextEntry(); each != null; each = others.getNextEntry()) {
        Zips.add(zip, each.getName(), others.readAllBytes());
      }
      zip.putNextEntry(new ZipEntry(name));
      Zips.zeros(zip, size);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private void edit(String name, long bytes) throws IOException {
    Path manifest = model.resolve("manifest.json");
    JsonNode root = JSON.readTree(Files.readString(manifest, StandardCharsets.UTF_8));
    ((ObjectNode) root.path("files")).withObjectProperty(name).put("bytes", bytes);
    Files.writeString(manifest, JSON.writeValueAsString(root), StandardCharsets.UTF_8);
  }

  /* Refused as a file and as a stream. */
  private void refused(byte[] zip, String message) throws IOException {
    Path file = Files.write(parent.resolve("model.zip"), zip);
    assertThatThrownBy(() -> ModelFolder.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
    assertThatThrownBy(
            () -> {
              try (ModelLocation stream = ModelLocation.of(new ByteArrayInputStream(zip))) {
                ModelFolder.read(stream.folder());
              }
            })
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }
}
