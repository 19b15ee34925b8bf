package dev.thimble;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.ChannelCalibration;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.Safetensors;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.ExampleSource;
import dev.thimble.corpus.PairFilter;
import dev.thimble.djl.ThimbleBlockFactory;
import dev.thimble.djl.ThimbleTranslatorFactory;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.PieceRows;
import dev.thimble.model.Regularization;
import dev.thimble.training.LearningRateSchedule;
import dev.thimble.training.OptimizerConfig;
import dev.thimble.training.Trainer;
import dev.thimble.training.TrainingConfig;
import dev.thimble.training.TrainingListener;
import dev.thimble.training.TrainingRun;
import dev.thimble.vocabulary.Vocabulary;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Valid values of the types of models, model folders and training that need no native code. */
final class ModelNullValues {
  private static final ModelConfig CONFIG = ModelConfig.defaults(264, 264);
  private static final List<Example> EXAMPLES =
      List.of(new Example(0, new int[] {1}, new int[] {1}));

  private ModelNullValues() {}

  /** Adds them; {@code folder} is for a run, {@code vocabulary} for both sides of a model. */
  static NullCalls addTo(NullCalls calls, Path folder, Vocabulary vocabulary) {
    ModelContents contents =
        new ModelContents(CONFIG, Map.of(), vocabulary, vocabulary, Provenance.unknown());
    TrainingRun run =
        new TrainingRun(folder.resolve("run"), contents, PairFilter.defaults(), EXAMPLES, EXAMPLES);
    return calls
        .value(OutputStream.class, OutputStream::nullOutputStream)
        .value(URI.class, () -> Path.of("a").toUri())
        .value(Class.class, () -> String.class)
        .value(ModelConfig.class, () -> CONFIG)
        .value(ModelConfig.Builder.class, CONFIG::toBuilder)
        .value(PieceRows.class, () -> new PieceRows(new int[] {1}, new int[] {1}))
        .value(Regularization.class, Regularization::defaults)
        .value(Calibration.class, () -> new Calibration(50, 0, Map.of(), 0, List.of()))
        .value(
            ChannelCalibration.class,
            () ->
                new ChannelCalibration(
                    "0".repeat(64), new Calibration(50, 0, Map.of(), 0, List.of())))
        .value(Calibration.Kind.class, () -> new Calibration.Kind("a", 1, 1, 1, 0))
        .value(CheckpointException.class, () -> new CheckpointException("a"))
        .value(ModelContents.class, () -> contents)
        .value(Provenance.class, Provenance::unknown)
        .value(Provenance.DataFile.class, () -> new Provenance.DataFile("train", "a", "aa", 1))
        .value(Safetensors.class, () -> new Safetensors(Map.of(), Map.of()))
        .value(ExampleSource.class, () -> ExampleSource.of(EXAMPLES))
        .value(OptimizerConfig.class, OptimizerConfig::defaults)
        .value(LearningRateSchedule.class, LearningRateSchedule::defaults)
        .value(TrainingConfig.class, TrainingConfig::defaults)
        .value(TrainingConfig.Builder.class, TrainingConfig::builder)
        .value(TrainingRun.class, () -> run)
        .value(
            Trainer.class,
            () ->
                new Trainer(
                    run, TrainingConfig.defaults(), model -> Map.of(), new TrainingListener() {}))
        .value(ThimbleBlockFactory.class, ThimbleBlockFactory::new)
        .value(ThimbleTranslatorFactory.class, ThimbleTranslatorFactory::new);
  }
}
