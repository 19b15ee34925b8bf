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
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The content of a safetensors file: eight bytes of header length, a JSON header with the type,
 * shape and offsets of each tensor, then the values, all little-endian. Thread-safe if nobody
 * changes the tensors and maps, which are not copied.
 *
 * @param tensors tensors by name, in file order
 * @param metadata text by name
 */
public record Safetensors(Map<String, FloatTensor> tensors, Map<String, String> metadata) {
  /** The only name in the header that is not a tensor's. */
  static final String METADATA = "__metadata__";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHUNK = 1 << 16;

  /** Checks the names. */
  public Safetensors {
    Objects.requireNonNull(tensors, "tensors");
    Objects.requireNonNull(metadata, "metadata");
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("a tensor may not be named " + METADATA);
    }
  }

  /**
   * Writes the file's bytes; {@code out} stays open.
   *
   * @param out receives header and tensors
   * @param type in which the values are stored
   * @throws CheckpointException if a value is NaN, infinite or too large for {@code type}; the
   *     message names its tensor
   * @throws IOException if {@code out} cannot be written
   */
  public void writeTo(OutputStream out, StorageType type) throws IOException {
    Objects.requireNonNull(out, "out");
    List<Stored> stored = stored(Objects.requireNonNull(type, "type"));
    byte[] header = header(stored);
    WritableByteChannel channel = Channels.newChannel(out);
    channel.write(little(Long.BYTES).putLong(header.length).flip());
    channel.write(ByteBuffer.wrap(header));
    for (Stored each : stored) {
      write(channel, each);
    }
  }

  /** A tensor as stored in the file; {@code scales} are those of its rows if it is int8. */
  private record Stored(
      String name, StorageType type, FloatTensor tensor, @Nullable FloatTensor scales) {}

  private List<Stored> stored(StorageType type) {
    List<Stored> stored = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          Finite.require(name, tensor.values());
          if (type != StorageType.INT8) {
            stored.add(new Stored(name, type, tensor, null));
          } else if (tensor.shape().length == 2) {
            FloatTensor scales = QuantizedRows.scales(tensor);
            stored.add(new Stored(name + QuantizedRows.SCALE, StorageType.FLOAT32, scales, null));
            stored.add(new Stored(name, type, tensor, scales));
          } else {
            stored.add(new Stored(name, StorageType.FLOAT32, tensor, null));
          }
        });
    return stored;
  }

  /**
   * The header of a file.
   *
   * @param shapes shape of each tensor by name, in file order
   * @param metadata text by name
   */
  public record Header(Map<String, long[]> shapes, Map<String, String> metadata) {
    /** Checks that neither is null. */
    public Header {
      Objects.requireNonNull(shapes, "shapes");
      Objects.requireNonNull(metadata, "metadata");
    }
  }

  /**
   * Reads a file. The header may list tensors in any order, but they must fill the file without
   * gaps or overlaps, and all values must be finite.
   *
   * @param file in safetensors format
   * @param check receives the header before memory for values is allocated; its exception stops the
   *     reading
   * @return tensors and metadata
   * @throws CheckpointException if the file is truncated or malformed; the message names the fault
   * @throws IOException if the file cannot be read
   */
  public static Safetensors read(Path file, Consumer<Header> check) throws IOException {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(check, "check");
    try (RegularFile opened = RegularFile.open(file)) {
      return new SafetensorsReader(file, opened).read(check);
    }
  }

  /** Reads only the header of a file, and checks that its tensors fill the file. */
  static Header readHeader(Path file) throws IOException {
    try (RegularFile opened = RegularFile.open(file)) {
      return new SafetensorsReader(file, opened).readHeader();
    }
  }

  private byte[] header(List<Stored> stored) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode free = root.putObject(METADATA);
      metadata.forEach(free::put);
    }
    long offset = 0;
    for (Stored each : stored) {
      ObjectNode tensor = root.putObject(each.name());
      tensor.put("dtype", each.type().code());
      ArrayNode shape = tensor.putArray("shape");
      for (long extent : each.tensor().shape()) {
        shape.add(extent);
      }
      long end = offset + (long) each.tensor().values().length * each.type().bytes();
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(root);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void write(WritableByteChannel out, Stored stored) throws IOException {
    ByteBuffer chunk = little(CHUNK);
    float[] values = stored.tensor().values();
    FloatTensor scales = stored.scales();
    for (int i = 0; i < values.length; i++) {
      if (chunk.remaining() < Float.BYTES) {
        out.write(chunk.flip());
        chunk.clear();
      }
      if (scales != null) {
        chunk.put(QuantizedRows.quantized(values, i, scales.values()));
      } else if (stored.type() == StorageType.FLOAT32) {
        chunk.putFloat(values[i]);
      } else {
        chunk.putShort(half(stored.name(), values[i]));
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
              "%s holds %s, above the largest float16 value, %s; write it as float32",
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
