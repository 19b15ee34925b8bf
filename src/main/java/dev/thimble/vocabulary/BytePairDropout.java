package dev.thimble.vocabulary;

import dev.thimble.integrity.Require;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Segments text by byte-pair encoding and skips merges at random, so that a model sees a word in
 * many segmentations (Provilkov et al. 2020, "BPE-Dropout"). Each merge at each place is skipped
 * with the same probability and drawn once, as in SentencePiece; the paper's algorithm 1 draws
 * again for all merges of a word after each merge. If no merge is skipped, the ids are those of
 * SentencePiece. User-defined symbols are never split. Immutable and thread-safe.
 */
public final class BytePairDropout {
  private final Vocabulary vocabulary;
  private final double share;
  private final int @Nullable [] byteIds; // null: no byte fallback
  private final @Nullable DoubleArrayTrie symbols; // user-defined; null: none
  private final Map<String, Piece> merged = new HashMap<>(); // what a merge can give

  /**
   * Segments by a vocabulary.
   *
   * @param vocabulary of byte-pair encoding
   * @param share probability that a merge is skipped, from 0 to 1; 1 leaves single characters
   * @throws VocabularyException if the vocabulary is not of byte-pair encoding
   */
  public BytePairDropout(Vocabulary vocabulary, double share) {
    this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
    Require.within("share", share, 0, 1);
    this.share = share;
    if (!vocabulary.isBytePairEncoding()) {
      throw new VocabularyException(
          "BPE-dropout skips merges, but this vocabulary has none: it was not trained by byte-pair"
              + " encoding");
    }
    byteIds =
        vocabulary.hasByteFallback()
            ? IntStream.range(0, 256)
                .map(value -> vocabulary.id(Piece.ofByte(value).text()))
                .toArray()
            : null;
    List<String> userDefined = vocabulary.userDefinedSymbols();
    symbols = userDefined.isEmpty() ? null : DoubleArrayTrie.of(userDefined);
    for (Piece piece : vocabulary.entries()) {
      if (piece.isText()) {
        merged.put(piece.text(), piece);
      }
    }
  }

  /**
   * {@return the ids of a text; none if the normalized text is empty}
   *
   * @param text any text; see below for its length
   * @param random draws the merges to skip
   * @throws IllegalArgumentException if the text has more than 1,048,576 characters and cannot be
   *     cut: it has no space, or {@link Vocabulary#cutsBeforeSpaces} is false
   */
  public int[] ids(String text, RandomGenerator random) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(random, "random");
    List<String> pieces = new ArrayList<>();
    for (String word : vocabulary.parts(text)) {
      BytePairWord symbolsOfWord = new BytePairWord(word, merged);
      cut(word, symbolsOfWord);
      symbolsOfWord.merge(() -> share > 0 && random.nextDouble() < share);
      symbolsOfWord.addTo(pieces);
    }
    return ids(pieces);
  }

  /* Cuts a word into characters and user-defined symbols, of which the longest one counts. */
  private void cut(String word, BytePairWord into) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < utf8.length; ) {
      DoubleArrayTrie.Match symbol = symbols == null ? null : symbols.longest(utf8, at);
      int bytes = symbol == null ? characterLength(utf8[at]) : symbol.length();
      if (symbol == null) {
        into.add(bytes == 4 ? 2 : 1, false);
      } else {
        into.add(new String(utf8, at, bytes, StandardCharsets.UTF_8).length(), true);
      }
      at += bytes;
    }
  }

  /* The length of a UTF-8 character is the number of leading ones of its first byte, 0 meaning 1. */
  private static int characterLength(byte first) {
    return Math.max(1, Integer.numberOfLeadingZeros(~first << 24));
  }

  /* Characters without a piece become bytes, or else each run of them becomes one unk. */
  private int[] ids(List<String> pieces) {
    int unk = vocabulary.specialTokens().unk();
    IntStream.Builder ids = IntStream.builder();
    boolean afterUnk = false;
    for (String piece : pieces) {
      int id = vocabulary.id(piece);
      if (id != unk) {
        ids.add(id);
      } else if (byteIds != null) {
        for (byte each : piece.getBytes(StandardCharsets.UTF_8)) {
          ids.add(byteIds[each & 0xFF]);
        }
      } else if (!afterUnk) {
        ids.add(unk);
      }
      afterUnk = id == unk;
    }
    return ids.build().toArray();
  }
}
