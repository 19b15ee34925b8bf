package dev.thimble.cli;

import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.SearchConfig;
import dev.thimble.translation.TranslationOptions;
import picocli.CommandLine.Option;

/** The options that decide how to decode. */
final class SearchOptions {
  private static final TranslationOptions DEFAULTS = TranslationOptions.defaults();
  private static final SearchConfig SEARCH = DEFAULTS.search();

  @Option(names = "--beam-size", description = "Open hypotheses a sentence; 1 is greedy.")
  private int beamSize = Beam.defaults().size();

  @Option(names = "--length-penalty", description = "Exponent alpha of the length normalization.")
  private double lengthPenalty = SEARCH.lengthPenalty().alpha();

  @Option(
      names = "--length-penalty-kind",
      description = "${COMPLETION-CANDIDATES}: sum/|Y|^a, sum/((5+|Y|)/6)^a or sum+a|Y|.")
  private LengthPenalty.Kind kind = SEARCH.lengthPenalty().kind();

  @Option(names = "--min-length", description = "Least pieces of an output.")
  private int minLength = SEARCH.constraints().minLength().extra();

  @Option(names = "--max-length-factor", description = "Most output pieces for each source piece.")
  private double maxLengthFactor = SEARCH.constraints().maxLength().factor();

  @Option(names = "--max-length-extra", description = "And this many more.")
  private int maxLengthExtra = SEARCH.constraints().maxLength().extra();

  @Option(
      names = "--max-source-length",
      description = "Longest source, in pieces, that is accepted.")
  private int maxSourceLength = DEFAULTS.maxSourceLength();

  @Option(names = "--batch-size", description = "Most sentences that cross the model together.")
  private int batchSize = DEFAULTS.batchSize();

  TranslationOptions options(int nBest) {
    int cap = SEARCH.constraints().maxLength().cap();
    Constraints constraints =
        SEARCH
            .constraints()
            .withMinLength(LengthFormula.absolute(minLength))
            .withMaxLength(new LengthFormula(maxLengthFactor, maxLengthExtra, cap));
    SearchConfig search =
        new SearchConfig(
            Beam.of(beamSize), new LengthPenalty(kind, lengthPenalty), nBest, constraints);
    return new TranslationOptions(search, maxSourceLength, batchSize);
  }
}
