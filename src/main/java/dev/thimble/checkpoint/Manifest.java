package dev.thimble.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the manifest of a model folder. Stateless. */
final class Manifest {
  static final String KIND = "thimble-model";
  private static final int MAX_BYTES = 4 << 20;
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Manifest() {}

  /** The bytes of the file. */
  static byte[] bytes(Path folder) throws IOException {
    return RegularFile.read(folder.resolve(ModelFolder.MANIFEST), MAX_BYTES);
  }

  /**
   * A part of a manifest as a value.
   *
   * @param file named in messages
   * @throws CheckpointException if it is missing or not such a value
   */
  static <T> T part(Path file, JsonNode manifest, String name, Class<T> type) {
    if (!manifest.path(name).isObject()) {
      throw new CheckpointException(file + " is damaged: it lacks '" + name + "'");
    }
    try {
      return JSON.treeToValue(manifest.path(name), type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT, "%s is damaged in '%s': %s", file, name, Abbreviated.firstLine(e)),
          e);
    }
  }

  /** A part that a manifest may lack, as a value; null if it does. */
  static <T> @Nullable T optionalPart(Path file, JsonNode manifest, String name, Class<T> type) {
    return manifest.has(name) ? part(file, manifest, name, type) : null;
  }

  /**
   * Reads and checks kind and version; names that later versions have added get their defaults.
   *
   * @throws CheckpointException if there is none, it is damaged, or its version is a later one
   */
  static JsonNode read(Path folder) throws IOException {
    Path file = folder.resolve(ModelFolder.MANIFEST);
    if (!Files.isDirectory(folder)) {
      throw new CheckpointException(folder + " is not a model folder: there is no such folder");
    }
    if (!Files.exists(file)) {
      throw new CheckpointException(
          folder + " is not a model folder: it has no " + ModelFolder.MANIFEST);
    }
    JsonNode manifest;
    try {
      manifest = JSON.readTree(bytes(folder));
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          file + " is truncated or not JSON: " + Abbreviated.firstLine(e), e);
    }
    if (!manifest.path("kind").asText().equals(KIND)) {
      throw new CheckpointException(
          file + " is not a Thimble manifest: its 'kind' is not '" + KIND + "'");
    }
    JsonNode version = manifest.path("formatVersion");
    if (!version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() < 1) {
      throw new CheckpointException(
          file
              + " is damaged: 'formatVersion' must be an integer of at least 1, but is "
              + Abbreviated.text(version));
    }
    if (version.intValue() > ModelFolder.FORMAT_VERSION) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s has format version %s; this Thimble reads up to %d. Use a newer Thimble, or train the model again",
              file,
              version,
              ModelFolder.FORMAT_VERSION));
    }
    FormatVersion.addLaterNames(file, manifest, version.intValue());
    return manifest;
  }
}
