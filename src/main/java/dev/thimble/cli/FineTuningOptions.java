package dev.thimble.cli;

import dev.thimble.checkpoint.ManifestSummary;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.model.ModelPart;
import dev.thimble.training.BaseModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a run that starts from the weights of an earlier model. */
final class FineTuningOptions {
  @Section("Fine-tuning")
  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "Start from the weights of this model folder. The shape and the masking of entities are"
              + " the model's, and so are the vocabularies if none are given. With other"
              + " vocabularies, pieces that both have keep their weights. --resume does not read"
              + " the model again, except to check that it is the same one if it still exists.")
  private @Nullable Path from;

  @Option(
      names = "--freeze",
      split = ",",
      paramLabel = "PART",
      description =
          "Parts of the model of --from that keep their weights: ${COMPLETION-CANDIDATES}. A matrix"
              + " that --tying shares between embeddings and output is kept with either of them.")
  private @Nullable List<ModelPart> freeze;

  /**
   * The model that the run starts from or, if it resumes, started from; null if the first weights
   * are random.
   *
   * @param last the last checkpoint, if the run resumes
   */
  @Nullable StartingModel startingModel(@Nullable Path last) throws IOException {
    StartingModel start = last == null ? started() : resumed(last);
    if (start == null && freeze != null) {
      throw new WrongUsageException("--freeze needs --from");
    }
    return start;
  }

  private @Nullable StartingModel started() throws IOException {
    return from == null ? null : new StartingModel(from, BaseModel.read(from), false);
  }

  private @Nullable StartingModel resumed(Path last) throws IOException {
    Provenance.DataFile origin =
        BaseModel.originOf(ManifestSummary.read(last).provenance()).orElse(null);
    if (from != null && (origin == null || Files.exists(from))) {
      origin = BaseModel.origin(from);
    }
    if (origin == null) {
      return null;
    }
    ModelContents saved = ModelFolder.read(last);
    ModelContents light = saved.with(Map.of(), saved.provenance()); // the trainer reads the weights
    return new StartingModel(last, new BaseModel(light, origin), true);
  }

  /** The parts that keep their weights. */
  Set<ModelPart> frozen() {
    return freeze == null ? Set.of() : EnumSet.copyOf(freeze);
  }
}
