package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model folder from weights that another program wrote. */
@Command(
    name = "import",
    description = {
      "Make a model folder from a safetensors file that another program wrote.",
      "The names and shapes of its tensors must be those that 'thimble export --format safetensors'"
          + " writes for a model of the same shape.",
      "If the network does not scale its embeddings, give --no-scaled-embeddings; if it has"
          + " layer normalization or residual connections, give --layer-norm or --residual; for a"
          + " decoder alone, give --language-model."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  thimble import tuned.safetensors --vocabulary joint.model --tying ALL --output tuned"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "WEIGHTS",
      description = "A safetensors file with weights in F32 or F16.")
  private Path weights;

  @Mixin private VocabularyOptions vocabularies;

  @Section("Output")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "The model folder to write.")
  private Path output;

  @Option(names = "--overwrite", description = "Replace the output folder if it exists.")
  private boolean overwrite;

  @Option(
      names = "--notes",
      paramLabel = "TEXT",
      description = "Text to store in the manifest of the model, such as an attribution.")
  private String notes = "";

  @Mixin private ModelOptions modelOptions;

  @Override
  public Integer call() throws IOException {
    WrongUsageException.ifExists(output, overwrite);
    Vocabulary source =
        modelOptions.isLanguageModel() ? vocabularies.target() : vocabularies.source();
    Vocabulary target = vocabularies.target();
    ModelConfig config = WrongUsageException.ifInvalid(() -> modelOptions.config(source, target));
    WrongUsageException.ifNotInTorch(config.cell(), "--cell RNN, GRU and LSTM are supported");
    Map<String, FloatTensor> read = ModelFolder.readWeights(weights, config);
    ModelFolder.write(
        output,
        new ModelContents(config, read, source, target, Provenance.unknown(notes)),
        StorageType.FLOAT32,
        Map.of());
    return 0;
  }
}
