package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.integrity.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The manifest's list of the folder's other files, with their sizes and checksums. */
final class FileList {
  private final Path folder;
  private final JsonNode files;
  private final Set<String> verified = new HashSet<>();

  private FileList(Path folder, JsonNode files) {
    this.folder = folder;
    this.files = files;
  }

  /** Lists every file of {@code folder}, sorted by name. */
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

  /**
   * Reads a list and checks that each listed file exists, is a regular file and has the listed
   * size. Does not read the content of the files.
   *
   * @param needed names that must be listed
   */
  static FileList of(Path folder, JsonNode files, List<String> needed) throws IOException {
    Path manifest = folder.resolve(ModelFolder.MANIFEST);
    for (String name : needed) {
      if (!files.has(name)) {
        throw new CheckpointException(manifest + " is damaged: its 'files' lack " + name);
      }
    }
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      if (!isPlain(entry.getKey())) {
        throw new CheckpointException(
            String.format(
                Locale.ROOT,
                "%s lists '%s', which is not a file name in this folder",
                manifest,
                Abbreviated.text(entry.getKey())));
      }
      checkSize(folder.resolve(entry.getKey()), entry.getValue().path("bytes"));
    }
    return new FileList(folder, files);
  }

  /** Whether a name is a plain file name, which cannot lead out of the folder. */
  static boolean isPlain(String name) {
    return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*");
  }

  private static void checkSize(Path file, JsonNode expected) throws IOException {
    if (!Files.exists(file)) {
      throw new CheckpointException(file + " is missing, though the manifest lists it");
    }
    long size = RegularFile.size(file);
    if (!expected.isIntegralNumber() || size != expected.asLong()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes, but the manifest lists %s: it is truncated or from another model%s",
              file,
              size,
              Abbreviated.text(expected),
              ZipFolder.holds(file) ? ", or the zip file holds a link in its place" : ""));
    }
  }

  /** Checks the SHA-256 of every file that was not checked before. */
  void verifyAll() throws IOException {
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      if (!verified.contains(entry.getKey())) {
        verify(entry.getKey());
      }
    }
  }

  /** Checks the SHA-256 of one file. */
  void verify(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!sha256(file).equals(files.path(name).path("sha256").asText())) {
      throw new CheckpointException(
          file + " was changed after it was written: its SHA-256 differs from the manifest's");
    }
    verified.add(name);
  }

  private static String sha256(Path file) throws IOException {
    try (RegularFile opened = RegularFile.open(file)) {
      MessageDigest digest = Sha256.digest();
      byte[] chunk = new byte[1 << 16];
      while (opened.left() > 0) {
        int length = (int) Math.min(chunk.length, opened.left());
        opened.fill(chunk, length);
        digest.update(chunk, 0, length);
      }
      opened.end();
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
