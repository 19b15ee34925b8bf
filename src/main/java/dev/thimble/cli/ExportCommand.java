package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Safetensors;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.integrity.AtomicFile;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model for deployment, or in a format for other programs. */
@Command(
    name = "export",
    description = {
      "Write a model for deployment, or in a format for other programs.",
      "FOLDER is a model folder without training state. SAFETENSORS is a file with only the"
          + " weights, named as in torch.nn.LSTM, GRU and RNN; it cannot hold the other cells."
          + " TORCHSCRIPT is a libtorch program that includes the weights: in Python,"
          + " torch.jit.load(FILE)([[5, 17, 9]]) translates lists of ids."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble export run/best --output checkpoints/en-fr",
      "  thimble export run/best --format torchscript --output en-fr.pt"
    })
final class ExportCommand implements Callable<Integer> {
  private enum Format {
    FOLDER(StorageType.FLOAT16),
    SAFETENSORS(StorageType.FLOAT32),
    TORCHSCRIPT(StorageType.FLOAT32);

    private final StorageType defaultWeights;

    Format(StorageType defaultWeights) {
      this.defaultWeights = defaultWeights;
    }
  }

  @Parameters(paramLabel = "MODEL", description = "The model folder to read.")
  private Path model;

  @Section("Output")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "The folder or file to write.")
  private Path output;

  @Option(names = "--format", description = "Format to write: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.FOLDER;

  @Option(
      names = "--weights",
      description =
          "Number format of the weights: ${COMPLETION-CANDIDATES}. By default"
              + " FLOAT16 in a folder, else FLOAT32; TORCHSCRIPT supports only FLOAT32, INT8 needs a"
              + " folder.")
  private @Nullable StorageType weights;

  @Option(names = "--overwrite", description = "Replace the output if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    StorageType precision = weights == null ? format.defaultWeights : weights;
    if (format == Format.TORCHSCRIPT && precision != StorageType.FLOAT32) {
      throw new WrongUsageException(
          "--weights is " + precision + ", but --format TORCHSCRIPT supports only FLOAT32");
    }
    if (format == Format.SAFETENSORS && precision == StorageType.INT8) {
      throw new WrongUsageException(
          "--weights is INT8, but other programs do not know these matrices; --format FOLDER can hold"
              + " them, SAFETENSORS FLOAT32 and FLOAT16");
    }
    WrongUsageException.ifExists(output, overwrite);
    ModelContents contents = ModelFolder.read(model);
    if (format == Format.TORCHSCRIPT && !contents.config().hasEncoder()) {
      throw new WrongUsageException(
          model
              + " is a language model, but a TORCHSCRIPT program translates; --format FOLDER and"
              + " SAFETENSORS can hold it");
    }
    if (format == Format.SAFETENSORS) {
      WrongUsageException.ifNotInTorch(
          contents.config().cell(), "--format FOLDER and TORCHSCRIPT can");
    }
    switch (format) {
      case FOLDER -> ModelFolder.write(output, contents, precision, Map.of());
      case SAFETENSORS -> {
        Safetensors file = new Safetensors(contents.weights(), Map.of());
        AtomicFile.write(output, out -> file.writeTo(out, precision));
      }
      case TORCHSCRIPT ->
          AtomicFile.write(
              output,
              out -> Seq2SeqModel.writeTorchScript(contents.config(), contents.weights(), out));
    }
    return 0;
  }
}
