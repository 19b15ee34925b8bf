package dev.thimble.cli;

import dev.thimble.vocabulary.VocabularyConfig;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the pieces of a new vocabulary. */
final class PieceOptions {
  @Section("Vocabulary")
  @Bounds(min = 5, max = 1 << 20)
  @Option(names = "--size", description = "Total number of pieces.")
  private int size = VocabularyConfig.defaults().size();

  @Bounds(min = 0, max = 1, minExcluded = true)
  @Option(
      names = "--character-coverage",
      description =
          "Share of the characters of the text that is covered by single-character pieces.")
  private double characterCoverage = VocabularyConfig.defaults().characterCoverage();

  @Option(
      names = "--byte-fallback",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Encode other characters as bytes, so that none is unknown.")
  private boolean byteFallback;

  @Option(
      names = "--symbol",
      paramLabel = "TEXT",
      description = "A piece that is never split; may be repeated.")
  private List<String> symbols = new ArrayList<>();

  @Bounds(min = 1, max = 1000)
  @Option(names = "--max-piece-length", description = "Maximum number of characters of a piece.")
  private int maxPieceLength = VocabularyConfig.defaults().maxPieceLength();

  /**
   * The configuration.
   *
   * @param more symbols beside those of the options
   */
  VocabularyConfig config(List<String> more) {
    List<String> all = new ArrayList<>(symbols);
    all.addAll(more);
    return WrongUsageException.ifInvalid(
        () -> new VocabularyConfig(size, characterCoverage, byteFallback, all, maxPieceLength));
  }
}
