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
 * @param origin its entry in the provenance of the models that are made from it
 */
public record BaseModel(ModelContents contents, Provenance.DataFile origin) {
  private static final String ROLE = "from";

  /** Checks that both are there. */
  public BaseModel {
    Objects.requireNonNull(contents, "contents");
    Objects.requireNonNull(origin, "origin");
  }

  /**
   * Reads a model folder, of any format version and number type.
   *
   * @throws CheckpointException as {@link ModelFolder#read} does
   */
  public static BaseModel read(Path folder) throws IOException {
    Provenance.DataFile origin = origin(folder);
    ModelContents contents = ModelFolder.read(folder);
    if (!origin(folder).equals(origin)) {
      throw new CheckpointException(
          folder + " was replaced while it was read; try again when its writer has finished");
    }
    return new BaseModel(contents, origin);
  }

  /** The entry of a model folder in the provenance of the models that are made from it. */
  public static Provenance.DataFile origin(Path folder) throws IOException {
    String sha256 = ManifestSummary.read(folder).weightsSha256();
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new Provenance.DataFile(ROLE, String.valueOf(name), sha256, 0);
  }

  /** Whether a file of a provenance is the model that the training started from. */
  public static boolean isOrigin(Provenance.DataFile file) {
    return file.role().equals(ROLE);
  }

  /** The entry of the model that the training started from, if it started from one. */
  public static Optional<Provenance.DataFile> originOf(Provenance provenance) {
    return provenance.data().stream().filter(BaseModel::isOrigin).findFirst();
  }

  /** The differences of a shape from this model's, apart from vocabularies. */
  public List<RunDifference> shapeDifferences(ModelConfig shape) {
    return RunIdentity.ofShapes(contents.config(), shape);
  }

  /**
   * Gives this model's weights to another model of the same shape. Rows of embeddings and output
   * layer are matched by the texts of their pieces; those of pieces that this model does not have
   * keep their values.
   *
   * @param run content of the other model; its weights are ignored
   * @return which rows were taken
   * @throws IllegalArgumentException naming the first difference of the shapes
   */
  public PieceRows giveWeights(Seq2SeqModel model, ModelContents run) {
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
