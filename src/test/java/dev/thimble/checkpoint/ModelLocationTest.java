package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model folders in zip files, jars, streams and other file systems. */
class ModelLocationTest {
  @TempDir private Path parent;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = parent.resolve("model");
    ModelFolder.write(model, SmallModel.contents(), StorageType.FLOAT32, Map.of());
  }

  @Test
  void folderIsItsOwnLocation() throws IOException {
    try (ModelLocation location = ModelLocation.of(model)) {
      assertThat(location.folder()).isEqualTo(model);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "model/", "a model/"})
  void zipFileHoldsAModelAtItsRootOrInOneFolder(String prefix) throws IOException {
    Path zip = zip(Zips.of(model, prefix));
    assertThat(ModelFolder.read(zip).provenance().notes()).isEqualTo("by hand");
    assertThat(ModelFolder.readConfig(zip)).isEqualTo(SmallModel.CONFIG);
  }

  @Test
  void folderOfAnotherFileSystemIsReadDirectly() throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(zip(Zips.of(model, "", "deep/er/")))) {
      for (String folder : List.of("/", "/deep/er", "deep/er/")) {
        assertThat(ModelFolder.read(zip.getPath(folder)).provenance().notes()).isEqualTo("by hand");
      }
      assertThatThrownBy(() -> ModelFolder.read(zip.getPath("/deep")))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("/deep is not a model folder: it has no manifest.json");
      assertThatThrownBy(() -> ModelFolder.read(zip.getPath("/none")))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("/none is not a model folder: there is no such folder");
    }
  }

  @Test
  void readingFromAZipFileWritesNothing() throws IOException {
    Path zip = zip(Zips.of(model, "model/"));
    Set<Path> before = inside(parent);
    Set<Path> temporary = temporary();
    try (ModelLocation location = ModelLocation.of(zip)) {
      ModelFolder.read(location.folder());
      assertThat(inside(parent)).isEqualTo(before);
      assertThat(temporary()).isEqualTo(temporary);
    }
    assertThat(inside(parent)).isEqualTo(before);
  }

  @Test
  void streamIsReadAndItsCopyDeleted() throws IOException {
    Set<Path> before = temporary();
    InputStream stream = new ByteArrayInputStream(Zips.of(model, "model/"));
    try (ModelLocation location = ModelLocation.of(stream)) {
      assertThat(ModelFolder.read(location.folder()).provenance().notes()).isEqualTo("by hand");
      assertThat(location).hasToString("the stream");
    }
    assertThat(temporary()).isEqualTo(before);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows may keep what is open")
  void copyOfAStreamIsDeletedWhileItIsInUse() throws IOException {
    Set<Path> before = temporary();
    try (ModelLocation location =
        ModelLocation.of(new ByteArrayInputStream(Zips.of(model, "model/")))) {
      assertThat(temporary()).isEqualTo(before);
      assertThat(location.folder()).exists();
    }
  }

  @Test
  void streamThatIsNoZipFileIsRefusedAndItsCopyDeleted() throws IOException {
    Set<Path> before = temporary();
    assertThatThrownBy(() -> ModelLocation.of(new ByteArrayInputStream(new byte[] {1, 2, 3})))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("the stream is neither a model folder nor a zip file of one: ");
    assertThat(temporary()).isEqualTo(before);
  }

  @Test
  void uriNamesAFolderItsManifestOrAZipFile() throws IOException {
    Path zip = Files.write(parent.resolve("a b.jar"), Zips.of(model, "x/model é/"));
    String jar = "jar:" + zip.toUri();
    Path single = zip(Zips.of(model, ""));
    for (URI uri :
        List.of(
            model.toUri(),
            model.resolve("manifest.json").toUri(),
            single.toUri(),
            URI.create("jar:" + single.toUri() + "!/"),
            URI.create("jar:" + single.toUri() + "!/manifest.json"),
            URI.create(jar + "!/x/model%20%C3%A9"),
            URI.create(jar + "!/x/model%20%C3%A9/"),
            URI.create(jar + "!/x/model%20%C3%A9/manifest.json"))) {
      try (ModelLocation location = ModelLocation.of(uri)) {
        assertThat(ModelFolder.read(location.folder()).provenance().notes()).isEqualTo("by hand");
        assertThat(location).hasToString(uri.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://models.example/en-fr.zip", "jar:thimble", "mailto:a@b.example"})
  void uriWithoutAFileSystemIsRefused(String uri) {
    assertThatThrownBy(() -> ModelLocation.of(URI.create(uri)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            uri
                + " lies in no file system of this Java runtime; give a folder, a zip or jar file,"
                + " or an InputStream of a zip file");
  }

  @Test
  void jarInAJarIsRefused() {
    assertThatThrownBy(() -> ModelLocation.of(URI.create("jar:file:/a.jar!/lib/b.jar!/model/")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "jar:file:/a.jar!/lib/b.jar!/model/ lies in a jar in a jar; unpack");
  }

  @Test
  void zipFileWithoutOneModelIsRefused() throws IOException {
    Path none = zip(Zips.of(model, "a/b/"));
    assertThatThrownBy(() -> ModelFolder.read(none))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            none + " holds no model folder; it must hold manifest.json, or one folder with it");
    Path two = zip(Zips.of(model, "a/", "b/"));
    assertThatThrownBy(() -> ModelFolder.read(two))
        .hasMessageStartingWith(two + " holds several model folders; ");
  }

  @Test
  void fileThatIsNoZipFileIsRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("model.bin"), "text");
    assertThatThrownBy(() -> ModelFolder.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + " is neither a model folder nor a zip file of one: ");
  }

  @Test
  void faultInAZipFileIsNamedWithTheFile() throws IOException {
    Files.delete(model.resolve("weights.safetensors"));
    Path zip = zip(Zips.of(model, "model/"));
    assertThatThrownBy(() -> ModelFolder.read(zip))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(zip + ": /model/weights.safetensors is missing, though the manifest lists it");
  }

  private Path zip(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(parent, "model", ".zip"), bytes);
  }

  private static Set<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("thimble-\\d+\\.zip|zipfstmp.*"))
          .collect(Collectors.toSet());
    }
  }

  private static Set<Path> inside(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.collect(Collectors.toSet());
    }
  }
}
