package dev.thimble.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thimble.model.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads one open safetensors file in chunks; checks all offsets before it reads values. */
final class SafetensorsReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A model of eight layers on each side has a header of about 30 KB. */
  private static final int MAX_HEADER = 1 << 20;

  private static final int CHUNK = 1 << 16;

  /* Offsets start and end are in bytes from the end of the header. */
  private record Place(
      String name, StorageType type, long[] shape, int size, long start, long end) {}

  private final Path file;
  private final RegularFile opened;

  SafetensorsReader(Path file, RegularFile opened) {
    this.file = file;
    this.opened = opened;
  }

  Safetensors read(Consumer<Safetensors.Header> check) throws IOException {
    JsonNode root = header();
    Map<String, String> metadata = metadata(root);
    List<Place> places = places(root);
    check.accept(new Safetensors.Header(shapes(places), metadata));
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Place place : places) {
      float[] read = values(place);
      if (place.type() != StorageType.INT8) {
        requireFinite(place.name(), read);
      }
      values.put(place.name(), read);
    }
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Place place : withoutScales(places)) {
      float[] read = values.get(place.name());
      if (place.type() == StorageType.INT8) {
        QuantizedRows.scale(read, values.get(place.name() + QuantizedRows.SCALE));
        requireFinite(place.name(), read);
      }
      tensors.put(place.name(), new FloatTensor(place.shape(), read));
    }
    return new Safetensors(tensors, metadata);
  }

  Safetensors.Header readHeader() throws IOException {
    JsonNode root = header();
    Map<String, String> metadata = metadata(root);
    return new Safetensors.Header(shapes(places(root)), metadata);
  }

  private List<Place> places(JsonNode root) throws IOException {
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!field.getKey().equals(Safetensors.METADATA)) {
        places.add(place(field.getKey(), field.getValue()));
      }
    }
    requireScales(places);
    places.sort(Comparator.comparingLong(Place::start).thenComparingLong(Place::end));
    contiguous(places, opened.left());
    return places;
  }

  /* An int8 matrix (M, F) needs float32 scales (M). */
  private void requireScales(List<Place> places) {
    Map<String, Place> byName = new HashMap<>();
    places.forEach(place -> byName.put(place.name(), place));
    for (Place place : places) {
      if (place.type() == StorageType.INT8) {
        String where = where(place.name());
        if (place.shape().length != 2) {
          throw new CheckpointException(
              where
                  + " has type I8 and shape "
                  + Arrays.toString(place.shape())
                  + "; only matrices can have this type");
        }
        Place scale = byName.get(place.name() + QuantizedRows.SCALE);
        if (scale == null
            || scale.type() != StorageType.FLOAT32
            || !Arrays.equals(scale.shape(), new long[] {place.shape()[0]})) {
          throw new CheckpointException(
              String.format(
                  Locale.ROOT,
                  "%s has type I8, so the file needs a tensor %s of type F32 and shape [%d]",
                  where,
                  Abbreviated.text(place.name() + QuantizedRows.SCALE),
                  place.shape()[0]));
        }
      }
    }
  }

  private static List<Place> withoutScales(List<Place> places) {
    Set<String> scales =
        places.stream()
            .filter(place -> place.type() == StorageType.INT8)
            .map(place -> place.name() + QuantizedRows.SCALE)
            .collect(Collectors.toSet());
    return places.stream().filter(place -> !scales.contains(place.name())).toList();
  }

  private static Map<String, long[]> shapes(List<Place> places) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    withoutScales(places).forEach(place -> shapes.put(place.name(), place.shape()));
    return shapes;
  }

  private JsonNode header() throws IOException {
    if (opened.size() < Long.BYTES) {
      throw new CheckpointException(file + " is truncated: it has " + opened.size() + " bytes");
    }
    long length = next(new byte[Long.BYTES], Long.BYTES).getLong();
    if (length < 2 || length > MAX_HEADER) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s is not a safetensors file that Thimble reads: its header would have %s bytes; it"
                  + " must have 2 to %d",
              file,
              Long.toUnsignedString(length),
              MAX_HEADER));
    }
    long rest = opened.left();
    if (length > rest) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s is truncated: its header has %d bytes, but only %d follow",
              file,
              length,
              rest));
    }
    ByteBuffer header = next(new byte[(int) length], (int) length);
    JsonNode root;
    try {
      root = JSON.readTree(StandardCharsets.UTF_8.newDecoder().decode(header).toString());
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s is not a safetensors file: its header is not JSON (%s)",
              file,
              Abbreviated.firstLine(e)),
          e);
    }
    if (!root.isObject()) {
      throw new CheckpointException(
          file + " is not a safetensors file: its header is not a JSON object");
    }
    return root;
  }

  private Map<String, String> metadata(JsonNode root) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path(Safetensors.METADATA).properties()) {
      if (!entry.getValue().isTextual()) {
        throw new CheckpointException(
            String.format(
                Locale.ROOT,
                "%s: metadata %s is %s; it must be text",
                file,
                Abbreviated.text(entry.getKey()),
                Abbreviated.text(entry.getValue())));
      }
      metadata.put(entry.getKey(), entry.getValue().textValue());
    }
    return metadata;
  }

  private Place place(String name, JsonNode entry) {
    String where = where(name);
    StorageType type = StorageType.of(Abbreviated.text(entry.path("dtype").asText()), where);
    long[] shape = integers(entry, "shape", where);
    long size = 1;
    for (long extent : shape) {
      if (extent < 0 || (extent > 0 && size > Integer.MAX_VALUE / extent)) {
        throw new CheckpointException(
            where + " has the impossible shape " + Abbreviated.text(entry.path("shape")));
      }
      size *= extent;
    }
    long[] offsets = integers(entry, "data_offsets", where);
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s has data_offsets %s; they must be [start,end]",
              where,
              Abbreviated.text(entry.path("data_offsets"))));
    }
    if (offsets[1] - offsets[0] != size * type.bytes()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s has shape %s, which needs %d bytes, but its data_offsets span %d",
              where,
              Abbreviated.text(entry.path("shape")),
              size * type.bytes(),
              offsets[1] - offsets[0]));
    }
    return new Place(name, type, shape, (int) size, offsets[0], offsets[1]);
  }

  private String where(String tensor) {
    return file + ": tensor " + Abbreviated.text(tensor);
  }

  private static long[] integers(JsonNode entry, String field, String where) {
    JsonNode array = entry.path(field);
    long[] values = new long[array.size()];
    boolean valid = array.isArray();
    for (int i = 0; i < values.length; i++) {
      valid &= array.path(i).isIntegralNumber() && array.path(i).canConvertToLong();
      values[i] = array.path(i).asLong();
    }
    if (!valid) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s has %s %s; it must be a list of integers",
              where,
              field,
              Abbreviated.text(array)));
    }
    return values;
  }

  /* Every byte must belong to exactly one tensor. */
  private void contiguous(List<Place> places, long bytes) {
    long end = 0;
    for (Place place : places) {
      String where = where(place.name());
      if (place.start() != end) {
        throw new CheckpointException(
            where
                + " starts at byte "
                + place.start()
                + ", but the previous one ends at "
                + end
                + (place.start() < end ? ": they overlap" : ": there is a gap"));
      }
      end = place.end();
      if (end > bytes) {
        throw new CheckpointException(
            String.format(
                Locale.ROOT,
                "%s ends at byte %d, but the file is truncated at %d",
                where,
                end,
                bytes));
      }
    }
    if (end != bytes) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s: its tensors end at byte %d, but it has %d bytes",
              file,
              end,
              bytes));
    }
  }

  private float[] values(Place place) throws IOException {
    float[] values = new float[place.size()];
    int width = place.type().bytes();
    byte[] bytes = new byte[CHUNK];
    int done = 0;
    while (done < values.length) {
      int count = Math.min(values.length - done, CHUNK / width);
      ByteBuffer chunk = next(bytes, count * width);
      if (place.type() == StorageType.FLOAT32) {
        chunk.asFloatBuffer().get(values, done, count);
      } else if (place.type() == StorageType.INT8) {
        for (int i = 0; i < count; i++) {
          values[done + i] = bytes[i];
        }
      } else {
        for (int i = 0; i < count; i++) {
          values[done + i] = HalfFloat.toFloat(chunk.getShort());
        }
      }
      done += count;
    }
    return values;
  }

  private void requireFinite(String name, float[] values) {
    Finite.require(file + ": tensor " + Abbreviated.text(name), values);
  }

  /* Reads the next bytes into the start of an array; gives them as a little-endian buffer. */
  private ByteBuffer next(byte[] bytes, int length) throws IOException {
    opened.fill(bytes, length);
    return ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
