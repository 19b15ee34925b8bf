package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.thimble.model.ModelConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The content of a model folder's manifest. The other files are not read.
 *
 * @param config the model's configuration
 * @param provenance origin of the model
 * @param weightsSha256 SHA-256 of the weights file, in hexadecimal
 */
public record ManifestSummary(ModelConfig config, Provenance provenance, String weightsSha256) {
  /** Checks that nothing is null. */
  public ManifestSummary {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(weightsSha256, "weightsSha256");
  }

  /**
   * Reads the manifest of a folder.
   *
   * @param folder a model folder, or a zip file of one
   * @return the content of the manifest
   * @throws CheckpointException if it is missing, damaged or of a later format version
   * @throws IOException if the manifest cannot be read
   */
  public static ManifestSummary read(Path folder) throws IOException {
    FolderSwap.recover(Objects.requireNonNull(folder, "folder"));
    try (ModelLocation location = ModelLocation.of(folder)) {
      return readOpen(location.folder());
    }
  }

  private static ManifestSummary readOpen(Path folder) throws IOException {
    JsonNode manifest = Manifest.read(folder);
    Path file = folder.resolve(ModelFolder.MANIFEST);
    return new ManifestSummary(
        Manifest.part(file, manifest, "model", ModelConfig.class),
        Manifest.part(file, manifest, "provenance", Provenance.class),
        manifest.path("files").path(ModelFolder.WEIGHTS).path("sha256").asText());
  }
}
