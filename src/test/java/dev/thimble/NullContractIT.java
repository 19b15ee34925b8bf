package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.micrometer.ServingMetrics;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.training.BaseModel;
import dev.thimble.translation.CalibrationExample;
import dev.thimble.translation.Calibrator;
import dev.thimble.translation.ChannelTuner;
import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.RandomModel;
import dev.thimble.translation.Summarizer;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import io.micrometer.core.instrument.Tag;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link NullContractTest} for what needs native code. */
class NullContractIT {
  @TempDir private static Path folder;

  @Test
  void everyPublicMethodOfAModelAndItsTranslatorNamesTheNullParameter() throws Exception {
    Path model = RandomModel.write(folder.resolve("model"), 3);
    ModelContents contents = ModelFolder.read(model);
    Provenance.DataFile origin = new Provenance.DataFile("from", "a", "aa", 0);
    TranslationOptions greedy = TranslationOptions.greedy();
    try (Translator translator = Translator.load(model, greedy);
        Seq2SeqModel owned = Seq2SeqModel.of(contents.config(), contents.weights());
        Segmentations segmentations = Segmentations.of(contents.source(), contents.target())) {
      NullCalls calls =
          NullContractTest.calls(folder)
              .value(Path.class, () -> model)
              .value(URI.class, model::toUri)
              .value(LoadConfig.class, () -> LoadConfig.of(model))
              .value(TranslationOptions.class, () -> greedy)
              .value(Translator.class, () -> translator)
              .value(Summarizer.class, () -> new Summarizer(translator))
              .value(Seq2SeqModel.class, () -> owned)
              .value(Segmentations.class, () -> segmentations)
              .value(BaseModel.class, () -> new BaseModel(contents, origin))
              .value(
                  CalibrationExample.class, () -> new CalibrationExample("a", "a", List.of("a")));
      calls.call(BaseModel.class);
      calls.call(Calibrator.class);
      calls.call(ChannelTuner.class);
      calls.call(Segmentations.class);
      calls.call(Seq2SeqModel.class);
      calls.call(Translator.class);
      calls.call(Summarizer.class);
      assertThat(calls.violations()).isEmpty();
      assertThat(calls.calls()).isGreaterThan(30);
    }
  }

  @Test
  void everyPublicMethodOfALanguageModelNamesTheNullParameter() throws Exception {
    Path folderOfModel = RandomModel.writeLanguageModel(folder.resolve("alone"), 3);
    try (LanguageModel model = LanguageModel.load(folderOfModel)) {
      NullCalls calls =
          NullContractTest.calls(folder)
              .value(Path.class, () -> folderOfModel)
              .value(LanguageModel.class, () -> model)
              .value(URI.class, folderOfModel::toUri)
              .value(LoadConfig.class, () -> LoadConfig.of(folderOfModel))
              .value(TranslationOptions.class, LanguageModel::defaults);
      calls.call(LanguageModel.class);
      assertThat(calls.violations()).isEmpty();
      assertThat(calls.calls()).isGreaterThan(5);
    }
  }

  @Test
  void everyPublicMethodOfTheMetersNamesTheNullParameter() throws Exception {
    Path translating = RandomModel.write(folder.resolve("translating"), 3);
    Path speaking = RandomModel.writeLanguageModel(folder.resolve("speaking"), 3);
    List<Tag> tags = List.of(Tag.of("a", "a"));
    try (Translator translator = Translator.load(translating);
        LanguageModel model = LanguageModel.load(speaking)) {
      NullCalls calls =
          new NullCalls()
              .value(Translator.class, () -> translator)
              .value(LanguageModel.class, () -> model)
              .value(ServingMetrics.class, () -> ServingMetrics.of(translator, tags))
              .value(Tag.class, () -> tags.get(0));
      calls.call(ServingMetrics.class);
      assertThat(calls.violations()).isEmpty();
      assertThat(calls.calls()).isEqualTo(7);
    }
  }
}
