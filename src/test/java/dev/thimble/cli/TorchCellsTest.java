package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.model.CellType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A safetensors file with the names of torch.nn never holds a cell that torch.nn lacks; what names
 * and shapes do not tell, an option of import does.
 */
final class TorchCellsTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(
          List.of("abcdefghijklmnopqr"),
          new VocabularyConfig(Models.VOCABULARY, 1, false, List.of(), 1));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"GRU_RESET_BEFORE", "LSTM_PEEPHOLE"})
  void exportRefusesTheCellByName(CellType cell) throws IOException {
    CommandRun run = export(cell);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "a safetensors file with the names of torch.nn cannot hold a model of the cell "
                + cell
                + "; --format FOLDER and TORCHSCRIPT can");
    assertThat(folder.resolve("weights")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"RNN", "GRU", "LSTM"})
  void exportWritesTheCellsOfTorch(CellType cell) throws IOException {
    assertThat(export(cell).code()).isZero();
    assertThat(folder.resolve("weights")).isNotEmptyFile();
  }

  @Test
  void importRefusesTheCellByName() throws IOException {
    CommandRun run = importWith("--cell=GRU_RESET_BEFORE");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("the cell GRU_RESET_BEFORE; --cell RNN, GRU and LSTM");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void importIsToldWhereTheDecoderOfADeeperEncoderStarts(boolean fromTop) throws IOException {
    ModelConfig config = Models.layers(3, 2).toBuilder().bridgeFromTop(fromTop).build();
    assertThat(export(config).code()).isZero();
    CommandRun run =
        importWith(
            "--cell=" + config.cell(),
            "--embedding-size=" + config.embeddingSize(),
            "--encoder-size=" + config.encoderSize(),
            "--decoder-size=" + config.decoderSize(),
            "--encoder-layers=3",
            "--decoder-layers=2",
            "--context-feed=" + config.contextFeed(),
            "--tying=" + config.tying(),
            fromTop ? "--bridge-from-top" : "--no-bridge-from-top");
    assertThat(run.err()).isEmpty();
    assertThat(ModelFolder.read(folder.resolve("imported")).config()).isEqualTo(config);
  }

  private CommandRun importWith(String... shape) throws IOException {
    Path vocabulary = Files.write(folder.resolve("letters.model"), VOCABULARY.toBytes());
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "import",
                folder.resolve("weights").toString(),
                "--vocabulary=" + vocabulary,
                "--output=" + folder.resolve("imported")));
    arguments.addAll(List.of(shape));
    return CommandRun.of(arguments.toArray(new String[0]));
  }

  private CommandRun export(CellType cell) throws IOException {
    return export(Models.config(cell, false, 1));
  }

  private CommandRun export(ModelConfig config) throws IOException {
    ModelContents contents =
        new ModelContents(
            config, Models.weights(config), VOCABULARY, VOCABULARY, Provenance.unknown());
    Path model = folder.resolve("model");
    ModelFolder.write(model, contents, StorageType.FLOAT32, Map.of());
    return CommandRun.of(
        "export",
        model.toString(),
        "--format=safetensors",
        "--output",
        folder.resolve("weights").toString());
  }
}
