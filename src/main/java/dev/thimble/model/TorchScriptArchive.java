package dev.thimble.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive, the zip that libtorch loads and compiles: the code as text, the
 * module object as a pickle, and one file with the values of each tensor.
 */
final class TorchScriptArchive {
  private static final String ROOT = "module/";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<float[]> tensors = new ArrayList<>();

  private TorchScriptArchive() {}

  /**
   * Writes the archive of one module class; {@code out} stays open.
   *
   * @param className the class's name
   * @param source the code that defines it
   * @param attributes its attributes by name: Boolean, Integer, Double, int[], a list of String,
   *     float[] for a float32 tensor of one dimension, or an empty Optional for None
   */
  static void write(
      OutputStream out, String className, String source, Map<String, Object> attributes)
      throws IOException {
    TorchScriptArchive archive = new TorchScriptArchive();
    archive.pickle(className, attributes);
    ZipOutputStream zip = new ZipOutputStream(out);
    entry(zip, "data.pkl", archive.out.toByteArray());
    entry(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < archive.tensors.size(); i++) {
      entry(zip, "data/" + i, littleEndian(archive.tensors.get(i)));
    }
    entry(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
    entry(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    entry(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    zip.finish();
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

  private static byte[] littleEndian(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }

  /* Pickle protocol 2, with opcodes that libtorch's unpickler knows: GLOBAL, an empty argument tuple, NEWOBJ, then BUILD
   * with the dictionary of attributes. No object occurs twice, so none is memoized. */
  private void pickle(String className, Map<String, Object> attributes) {
    out.writeBytes(new byte[] {(byte) 0x80, 2});
    global("__torch__", className);
    out.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
    attributes.forEach(
        (name, value) -> {
          text(name);
          value(value);
        });
    out.writeBytes(new byte[] {'u', 'b', '.'});
  }

  private void value(Object value) {
    if (value instanceof Boolean flag) {
      out.write(flag ? 0x88 : 0x89);
    } else if (value instanceof Integer number) {
      integer(number);
    } else if (value instanceof Double number) {
      out.write('G');
      out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
    } else if (value instanceof int[] values) {
      integers(values);
    } else if (value instanceof float[] values) {
      tensor(values);
    } else if (value instanceof Optional<?> none && none.isEmpty()) {
      out.write('N');
    } else if (value instanceof List<?> list) {
      texts(list);
    } else {
      throw new IllegalArgumentException("no pickle for " + value.getClass());
    }
  }

  private void integers(int[] values) {
    global("torch.jit._pickle", "build_intlist");
    out.writeBytes(new byte[] {'(', ']', '('});
    for (int value : values) {
      integer(value);
    }
    out.writeBytes(new byte[] {'e', 't', 'R'});
  }

  private void texts(List<?> values) {
    out.writeBytes(new byte[] {']', '('});
    values.forEach(value -> text((String) value));
    out.write('e');
  }

  /* _rebuild_tensor_v2(storage, offset 0, shape (length), stride (1), no gradient, no hooks); the storage is a persistent id. */
  private void tensor(float[] values) {
    global("torch._utils", "_rebuild_tensor_v2");
    out.writeBytes(new byte[] {'(', '('});
    text("storage");
    global("torch", "FloatStorage");
    text(Integer.toString(tensors.size()));
    text("cpu");
    integer(values.length);
    out.writeBytes(new byte[] {'t', 'Q'});
    integer(0);
    integer(values.length);
    out.write(0x85);
    integer(1);
    out.writeBytes(new byte[] {(byte) 0x85, (byte) 0x89});
    global("collections", "OrderedDict");
    out.writeBytes(new byte[] {')', 'R', 't', 'R'});
    tensors.add(values);
  }

  private void global(String module, String name) {
    out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    fourBytes(utf8.length);
    out.writeBytes(utf8);
  }

  private void integer(int value) {
    out.write('J');
    fourBytes(value);
  }

  private void fourBytes(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
