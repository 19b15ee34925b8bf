package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.model.FloatTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsTest {
  @TempDir private Path folder;

  @Test
  void bytesFollowTheFormat() throws IOException {
    String json = "{\"w\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}";
    byte[] written = bytes(weight(1, -2), StorageType.FLOAT16);
    ByteBuffer read = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(read.getLong()).isEqualTo(56);
    assertThat(new String(written, 8, 56, StandardCharsets.UTF_8))
        .hasSize(56)
        .isEqualTo(json + " ".repeat(56 - json.length()));
    assertThat(read.position(64).getShort()).isEqualTo((short) 0x3C00);
    assertThat(read.getShort()).isEqualTo((short) 0xC000);
    assertThat(read.hasRemaining()).isFalse();
  }

  @Test
  void tensorLongerThanAChunkIsReadBack() throws IOException {
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2048;
    }
    for (StorageType type : StorageType.values()) {
      Path file = folder.resolve(type + ".safetensors");
      save(file, weight(values), type);
      assertThat(Safetensors.read(file, header -> {}).tensors().get("w").values())
          .isEqualTo(values);
    }
  }

  @Test
  void int8MatrixHasAScaleForEachRow() throws IOException {
    Path file = folder.resolve("x.safetensors");
    FloatTensor matrix =
        new FloatTensor(new long[] {3, 3}, new float[] {1.27f, -0.5f, 0, 0, 0, 0, -254, 1, 3});
    FloatTensor bias = new FloatTensor(new long[] {2}, new float[] {0.1f, 1e-9f});
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("w", matrix);
    tensors.put("b", bias);
    save(file, tensors, StorageType.INT8);
    String header = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(header)
        .contains("\"w.scale\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}")
        .contains("\"w\":{\"dtype\":\"I8\",\"shape\":[3,3],\"data_offsets\":[12,21]}")
        .contains("\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[21,29]}");
    Safetensors read =
        Safetensors.read(file, checked -> assertThat(checked.shapes()).containsOnlyKeys("w", "b"));
    assertThat(read.tensors().get("b").values()).containsExactly(0.1f, 1e-9f);
    assertThat(read.tensors().get("w").values())
        .containsExactly(new float[] {1.27f, -0.5f, 0, 0, 0, 0, -254, 0, 4}, Offset.offset(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void int8ValueIsAtMostHalfAStepOff(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[70 * 1001]; // longer than a chunk
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, i / 1001 % 7 - 3));
    }
    Path file = folder.resolve("x.safetensors");
    FloatTensor matrix = new FloatTensor(new long[] {70, 1001}, values);
    save(file, Map.of("w", matrix), StorageType.INT8);
    float[] read = Safetensors.read(file, header -> {}).tensors().get("w").values();
    float[] scales = QuantizedRows.scales(matrix).values();
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(read[i] - values[i])).isLessThanOrEqualTo(scales[i / 1001] * 0.50001f);
    }
    // what was read is written as the same bytes
    Path again = folder.resolve("again.safetensors");
    save(again, Map.of("w", new FloatTensor(matrix.shape(), read)), StorageType.INT8);
    float[] readAgain = Safetensors.read(again, header -> {}).tensors().get("w").values();
    assertThat(readAgain).containsExactly(read, Offset.offset(1e-2f * scales[3]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"w\":{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[0,8]}"
            + "|has type I8 and shape [8]; only matrices can have this type",
        "\"w\":{\"dtype\":\"I8\",\"shape\":[2,4],\"data_offsets\":[0,8]}"
            + "|has type I8, so the file needs a tensor w.scale of type F32 and shape [2]",
        "\"w\":{\"dtype\":\"I8\",\"shape\":[2,2],\"data_offsets\":[0,4]},"
            + "\"w.scale\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}"
            + "|has type I8, so the file needs a tensor w.scale of type F32 and shape [2]",
        "\"w\":{\"dtype\":\"I8\",\"shape\":[2,2],\"data_offsets\":[0,4]},"
            + "\"w.scale\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[4,8]}"
            + "|has type I8, so the file needs a tensor w.scale of type F32 and shape [2]"
      })
  void int8TensorNeedsScales(String tensors, String message) throws IOException {
    Path file = file("{" + tensors + "}", 8);
    assertThatThrownBy(() -> Safetensors.read(file, header -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"7F800000, w.scale holds Infinity", "7F7FFFFF, w holds Infinity"})
  void hostileScalesAreRefused(String bits, String message) throws IOException {
    Path file =
        file(
            "{\"w\":{\"dtype\":\"I8\",\"shape\":[1,4],\"data_offsets\":[0,4]},"
                + "\"w.scale\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            8);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - 8, 0x02020202)
        .putInt(bytes.length - 4, Integer.parseUnsignedInt(bits, 16));
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file, header -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  @Test
  void scalarAndEmptyTensorAreReadBack() throws IOException {
    Path file = folder.resolve("x.safetensors");
    FloatTensor scalar = new FloatTensor(new long[0], new float[] {7});
    FloatTensor empty = new FloatTensor(new long[] {0, 3}, new float[0]);
    save(file, Map.of("scalar", scalar, "empty", empty), StorageType.FLOAT32);
    Map<String, FloatTensor> read = Safetensors.read(file, header -> {}).tensors();
    assertThat(read.get("scalar").shape()).isEmpty();
    assertThat(read.get("scalar").values()).containsExactly(7);
    assertThat(read.get("empty").shape()).containsExactly(0, 3);
  }

  @Test
  void largestHalfFloatAllowsForRounding() throws IOException {
    Path file = folder.resolve("x.safetensors");
    save(file, weight(65519.996f, -65519.996f), StorageType.FLOAT16);
    assertThat(Safetensors.read(file, header -> {}).tensors().get("w").values())
        .containsExactly(65504, -65504);
    assertThatThrownBy(() -> bytes(weight(1, -65520), StorageType.FLOAT16))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "w holds -65520.0, above the largest float16 value, 65504.0; write it as" + " float32");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNotFiniteAreNotWritten(float value) {
    for (StorageType type : StorageType.values()) {
      assertThatThrownBy(() -> bytes(weight(1, value), type))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("w holds " + value + " at index 1; every value must be a finite number");
      assertThatThrownBy(() -> bytes(weight(value), type))
          .isInstanceOf(CheckpointException.class)
          .hasMessage("w holds " + value + " at index 0; every value must be a finite number");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F32, 7FC00000, NaN",
    "F32, FF800000, -Infinity",
    "F16, 00007E01, NaN",
    "F16, 00007C00, Infinity"
  })
  void valuesThatAreNotFiniteAreNotRead(String type, String bits, String value) throws IOException {
    int width = type.equals("F32") ? 4 : 2;
    Path file =
        file(
            String.format(
                Locale.ROOT,
                "{\"w\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,8]}}",
                type,
                8 / width),
            8);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer last = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int pattern = Integer.parseUnsignedInt(bits, 16);
    if (width == 4) {
      last.putInt(bytes.length - 4, pattern);
    } else {
      last.putShort(bytes.length - 2, (short) pattern);
    }
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file, header -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            String.format(
                Locale.ROOT,
                "%s: tensor w holds %s at index %d; every value must be a finite number",
                file,
                value,
                8 / width - 1));
  }

  @Test
  void headerMayListTensorsInAnyOrder() throws IOException {
    Map<String, FloatTensor> read =
        Safetensors.read(
                file("{" + entry("b", 4, 8) + "," + entry("a", 0, 4) + "}", 8), header -> {})
            .tensors();
    assertThat(read.keySet()).containsExactly("a", "b");
    assertThat(read.get("b").values()).containsExactly(1);
  }

  @Test
  void overlapIsRefused() throws IOException {
    malformed(
        "{" + entry("a", 0, 4) + "," + entry("b", 2, 6) + "}",
        "tensor b starts at byte 2, but the previous one ends at 4: they overlap");
  }

  @Test
  void gapIsRefused() throws IOException {
    malformed(
        "{" + entry("a", 0, 4) + "," + entry("b", 6, 10) + "}",
        "tensor b starts at byte 6, but the previous one ends at 4: there is a gap");
  }

  @Test
  void tensorNamedTwiceIsRefused() throws IOException {
    malformed("{" + entry("a", 0, 4) + "," + entry("a", 4, 8) + "}", "its header is not JSON");
  }

  @Test
  void headerThatIsNotAnObjectIsRefused() throws IOException {
    malformed("[]", "its header is not a JSON object");
  }

  @Test
  void textAfterTheHeadersObjectIsRefused() throws IOException {
    malformed("{} {}", "its header is not JSON");
  }

  @Test
  void offsetsThatAreNotIntegersAreRefused() throws IOException {
    malformed(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[\"0\",4]}}",
        "tensor a has data_offsets [\"0\",4]; it must be a list of integers");
  }

  @Test
  void missingShapeIsRefused() throws IOException {
    malformed("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", "tensor a has shape");
  }

  @Test
  void descendingOffsetsAreRefused() throws IOException {
    malformed(entryIn(4, 0), "tensor a has data_offsets [4,0]; they must be [start,end]");
  }

  @Test
  void firstValueMustBeFiniteToo() throws IOException {
    Path file = file(entryIn(0, 4), 4);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file, any -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("tensor a holds NaN at index 0");
  }

  @Test
  void headerThatEndsBehindTheFileIsRefused() throws IOException {
    Path file = file("{}", 0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] = 3;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file, any -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(file + " is truncated: its header has 3 bytes, but only 2 follow");
  }

  @Test
  void productOfExtentsBeyondAnIntegerIsRefused() throws IOException {
    malformed(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}}",
        "tensor a has the impossible shape [65536,65536]");
  }

  @Test
  void placeOfAnotherSizeIsRefusedWithBothSizes() throws IOException {
    malformed(
        entryIn(4, 12), "tensor a has shape [1], which needs 4 bytes, but its data_offsets span 8");
  }

  @Test
  void metadataThatIsNotTextIsRefused() throws IOException {
    malformed("{\"__metadata__\":{\"k\":1}}", "metadata k is 1; it must be text");
  }

  @Test
  void tensorCannotBeNamedLikeTheMetadata() {
    Map<String, FloatTensor> tensors =
        Map.of("__metadata__", new FloatTensor(new long[0], new float[1]));
    assertThatThrownBy(() -> new Safetensors(tensors, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("__metadata__");
  }

  private void malformed(String header, String message) throws IOException {
    Path file = file(header, 8);
    assertThatThrownBy(() -> Safetensors.read(file, any -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private static String entry(String name, int start, int end) {
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}",
        name,
        start,
        end);
  }

  private static String entryIn(int start, int end) {
    return "{" + entry("a", start, end) + "}";
  }

  /* A file with the given header and the floats 0, 1, ... */
  private Path file(String json, int dataBytes) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    for (int i = 0; i < dataBytes / Float.BYTES; i++) {
      bytes.putFloat(i);
    }
    return Files.write(folder.resolve("x.safetensors"), bytes.array());
  }

  private static Map<String, FloatTensor> weight(float... values) {
    return Map.of("w", new FloatTensor(new long[] {values.length}, values));
  }

  private static byte[] bytes(Map<String, FloatTensor> tensors, StorageType type)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(tensors, Map.of()).writeTo(out, type);
    return out.toByteArray();
  }

  private static void save(Path file, Map<String, FloatTensor> tensors, StorageType type)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      new Safetensors(tensors, Map.of()).writeTo(out, type);
    }
  }
}
