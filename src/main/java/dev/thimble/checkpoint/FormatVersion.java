package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.thimble.model.CellType;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.ContextPooling;
import dev.thimble.model.ModelConfig;
import dev.thimble.text.Masking;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each version of the format added to the manifest. */
final class FormatVersion {
  /** The latest version. */
  static final int LATEST = 9;

  /** A name in {@code model}: its first version, and what its absence from earlier ones means. */
  private record LaterName(int first, JsonNode absent) {}

  private static final Map<String, LaterName> NAMES =
      Map.of(
          "scaledEmbeddings", new LaterName(2, BooleanNode.FALSE),
          "layerNorm", new LaterName(3, BooleanNode.FALSE),
          "residual", new LaterName(3, BooleanNode.FALSE),
          "contextPooling", new LaterName(6, TextNode.valueOf(ContextPooling.LAST.name())),
          "bridgeFromTop", new LaterName(9, BooleanNode.FALSE));

  private static final int FOURTH = 4; // the first with masking

  private static final Set<CellType> CELLS =
      Set.of(CellType.GRU_RESET_BEFORE, CellType.LSTM_PEEPHOLE);
  private static final int FIFTH = 5; // the first with these cells and with language models

  private static final int SEVENTH = 7; // the first with weights of type INT8

  private static final int EIGHTH = 8; // the first with ATTENTIVE pooling and with a GATED feed

  private FormatVersion() {}

  /** The earliest version that can hold a model, but at least 2. */
  static int of(ModelConfig config, @Nullable Masking masking, StorageType weights) {
    if (config.bridgeFromTop() && config.encoderLayers() > config.decoderLayers()) {
      return NAMES.get("bridgeFromTop").first();
    }
    if (isEighth(config.contextPooling().name(), config.contextFeed().name())) {
      return EIGHTH;
    }
    if (weights == StorageType.INT8) {
      return SEVENTH;
    }
    int version = 2;
    if (config.layerNorm() || config.residual()) {
      version = 3;
    }
    if (masking != null) {
      version = FOURTH;
    }
    if (CELLS.contains(config.cell()) || !config.hasEncoder()) {
      version = FIFTH;
    }
    if (config.contextPooling() != ContextPooling.LAST) {
      version = NAMES.get("contextPooling").first();
    }
    return version;
  }

  /** Removes the names that a version does not have. */
  static void removeLaterNames(ObjectNode model, int version) {
    NAMES.forEach(
        (name, later) -> {
          if (later.first() > version) {
            model.remove(name);
          }
        });
  }

  /**
   * Adds the names that an earlier version does not have to the manifest's {@code model}, with the
   * values of its models.
   *
   * @throws CheckpointException if the manifest has something that its version does not have
   */
  static void addLaterNames(Path file, JsonNode manifest, int version) {
    boolean masks = manifest.has(MaskingFormat.NAME) && version < FOURTH;
    refuse(file + " is damaged", version, masks, "'" + MaskingFormat.NAME + "'");
    if (manifest.path("model") instanceof ObjectNode model) {
      addLaterNames(file + " is damaged in 'model'", model, version);
    }
  }

  private static void addLaterNames(String damage, ObjectNode model, int version) {
    NAMES.forEach(
        (name, later) -> {
          if (version < later.first()) {
            refuse(damage, version, model.has(name), "'" + name + "'");
            model.set(name, later.absent());
          }
        });
    String cell = model.path("cell").asText();
    boolean later = CELLS.stream().anyMatch(added -> added.name().equals(cell));
    refuse(damage, version, later && version < FIFTH, "'" + cell + "'");
    boolean languageModel = model.path("encoderLayers").asInt(1) == 0;
    refuse(damage, version, languageModel && version < FIFTH, "language models");
    String pooling = model.path("contextPooling").asText();
    String feed = model.path("contextFeed").asText();
    boolean eighth = isEighth(pooling, feed) && version < EIGHTH;
    refuse(damage, version, eighth, "context pooling '" + pooling + "' with feed '" + feed + "'");
  }

  private static boolean isEighth(String pooling, String feed) {
    return pooling.equals(ContextPooling.ATTENTIVE.name()) || feed.equals(ContextFeed.GATED.name());
  }

  private static void refuse(String damage, int version, boolean present, String name) {
    if (present) {
      throw new CheckpointException(
          String.format(Locale.ROOT, "%s: format version %d has no %s", damage, version, name));
    }
  }
}
