package dev.thimble.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.thimble.SharedData;
import dev.thimble.corpus.TextLines;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.BytePairDropout;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.ModelBytes;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BPE-dropout that skips nothing gives the ids of SentencePiece's native library. */
class BytePairDropoutIT {
  private static final List<String> LINES =
      List.of("the cat sat on the mat", "the bat sat", "cafés à la carte 😀😀", "été 2024");
  private static final Vocabulary BYTES = own(310, true);
  private static final Vocabulary NO_BYTES = own(54, false);
  private static final SentencePieceSegmenter BYTES_SEGMENTER = SentencePieceSegmenter.of(BYTES);
  private static final SentencePieceSegmenter NO_BYTES_SEGMENTER =
      SentencePieceSegmenter.of(NO_BYTES);

  private static Vocabulary own(int size, boolean byteFallback) {
    return BytePairTrainer.train(
        LINES, new VocabularyConfig(size, 1, byteFallback, List.of("<url>", "🦆", "at"), 16));
  }

  @Property(tries = 1000)
  void anyLine(@ForAll("lines") String line) {
    assertThat(ids(BYTES, line)).isEqualTo(BYTES.ids(BYTES_SEGMENTER.segment(line)));
    assertThat(ids(NO_BYTES, line)).isEqualTo(NO_BYTES.ids(NO_BYTES_SEGMENTER.segment(line)));
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.oneOf(
            Arbitraries.integers().between(0, 0x10FFFF).map(Character::toString),
            Arbitraries.of(
                " ", "the", "t", "a", "c", "s", "caf", "é", "😀", "🦆", "<url>", "<ur", "<s>",
                "<0x41>", "\u2581", "2024", "\u0000", "\uD83D", "e\u0301", "à la", "你"))
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Test
  void linesOfTheShippedVocabularysCorpus() throws IOException {
    Vocabulary shipped = Vocabulary.read(Path.of("vocab/en-fr.model"));
    List<String> lines = new ArrayList<>();
    for (String name : List.of("everyday.en", "everyday.fr")) {
      lines.addAll(Files.readAllLines(Path.of("eval", name)));
    }
    lines.add(String.join(" ", lines).repeat(3)); // cut into several native calls
    List<String> symbols = MaskingConfig.of("en", "fr").symbols();
    for (int i = 0; i < symbols.size(); i++) {
      lines.add("See" + symbols.get(i) + "and " + symbols.get(symbols.size() - 1 - i) + ".");
    }
    assertEqual(shipped, lines);
  }

  @Test
  void linesOfTatoeba() throws IOException {
    Vocabulary shipped = Vocabulary.read(Path.of("vocab/en-fr.model"));
    for (String name : List.of("en", "fr")) {
      Path file = SharedData.find("data/tatoeba-en-fr/train." + name + ".gz");
      try (TextLines lines = TextLines.open(file)) {
        assertEqual(shipped, lines.readAll().subList(0, 10_000));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bpe-no-prefix", "bpe-rules"})
  void modelsOfSentencePiecesOwnTrainer(String name) {
    assertEqual(
        Vocabulary.parse(SentencePieceResources.model(name), name),
        SentencePieceResources.lines("texts.txt"));
  }

  /* Few letters and scores, so that pairs overlap and tie. */
  @Test
  void randomModels() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      Vocabulary vocabulary = Vocabulary.parse(model(random, i), "model " + i);
      List<String> words = new ArrayList<>();
      for (int word = 0; word < 20; word++) {
        words.add(letters(random, "abcdé?", 12));
      }
      assertEqual(vocabulary, words);
    }
  }

  private static byte[] model(Random random, int number) {
    boolean byteFallback = number % 2 == 0;
    boolean prefix = number % 3 == 0;
    return ModelBytes.message(
        out -> {
          writePiece(out, "<pad>", 0, 3);
          writePiece(out, number % 5 == 0 ? "?" : "<unk>", 0, 2);
          writePiece(out, "<s>", 0, 3);
          writePiece(out, "</s>", 0, 3);
          Set<String> texts = new LinkedHashSet<>(List.of("\u2581", "a", "b", "c"));
          for (int i = 0; i < 30; i++) {
            texts.add(letters(random, "abcdé", 4));
          }
          for (String text : texts) {
            int[] types = {1, 1, 1, 1, 1, 1, 4, 5};
            writePiece(out, text, -random.nextInt(6), types[random.nextInt(types.length)]);
          }
          for (int value = 0; byteFallback && value < 256; value++) {
            writePiece(out, String.format(Locale.ROOT, "<0x%02X>", value), 0, 6);
          }
          out.writeBytes(
              2,
              ByteString.copyFrom(
                  ModelBytes.message(
                      trainer -> {
                        trainer.writeEnum(3, 2);
                        trainer.writeBool(35, byteFallback);
                        trainer.writeInt32(40, 1);
                        trainer.writeInt32(41, 2);
                        trainer.writeInt32(42, 3);
                        trainer.writeInt32(43, 0);
                      })));
          out.writeBytes(
              3, ByteString.copyFrom(ModelBytes.message(rules -> rules.writeBool(3, prefix))));
        });
  }

  private static void writePiece(CodedOutputStream model, String text, float score, int type)
      throws IOException {
    model.writeBytes(
        1,
        ByteString.copyFrom(
            ModelBytes.message(
                out -> {
                  out.writeString(1, text);
                  out.writeFloat(2, score);
                  out.writeEnum(3, type);
                })));
  }

  private static String letters(Random random, String alphabet, int most) {
    StringBuilder letters = new StringBuilder();
    for (int length = 1 + random.nextInt(most); length > 0; length--) {
      letters.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return letters.toString();
  }

  private static void assertEqual(Vocabulary vocabulary, List<String> lines) {
    BytePairDropout dropout = new BytePairDropout(vocabulary, 0);
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary)) {
      for (String line : lines) {
        assertThat(dropout.ids(line, new SplittableRandom(1)))
            .as("the text '%s'", line)
            .isEqualTo(vocabulary.ids(segmenter.segment(line)));
      }
    }
  }

  private static int[] ids(Vocabulary vocabulary, String text) {
    return new BytePairDropout(vocabulary, 0).ids(text, new SplittableRandom(1));
  }
}
