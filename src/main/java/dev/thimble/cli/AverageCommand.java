package dev.thimble.cli;

import dev.thimble.checkpoint.ModelAverage;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.StorageType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Averages the weights of models. */
@Command(
    name = "average",
    description = {
      "Write a model whose weights are the mean of those of several models.",
      "The models must have equal shape, vocabularies and masking, as checkpoints of one run have;"
          + " 'thimble train --keep' keeps the last ones."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {"", "Example:", "  thimble average run/update-* --output averaged"})
final class AverageCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      arity = "1..*",
      description = "The model folders, at least two.")
  private List<Path> models = new ArrayList<>();

  @Section("Output")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "The model folder to write.")
  private Path output;

  @Option(names = "--overwrite", description = "Replace the output if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    if (models.size() < 2) {
      throw new WrongUsageException(
          "an average needs at least two models; given is only " + models.get(0));
    }
    WrongUsageException.ifExists(output, overwrite);
    ModelFolder.write(output, ModelAverage.of(models), StorageType.FLOAT32, Map.of());
    return 0;
  }
}
