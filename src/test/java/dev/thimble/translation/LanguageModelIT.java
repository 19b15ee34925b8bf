package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelIT {
  @TempDir private static Path folder;
  private static Path alone;
  private static Path translating;

  @BeforeAll
  static void writeModels() throws IOException {
    alone = RandomModel.writeLanguageModel(folder.resolve("alone"), 5);
    translating = RandomModel.write(folder.resolve("translating"), 5);
  }

  @Test
  void textHasTheProbabilityOfItsPiecesAndOfItsEnd() throws IOException {
    try (LanguageModel model = LanguageModel.load(alone)) {
      Translation text = model.score("the cat");
      assertThat(text.text()).isEqualTo("the cat");
      assertThat(text.pieceLogProbs()).hasSize(text.pieces().size() + 1).allMatch(p -> p < 0);
      double sum = text.pieceLogProbs().stream().mapToDouble(p -> p).sum();
      assertThat(text.logProb()).isCloseTo(sum, within(1e-4));
      assertThat(text.perplexity()).isCloseTo(Math.exp(-sum / text.length()), within(1e-2));
    }
  }

  @Test
  void textsAreScoredInTheirOrder() throws IOException {
    List<String> texts = List.of("the cat sat", "", "a mat");
    try (LanguageModel model = LanguageModel.load(alone)) {
      List<Translation> all = model.scoreAll(texts);
      assertThat(all.get(1).length()).isEqualTo(1);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(all.get(i).logProb())
            .isCloseTo(model.score(texts.get(i)).logProb(), within(1e-4));
      }
    }
  }

  @Test
  void sampleDependsOnSeedAndNumberAlone() throws IOException {
    List<String> together = new ArrayList<>();
    try (LanguageModel model = LanguageModel.load(alone)) {
      model.sample(0, 2).forEach(text -> together.add(text.text()));
      model.sample(2, 3).forEach(text -> together.add(text.text()));
      assertThat(together).doesNotHaveDuplicates();
      assertThat(model.sample(0, 5)).map(Translation::text).isEqualTo(together);
      assertThat(model.sample(0, 0)).isEmpty();
    }
    try (LanguageModel other = with(LanguageModel.defaults().toBuilder().seed(1).build())) {
      assertThat(other.sample(0, 5)).map(Translation::text).isNotEqualTo(together);
    }
  }

  @Test
  void samplesBeginWithThePrefix() throws IOException {
    try (LanguageModel model =
        with(LanguageModel.defaults().toBuilder().prefix("the cat").build())) {
      assertThat(model.sample(7, 3)).allMatch(text -> text.text().startsWith("the cat"));
    }
  }

  @Test
  void longTextIsRefusedByItsNumber() throws IOException {
    TranslationOptions two = LanguageModel.defaults().toBuilder().maxSourceLength(2).build();
    try (LanguageModel model = with(two)) {
      assertThatThrownBy(() -> model.scoreAll(List.of("a", "the cat sat on")))
          .isInstanceOf(LongTextException.class)
          .hasMessageStartingWith("text 2 of 2 cannot be ");
    }
  }

  @Test
  void otherStrategiesAndNegativeNumbersAreRefused() throws IOException {
    assertThatThrownBy(() -> with(TranslationOptions.greedy()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must be Sampling in a language model");
    assertThatThrownBy(() -> with(LanguageModel.defaults().toBuilder().nBest(2).build()))
        .hasMessage("nBest is 2; it must be 1");
    Path likely = Path.of("likely.tsv");
    assertThatThrownBy(
            () ->
                LanguageModel.load(
                    LoadConfig.of(alone).withShortlist(likely),
                    LanguageModel.defaults(),
                    ServingConfig.defaults()))
        .hasMessage("the shortlist likely.tsv needs sources, which a language model lacks");
    assertThatThrownBy(
            () ->
                LanguageModel.load(
                    LoadConfig.of(alone).withChannel(translating),
                    LanguageModel.defaults(),
                    ServingConfig.defaults()))
        .hasMessage("the channel " + translating + " needs sources, which a language model lacks");
    assertThatThrownBy(
            () ->
                LanguageModel.load(
                    LoadConfig.of(alone).withLanguageModel(alone),
                    LanguageModel.defaults(),
                    ServingConfig.defaults()))
        .hasMessage(
            "the language model " + alone + " ranks translations; give it as the folder to load");
    try (LanguageModel model = LanguageModel.load(alone)) {
      assertThatThrownBy(() -> model.sample(-1, 2)).hasMessageStartingWith("first is -1");
      assertThatThrownBy(() -> model.sample(0, -2)).hasMessageStartingWith("size is -2");
    }
  }

  @Test
  void translatorRefusesALanguageModel() throws IOException {
    assertThatThrownBy(() -> Translator.load(alone))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(alone + " is a language model, which has no encoder");
    assertThatThrownBy(
            () ->
                Translator.load(
                    LoadConfig.of(translating).withChannel(alone),
                    TranslationOptions.defaults(),
                    ServingConfig.defaults()))
        .hasMessageStartingWith(alone + " is a language model, which has no encoder");
    ModelContents contents = ModelFolder.read(alone);
    try (Seq2SeqModel model = Seq2SeqModel.of(contents.config(), contents.weights());
        Segmentations segmentations = Segmentations.of(alone, contents)) {
      assertThatThrownBy(
              () ->
                  Translator.of(
                      model, segmentations, TranslationOptions.greedy(), ServingConfig.defaults()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the model is a language model");
    }
  }

  @Test
  void languageModelRefusesAModelThatTranslates() {
    assertThatThrownBy(() -> LanguageModel.load(translating))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(translating + " is no language model, since it has an encoder");
  }

  private static LanguageModel with(TranslationOptions options) throws IOException {
    return LanguageModel.load(LoadConfig.of(alone), options, ServingConfig.defaults());
  }
}
