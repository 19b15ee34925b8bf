package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The manifest's list of the other files, with their sizes and checksums. */
final class FileList {
  private FileList() {}

  /** Lists every file of {@code folder}, by name. */
  static void write(Path folder, ObjectNode files) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.sorted().toList()) {
        files
            .putObject(file.getFileName().toString())
            .put("bytes", Files.size(file))
            .put("sha256", sha256(file));
      }
    }
  }

  /** Checks that what is needed is listed, and that every file listed is there, as it was. */
  static void verify(Path folder, JsonNode files, List<String> needed) throws IOException {
    Path manifest = folder.resolve(ModelFolder.MANIFEST);
    for (String name : needed) {
      if (!files.has(name)) {
        throw new CheckpointException(manifest + " is damaged: its 'files' lack " + name);
      }
    }
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      if (!isPlain(entry.getKey())) {
        throw new CheckpointException(
            manifest + " lists '" + entry.getKey() + "', which is no file name of this folder");
      }
      verify(folder.resolve(entry.getKey()), entry.getValue());
    }
  }

  /** Whether a name stays inside the folder. */
  static boolean isPlain(String name) {
    return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*");
  }

  private static void verify(Path file, JsonNode entry) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(file + " is missing, though the manifest lists it");
    }
    long expected = entry.path("bytes").asLong(-1);
    if (Files.size(file) != expected) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes, but the manifest says %d: it is cut short or another model's",
              file,
              Files.size(file),
              expected));
    }
    if (!sha256(file).equals(entry.path("sha256").asText())) {
      throw new CheckpointException(
          file + " was changed after it was written: its SHA-256 is not the manifest's");
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[1 << 16];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
