package dev.thimble.vocabulary;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * The settings of a vocabulary trainer.
 *
 * @param size number of pieces, including control and byte pieces; 5 to 1,048,576
 * @param characterCoverage share of the corpus's characters that get a piece, the most frequent
 *     first; above 0, at most 1. Byte pieces spell the other characters; without byte fallback they
 *     are unk
 * @param byteFallback whether to add the 256 byte pieces, with which no text is unknown
 * @param userDefinedSymbols pieces that are never cut; distinct, normalized, without spaces
 * @param maxPieceLength longest piece in characters, at least 1
 */
public record VocabularyConfig(
    int size,
    double characterCoverage,
    boolean byteFallback,
    List<String> userDefinedSymbols,
    int maxPieceLength)
    implements Serializable {
  /** Checks every value. */
  public VocabularyConfig {
    userDefinedSymbols = Require.copyOf(userDefinedSymbols, "userDefinedSymbols");
    Require.within("size", size, 5, 1 << 20);
    Require.that(
        characterCoverage > 0 && characterCoverage <= 1,
        "characterCoverage",
        characterCoverage,
        "above 0, at most 1");
    Require.atLeast("maxPieceLength", maxPieceLength, 1);
    for (String symbol : userDefinedSymbols) {
      check(symbol);
    }
    if (new HashSet<>(userDefinedSymbols).size() < userDefinedSymbols.size()) {
      throw new IllegalArgumentException("a user-defined symbol occurs twice");
    }
  }

  private static void check(String symbol) {
    if (!symbol.equals(TextNormalizer.normalize(symbol)) || symbol.isEmpty()) {
      throw new IllegalArgumentException(
          "the user-defined symbol '"
              + symbol
              + "' is not normalized; its normalized form is '"
              + TextNormalizer.normalize(symbol)
              + "'");
    }
    if (symbol.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "the user-defined symbol '" + symbol + "' contains a space, which a piece cannot");
    }
    if (SpecialTokens.NAMES.contains(symbol) || Piece.isByteName(symbol)) {
      throw new IllegalArgumentException(
          "the user-defined symbol '" + symbol + "' is the name of a control or byte piece");
    }
  }

  /**
   * 8,000 pieces of up to 16 characters, byte fallback, 99.95% of characters covered.
   *
   * @return the settings of {@code thimble vocab}
   */
  public static VocabularyConfig defaults() {
    return new VocabularyConfig(8000, 0.9995, true, List.of(), 16);
  }

  /**
   * {@return these settings with another size}
   *
   * @param size number of pieces, control and byte pieces included
   */
  public VocabularyConfig withSize(int size) {
    return new VocabularyConfig(
        size, characterCoverage, byteFallback, userDefinedSymbols, maxPieceLength);
  }

  /**
   * {@return these settings with other user-defined symbols}
   *
   * @param symbols pieces that are never cut, in the order of their ids
   */
  public VocabularyConfig withUserDefinedSymbols(List<String> symbols) {
    return new VocabularyConfig(size, characterCoverage, byteFallback, symbols, maxPieceLength);
  }
}
