package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Compares the trainer with a direct implementation without any index; edge cases. */
class BytePairReferenceTest {
  private static final Comparator<List<String>> SMALLER_PAIR =
      Comparator.comparingInt((List<String> pair) -> pair.get(0).length() + pair.get(1).length())
          .thenComparing(pair -> pair.get(0) + pair.get(1))
          .thenComparing(pair -> pair.get(0).length());

  @Property(tries = 200)
  void mergesEqualThoseOfADirectImplementation(@ForAll("corpora") List<String> lines) {
    List<String> expected = directMerges(lines);
    int letters = (int) String.join("", lines).chars().filter(c -> c != ' ').distinct().count();
    int head = 4;
    int size = head + expected.size() + letters + 1;
    Vocabulary vocabulary =
        BytePairTrainer.train(lines, new VocabularyConfig(size, 1, false, List.of(), 6));
    assertThat(IntStream.range(head, head + expected.size()).mapToObj(vocabulary::piece))
        .containsExactlyElementsOf(expected);
  }

  @Provide
  Arbitrary<List<String>> corpora() {
    return Arbitraries.strings()
        .withChars('a', 'b', 'c', ' ')
        .ofMinLength(1)
        .ofMaxLength(30)
        .filter(line -> !line.isBlank())
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static List<String> directMerges(List<String> lines) {
    List<List<String>> words = new ArrayList<>();
    for (String line : lines) {
      for (String word : line.trim().split(" +", -1)) {
        words.add(("\u2581" + word).chars().mapToObj(Character::toString).toList());
      }
    }
    List<String> merges = new ArrayList<>();
    while (true) {
      Map<List<String>, Integer> counts = new TreeMap<>(SMALLER_PAIR);
      for (List<String> word : words) {
        for (int i = 0; i + 1 < word.size(); i++) {
          counts.merge(List.of(word.get(i), word.get(i + 1)), 1, Integer::sum);
        }
      }
      counts.keySet().removeIf(pair -> pair.get(0).length() + pair.get(1).length() > 6);
      if (counts.isEmpty()) {
        return merges;
      }
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
      List<String> best =
          counts.keySet().stream().filter(pair -> counts.get(pair) == most).findFirst().get();
      words.replaceAll(word -> merged(word, best));
      String piece = best.get(0) + best.get(1);
      if (!merges.contains(piece)) {
        merges.add(piece);
      }
    }
  }

  private static List<String> merged(List<String> word, List<String> pair) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      if (i + 1 < word.size() && word.subList(i, i + 2).equals(pair)) {
        out.add(pair.get(0) + pair.get(1));
        i++;
      } else {
        out.add(word.get(i));
      }
    }
    return out;
  }

  @Test
  void stringsAreComparedByCodePoint() {
    String[] texts = {"\uFB00", "\uD83D\uDE00", "a", "ab", "\uE000"};
    Arrays.sort(texts, BytePairTrainer::compareCodePoints);
    assertThat(texts).containsExactly("a", "ab", "\uE000", "\uFB00", "\uD83D\uDE00");
  }

  @Test
  void orderOfLinesDoesNotMatter() {
    VocabularyConfig config = new VocabularyConfig(20, 1, false, List.of(), 16);
    assertThat(BytePairTrainer.train(List.of("the mat", "a cat", "the cat"), config).toBytes())
        .isEqualTo(BytePairTrainer.train(List.of("the cat", "the mat", "a cat"), config).toBytes());
  }

  @Test
  void noMergeSpellsAControlPiece() {
    List<String> lines = List.of("x<s>y<s>z<s>");
    VocabularyConfig config = new VocabularyConfig(12, 1, false, List.of(), 16);
    assertThat(BytePairTrainer.train(lines, config).piece(4)).isEqualTo("\u2581x");
    assertThatThrownBy(() -> BytePairTrainer.train(lines, config.withSize(13)))
        .hasMessageContaining("12 pieces at most");
  }

  @Test
  void noPieceIsLongerThanTheMaximum() {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("abcabc abcabc"), new VocabularyConfig(10, 1, false, List.of(), 3));
    assertThat(IntStream.range(4, 10).mapToObj(vocabulary::piece))
        .containsExactly("ab", "abc", "\u2581", "a", "b", "c");
  }

  @Test
  void combiningMarksStayWithTheirLetters() {
    assertThat(WordCounter.units("\u2581नमस्ते")).containsExactly("\u2581नमस्ते");
  }

  @Test
  void combiningMarkStaysWithWhatItFollows() {
    assertThat(WordCounter.units("\u2581x\u0301y")).containsExactly("\u2581x\u0301y");
    assertThat(WordCounter.units("\u2581\u0301y")).containsExactly("\u2581\u0301", "y");
    assertThat(WordCounter.units("")).isEmpty();
  }

  @Test
  void unitsAreSplitAtScriptsDigitsAndPunctuationAndKeepTheSpaceMark() {
    assertThat(WordCounter.units("\u2581room42b,\u2581кот漢字かな!"))
        .containsExactly("\u2581room", "42", "b", ",", "\u2581кот", "漢字かな", "!");
  }

  @Test
  void emptyCorpusYieldsOnlyTheSpaceMark() {
    Vocabulary vocabulary =
        BytePairTrainer.train(List.of(), new VocabularyConfig(5, 1, false, List.of(), 16));
    assertThat(vocabulary.piece(4)).isEqualTo("\u2581");
    assertThatThrownBy(() -> BytePairTrainer.train(List.of("", " "), VocabularyConfig.defaults()))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("261 pieces at most, but the size is 8000");
  }

  @Test
  void symbolsThatNoTextCanContainAreRefused() {
    assertThatThrownBy(() -> withSymbol("new york"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'new york' contains a space");
    assertThatThrownBy(() -> withSymbol("</s>")).hasMessageContaining("'</s>' is the name of");
    assertThatThrownBy(() -> withSymbol("<0x0A>")).hasMessageContaining("'<0x0A>' is the name of");
    assertThatThrownBy(() -> withSymbol("")).hasMessageContaining("''");
  }

  private static VocabularyConfig withSymbol(String symbol) {
    return VocabularyConfig.defaults().withUserDefinedSymbols(List.of(symbol));
  }
}
