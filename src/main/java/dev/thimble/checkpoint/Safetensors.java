package dev.thimble.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.model.Weight;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of named tensors: eight bytes of header length, a JSON header that gives each tensor's
 * type, shape and place, then the values, all little-endian. Stateless and thread-safe.
 *
 * @param tensors tensors by name, in file order
 * @param metadata free text by name
 */
public record Safetensors(Map<String, Weight> tensors, Map<String, String> metadata) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_HEADER = 100_000_000;
  private static final int CHUNK = 1 << 16;

  /** Writes the file's bytes. */
  public void writeTo(OutputStream out, Precision precision) throws IOException {
    byte[] header = header(precision);
    WritableByteChannel channel = Channels.newChannel(out);
    channel.write(little(8).putLong(header.length).flip());
    channel.write(ByteBuffer.wrap(header));
    for (Map.Entry<String, Weight> entry : tensors.entrySet()) {
      write(channel, entry.getKey(), entry.getValue().values(), precision);
    }
  }

  /**
   * Reads a file.
   *
   * @throws CheckpointException if it is truncated or not of this format, naming what is wrong
   */
  public static Safetensors read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 8) {
      throw new CheckpointException(file + " is cut short: it has " + bytes.remaining() + " bytes");
    }
    long length = bytes.getLong();
    if (length < 2 || length > MAX_HEADER) {
      throw new CheckpointException(
          file + " is not a safetensors file: its header would have " + length + " bytes");
    }
    if (length > bytes.remaining()) {
      throw new CheckpointException(
          "%s is cut short: its header has %d bytes, but %d are there"
              .formatted(file, length, bytes.remaining()));
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    return parse(file, header, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  private byte[] header(Precision precision) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode free = root.putObject("__metadata__");
      metadata.forEach(free::put);
    }
    long offset = 0;
    for (Map.Entry<String, Weight> entry : tensors.entrySet()) {
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
    byte[] padded = java.util.Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    java.util.Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void write(
      WritableByteChannel out, String name, float[] values, Precision precision)
      throws IOException {
    ByteBuffer chunk = little(CHUNK);
    for (float value : values) {
      if (chunk.remaining() < Float.BYTES) {
        out.write(chunk.flip());
        chunk.clear();
      }
      if (precision == Precision.FLOAT32) {
        chunk.putFloat(value);
      } else if (Math.abs(value) <= HalfFloat.MAX) {
        chunk.putShort(HalfFloat.fromFloat(value));
      } else {
        throw new CheckpointException(
            name + " holds " + value + ", which float16 cannot; write it as float32");
      }
    }
    out.write(chunk.flip());
  }

  private static Safetensors parse(Path file, byte[] header, ByteBuffer data) {
    JsonNode root;
    try {
      root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new CheckpointException(file + " is not a safetensors file: its header is no JSON", e);
    }
    Map<String, Weight> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals("__metadata__")) {
        field.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
        continue;
      }
      String where = file + ": tensor " + field.getKey();
      long start = field.getValue().path("data_offsets").path(0).asLong(-1);
      if (start != end) {
        throw new CheckpointException(
            where + " starts at byte " + start + ", but the one before it ends at " + end);
      }
      end = field.getValue().path("data_offsets").path(1).asLong(-1);
      tensors.put(field.getKey(), tensor(where, field.getValue(), data));
    }
    if (end != data.limit()) {
      throw new CheckpointException(
          "%s: its tensors end at byte %d, but %d are there".formatted(file, end, data.limit()));
    }
    return new Safetensors(tensors, metadata);
  }

  private static Weight tensor(String where, JsonNode entry, ByteBuffer data) {
    Precision precision = Precision.of(entry.path("dtype").asText(), where);
    long[] shape = new long[entry.path("shape").size()];
    long size = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = entry.path("shape").path(i).asLong(-1);
      if (shape[i] < 0 || (shape[i] > 0 && size > Integer.MAX_VALUE / shape[i])) {
        throw new CheckpointException(where + " has the impossible shape " + entry.path("shape"));
      }
      size *= shape[i];
    }
    long start = entry.path("data_offsets").path(0).asLong();
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (end - start != size * precision.bytes()) {
      throw new CheckpointException(
          "%s has shape %s, which takes %d bytes, but its place holds %d"
              .formatted(where, entry.path("shape"), size * precision.bytes(), end - start));
    }
    if (end > data.limit()) {
      throw new CheckpointException(
          "%s ends at byte %d, but the file is cut short at %d"
              .formatted(where, end, data.limit()));
    }
    float[] values = new float[(int) size];
    ByteBuffer place = data.slice((int) start, (int) (end - start)).order(ByteOrder.LITTLE_ENDIAN);
    if (precision == Precision.FLOAT32) {
      place.asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = HalfFloat.toFloat(place.getShort());
      }
    }
    return new Weight(shape, values);
  }

  private static ByteBuffer little(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
