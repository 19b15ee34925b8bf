package dev.thimble.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * String-rewriting rules in the binary form that SentencePiece calls a precompiled charsmap: the
 * size of a trie in bytes, the trie of the left sides, then the right sides in UTF-8, each
 * terminated by a zero byte. The trie maps a left side to the offset of its right side. Immutable
 * and thread-safe.
 */
final class PrecompiledCharsmap {
  private static final int MOST_BYTES = 1 << 22; // the largest published charsmaps have 300 KB

  private final DoubleArrayTrie trie;
  private final byte[] rightSides;

  private PrecompiledCharsmap(DoubleArrayTrie trie, byte[] rightSides) {
    this.trie = trie;
    this.rightSides = rightSides;
  }

  /**
   * Reads a charsmap and checks that no text can make a search leave its arrays.
   *
   * @throws VocabularyException if it is truncated or corrupt
   */
  static PrecompiledCharsmap parse(byte[] charsmap) {
    if (charsmap.length > MOST_BYTES) {
      throw new VocabularyException(
          "its normalization rules have " + charsmap.length + " bytes, more than " + MOST_BYTES);
    }
    ByteBuffer in = ByteBuffer.wrap(charsmap).order(ByteOrder.LITTLE_ENDIAN);
    int trieBytes = charsmap.length > 4 ? in.getInt() : -1;
    int rest = charsmap.length - 4 - trieBytes;
    if (trieBytes <= 0 || trieBytes % 4 != 0 || rest <= 0 || charsmap[charsmap.length - 1] != 0) {
      throw new VocabularyException("its normalization rules are cut short");
    }
    int[] units = new int[trieBytes / 4];
    in.asIntBuffer().get(units);
    byte[] rightSides = new byte[rest];
    in.position(4 + trieBytes).get(rightSides);
    DoubleArrayTrie trie = new DoubleArrayTrie(units);
    if (!isUtf8(rightSides) || !trie.isSafe(at -> startsCharacter(rightSides, at))) {
      throw new VocabularyException("its normalization rules are damaged");
    }
    return new PrecompiledCharsmap(trie, rightSides);
  }

  private static boolean startsCharacter(byte[] utf8, int at) {
    return at < utf8.length && (utf8[at] & 0xC0) != 0x80;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The rule with the longest left side at {@code from}, or null if none fits. */
  DoubleArrayTrie.@Nullable Match longest(byte[] text, int from) {
    return trie.longest(text, from);
  }

  /** The right side of a rule, without the terminating zero. */
  byte[] rightSide(DoubleArrayTrie.Match rule) {
    ByteArrayOutputStream right = new ByteArrayOutputStream();
    for (int i = rule.value(); rightSides[i] != 0; i++) {
      right.write(rightSides[i]);
    }
    return right.toByteArray();
  }
}
