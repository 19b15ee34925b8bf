package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationTest {
  @Property(tries = 2000)
  void normalizationIsIdempotent(@ForAll("texts") String text) {
    String normalized = Vocabulary.normalize(text);
    assertThat(Vocabulary.normalize(normalized)).isEqualTo(normalized);
  }

  @Property(tries = 2000)
  void normalizedTextHasNoControlNoMarkAndSingleSpacesInside(@ForAll("texts") String text) {
    assertThat(Vocabulary.normalize(text)).doesNotContainPattern("[\\p{Cc}\u2581]|^ | $|  ");
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Integer> common =
        Arbitraries.of(0x20, 0x09, 0x0A, 0, 0x301, 0x308, 0x65, 0x41, 0xA0, 0x2581, 0x1100, 0x1161);
    return Arbitraries.oneOf(Arbitraries.integers().between(0, 0x10FFFF), common)
        .array(int[].class)
        .ofMaxSize(20)
        .map(points -> new String(points, 0, points.length));
  }

  @Test
  void prefixOfAKeyIsNotFound() {
    DoubleArrayTrie trie = trie("ab", "abcd", "x");
    assertThat(trie.value(bytes("a"))).isEqualTo(-1);
    assertThat(trie.value(bytes("abc"))).isEqualTo(-1);
    assertThat(trie.value(bytes("ab"))).isEqualTo(0);
    assertThat(trie.value(bytes("abcd"))).isEqualTo(1);
    assertThat(trie.value(bytes("x"))).isEqualTo(2);
    assertThat(trie.value(bytes("xx"))).isEqualTo(-1);
  }

  @Test
  void zeroByteIsNotFound() {
    assertThat(trie("ab", "x").value(new byte[] {'a', 0})).isEqualTo(-1);
    assertThat(trie("ab", "x").value(new byte[] {'x', 0})).isEqualTo(-1);
    assertThat(trie("ab", "x").value(new byte[] {0})).isEqualTo(-1);
  }

  @Test
  void trieIsSafeUnlessAValueOrAnOffsetPointsOutside() {
    int[] units = trie("ab", "x").units();
    assertThat(new DoubleArrayTrie(units).isSafe(value -> value < 2)).isTrue();
    assertThat(new DoubleArrayTrie(units).isSafe(value -> value < 1)).isFalse();
    assertThat(new DoubleArrayTrie(Arrays.copyOf(units, 255)).isSafe(value -> true)).isFalse();
    assertThat(new DoubleArrayTrie(new int[0]).isSafe(value -> true)).isFalse();
    units[0] |= 1 << 30;
    assertThat(new DoubleArrayTrie(units).isSafe(value -> true)).isFalse();
  }

  @Test
  void moreKeysOnOnePathThanARuntimeHoldsAreNotSafe() {
    String[] fits = new String[31];
    String[] overflows = new String[32];
    Arrays.setAll(fits, i -> "a".repeat(i + 1));
    Arrays.setAll(overflows, i -> "a".repeat(i + 1));
    assertThat(trie(fits).isSafe(value -> true)).isTrue();
    assertThat(trie(overflows).isSafe(value -> true)).isFalse();
  }

  @Test
  void keysMayHaveUpTo1024Bytes() {
    assertThat(trie("a".repeat(1024), "b").isSafe(value -> true)).isTrue();
    assertThat(trie("a".repeat(1025), "b").isSafe(value -> true)).isFalse();
  }

  @Test
  void cyclicTrieIsNotSafe() {
    int[] units = new int[512];
    Arrays.fill(units, 1 << 31);
    units[0] =
        'a' << 10; // the base of the root is 'a', so that its child for 'a' is at 0, the root
    // itself
    units[0] |= 'a';
    assertThat(new DoubleArrayTrie(units).isSafe(value -> true)).isFalse();
  }

  @Test
  void sharedSubtreesAreVisitedOnce() {
    int[] units = new int[256 * 40]; // 38 nodes, each with two edges from the node before
    Arrays.fill(units, 1 << 31);
    // a node at 256 * i + 'a' and one at 256 * i + 'b', both with base 256 * (i + 1)
    units[0] = 256 << 10;
    for (int i = 1; i < 39; i++) {
      units[256 * i + 'a'] = 'a' | ((256 * i + 'a') ^ (256 * (i + 1))) << 10;
      units[256 * i + 'b'] = 'b' | ((256 * i + 'b') ^ (256 * (i + 1))) << 10;
    }
    assertThat(new DoubleArrayTrie(units).isSafe(value -> true)).isTrue();
  }

  @Test
  void lengthOfKeysCountsOnTheLongestOfTheWaysToASharedEnd() {
    assertThat(new DoubleArrayTrie(twoWaysToOneEnd(800, 223)).isSafe(value -> true))
        .isTrue(); // 1,024
    assertThat(new DoubleArrayTrie(twoWaysToOneEnd(800, 224)).isSafe(value -> true)).isFalse();
  }

  /* By 'a' from the root follow `shared` nodes; by 'b' follow `own` nodes, and then the same shared ones. */
  private static int[] twoWaysToOneEnd(int shared, int own) {
    int sharedBase = 2;
    int end = sharedBase + shared; // no node has its place there
    int ownBase = end + 1;
    int[] units = new int[256 * (ownBase + own)];
    Arrays.fill(units, 1 << 31);
    units[0] = 256 << 10;
    addNode(units, 1, 'a', sharedBase);
    addNode(units, 1, 'b', ownBase);
    for (int i = sharedBase; i < end; i++) {
      addNode(units, i, 'c', i + 1);
    }
    for (int i = ownBase; i < ownBase + own; i++) {
      addNode(units, i, 'c', i + 1 < ownBase + own ? i + 1 : sharedBase);
    }
    return units;
  }

  private static void addNode(int[] units, int block, int label, int base) {
    int at = 256 * block + label;
    units[at] = label | (at ^ (256 * base)) << 10;
  }

  @Test
  void longestKeyIsFoundFromAnyIndex() {
    DoubleArrayTrie trie = trie("ab", "abcd", "x");
    assertThat(trie.longest(bytes("abcx"), 0)).isEqualTo(new DoubleArrayTrie.Match(2, 0));
    assertThat(trie.longest(bytes("abcd"), 0)).isEqualTo(new DoubleArrayTrie.Match(4, 1));
    assertThat(trie.longest(bytes("abcx"), 3)).isEqualTo(new DoubleArrayTrie.Match(1, 2));
    assertThat(trie.longest(bytes("abcx"), 1)).isNull();
    assertThat(trie.longest(bytes("a"), 0)).isNull();
    assertThat(trie.longest(bytes("a"), 1)).isNull();
  }

  @Test
  void thimbleRulesPassTheCheck() {
    byte[] rules = NormalizationRules.charsmap();
    PrecompiledCharsmap.parse(rules);
    assertThat(rules).hasSizeLessThan(256 * 1024);
    rules[rules.length - 2] = (byte) 0xFF;
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(rules))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(new byte[] {9, 0, 0, 0, 1, 0}))
        .hasMessageContaining("cut short");
  }

  @Test
  void layoutOfATrieIsTheSameEveryTime() {
    byte[][] keys =
        IntStream.range(0, 5000)
            .map(i -> i * 7919 % 100_003)
            .mapToObj(i -> bytes(Integer.toString(i, 36) + "é"))
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    int[] units = DoubleArrayTrie.of(keys, IntStream.range(0, keys.length).toArray()).units();
    assertThat(units).hasSize(22784);
    assertThat(Arrays.hashCode(units)).isEqualTo(-819893557);
  }

  @Test
  void lastRightSideMustBeTerminated() {
    byte[] rules = NormalizationRules.charsmap();
    assertThat(rules[rules.length - 1]).isZero();
    rules[rules.length - 1] = 'x';
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(rules)).hasMessageContaining("cut short");
    rules[rules.length - 1] = 0;
    PrecompiledCharsmap.parse(rules);
  }

  @ParameterizedTest
  @CsvSource({
    "0, cut short", // the size alone
    "-4, cut short",
    "2, cut short", // no whole unit
    "1028, cut short", // nothing after the trie
    "1024, none",
  })
  void sizeOfTheTrieMustFit(int trieBytes, String error) {
    ByteBuffer rules = ByteBuffer.allocate(4 + 1028).order(ByteOrder.LITTLE_ENDIAN);
    rules.putInt(trieBytes).putInt(1 << 10); // a root without keys
    for (int i = 1; i < 256; i++) {
      rules.putInt(1 << 31);
    }
    if (error.equals("none")) {
      assertThat(PrecompiledCharsmap.parse(rules.array()).longest(bytes("a"), 0)).isNull();
    } else {
      assertThatThrownBy(() -> PrecompiledCharsmap.parse(rules.array()))
          .hasMessageContaining(error);
    }
  }

  @Test
  void rightSidesAreBounded() {
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(new byte[4]))
        .hasMessage("its normalization rules are cut short");
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(new byte[(1 << 22) + 1]))
        .hasMessage("its normalization rules have 4194305 bytes, more than 4194304");
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(new byte[1 << 22]))
        .hasMessage("its normalization rules are cut short");
  }

  @Test
  void valueThatPointsIntoACharacterIsRefused() {
    assertThat(PrecompiledCharsmap.parse(rules("é", 0)).rightSide(new DoubleArrayTrie.Match(1, 0)))
        .isEqualTo(bytes("é"));
    assertThat(PrecompiledCharsmap.parse(rules("é", 2)).rightSide(new DoubleArrayTrie.Match(1, 2)))
        .isEmpty();
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(rules("é", 1)))
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> PrecompiledCharsmap.parse(rules("é", 3)))
        .hasMessageContaining("damaged");
  }

  /* One rule, from "a" to the right side at a position. */
  private static byte[] rules(String rightSides, int position) {
    int[] units = DoubleArrayTrie.of(new byte[][] {bytes("a")}, new int[] {position}).units();
    ByteBuffer rules =
        ByteBuffer.allocate(4 + 4 * units.length + bytes(rightSides).length + 1)
            .order(ByteOrder.LITTLE_ENDIAN);
    rules.putInt(4 * units.length);
    for (int unit : units) {
      rules.putInt(unit);
    }
    return rules.put(bytes(rightSides)).array();
  }

  private static DoubleArrayTrie trie(String... keys) {
    byte[][] bytes = Arrays.stream(keys).map(NormalizationTest::bytes).toArray(byte[][]::new);
    return DoubleArrayTrie.of(bytes, IntStream.range(0, keys.length).toArray());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
