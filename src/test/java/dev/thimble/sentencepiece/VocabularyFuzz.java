package dev.thimble.sentencepiece;

import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.ModelMutator;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import dev.thimble.vocabulary.VocabularyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Passes mutated models to the native library, in a process that may crash. Prints each model's
 * name before it, and at the end the numbers of accepted and refused models.
 */
final class VocabularyFuzz {
  private static final List<String> NAMES =
      List.of("bpe-rules", "unigram-kept-spaces", "unigram-suffix", "bpe-no-prefix", "char", "own");

  private VocabularyFuzz() {}

  /** Arguments: the first seed, the number of models. */
  public static void main(String[] arguments) throws IOException {
    long first = Long.parseLong(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    List<byte[]> models = new ArrayList<>();
    for (String name : NAMES) {
      models.add(name.equals("own") ? own() : SentencePieceResources.model(name));
    }
    List<String> texts = texts();
    int accepted = 0;
    for (long seed = first; seed < first + count; seed++) {
      int which = (int) (seed % 50 == 0 ? NAMES.size() - 1 : seed % (NAMES.size() - 1));
      ModelMutator mutator = new ModelMutator(seed);
      byte[] mutated = mutator.mutate(models.get(which));
      System.out.println("seed " + seed + ": " + NAMES.get(which) + mutator.changes());
      accepted += isAccepted(mutated, texts) ? 1 : 0;
    }
    System.out.println("accepted " + accepted + ", refused " + (count - accepted));
  }

  private static boolean isAccepted(byte[] model, List<String> texts) {
    Vocabulary vocabulary;
    try {
      vocabulary = Vocabulary.parse(model, "mutated");
    } catch (VocabularyException e) {
      return false;
    }
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary)) {
      texts.forEach(text -> segment(text, vocabulary, segmenter));
      return true;
    } catch (VocabularyException e) { // refused by the native library
      return false;
    }
  }

  private static void segment(
      String text, Vocabulary vocabulary, SentencePieceSegmenter segmenter) {
    try {
      vocabulary.detokenize(segmenter.segment(text));
    } catch (IllegalArgumentException e) { // a text becomes too long by the rules
      return;
    }
  }

  private static byte[] own() {
    return BytePairTrainer.train(
            List.of("the cat sat on the mat", "cafés à la carte 😀😀"),
            new VocabularyConfig(300, 1, true, List.of("<url>", "🦆"), 16))
        .toBytes();
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(SentencePieceResources.lines("texts.txt"));
    texts.addAll(
        Arrays.asList(
            "\0",
            "a\0b",
            "\n\r\t",
            "\uD83D",
            "a".repeat(3000),
            "\u2581a".repeat(500),
            "é😀".repeat(500),
            " ".repeat(2000),
            "\u2581".repeat(2000),
            "th\u2581e".repeat(300)));
    return texts;
  }
}
