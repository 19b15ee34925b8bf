package dev.thimble.training;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ManifestSummary;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.PieceRows;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The model whose weights a run starts from, for fine-tuning on other data.
 *
 * @param contents the model
 * @param origin its entry in the provenance of models trained from it
 */
public record BaseModel(ModelContents contents, Provenance.DataFile origin) {
  private static final String ROLE = "from";

  /** Checks that neither is null. */
  public BaseModel {
    Objects.requireNonNull(contents, "contents");
    Objects.requireNonNull(origin, "origin");
  }

  /**
   * Reads a model folder, of any format version and number type.
   *
   * @param folder a model folder, or a zip file of one
   * @return the model
   * @throws CheckpointException as {@link ModelFolder#read} does
   * @throws IOException if a file cannot be read
   */
  public static BaseModel read(Path folder) throws IOException {
    Provenance.DataFile origin = origin(Objects.requireNonNull(folder, "folder"));
    ModelContents contents = ModelFolder.read(folder);
    if (!origin(folder).equals(origin)) {
      throw new CheckpointException(
          folder + " was replaced while it was read; try again when its writer has finished");
    }
    return new BaseModel(contents, origin);
  }

  /**
   * {@return the entry of a model folder in the provenance of models trained from it}
   *
   * @param folder a model folder, or a zip file of one
   * @throws IOException if a file cannot be read
   */
  public static Provenance.DataFile origin(Path folder) throws IOException {
    String sha256 = ManifestSummary.read(Objects.requireNonNull(folder, "folder")).weightsSha256();
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new Provenance.DataFile(ROLE, String.valueOf(name), sha256, 0);
  }

  /**
   * {@return whether an entry of a provenance is the model that training started from}
   *
   * @param file an entry of {@link Provenance#data}
   */
  public static boolean isOrigin(Provenance.DataFile file) {
    return Objects.requireNonNull(file, "file").role().equals(ROLE);
  }

  /**
   * {@return the entry of the model that training started from, if any}
   *
   * @param provenance of a model
   */
  public static Optional<Provenance.DataFile> originOf(Provenance provenance) {
    return Objects.requireNonNull(provenance, "provenance").data().stream()
        .filter(BaseModel::isOrigin)
        .findFirst();
  }

  /**
   * Compares a shape with this model's. Vocabularies may differ.
   *
   * @param shape shape of the model that will receive the weights
   * @return the settings that differ; empty if the weights fit
   */
  public List<RunDifference> shapeDifferences(ModelConfig shape) {
    return RunIdentity.ofShapes(contents.config(), Objects.requireNonNull(shape, "shape"));
  }

  /**
   * Copies this model's weights to another model of the same shape. Rows of the embeddings and the
   * output layer are matched by the texts of their pieces; rows of pieces that this model does not
   * have keep their values.
   *
   * @param model receives the weights
   * @param run content of {@code model}; its weights are ignored
   * @return the rows that were copied
   * @throws IllegalArgumentException if the shapes differ; the message names the first difference
   */
  public PieceRows giveWeights(Seq2SeqModel model, ModelContents run) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(run, "run");
    List<RunDifference> differences = shapeDifferences(model.config());
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the shapes differ: " + differences.get(0) + "; fine-tuning keeps the shape");
    }
    PieceRows rows = run.rowsIn(contents);
    model.adopt(contents.weights(), rows);
    return rows;
  }
}
