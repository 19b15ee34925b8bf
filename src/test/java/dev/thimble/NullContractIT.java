package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.SentencePair;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.ExactMatch;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.translation.CallLimits;
import dev.thimble.translation.ChannelTuner;
import dev.thimble.translation.Document;
import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.LowScores;
import dev.thimble.translation.MarkedText;
import dev.thimble.translation.RandomModel;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Summarizer;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link NullContractTest} for what needs native code. */
class NullContractIT {
  @TempDir private static Path folder;

  @Test
  void everyPublicMethodOfATranslatorNamesTheNullParameter() throws Exception {
    Path model = RandomModel.write(folder.resolve("model"), 3);
    ModelContents contents = ModelFolder.read(model);
    TranslationOptions greedy = TranslationOptions.greedy();
    try (Translator translator = Translator.load(model, greedy);
        Seq2SeqModel owned = Seq2SeqModel.of(contents.config(), contents.weights());
        Segmentations segmentations = Segmentations.of(contents.source(), contents.target())) {
      NullCalls calls =
          new NullCalls()
              .value(Path.class, () -> model)
              .value(Translator.class, () -> translator)
              .value(Summarizer.class, () -> new Summarizer(translator))
              .value(Seq2SeqModel.class, () -> owned)
              .value(Segmentations.class, () -> segmentations)
              .value(URI.class, model::toUri)
              .value(LoadConfig.class, () -> LoadConfig.of(model))
              .value(TranslationOptions.class, () -> greedy)
              .value(CorpusMetric.class, () -> new ExactMatch(false))
              .value(ServingConfig.class, ServingConfig::defaults)
              .value(CallLimits.class, CallLimits::none)
              .value(Document.class, () -> Document.of("a"))
              .value(MarkedText.class, () -> MarkedText.of("a"))
              .value(SentencePair.class, () -> new SentencePair(1, "a", "a"))
              .value(LowScores.class, () -> new LowScores(translator, -1));
      calls.call(Translator.class);
      calls.call(Summarizer.class);
      calls.call(ChannelTuner.class);
      calls.call(LowScores.class);
      assertThat(calls.violations()).isEmpty();
      assertThat(calls.calls()).isGreaterThan(30);
    }
  }

  @Test
  void everyPublicMethodOfALanguageModelNamesTheNullParameter() throws Exception {
    Path folderOfModel = RandomModel.writeLanguageModel(folder.resolve("alone"), 3);
    try (LanguageModel model = LanguageModel.load(folderOfModel)) {
      NullCalls calls =
          new NullCalls()
              .value(Path.class, () -> folderOfModel)
              .value(LanguageModel.class, () -> model)
              .value(URI.class, folderOfModel::toUri)
              .value(LoadConfig.class, () -> LoadConfig.of(folderOfModel))
              .value(TranslationOptions.class, LanguageModel::defaults)
              .value(CallLimits.class, CallLimits::none)
              .value(ServingConfig.class, ServingConfig::defaults);
      calls.call(LanguageModel.class);
      assertThat(calls.violations()).isEmpty();
      assertThat(calls.calls()).isGreaterThan(5);
    }
  }
}
