package dev.thimble.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.model.FloatTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Files of named tensors: eight bytes of header length, a JSON header that gives each tensor's
 * type, shape and place, then the values, all little-endian. Stateless and thread-safe.
 *
 * @param tensors tensors by name, in file order
 * @param metadata free text by name
 */
public record Safetensors(Map<String, FloatTensor> tensors, Map<String, String> metadata) {
  /** The header's one name that is no tensor. */
  static final String METADATA = "__metadata__";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHUNK = 1 << 16;

  /** Checks the names. */
  public Safetensors {
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("a tensor may not be named " + METADATA);
    }
  }

  /**
   * Writes the file's bytes; {@code out} stays open.
   *
   * @throws CheckpointException if a value is NaN or infinite, or beyond {@code precision}; names
   *     its tensor
   */
  public void writeTo(OutputStream out, StorageType precision) throws IOException {
    byte[] header = header(precision);
    WritableByteChannel channel = Channels.newChannel(out);
    channel.write(little(Long.BYTES).putLong(header.length).flip());
    channel.write(ByteBuffer.wrap(header));
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      write(channel, entry.getKey(), entry.getValue().values(), precision);
    }
  }

  /**
   * What a file says before its values.
   *
   * @param shapes the extents of each tensor by name, in file order
   * @param metadata free text by name
   */
  public record Header(Map<String, long[]> shapes, Map<String, String> metadata) {}

  /**
   * Reads a file. Tensors may stand in the header in any order, but must fill the file without gap
   * or overlap, and hold finite numbers only.
   *
   * @param check sees the header before any value is read and memory for it is taken; what it
   *     throws ends the reading
   * @throws CheckpointException if the file is truncated or not of this format, naming what is
   *     wrong
   */
  public static Safetensors read(Path file, Consumer<Header> check) throws IOException {
    try (FileChannel channel = RegularFile.open(file)) {
      return new SafetensorsReader(file, channel).read(check);
    }
  }

  /** Reads a file's header alone, and checks that it describes the whole file. */
  static Header readHeader(Path file) throws IOException {
    try (FileChannel channel = RegularFile.open(file)) {
      return new SafetensorsReader(file, channel).readHeader();
    }
  }

  private byte[] header(StorageType precision) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode free = root.putObject(METADATA);
      metadata.forEach(free::put);
    }
    long offset = 0;
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      ObjectNode tensor = root.putObject(entry.getKey());
      tensor.put("dtype", precision.code());
      ArrayNode shape = tensor.putArray("shape");
      for (long extent : entry.getValue().shape()) {
        shape.add(extent);
      }
      long end = offset + (long) entry.getValue().values().length * precision.bytes();
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(root);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void write(
      WritableByteChannel out, String name, float[] values, StorageType precision)
      throws IOException {
    ByteBuffer chunk = little(CHUNK);
    int bad = Finite.firstExceptionIn(values);
    if (bad >= 0) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s holds %s at index %d; every value must be a finite number",
              name,
              values[bad],
              bad));
    }
    for (float value : values) {
      if (chunk.remaining() < Float.BYTES) {
        out.write(chunk.flip());
        chunk.clear();
      }
      if (precision == StorageType.FLOAT32) {
        chunk.putFloat(value);
      } else {
        chunk.putShort(half(name, value));
      }
    }
    out.write(chunk.flip());
  }

  private static short half(String name, float value) {
    short half = HalfFloat.fromFloat(value);
    if (Float.isInfinite(HalfFloat.toFloat(half))) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s holds %s, which float16 cannot (its largest value is %s); write it as float32",
              name,
              value,
              HalfFloat.MAX));
    }
    return half;
  }

  private static ByteBuffer little(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
