package dev.thimble.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive, the zip that libtorch compiles and loads: the code as text, the
 * module object as a pickle. The modules here hold settings only; weights come in as arguments.
 */
final class TorchScriptArchive {
  private static final String ROOT = "module/";

  private TorchScriptArchive() {}

  /**
   * The archive of one module class: its name, its source, and its attributes (Boolean, Integer,
   * int[], or an empty List).
   */
  static byte[] of(String className, String source, Map<String, Object> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "data.pkl", pickle(className, attributes));
      entry(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      entry(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      entry(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
      entry(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("could not build the compiled model in memory", e);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /* Pickle protocol 2, the opcodes libtorch's unpickler knows: GLOBAL, an empty argument tuple, NEWOBJ, then BUILD with
   * the dictionary of attributes. Nothing is memoized, since nothing is shared. */
  private static byte[] pickle(String className, Map<String, Object> attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 2});
    out.writeBytes(("c__torch__\n" + className + "\n)").getBytes(StandardCharsets.US_ASCII));
    out.write(0x81);
    out.writeBytes(new byte[] {'}', '('});
    attributes.forEach(
        (name, value) -> {
          text(out, name);
          value(out, value);
        });
    out.writeBytes(new byte[] {'u', 'b', '.'});
    return out.toByteArray();
  }

  private static void value(ByteArrayOutputStream out, Object value) {
    if (value instanceof Boolean flag) {
      out.write(flag ? 0x88 : 0x89);
    } else if (value instanceof Integer number) {
      out.write('J');
      fourBytes(out, number);
    } else if (value instanceof int[] values) {
      integers(out, values);
    } else if (value instanceof List<?> list && list.isEmpty()) {
      out.write(']');
    } else {
      throw new IllegalArgumentException("no pickle for " + value.getClass());
    }
  }

  private static void integers(ByteArrayOutputStream out, int[] values) {
    out.writeBytes("ctorch.jit._pickle\nbuild_intlist\n(](".getBytes(StandardCharsets.US_ASCII));
    for (int value : values) {
      out.write('J');
      fourBytes(out, value);
    }
    out.writeBytes(new byte[] {'e', 't', 'R'});
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    fourBytes(out, utf8.length);
    out.writeBytes(utf8);
  }

  private static void fourBytes(ByteArrayOutputStream out, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
