package dev.thimble.cli;

import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.Stopping;
import dev.thimble.search.Strategy;
import dev.thimble.text.Glossary;
import dev.thimble.translation.ChannelWeights;
import dev.thimble.translation.LongInput;
import dev.thimble.translation.LowConfidence;
import dev.thimble.translation.Ranking;
import dev.thimble.translation.TranslationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the search. */
final class SearchOptions {
  private static final TranslationOptions DEFAULTS = TranslationOptions.defaults();
  private static final SearchConfig SEARCH = DEFAULTS.search();
  private static final Constraints CONSTRAINTS = SEARCH.constraints();
  private static final Beam BEAM = Beam.defaults();

  @Section("Search")
  @Bounds(min = 1, max = Beam.MAX_SIZE)
  @Option(
      names = "--beam-size",
      description = "Number of hypotheses kept for each sentence; 1 is greedy search.")
  private int beamSize = BEAM.size();

  @Option(
      names = "--stopping",
      description =
          "When a beam stops: ${COMPLETION-CANDIDATES}; BOUND stops when no"
              + " unfinished hypothesis can win.")
  private Stopping stopping = BEAM.stopping();

  @Bounds(min = 1, max = Beam.MAX_SIZE)
  @Option(
      names = "--beam-groups",
      description =
          "Number of groups of a diverse beam; the beam size must be a multiple of" + " it.")
  private int groups = BEAM.groups();

  @Bounds(min = 0, max = 1000)
  @Option(
      names = "--diversity",
      description =
          "Penalty on pieces that an earlier group of a diverse beam chose at the same step.")
  private double diversity = BEAM.diversity();

  @Option(
      names = "--length-penalty-kind",
      description =
          "Score of a hypothesis with log-probability s, length n and --length-penalty a:"
              + " ${COMPLETION-CANDIDATES}; in this order, s/n^a, s/((5+n)/6)^a and s+a*n.")
  private LengthPenalty.Kind kind = SEARCH.lengthPenalty().kind();

  @Bounds(min = 0, max = 10)
  @Option(names = "--length-penalty", description = "Alpha of the length penalty.")
  private double lengthPenalty = SEARCH.lengthPenalty().alpha();

  @Option(
      names = "--ranking",
      description =
          "How to rank the translations of a sentence: ${COMPLETION-CANDIDATES}."
              + " MBR_CHRF and MBR_BLEU prefer the one most similar to the others (minimum"
              + " Bayes risk); CHANNEL is what --channel and --language-model set.")
  private Ranking ranking = DEFAULTS.ranking();

  @Bounds(min = 0, max = Beam.MAX_SIZE)
  @Option(
      names = "--candidates",
      description =
          "Number of hypotheses that an MBR ranking or a noisy channel compares; 0 compares the"
              + " whole beam, or 32 samples.")
  private int candidates;

  @Section("Noisy channel")
  @Option(
      names = "--channel",
      paramLabel = "MODEL",
      description =
          "A model folder of the other direction, which ranks the translations of a sentence:"
              + " log p(y|x) + a log p(x|y) + b |y| + c log p(y), with the weights a, b and c below."
              + " The term of a model that is not given is left out. 'thimble tune-channel' finds"
              + " good weights. The confidence uses p(x|y), too, if 'thimble calibrate --channel'"
              + " fitted it with the same MODEL.")
  private @Nullable Path channel;

  @Bounds(min = 0, max = 1000)
  @Option(
      names = "--channel-weight",
      description = "Weight a of the log-probability of the source, given a translation.")
  private double channelWeight = DEFAULTS.channelWeights().channel();

  @Bounds(min = -1000, max = 1000)
  @Option(
      names = "--channel-length-weight",
      description = "Weight b of the number of pieces of a translation.")
  private double channelLengthWeight = DEFAULTS.channelWeights().length();

  @Option(
      names = "--language-model",
      paramLabel = "MODEL",
      description =
          "The folder of a language model of the target language, as 'thimble train"
              + " --language-model' makes it, which ranks the translations as --channel does,"
              + " together with it or alone.")
  private @Nullable Path languageModel;

  @Bounds(min = 0, max = 1000)
  @Option(
      names = "--language-model-weight",
      description = "Weight c of the log-probability of a translation by the language model.")
  private double languageModelWeight = DEFAULTS.channelWeights().languageModel();

  @Section("Sampling")
  @Option(names = "--sample", description = "Sample translations instead of using beam search.")
  private boolean sample;

  @Mixin private SamplingOptions samplingOptions;

  @Section("Constraints on the output")
  @Bounds(min = 0, max = 100)
  @Option(
      names = "--min-length-factor",
      description = "Minimum number of output pieces for each source piece.")
  private double minLengthFactor = CONSTRAINTS.minLength().factor();

  @Bounds(min = 0, max = LengthFormula.MAX_LENGTH)
  @Option(
      names = "--min-length",
      description =
          "Minimum number of output pieces, in addition to --min-length-factor times the"
              + " number of source pieces.")
  private int minLength = CONSTRAINTS.minLength().extra();

  @Bounds(min = 0, max = 100)
  @Option(
      names = "--max-length-factor",
      description = "Maximum number of output pieces for each source piece.")
  private double maxLengthFactor = CONSTRAINTS.maxLength().factor();

  @Bounds(min = 0, max = LengthFormula.MAX_LENGTH)
  @Option(
      names = "--max-length-extra",
      description =
          "Maximum number of output pieces, in addition to --max-length-factor times the"
              + " number of source pieces.")
  private int maxLengthExtra = CONSTRAINTS.maxLength().extra();

  @Bounds(min = 1, max = LengthFormula.MAX_LENGTH)
  @Option(names = "--max-length", description = "Maximum number of output pieces for any source.")
  private int maxLength = CONSTRAINTS.maxLength().cap();

  @Bounds(min = 0, max = LengthFormula.MAX_LENGTH)
  @Option(
      names = "--no-repeat-ngram",
      description = "Allow no sequence of this many pieces twice in an output; 0 is off.")
  private int noRepeatNgram = CONSTRAINTS.noRepeatNgram();

  @Bounds(min = 0.1, max = 10)
  @Option(
      names = "--repetition-penalty",
      description =
          "Factor on the log-probabilities of pieces that are already in the output; 1 is off.")
  private double repetitionPenalty = CONSTRAINTS.repetitionPenalty();

  @Bounds(min = -1000, max = 1000)
  @Option(
      names = "--end-bias",
      description = "Value added to the log-probability of the end of the sentence.")
  private double endBias = CONSTRAINTS.endBias();

  @Option(
      names = "--suppress",
      paramLabel = "WORD",
      description = "A word that must not occur in an output; may be repeated.")
  private List<String> suppressed = new ArrayList<>();

  @Option(
      names = "--suppress-piece",
      paramLabel = "PIECE",
      description = "A piece that must not occur in an output; may be repeated.")
  private List<String> suppressedPieces = new ArrayList<>();

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "Text that every output must begin with.")
  private String prefix = DEFAULTS.prefix();

  @Option(
      names = "--keep-symbols",
      description = "Output each user-defined symbol as often as it occurs in the source.")
  private boolean keepSymbols = DEFAULTS.keepSymbols();

  @Section("Entities")
  @Option(
      names = "--glossary",
      paramLabel = "FILE",
      description =
          "Terms and their translations, separated by a tab, one pair on each line. Needs a model"
              + " that masks entities.")
  private @Nullable Path glossary;

  @Option(
      names = "--protect",
      paramLabel = "REGEX",
      description =
          "What matches this regular expression is not translated; may be repeated. Needs a model"
              + " that masks entities.")
  private List<String> protectedPatterns = new ArrayList<>();

  @Section("Sentences")
  @Option(
      names = "--by-sentence",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Translate each sentence of a line separately, and each label, quotation and"
              + " parenthetical in it, and keep the white space between sentences, and bullets, list"
              + " numbers, brackets and the like around them; otherwise the model reads a line as a"
              + " whole.")
  private boolean bySentence;

  @Option(
      names = "--long-input",
      description =
          "What to do with a source longer than --max-source-length: ${COMPLETION-CANDIDATES}."
              + " SPLIT translates it in parts and reports its line number; REFUSE ends the command.")
  private LongInput longInput = LongInput.SPLIT;

  @Bounds(min = -1, max = 100000)
  @Option(
      names = "--span-words",
      paramLabel = "WORDS",
      description =
          "Translate a sentence of more words also in spans of at most so many, cut at punctuation and"
              + " conjunctions, and take these if the model is surer of them; takes up to five times"
              + " as long. 0 never does, -1 does what the model's calibration says. Without effect"
              + " with --no-by-sentence, and with --n-best unless a ranking compares the translations"
              + " (--channel, --ranking).")
  private int spanWords = DEFAULTS.spanWords();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--min-confidence",
      paramLabel = "P",
      description =
          "Least confidence of a sentence, of a model that is calibrated; --below tells what stands"
              + " for the translation of one of lower confidence. 0 accepts all.")
  private double minConfidence = DEFAULTS.minConfidence();

  @Option(
      names = "--below",
      description =
          "What stands for a translation below --min-confidence: ${COMPLETION-CANDIDATES}; the"
              + " source sentence, nothing, or the translation after "
              + LowConfidence.MARKER
              + " and a space.")
  private @Nullable LowConfidence below;

  /**
   * The options for a translator.
   *
   * @param nBest number of translations wanted; an MBR ranking and a noisy channel compare more
   * @throws IOException if the glossary cannot be read
   */
  TranslationOptions translation(int nBest) throws IOException {
    Glossary terms = glossary == null ? null : Glossary.read(glossary);
    return WrongUsageException.ifInvalid(
        () ->
            DEFAULTS.toBuilder()
                .strategy(strategy())
                .lengthPenalty(new LengthPenalty(kind, lengthPenalty))
                .nBest(nBest(nBest))
                .constraints(constraints())
                .ranking(ranking())
                .channelWeights(channelWeights())
                .seed(samplingOptions.seed())
                .suppressed(suppressed)
                .suppressedPieces(suppressedPieces)
                .prefix(prefix)
                .keepSymbols(keepSymbols)
                .glossary(terms)
                .protectedPatterns(protectedPatterns)
                .splitSentences(bySentence)
                .longInput(longInput)
                .minConfidence(minConfidence, below())
                .spanWords(spanWords)
                .build());
  }

  /** The model of the other direction; null if none is given. */
  @Nullable Path channel() {
    return channel;
  }

  /** The language model to rank by; null if none is given. */
  @Nullable Path languageModel() {
    return languageModel;
  }

  private LowConfidence below() {
    if (below != null && minConfidence == 0) {
      throw new IllegalArgumentException("--below needs --min-confidence above 0");
    }
    return below == null ? DEFAULTS.below() : below;
  }

  private boolean byChannel() {
    return channel != null || languageModel != null;
  }

  private Ranking ranking() {
    if (!byChannel() && ranking == Ranking.CHANNEL) {
      throw new IllegalArgumentException(
          "--ranking is CHANNEL, but there is no model to rank by; give --channel,"
              + " --language-model or both");
    }
    if (byChannel() && ranking != Ranking.SEARCH && ranking != Ranking.CHANNEL) {
      throw new IllegalArgumentException(
          "%s ranks by another model, --ranking by %s; give only one of them"
              .formatted(channel == null ? "--language-model" : "--channel", ranking));
    }
    return byChannel() ? Ranking.CHANNEL : ranking;
  }

  private ChannelWeights channelWeights() {
    ChannelWeights usual = DEFAULTS.channelWeights();
    if (channel == null && channelWeight != usual.channel()) {
      throw new IllegalArgumentException("--channel-weight needs --channel");
    }
    if (languageModel == null && languageModelWeight != usual.languageModel()) {
      throw new IllegalArgumentException("--language-model-weight needs --language-model");
    }
    if (!byChannel() && channelLengthWeight != usual.length()) {
      throw new IllegalArgumentException(
          "--channel-length-weight needs --channel or --language-model");
    }
    return new ChannelWeights(channelWeight, channelLengthWeight, languageModelWeight);
  }

  private Strategy strategy() {
    Beam beam = new Beam(beamSize, stopping, groups, diversity);
    if (sample && !beam.equals(BEAM)) {
      throw new IllegalArgumentException(
          "--sample cannot be combined with --beam-size, --beam-groups, --diversity and --stopping");
    }
    if (!sample && !samplingOptions.areDefaults()) {
      throw new IllegalArgumentException(
          "--temperature, --top-k, --top-p and --seed need --sample");
    }
    return sample ? samplingOptions.sampling() : beam;
  }

  private int nBest(int wanted) {
    if (ranking() != Ranking.SEARCH) {
      return Math.max(wanted, candidates());
    }
    if (candidates != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--candidates is %d, but --ranking is SEARCH; --candidates needs an MBR ranking,"
                  + " --channel or --language-model",
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
