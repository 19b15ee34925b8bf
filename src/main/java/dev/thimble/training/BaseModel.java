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
   * @param folder or a zip file of it
   * @return the model
   * @throws CheckpointException as {@link ModelFolder#read} does
   * @throws IOException if a file cannot be read
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

  /**
   * {@return the entry of a model folder in the provenance of the models that are made from it}
   *
   * @param folder of the model, or a zip file of it
   * @throws IOException if a file cannot be read
   */
  public static Provenance.DataFile origin(Path folder) throws IOException {
    String sha256 = ManifestSummary.read(folder).weightsSha256();
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new Provenance.DataFile(ROLE, String.valueOf(name), sha256, 0);
  }

  /**
   * {@return whether a file of a provenance is the model that the training started from}
   *
   * @param file of the data files of a model
   */
  public static boolean isOrigin(Provenance.DataFile file) {
    return file.role().equals(ROLE);
  }

  /**
   * {@return the entry of the model that the training started from, if it started from one}
   *
   * @param provenance of a model
   */
  public static Optional<Provenance.DataFile> originOf(Provenance provenance) {
    return provenance.data().stream().filter(BaseModel::isOrigin).findFirst();
  }

  /**
   * Compares a shape with this model's, apart from vocabularies.
   *
   * @param shape of the model that is to get the weights
   * @return one for each setting that differs; none if the weights fit
   */
  public List<RunDifference> shapeDifferences(ModelConfig shape) {
    return RunIdentity.ofShapes(contents.config(), shape);
  }

  /**
   * Gives this model's weights to another model of the same shape. Rows of embeddings and output
   * layer are matched by the texts of their pieces; those of pieces that this model does not have
   * keep their values.
   *
   * @param model gets the weights
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
