package dev.thimble.cli;

import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.Sampling;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.Stopping;
import dev.thimble.search.Strategy;
import dev.thimble.translation.LongInput;
import dev.thimble.translation.Ranking;
import dev.thimble.translation.TranslationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that decide how to decode. */
final class SearchOptions {
  private static final TranslationOptions DEFAULTS = TranslationOptions.defaults();
  private static final SearchConfig SEARCH = DEFAULTS.search();
  private static final Constraints CONSTRAINTS = SEARCH.constraints();
  private static final Beam BEAM = Beam.defaults();
  private static final Sampling SAMPLING = Sampling.defaults();

  @Option(names = "--beam-size", description = "Open hypotheses a sentence; 1 is greedy.")
  private int beamSize = BEAM.size();

  @Option(
      names = "--stopping",
      description =
          "When a beam is done: ${COMPLETION-CANDIDATES}; BOUND: when no open one can win.")
  private Stopping stopping = BEAM.stopping();

  @Option(
      names = "--beam-groups",
      description = "Groups of a diverse beam; the beam size is a multiple.")
  private int groups = BEAM.groups();

  @Option(names = "--diversity", description = "Strength by which groups shun each other's pieces.")
  private double diversity = BEAM.diversity();

  @Option(names = "--sample", description = "Sample instead of searching with a beam.")
  private boolean sample;

  @Option(names = "--temperature", description = "Of sampling; below 1 sharpens.")
  private double temperature = SAMPLING.temperature();

  @Option(names = "--top-k", description = "Sample among so many best pieces; 0 is all.")
  private int topK = SAMPLING.topK();

  @Option(names = "--top-p", description = "Sample among the best pieces of so much probability.")
  private double topP = SAMPLING.topP();

  @Option(names = "--seed", description = "Of sampling; with the text it decides what is drawn.")
  private long seed = DEFAULTS.seed();

  @Option(
      names = "--ranking",
      description =
          "What comes first: ${COMPLETION-CANDIDATES}; MBR: what is most like the others by chrF or BLEU.")
  private Ranking ranking = DEFAULTS.ranking();

  @Option(
      names = "--candidates",
      description = "Hypotheses an MBR ranking compares; 0: the whole beam, or 32 samples.")
  private int candidates;

  @Option(
      names = "--length-penalty",
      description = "Alpha: exponent of the length normalization, or reward a piece.")
  private double lengthPenalty = SEARCH.lengthPenalty().alpha();

  @Option(
      names = "--length-penalty-kind",
      description = "${COMPLETION-CANDIDATES}: sum/|Y|^a, sum/((5+|Y|)/6)^a or sum+a|Y|.")
  private LengthPenalty.Kind kind = SEARCH.lengthPenalty().kind();

  @Option(names = "--min-length-factor", description = "Least output pieces for each source piece.")
  private double minLengthFactor = CONSTRAINTS.minLength().factor();

  @Option(names = "--min-length", description = "And this many more.")
  private int minLength = CONSTRAINTS.minLength().extra();

  @Option(names = "--max-length-factor", description = "Most output pieces for each source piece.")
  private double maxLengthFactor = CONSTRAINTS.maxLength().factor();

  @Option(names = "--max-length-extra", description = "And this many more.")
  private int maxLengthExtra = CONSTRAINTS.maxLength().extra();

  @Option(names = "--max-length", description = "But never more pieces than this.")
  private int maxLength = CONSTRAINTS.maxLength().cap();

  @Option(
      names = "--no-repeat-ngram",
      description = "No sequence of so many pieces comes twice; 0 is off.")
  private int noRepeatNgram = CONSTRAINTS.noRepeatNgram();

  @Option(
      names = "--repetition-penalty",
      description = "Multiplies log-probabilities of pieces that are there already; 1 is off.")
  private double repetitionPenalty = CONSTRAINTS.repetitionPenalty();

  @Option(names = "--end-bias", description = "Added to the end's log-probability.")
  private double endBias = CONSTRAINTS.endBias();

  @Option(
      names = "--suppress",
      paramLabel = "WORD",
      description = "A word that never comes; may be repeated.")
  private List<String> suppressed = new ArrayList<>();

  @Option(
      names = "--suppress-piece",
      paramLabel = "PIECE",
      description = "A piece that never comes; may be repeated.")
  private List<String> suppressedPieces = new ArrayList<>();

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "What every translation begins with.")
  private String prefix = DEFAULTS.prefix();

  @Option(
      names = "--keep-symbols",
      description = "User-defined symbols come out as often as they go in.")
  private boolean keepSymbols = DEFAULTS.keepSymbols();

  @Option(
      names = "--long-input",
      description = "What becomes of a source over --max-source-length: ${COMPLETION-CANDIDATES}.")
  private LongInput longInput = DEFAULTS.longInput();

  /**
   * The options of the command line.
   *
   * @param nBest translations that are asked for; an MBR ranking compares more
   */
  TranslationOptions translation(int nBest) {
    return WrongUsageException.unlessAccepted(
        () ->
            DEFAULTS.toBuilder()
                .strategy(strategy())
                .lengthPenalty(new LengthPenalty(kind, lengthPenalty))
                .nBest(nBest(nBest))
                .constraints(constraints())
                .ranking(ranking)
                .seed(seed)
                .suppressed(suppressed)
                .suppressedPieces(suppressedPieces)
                .prefix(prefix)
                .keepSymbols(keepSymbols)
                .longInput(longInput)
                .build());
  }

  private Strategy strategy() {
    Beam beam = new Beam(beamSize, stopping, groups, diversity);
    Sampling sampling = new Sampling(temperature, topK, topP);
    if (sample && !beam.equals(BEAM)) {
      throw new IllegalArgumentException(
          "--beam-size, --beam-groups, --diversity and --stopping do not go with --sample");
    }
    if (!sample && !(sampling.equals(SAMPLING) && seed == DEFAULTS.seed())) {
      throw new IllegalArgumentException(
          "--temperature, --top-k, --top-p and --seed need --sample");
    }
    return sample ? sampling : beam;
  }

  private int nBest(int wanted) {
    if (ranking != Ranking.SEARCH) {
      return Math.max(wanted, candidates());
    }
    if (candidates != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--candidates is %d, but --ranking is SEARCH; they go with an MBR ranking",
              candidates));
    }
    return wanted;
  }

  private int candidates() {
    int all = sample ? 32 : beamSize;
    return candidates == 0 ? all : candidates;
  }

  private Constraints constraints() {
    return CONSTRAINTS
        .withMinLength(new LengthFormula(minLengthFactor, minLength, CONSTRAINTS.minLength().cap()))
        .withMaxLength(new LengthFormula(maxLengthFactor, maxLengthExtra, maxLength))
        .withNoRepeatNgram(noRepeatNgram)
        .withRepetitionPenalty(repetitionPenalty)
        .withEndBias(endBias);
  }
}
