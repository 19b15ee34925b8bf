package dev.thimble.checkpoint;

import dev.thimble.model.CellType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.List;
import java.util.Map;

/** The content of a small model folder, made without native code. */
final class SmallModel {
  static final ModelConfig CONFIG = Models.config(CellType.GRU, true, 1);
  static final Vocabulary LATIN = vocabulary("abcdefghijklmnopqr");

  private SmallModel() {}

  /** A vocabulary of 18 letters, which {@link #CONFIG} fits. */
  static Vocabulary vocabulary(String letters) {
    return BytePairTrainer.train(
        List.of(letters), new VocabularyConfig(Models.VOCABULARY, 1, false, List.of(), 1));
  }

  static ModelContents contents() {
    Provenance provenance =
        new Provenance(
            List.of(new Provenance.DataFile("train", "x.en", "abc", 7)),
            1,
            Map.of("seed", "1"),
            Map.of("java", "17"),
            2,
            30,
            4.5,
            Map.of("bleu", 12.5),
            "by hand");
    return new ModelContents(CONFIG, Models.weights(CONFIG), LATIN, LATIN, provenance);
  }
}
