package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {
  private static final VocabularyConfig PLAIN = new VocabularyConfig(14, 1, false, List.of(), 16);

  @Test
  void nullLineIsNamedByItsIndex() {
    assertThatNullPointerException()
        .isThrownBy(
            () -> BytePairTrainer.train(Arrays.asList("a", "b", null), VocabularyConfig.defaults()))
        .withMessage("lines[2]");
  }

  @Test
  void mostFrequentPairIsMergedFirst() {
    Vocabulary vocabulary = BytePairTrainer.train(List.of("ab ab ab cd"), PLAIN.withSize(11));
    assertThat(pieces(vocabulary))
        .startsWith("<pad>", "<unk>", "<s>", "</s>", "ab", "\u2581ab")
        .contains("\u2581", "a", "b", "c", "d");
  }

  @Test
  void tiesGoToTheSmallerPiece() {
    Vocabulary vocabulary = BytePairTrainer.train(List.of("xy ab"), PLAIN.withSize(10));
    assertThat(vocabulary.piece(4)).isEqualTo("ab");
  }

  @Test
  void overlappingPairsAreCountedAsTheyAreMerged() {
    Vocabulary vocabulary = BytePairTrainer.train(List.of("aaaa aaaa"), PLAIN.withSize(9));
    assertThat(vocabulary.pieces(new int[] {4, 5, 6}))
        .containsExactly("aa", "\u2581aa", "\u2581aaaa");
  }

  @Test
  void noPieceMixesScriptsOrDigitsAndLetters() {
    List<String> lines = IntStream.range(0, 50).mapToObj(i -> "abc123 абв").toList();
    Vocabulary vocabulary = BytePairTrainer.train(lines, PLAIN.withSize(22));
    assertThat(pieces(vocabulary))
        .contains("\u2581abc", "123", "\u2581абв")
        .noneMatch(piece -> piece.contains("c1"));
  }

  @Test
  void sameTextGivesTheSameBytes() {
    List<String> lines = List.of("the cat sat on the mat", "the dog sat on the log");
    VocabularyConfig config = PLAIN.withSize(30);
    assertThat(BytePairTrainer.train(lines, config).toBytes())
        .isEqualTo(BytePairTrainer.train(lines, config).toBytes());
  }

  @Test
  void userDefinedSymbolsStayWholeAndAreNotMerged() {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("a <url> b <url>"), PLAIN.withSize(9).withUserDefinedSymbols(List.of("<url>")));
    assertThat(vocabulary.userDefinedSymbols()).containsExactly("<url>");
    assertThat(vocabulary.id("u")).isEqualTo(vocabulary.specialTokens().unk());
  }

  @Test
  void rareCharactersAreSpelledByBytes() {
    List<String> lines = IntStream.range(0, 2000).mapToObj(i -> i == 0 ? "é" : "aaaa").toList();
    Vocabulary vocabulary =
        BytePairTrainer.train(lines, new VocabularyConfig(264, 0.99, true, List.of(), 16));
    assertThat(vocabulary.id("é")).isEqualTo(vocabulary.specialTokens().unk());
    assertThat(vocabulary.id("<0xC3>")).isNotEqualTo(vocabulary.specialTokens().unk());
  }

  @Test
  void tooSmallASizeNamesTheSmallest() {
    assertThatThrownBy(() -> BytePairTrainer.train(List.of("abcdefgh"), PLAIN.withSize(8)))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("at least 13");
  }

  @Test
  void tooLargeASizeNamesTheLargest() {
    assertThatThrownBy(() -> BytePairTrainer.train(List.of("ab"), PLAIN.withSize(100)))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("at most")
        .hasMessageContaining("set a size of 9");
  }

  @Test
  void scoresDecreaseByOnePerRank() throws IOException {
    Vocabulary vocabulary = BytePairTrainer.train(List.of("ab ab"), PLAIN.withSize(9));
    assertThat(SentencePieceFormat.read(vocabulary.toBytes()).pieces())
        .extracting(Piece::score)
        .containsExactly(0f, 0f, 0f, 0f, 0f, -1f, -2f, -3f, -4f);
  }

  @Test
  void vocabularyHasTheConfiguredSize() {
    List<String> lines = List.of("abcdefgh abcdefgh");
    for (int size = 13; size <= 20; size++) {
      assertThat(BytePairTrainer.train(lines, PLAIN.withSize(size)).size()).isEqualTo(size);
    }
  }

  @Test
  void noCharacterIsAddedOnceTheCoverageIsReached() {
    VocabularyConfig half = new VocabularyConfig(7, 0.5, false, List.of(), 16);
    assertThat(pieces(BytePairTrainer.train(List.of("a b"), half)))
        .containsExactly("<pad>", "<unk>", "<s>", "</s>", "▁a", "▁", "a");
  }

  @Test
  void prefixComesFirst() {
    assertThat(BytePairTrainer.compareCodePoints("a", "ab")).isNegative();
    assertThat(BytePairTrainer.compareCodePoints("ab", "a")).isPositive();
    assertThat(BytePairTrainer.compareCodePoints("ab", "ab")).isZero();
    assertThat(BytePairTrainer.compareCodePoints("ab", "aa")).isPositive();
    assertThat(BytePairTrainer.compareCodePoints("\uFFFD", "😀")).isNegative();
    assertThat(BytePairTrainer.compareCodePoints("😀", "\uFFFD")).isPositive();
    assertThat(BytePairTrainer.compareCodePoints("😀", "😁")).isNegative();
  }

  @Test
  void longestUserDefinedSymbolIsRemovedFirst() {
    assertThat(counts(List.of("ab", "abcd", "abc"), "abcdx yabc abz"))
        .isEqualTo(Map.of("\u2581", 2L, "x", 1L, "\u2581y", 1L, "z", 1L));
  }

  @Test
  void unitsAreCounted() {
    assertThat(counts(List.of(), "a b a", "  ", "b2"))
        .isEqualTo(Map.of("\u2581a", 2L, "\u2581b", 2L, "2", 1L));
  }

  private static Map<String, Long> counts(List<String> symbols, String... lines) {
    UnitCounts counts = new UnitCounts(100, Path.of("unused"));
    WordCounter counter = new WordCounter(symbols, counts);
    List.of(lines).forEach(counter::add);
    Map<String, Long> counted = new HashMap<>();
    counts.forEach(counted::put);
    return counted;
  }

  @Test
  void piecesOfASmallText() {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("low low low low low lower lower newest newest newest widest widest"),
            PLAIN.withSize(27));
    assertThat(vocabulary.size()).isEqualTo(27);
    assertThat(pieces(vocabulary).subList(4, 27))
        .containsExactly(
            "lo", "low", "▁low", "es", "est", "ew", "▁n", "▁new", "▁newest", "er", "id", "▁w", "▁",
            "w", "e", "l", "o", "s", "t", "n", "d", "i", "r");
  }

  private static List<String> pieces(Vocabulary vocabulary) {
    return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::piece).toList();
  }

  @Test
  void blankTextIsReported() {
    assertThatThrownBy(() -> BytePairTrainer.train(List.of("", " \t"), VocabularyConfig.defaults()))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("is blank and yields 261 pieces at most");
  }

  @Test
  void vocabularyIsSmallerThanItsLimitIfTheTextHasTooFewPairs() {
    VocabularyConfig config = new VocabularyConfig(1000, 1, false, List.of(), 16);
    List<String> heard = new ArrayList<>();
    Vocabulary vocabulary =
        BytePairTrainer.trainUpTo(
            List.of("ab ab"), config, (done, total) -> heard.add(done + "/" + total));
    assertThat(vocabulary.size()).isEqualTo(9);
    assertThat(vocabulary.id("\u2581ab")).isNotEqualTo(vocabulary.specialTokens().unk());
    assertThat(heard).containsExactly("1/993", "2/993", "993/993");
  }

  @Test
  void everyMergeIsHeard() {
    List<String> heard = new ArrayList<>();
    BytePairTrainer.train(
        List.of("ab ab"), PLAIN.withSize(9), (done, total) -> heard.add(done + "/" + total));
    assertThat(heard).containsExactly("1/2", "2/2");
  }

  @Test
  void vocabularyHasItsLimitIfTheTextHasEnoughPairs() {
    VocabularyConfig config = new VocabularyConfig(8, 1, false, List.of(), 16);
    assertThat(BytePairTrainer.trainUpTo(List.of("ab ab"), config, (done, total) -> {}).size())
        .isEqualTo(8);
  }
}
