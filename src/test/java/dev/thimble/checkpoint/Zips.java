package dev.thimble.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes zip files of folders, also such as no program makes. */
public final class Zips {
  private Zips() {}

  /** A zip file of the files of a folder, each below a prefix such as "" or "model/". */
  public static byte[] of(Path folder, String... prefixes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      for (String prefix : prefixes) {
        sorted.forEach(file -> add(zip, prefix + file.getFileName(), read(file)));
      }
    }
    return bytes.toByteArray();
  }

  /** Adds a file. */
  static void add(ZipOutputStream zip, String name, byte[] content) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A zip file of files of zeros, which is a thousandth of their size. */
  static void zeros(OutputStream out, long bytes) throws IOException {
    byte[] chunk = new byte[1 << 20];
    for (long left = bytes; left > 0; left -= chunk.length) {
      out.write(chunk, 0, (int) Math.min(left, chunk.length));
    }
  }

  /** The bytes with every occurrence of a name replaced by another of the same length. */
  static byte[] renamed(byte[] zip, String from, String to) {
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bytes with another size for a file in the list at the end of the zip file. */
  static byte[] withSize(byte[] zip, String name, int size) {
    byte[] changed = zip.clone();
    int at = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(name) - 46 + 24;
    for (int i = 0; i < 4; i++) {
      changed[at + i] = (byte) (size >> (8 * i));
    }
    return changed;
  }

  /** The bytes with damaged content of a compressed file. */
  static byte[] damaged(byte[] zip, String name) {
    byte[] changed = zip.clone();
    int content = new String(zip, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
    changed[content] = (byte) 0xFF; // a block of no known type
    return changed;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
