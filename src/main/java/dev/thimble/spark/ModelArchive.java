package dev.thimble.spark;

import dev.thimble.integrity.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Packs files and folders into one ZIP archive, whose name is a hash of what it holds. Spark sends
 * an archive through the driver's file server; folders of a local disk it sends only within one
 * process. Each content is packed once in the life of the JVM. For one thread.
 */
final class ModelArchive {
  /** The archives packed so far by name; Spark wants the same file for the same name. */
  private static final Map<String, Path> PACKED = new ConcurrentHashMap<>();

  private final Map<String, Path> entries = new TreeMap<>();

  /** Adds a file, or the files of a folder, under a name; null adds nothing. */
  void add(String name, @Nullable Path path) throws IOException {
    if (path == null) {
      return;
    }
    if (!Files.isDirectory(path)) {
      entries.put(name, path);
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file ->
                  entries.put(
                      name + "/" + path.relativize(file).toString().replace('\\', '/'), file));
    }
  }

  /** Writes the archive, or finds the one written before; it is deleted when the JVM ends. */
  Path write() throws IOException {
    String name = "thimble-" + hash() + ".zip";
    synchronized (PACKED) {
      Path packed = PACKED.get(name);
      if (packed == null) {
        packed = pack(Files.createTempDirectory("thimble-spark").resolve(name));
        packed.getParent().toFile().deleteOnExit(); // in reverse order: the file goes first
        packed.toFile().deleteOnExit();
        PACKED.put(name, packed);
      }
      return packed;
    }
  }

  private Path pack(Path archive) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.setLevel(Deflater.NO_COMPRESSION); // weights hardly shrink
      for (Map.Entry<String, Path> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        Files.copy(entry.getValue(), out);
      }
    }
    return archive;
  }

  private String hash() throws IOException {
    MessageDigest digest = Sha256.digest();
    for (Map.Entry<String, Path> entry : entries.entrySet()) {
      digest.update((entry.getKey() + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update((Files.size(entry.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
      try (DigestInputStream in =
          new DigestInputStream(Files.newInputStream(entry.getValue()), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }
}
