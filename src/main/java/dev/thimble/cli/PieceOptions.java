package dev.thimble.cli;

import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--mask-entities",
      paramLabel = "SOURCE-TARGET",
      description =
          "Add the symbols that 'thimble train --mask-entities' needs, and make no pieces of the"
              + " entities that they replace: digits, links and the like. The value is source and"
              + " target language, such as en-fr.")
  private @Nullable String maskEntities;

  /** What the model will mask; null for nothing. */
  @Nullable MaskingConfig masking() {
    return maskEntities == null ? null : MaskedLanguages.parse(maskEntities);
  }

  /** The configuration, with the symbols of the masking. */
  VocabularyConfig config() {
    List<String> all = new ArrayList<>(symbols);
    MaskingConfig masking = masking();
    if (masking != null) {
      all.addAll(masking.symbols());
    }
    return WrongUsageException.ifInvalid(
        () -> new VocabularyConfig(size, characterCoverage, byteFallback, all, maxPieceLength));
  }
}
