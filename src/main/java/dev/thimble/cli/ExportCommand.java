package dev.thimble.cli;

import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model folder again, for shipping. */
@Command(
    name = "export",
    description =
        "Write a model folder for shipping: without training state, weights in half precision.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {"", "Example:", "  thimble export run/best --output checkpoints/en-fr"})
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "A model folder.")
  private Path model;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder to write.")
  private Path output;

  @Option(names = "--weights", description = "${COMPLETION-CANDIDATES}.")
  private Precision weights = Precision.FLOAT16;

  @Option(names = "--overwrite", description = "Replace the output folder if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output) && !overwrite) {
      throw new WrongUsageException(output + " exists already; --overwrite replaces it");
    }
    ModelFolder.write(output, ModelFolder.read(model), weights, Map.of());
    return 0;
  }
}
