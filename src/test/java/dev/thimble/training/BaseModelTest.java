package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ManifestSummary;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.model.CellType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BaseModelTest {
  private static final ModelConfig SHAPE = Models.config(CellType.GRU, true, 1);

  @TempDir private Path folder;

  private Path write(String name) throws IOException {
    Path model = folder.resolve(name);
    ModelContents contents =
        SmallRun.contents(SHAPE).with(Models.weights(SHAPE), Provenance.unknown());
    ModelFolder.write(model, contents, StorageType.FLOAT32, Map.of());
    return model;
  }

  @Test
  void originIsNameAndWeights() throws IOException {
    Path model = write("base");
    Provenance.DataFile origin =
        new Provenance.DataFile("from", "base", ManifestSummary.read(model).weightsSha256(), 0);
    assertThat(BaseModel.origin(model)).isEqualTo(origin);
    assertThat(BaseModel.origin(model.resolve("../base/."))).isEqualTo(origin);
    BaseModel base = BaseModel.read(model);
    assertThat(base.origin()).isEqualTo(origin);
    assertThat(base.contents().config()).isEqualTo(SHAPE);
    assertThat(origin.sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void missingFolderIsRefused() {
    assertThatThrownBy(() -> BaseModel.read(folder.resolve("none")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageEndingWith("none is not a model folder: there is no such folder");
  }

  @Test
  void originIsFoundAmongTheFilesOfAProvenance() {
    Provenance.DataFile train = new Provenance.DataFile("train", "a", "aa", 3);
    Provenance.DataFile from = new Provenance.DataFile("from", "b", "bb", 0);
    assertThat(BaseModel.originOf(with(List.of(train, from)))).contains(from);
    assertThat(BaseModel.originOf(with(List.of(train)))).isEmpty();
    assertThat(BaseModel.isOrigin(train)).isFalse();
  }

  private static Provenance with(List<Provenance.DataFile> files) {
    return new Provenance(files, 0, Map.of(), Map.of(), 0, 0, 0, Map.of(), "");
  }

  @Test
  void shapesAreComparedWithoutTheirVocabularies() throws IOException {
    BaseModel base = BaseModel.read(write("base"));
    assertThat(base.shapeDifferences(Models.config(CellType.LSTM, true, 1)))
        .containsExactly(new RunDifference("model.cell", "GRU", "LSTM"));
    assertThat(base.shapeDifferences(SHAPE)).isEmpty();
  }
}
