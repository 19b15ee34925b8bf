package dev.thimble.training;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A run that copies 40 random sentences of up to 8 pieces. */
final class SmallRun {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(
          List.of("abcdefghijklmnopqr"),
          new VocabularyConfig(Models.VOCABULARY, 1, false, List.of(), 1));

  private SmallRun() {}

  static TrainingRun in(Path folder, ModelConfig shape) {
    return new TrainingRun(
        folder, contents(shape), PairFilter.defaults(), examples(40, 1), examples(10, 2));
  }

  static ModelContents contents(ModelConfig shape) {
    return new ModelContents(shape, Map.of(), VOCABULARY, VOCABULARY, Provenance.unknown());
  }

  static List<Example> examples(int size, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int[] ids = random.ints(1 + random.nextInt(8), 4, Models.VOCABULARY).toArray();
      examples.add(new Example(i, ids, ids));
    }
    return examples;
  }
}
