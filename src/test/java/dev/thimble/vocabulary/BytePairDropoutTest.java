package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That no dropout gives the pieces of SentencePiece is tested by {@code BytePairDropoutIT}. */
class BytePairDropoutTest {
  private static final List<Piece> HEAD =
      List.of(
          new Piece("<pad>", 0, Piece.Type.CONTROL),
          new Piece("<unk>", 0, Piece.Type.UNKNOWN),
          new Piece("<s>", 0, Piece.Type.CONTROL),
          new Piece("</s>", 0, Piece.Type.CONTROL));

  @ParameterizedTest
  @CsvSource({
    "abc, ▁ a bc", // bc before ab
    "aab, ▁ a ab",
    "cbb, ▁ c b b",
    "bcbc, ▁ bcbc",
    "abcbc, ▁ a bcbc",
    "ba ab, ▁ b a ▁ ab",
    "'', ''"
  })
  void pairWithTheHighestScoreIsMergedFirst(String text, String pieces) {
    Vocabulary vocabulary = vocabulary("ab -2", "bc -1", "bcbc -3", "a -9", "b -9", "c -9", "▁ -9");
    assertThat(pieces(vocabulary, 0, text)).isEqualTo(pieces);
  }

  @Test
  void leftmostOfEqualPairsIsMergedFirst() {
    Vocabulary vocabulary = vocabulary("aa -1", "a -9", "▁ -9");
    assertThat(pieces(vocabulary, 0, "aaa")).isEqualTo("▁ aa a");
  }

  @Test
  void everyMergeSkippedLeavesCharactersAndUserDefinedSymbols() {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("the cat ⟦TIME_1⟧ sat on the mat"),
            new VocabularyConfig(28, 1, false, List.of("⟦TIME_1⟧", "⟦TIME_11⟧"), 16));
    assertThat(pieces(vocabulary, 1, "the⟦TIME_1⟧cat")).isEqualTo("▁ t h e ⟦TIME_1⟧ c a t");
    assertThat(pieces(vocabulary, 1, "⟦TIME_11⟧⟦TIME_1⟧")).isEqualTo("▁ ⟦TIME_11⟧ ⟦TIME_1⟧");
    assertThat(pieces(vocabulary, 1, "cat ⟦TIME_1")).isEqualTo("▁ c a t ▁ <unk>");
  }

  @Test
  void userDefinedSymbolsAreNeverMerged() {
    Vocabulary vocabulary =
        Vocabulary.of(
            pieces(
                new Piece("x", 0, Piece.Type.USER_DEFINED),
                new Piece("ax", -1, Piece.Type.NORMAL),
                new Piece("a", -2, Piece.Type.NORMAL),
                new Piece("▁", -3, Piece.Type.NORMAL)),
            SpecialTokens.defaults());
    assertThat(pieces(vocabulary, 0, "aax")).isEqualTo("▁ a a x");
  }

  @Test
  void eachMergeIsSkippedWithTheShare() {
    Vocabulary vocabulary =
        vocabulary("ab -1", "abc -2", "▁abc -3", "a -9", "b -9", "c -9", "▁ -9");
    List<String> sampled = sampled(vocabulary, 0.3, "abc", 20_000);
    assertThat(share(sampled, "▁ a b c")).isCloseTo(0.3, within(0.01));
    assertThat(share(sampled, "▁ ab c")).isCloseTo(0.7 * 0.3, within(0.01));
    assertThat(share(sampled, "▁ abc")).isCloseTo(0.7 * 0.7 * 0.3, within(0.01));
    assertThat(share(sampled, "▁abc")).isCloseTo(0.7 * 0.7 * 0.7, within(0.01));
  }

  @Test
  void skippedMergeLetsAnotherPairMerge() {
    Vocabulary vocabulary = vocabulary("bc -1", "ab -2", "a -9", "b -9", "c -9", "▁ -9");
    assertThat(sampled(vocabulary, 0.5, "abc", 100)).contains("▁ a bc", "▁ ab c", "▁ a b c");
  }

  @Test
  void sampledPiecesJoinToTheNormalizedText() {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("the cat sat on the mat", "cafés à la carte 😀😀"),
            new VocabularyConfig(300, 1, true, List.of("<url>", "🦆"), 16));
    BytePairDropout dropout = new BytePairDropout(vocabulary, 0.4);
    SplittableRandom random = new SplittableRandom(1);
    for (String text :
        List.of(
            "the cat 🦆 sat", "cafés 😀 𝄞 你好", "<url><url> <s>", "  a\tthe\u2581mat ", "😀😀🦆")) {
      for (int i = 0; i < 50; i++) {
        assertThat(vocabulary.text(dropout.ids(text, random)))
            .isEqualTo(Vocabulary.normalize(text));
      }
    }
  }

  @Test
  void unknownCharactersAreBytesOrOneUnk() {
    List<String> lines = List.of("the cat sat");
    Vocabulary bytes =
        BytePairTrainer.train(lines, new VocabularyConfig(267, 1, true, List.of(), 1));
    Vocabulary none =
        BytePairTrainer.train(lines, new VocabularyConfig(11, 1, false, List.of(), 1));
    assertThat(pieces(bytes, 0, "é𝄞")).isEqualTo("▁ <0xC3> <0xA9> <0xF0> <0x9D> <0x84> <0x9E>");
    assertThat(pieces(none, 0, "éé𝄞a é")).isEqualTo("▁ <unk> a ▁ <unk>");
  }

  @Test
  void unusedPieceIsSplitWhereItWasMerged() {
    Vocabulary vocabulary =
        Vocabulary.of(
            pieces(
                new Piece("ab", -1, Piece.Type.NORMAL),
                new Piece("abc", -2, Piece.Type.UNUSED),
                new Piece("abcd", -3, Piece.Type.UNUSED),
                new Piece("abcda", -4, Piece.Type.NORMAL),
                new Piece("a", -5, Piece.Type.NORMAL),
                new Piece("b", -6, Piece.Type.NORMAL),
                new Piece("c", -7, Piece.Type.NORMAL),
                new Piece("d", -8, Piece.Type.NORMAL),
                new Piece("▁", -9, Piece.Type.NORMAL)),
            SpecialTokens.defaults());
    assertThat(pieces(vocabulary, 0, "abcd")).isEqualTo("▁ ab c d");
    assertThat(pieces(vocabulary, 0, "abcda")).isEqualTo("▁ abcda");
  }

  @Test
  void idsAreAFunctionOfTextAndRandomNumbers() {
    Vocabulary vocabulary = vocabulary("ab -1", "abab -2", "a -9", "b -9", "▁ -9");
    List<String> sampled = sampled(vocabulary, 0.5, "ababababab", 20);
    assertThat(sampled(vocabulary, 0.5, "ababababab", 20)).isEqualTo(sampled);
    assertThat(Set.copyOf(sampled)).hasSizeGreaterThan(10);
  }

  @Test
  @Timeout(20)
  void longWordTakesNoQuadraticTime() {
    Vocabulary vocabulary = vocabulary("ab -1", "abab -2", "a -9", "b -9", "▁ -9");
    BytePairDropout dropout = new BytePairDropout(vocabulary, 0);
    assertThat(dropout.ids("ab".repeat(200_000), new SplittableRandom(1))).hasSize(100_001);
  }

  @Test
  void longestTextThatCannotBeCutHasAMillionCharacters() {
    BytePairDropout dropout = new BytePairDropout(vocabulary("ab -1", "a -9", "b -9", "▁ -9"), 1);
    String longest = "a".repeat((1 << 20) - 1); // a space is added before it
    SplittableRandom random = new SplittableRandom(1);
    assertThat(dropout.ids(longest + " " + longest, random)).hasSize(1 << 21);
    assertThatThrownBy(() -> dropout.ids(longest + "a", random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the text has 1048577 characters without a place to cut it; at most 1048576 are"
                + " supported");
  }

  @Test
  void vocabularyWithPiecesAcrossSpacesIsNotCut() {
    Vocabulary vocabulary = vocabulary("a▁ -1", "a▁b -2", "a -9", "b -9", "▁ -9");
    assertThat(pieces(vocabulary, 0, "a b a")).isEqualTo("▁ a▁b ▁ a");
  }

  @Test
  void vocabularyWithoutMergesIsRefused() {
    ModelBytes model = ModelBytes.of(HEAD);
    for (int type :
        new int[] {SentencePieceFormat.Trainer.UNIGRAM, SentencePieceFormat.Trainer.CHAR}) {
      byte[] changed =
          model
              .with(
                  2,
                  ModelBytes.message(
                      out -> {
                        out.writeEnum(3, type);
                        out.writeInt32(40, 1);
                        out.writeInt32(41, 2);
                        out.writeInt32(42, 3);
                        out.writeInt32(43, 0);
                      }))
              .toBytes();
      Vocabulary vocabulary = Vocabulary.parse(changed, "changed");
      assertThat(vocabulary.isBytePairEncoding()).isFalse();
      assertThatThrownBy(() -> new BytePairDropout(vocabulary, 0.1))
          .isInstanceOf(VocabularyException.class)
          .hasMessage(
              "BPE-dropout skips merges, but this vocabulary has none: it was not trained by"
                  + " byte-pair encoding");
    }
  }

  @Test
  void shareOutOfRangeIsNamed() {
    Vocabulary vocabulary = vocabulary("a -1");
    assertThatThrownBy(() -> new BytePairDropout(vocabulary, 1.5))
        .hasMessage("share is 1.5; it must be from 0 to 1");
  }

  /* Each piece is text and score. */
  private static Vocabulary vocabulary(String... pieces) {
    return Vocabulary.of(
        pieces(
            Arrays.stream(pieces)
                .map(piece -> piece.split(" "))
                .map(piece -> new Piece(piece[0], Float.parseFloat(piece[1]), Piece.Type.NORMAL))
                .toArray(Piece[]::new)),
        SpecialTokens.defaults());
  }

  private static List<Piece> pieces(Piece... pieces) {
    return IntStream.range(0, HEAD.size() + pieces.length)
        .mapToObj(id -> id < HEAD.size() ? HEAD.get(id) : pieces[id - HEAD.size()])
        .toList();
  }

  private static String pieces(Vocabulary vocabulary, double share, String text) {
    return joined(
        vocabulary, new BytePairDropout(vocabulary, share), new SplittableRandom(1), text);
  }

  private static List<String> sampled(Vocabulary vocabulary, double share, String text, int times) {
    BytePairDropout dropout = new BytePairDropout(vocabulary, share);
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, times)
        .mapToObj(i -> joined(vocabulary, dropout, random, text))
        .toList();
  }

  private static String joined(
      Vocabulary vocabulary, BytePairDropout dropout, SplittableRandom random, String text) {
    return Arrays.stream(dropout.ids(text, random))
        .mapToObj(vocabulary::piece)
        .collect(Collectors.joining(" "));
  }

  private static double share(List<String> sampled, String pieces) {
    return (double) sampled.stream().filter(pieces::equals).count() / sampled.size();
  }
}
