package dev.thimble.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.model.ModelConfig;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Reads and writes model folders; the format stands in this package's description. Stateless; a
 * folder must have one writer at a time.
 */
public final class ModelFolder {
  /** The format this version writes, and the latest it reads. */
  public static final int FORMAT_VERSION = 1;

  static final String MANIFEST = "manifest.json";
  static final String WEIGHTS = "weights.safetensors";
  private static final String KIND = "thimble-model";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ModelFolder() {}

  /**
   * Writes a folder whole, in place of one that may be there, or leaves that as it was and throws.
   *
   * @param extra further files by name, for a training run's state; always float32
   */
  public static void write(
      Path folder, ModelContents contents, Precision precision, Map<String, Safetensors> extra)
      throws IOException {
    FolderSwap swap = new FolderSwap(folder);
    Path building = swap.begin();
    try {
      save(building.resolve(WEIGHTS), new Safetensors(contents.weights(), Map.of()), precision);
      for (Map.Entry<String, Safetensors> file : extra.entrySet()) {
        save(building.resolve(file.getKey()), file.getValue(), Precision.FLOAT32);
      }
      if (contents.sharesVocabulary()) {
        Files.write(building.resolve("vocabulary.model"), contents.source().toBytes());
      } else {
        Files.write(building.resolve("source.model"), contents.source().toBytes());
        Files.write(building.resolve("target.model"), contents.target().toBytes());
      }
      Files.write(building.resolve(MANIFEST), manifest(building, contents));
      swap.commit();
    } catch (IOException | RuntimeException e) {
      swap.abandon();
      throw e;
    }
  }

  /**
   * Reads a folder.
   *
   * @throws CheckpointException if something is missing, truncated, foreign, changed, of a later
   *     version, or does not fit together, naming the file
   */
  public static ModelContents read(Path folder) throws IOException {
    new FolderSwap(folder).recover();
    JsonNode manifest = manifest(folder);
    verify(folder, manifest.path("files"));
    Path file = folder.resolve(MANIFEST);
    ModelConfig config;
    Provenance provenance;
    try {
      config = JSON.treeToValue(manifest.path("model"), ModelConfig.class);
      provenance = JSON.treeToValue(manifest.path("provenance"), Provenance.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CheckpointException(file + " is damaged: " + firstLine(e), e);
    }
    if (config == null || provenance == null) {
      throw new CheckpointException(file + " is damaged: it lacks 'model' or 'provenance'");
    }
    boolean shared = manifest.path("files").has("vocabulary.model");
    Vocabulary source = vocabulary(folder.resolve(shared ? "vocabulary.model" : "source.model"));
    Vocabulary target = shared ? source : vocabulary(folder.resolve("target.model"));
    fits(folder, "source", config.sourceVocabularySize(), source);
    fits(folder, "target", config.targetVocabularySize(), target);
    Safetensors weights = Safetensors.read(folder.resolve(WEIGHTS));
    return new ModelContents(config, weights.tensors(), source, target, provenance);
  }

  private static JsonNode manifest(Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isDirectory(folder)) {
      throw new CheckpointException(folder + " is not a model folder: there is no such folder");
    }
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(folder + " is not a model folder: it has no " + MANIFEST);
    }
    JsonNode manifest;
    try {
      manifest = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new CheckpointException(file + " is cut short or no JSON: " + firstLine(e), e);
    }
    if (!manifest.path("kind").asText().equals(KIND)) {
      throw new CheckpointException(
          file + " is not a Thimble manifest: its 'kind' is not '" + KIND + "'");
    }
    int version = manifest.path("formatVersion").asInt(-1);
    if (version < 1 || version > FORMAT_VERSION) {
      throw new CheckpointException(
          "%s has format version %s; this Thimble reads up to %d. Use a newer Thimble, or train the model again"
              .formatted(file, manifest.path("formatVersion"), FORMAT_VERSION));
    }
    return manifest;
  }

  private static void verify(Path folder, JsonNode files) throws IOException {
    if (!files.has(WEIGHTS)) {
      throw new CheckpointException(folder.resolve(MANIFEST) + " is damaged: no " + WEIGHTS);
    }
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      Path file = folder.resolve(entry.getKey());
      if (!Files.isRegularFile(file)) {
        throw new CheckpointException(file + " is missing, though the manifest lists it");
      }
      long expected = entry.getValue().path("bytes").asLong();
      if (Files.size(file) != expected) {
        throw new CheckpointException(
            "%s has %d bytes, but the manifest says %d: it is cut short or another model's"
                .formatted(file, Files.size(file), expected));
      }
      if (!sha256(file).equals(entry.getValue().path("sha256").asText())) {
        throw new CheckpointException(
            file + " was changed after it was written: its SHA-256 is not the manifest's");
      }
    }
  }

  private static byte[] manifest(Path building, ModelContents contents) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", KIND).put("formatVersion", FORMAT_VERSION);
    root.set("model", JSON.valueToTree(contents.config()));
    ObjectNode files = root.putObject("files");
    try (var list = Files.list(building)) {
      for (Path file : list.sorted().toList()) {
        files
            .putObject(file.getFileName().toString())
            .put("bytes", Files.size(file))
            .put("sha256", sha256(file));
      }
    }
    root.set("provenance", JSON.valueToTree(contents.provenance()));
    return JSON.writeValueAsBytes(root);
  }

  private static Vocabulary vocabulary(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(file + " is missing");
    }
    try {
      return Vocabulary.read(file);
    } catch (VocabularyException e) {
      throw new CheckpointException(e.getMessage(), e);
    }
  }

  private static void fits(Path folder, String side, int size, Vocabulary vocabulary) {
    if (vocabulary.size() != size) {
      throw new CheckpointException(
          "%s: the %s vocabulary has %d pieces, but the model was made for %d"
              .formatted(folder, side, vocabulary.size(), size));
    }
  }

  private static void save(Path file, Safetensors tensors, Precision precision) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      tensors.writeTo(out, precision);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String firstLine(Exception e) {
    return e.getMessage().lines().findFirst().orElse("");
  }
}
