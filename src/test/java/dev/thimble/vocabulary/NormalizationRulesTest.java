package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of Thimble, as a table and compiled. */
class NormalizationRulesTest {
  private Map<String, String> rules;

  @BeforeEach
  void computeRules() {
    rules = NormalizationRules.rules();
  }

  @Test
  void ruleRewritesASequence() {
    Map<String, String> sequences =
        Map.of(
            "e\u0301", "\u00E9", // é
            "\u00EA\u0301", "\u1EBF", // ê and an acute: ế
            "e\u0323\u0302", "\u1EC7", // ệ, the marks in canonical order
            "e\u0302\u0323", "\u1EC7", // and in the other
            "\uFF21\u030A", "\u00C5", // a full-width A with a ring
            "\u212B", "\u00C5", // the Angstrom sign
            "\uFF76\uFF9E", "\u30AC", // half-width ka with a voice mark
            "\u1112\u1161\u11AB", "\uD55C", // Hangul letters
            "\uFB01", "fi", // a ligature
            "\u0651\u064E", "\u064E\u0651"); // Arabic shadda typed before its vowel
    assertThat(rules).containsAllEntriesOf(sequences);
    sequences.forEach((left, right) -> assertThat(Vocabulary.normalize(left)).isEqualTo(right));
  }

  @Test
  void whiteSpaceControlsAndTheSpaceMarkBecomeSpaces() {
    assertThat(rules)
        .containsEntry("\t", " ")
        .containsEntry("\u00A0", " ")
        .containsEntry("\u3000", " ")
        .containsEntry("\u0085", " ")
        .containsEntry("\uFEFF", " ")
        .containsEntry("\u2581", " ");
  }

  @Test
  void noRuleChangesNormalizedText() {
    assertThat(rules.keySet())
        .allSatisfy(
            left -> assertThat(Vocabulary.normalize("a" + left + "b")).doesNotContain(left));
  }

  @Test
  void trieHasExactlyTheRules() {
    byte[][] keys =
        rules.keySet().stream()
            .map(left -> left.getBytes(StandardCharsets.UTF_8))
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    int[] values = IntStream.range(0, keys.length).toArray();
    DoubleArrayTrie trie = DoubleArrayTrie.of(keys, values);
    for (int i = 0; i < keys.length; i++) {
      assertThat(trie.value(keys[i])).isEqualTo(i);
    }
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      String text = Character.toString(c);
      if (!rules.containsKey(text)) {
        assertThat(trie.value(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
      }
    }
  }

  @Test
  void everyRightSideIsNormalized() {
    rules.forEach(
        (left, right) -> {
          assertThat(right).isNotEqualTo(left);
          assertThat(Vocabulary.normalize("a" + right + "b"))
              .isEqualTo(Vocabulary.normalize("a" + left + "b"));
        });
    assertThat(rules).containsEntry("\u0001", " ").doesNotContainKey("\0");
  }

  @Test
  void composedCharactersHaveARuleForEachPartlyComposedSpelling() {
    for (int c = 1; c < 0xAC00; c++) {
      String composed = Character.toString(c);
      String parts = Normalizer.normalize(composed, Normalizer.Form.NFD);
      if (!Normalizer.normalize(parts, Normalizer.Form.NFKC).equals(composed)) {
        continue; // another character by normalization
      }
      for (int inside = 1; inside < parts.length(); inside++) {
        String begun = Normalizer.normalize(parts.substring(0, inside), Normalizer.Form.NFC);
        if (begun.length() == 1) {
          assertThat(rules).containsEntry(begun + parts.substring(inside), composed);
        }
      }
    }
  }

  @Test
  void marksAfterAComposedCharacterMayBeInAnyOrder() {
    assertThat(rules)
        .containsEntry("u\u0308\u0304", "\u01D6")
        .containsEntry("\u00FC\u0304", "\u01D6")
        .containsEntry("u\u0304\u0308", "\u1E7B") // another character: these two do not commute
        .containsEntry("s\u0307\u0323", "\u1E69")
        .containsEntry("\u1E61\u0323", "\u1E69");
  }

  @Test
  void hangulIsComposedOfItsLetters() {
    assertThat(rules)
        .containsEntry("\u1100\u1161", "\uAC00")
        .containsEntry("\u1100\u1161\u11A8", "\uAC01")
        .containsEntry("\u1112\u1175", "\uD788")
        .containsEntry("\u1112\u1175\u11C2", "\uD7A3")
        .doesNotContainKey("\u1100\u1161\u11A7")
        .doesNotContainKey("\u1100\u1161\u11C3")
        .doesNotContainKey("\uAC00\u11A8")
        .doesNotContainKey("\uD788\u11C2");
  }

  @Test
  void pairsOfHebrewAndArabicMarksAreOrdered() {
    assertThat(rules)
        .containsEntry("\u05C7\u05B0", "\u05B0\u05C7")
        .containsEntry("\u05B9\u05C7", "\u05C7\u05B9")
        .containsEntry("\u0670\u064B", "\u064B\u0670")
        .doesNotContainKey("\u05B0\u05C7")
        .doesNotContainKey("\u05C3\u05B0"); // U+05C3 is not a mark
  }

  @Test
  void compiledRulesEqualTheRules() {
    PrecompiledCharsmap compiled = PrecompiledCharsmap.parse(NormalizationRules.compile(rules));
    rules.forEach(
        (left, right) -> {
          DoubleArrayTrie.Match match = compiled.longest(bytes(left), 0);
          assertThat(match.length()).isEqualTo(bytes(left).length);
          assertThat(compiled.rightSide(match)).isEqualTo(bytes(right));
        });
  }

  @Test
  void charsmapIsTheSizeTheTrieAndTheRightSides() {
    byte[] compiled = NormalizationRules.compile(Map.of("ab", "x", "é", "yz", "c", "x"));
    ByteBuffer in = ByteBuffer.wrap(compiled).order(ByteOrder.LITTLE_ENDIAN);
    int trieBytes = in.getInt();
    assertThat(compiled).hasSize(4 + trieBytes + 5).endsWith('x', 0, 'y', 'z', 0);
    PrecompiledCharsmap parsed = PrecompiledCharsmap.parse(compiled);
    DoubleArrayTrie.Match match = parsed.longest(bytes("éab"), 0);
    assertThat(match).isEqualTo(new DoubleArrayTrie.Match(2, 2));
    assertThat(parsed.rightSide(match)).isEqualTo(bytes("yz"));
    assertThat(parsed.longest(bytes("ab"), 0)).isEqualTo(new DoubleArrayTrie.Match(2, 0));
    assertThat(parsed.longest(bytes("c"), 0)).isEqualTo(new DoubleArrayTrie.Match(1, 0));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
