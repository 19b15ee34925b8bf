package dev.thimble.vocabulary;

import dev.thimble.integrity.Require;
import java.util.HashSet;
import java.util.List;

/**
 * What a vocabulary trainer makes.
 *
 * @param size pieces in all, control pieces and bytes counted
 * @param characterCoverage share of the corpus's characters that get a piece of their own,
 *     commonest first; the others are spelled in bytes
 * @param byteFallback whether the 256 byte pieces are part of it, so that no text is ever unknown
 * @param userDefinedSymbols pieces that are never cut; normalized, without spaces
 * @param maxPieceLength longest piece, in characters
 */
public record VocabularyConfig(
    int size,
    double characterCoverage,
    boolean byteFallback,
    List<String> userDefinedSymbols,
    int maxPieceLength) {
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
      throw new IllegalArgumentException("a user-defined symbol is named twice");
    }
  }

  private static void check(String symbol) {
    if (!symbol.equals(TextNormalizer.normalize(symbol)) || symbol.isEmpty()) {
      throw new IllegalArgumentException(
          "the user-defined symbol '"
              + symbol
              + "' is not in normalized form; it would have to be '"
              + TextNormalizer.normalize(symbol)
              + "'");
    }
    if (symbol.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "the user-defined symbol '" + symbol + "' has a space in it; pieces cannot");
    }
    if (SpecialTokens.NAMES.contains(symbol) || Piece.isByteName(symbol)) {
      throw new IllegalArgumentException(
          "the user-defined symbol '" + symbol + "' is the name of a control or byte piece");
    }
  }

  /** 8,000 pieces with byte fallback, 99.95% of characters covered. */
  public static VocabularyConfig defaults() {
    return new VocabularyConfig(8000, 0.9995, true, List.of(), 16);
  }

  /** The same with another size. */
  public VocabularyConfig withSize(int size) {
    return new VocabularyConfig(
        size, characterCoverage, byteFallback, userDefinedSymbols, maxPieceLength);
  }

  /** The same with other user-defined symbols. */
  public VocabularyConfig withUserDefinedSymbols(List<String> symbols) {
    return new VocabularyConfig(size, characterCoverage, byteFallback, symbols, maxPieceLength);
  }
}
