package dev.thimble.cli;

import dev.thimble.search.LengthPenalty;
import dev.thimble.search.SearchConfig;
import dev.thimble.translation.TranslationOptions;
import picocli.CommandLine.Option;

/** The options that decide how to decode. */
final class SearchOptions {
  private static final TranslationOptions DEFAULTS = TranslationOptions.defaults();

  @Option(names = "--beam-size", description = "Open hypotheses a sentence; 1 is greedy.")
  private int beamSize = DEFAULTS.search().beamSize();

  @Option(names = "--length-penalty", description = "Exponent alpha of the length normalization.")
  private double lengthPenalty = DEFAULTS.search().lengthPenalty().alpha();

  @Option(
      names = "--length-penalty-kind",
      description = "${COMPLETION-CANDIDATES}: |Y|^a or ((5+|Y|)/6)^a.")
  private LengthPenalty.Kind kind = DEFAULTS.search().lengthPenalty().kind();

  @Option(names = "--min-length", description = "Least pieces of an output.")
  private int minLength = DEFAULTS.search().minLength();

  @Option(names = "--max-length-factor", description = "Most output pieces for each source piece.")
  private double maxLengthFactor = DEFAULTS.maxLengthFactor();

  @Option(names = "--max-length-extra", description = "And this many more.")
  private int maxLengthExtra = DEFAULTS.maxLengthExtra();

  @Option(
      names = "--max-source-length",
      description = "Longest source, in pieces, that is accepted.")
  private int maxSourceLength = DEFAULTS.maxSourceLength();

  @Option(names = "--batch-size", description = "Most sentences that cross the model together.")
  private int batchSize = DEFAULTS.batchSize();

  TranslationOptions options(int nBest) {
    SearchConfig search =
        new SearchConfig(beamSize, new LengthPenalty(kind, lengthPenalty), nBest, minLength);
    return new TranslationOptions(
        search, maxLengthFactor, maxLengthExtra, maxSourceLength, batchSize);
  }
}
