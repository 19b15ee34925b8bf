package dev.thimble.translation;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.StorageType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.model.Tying;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Small model folders with random weights, and texts for them. */
public final class RandomModel {
  private static final String[] WORDS = {"the", "cat", "sat", "on", "mat", "é", "😀", "42"};

  /** Lines to train the vocabulary on. */
  static final List<String> LINES = List.of("the cat sat on the mat", "un chat noir");

  private RandomModel() {}

  /** Writes a model whose output depends strongly on the source; its context size is 48. */
  public static Path write(Path folder, long seed) throws IOException {
    return write(folder, seed, LINES, List.of());
  }

  /** The same with another number of hidden units. */
  static Path write(Path folder, long seed, int hidden) throws IOException {
    return write(folder, seed, hidden, LINES, List.of());
  }

  /** A language model with the same vocabulary. */
  public static Path writeLanguageModel(Path folder, long seed) throws IOException {
    Vocabulary vocabulary =
        BytePairTrainer.train(LINES, new VocabularyConfig(290, 1, true, List.of(), 16));
    ModelConfig config =
        ModelConfig.languageModel(vocabulary.size()).embeddingSize(16).decoderSize(24).build();
    try (Seq2SeqModel fresh = Seq2SeqModel.create(config, seed)) {
      ModelContents contents =
          new ModelContents(config, fresh.weights(), vocabulary, vocabulary, Provenance.unknown());
      ModelFolder.write(folder, contents, StorageType.FLOAT32, Map.of());
      return folder;
    }
  }

  /** A model that masks entities, with two symbols of each kind. */
  public static Path writeMasking(Path folder, long seed) throws IOException {
    return writeMasking(folder, seed, "fr");
  }

  /** The same from English to another language. */
  static Path writeMasking(Path folder, long seed, String target) throws IOException {
    MaskingConfig config =
        new MaskingConfig(MaskingConfig.RULES, "en", target, EnumSet.allOf(EntityKind.class), 2);
    Lexicon lexicon =
        Lexicon.parse(List.of("cat\t9", "on\t9", "sat\t9", "the\t9", "mat\t9"), "the lexicon");
    write(folder, seed, LINES, config.symbols());
    ModelContents plain = ModelFolder.read(folder);
    ModelFolder.write(
        folder, plain.withMasking(new Masking(config, lexicon)), StorageType.FLOAT32, Map.of());
    return folder;
  }

  /** The same with a vocabulary from other lines, and with user-defined symbols. */
  static Path write(Path folder, long seed, List<String> lines, List<String> symbols)
      throws IOException {
    return write(folder, seed, 24, lines, symbols);
  }

  private static Path write(
      Path folder, long seed, int hidden, List<String> lines, List<String> symbols)
      throws IOException {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            lines, new VocabularyConfig(Math.max(290, 280 + symbols.size()), 1, true, symbols, 16));
    ModelConfig config =
        ModelConfig.builder(vocabulary.size(), vocabulary.size())
            .embeddingSize(16)
            .encoderSize(hidden)
            .decoderSize(hidden)
            .tying(Tying.ALL)
            .build();
    try (Seq2SeqModel fresh = Seq2SeqModel.create(config, seed)) {
      float[] weights = fresh.flatWeights();
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= 4;
      }
      fresh.flatWeights(weights);
      ModelContents contents =
          new ModelContents(config, fresh.weights(), vocabulary, vocabulary, Provenance.unknown());
      ModelFolder.write(folder, contents, StorageType.FLOAT32, Map.of());
      return folder;
    }
  }

  /** Texts of one to six words. */
  static List<String> sources(int size) {
    Random random = new Random(3);
    return IntStream.range(0, size)
        .mapToObj(
            i -> {
              StringBuilder text = new StringBuilder();
              for (int n = random.nextInt(6); n >= 0; n--) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
              }
              return text.toString();
            })
        .toList();
  }
}
