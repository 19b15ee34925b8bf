package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.Sampling;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.Strategy;
import dev.thimble.text.Glossary;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * All options that can change a translation. Immutable; see {@link #builder}.
 *
 * @param search strategy, length penalty, number of hypotheses, constraints in pieces
 * @param ranking order of a sentence's hypotheses
 * @param channelWeights weights of {@link Ranking#CHANNEL}; other rankings ignore them
 * @param seed of sampling; a sample depends only on this, the text's pieces and the sample's
 *     number, within the rounding that {@link Sampling} states
 * @param prefix text that every translation begins with; the model may continue its last word. Of a
 *     split text, only the first part begins with it. At most 10,000 characters; blank for none
 * @param suppressed words that no translation contains, whatever pieces they are segmented into
 *     (except byte pieces). Longer words that begin with them are suppressed too. Case-sensitive
 * @param suppressedPieces pieces of the vocabulary that no translation contains, written as in
 *     {@link Translation#pieces}
 * @param keepSymbols whether a translation contains every user-defined symbol of the vocabulary,
 *     such as a placeholder, exactly as often as its source does
 * @param glossary terms and their translations, for a model that masks; null for none
 * @param protectedPatterns regular expressions of {@link java.util.regex.Pattern}; text that
 *     matches one is copied to the translation; for a model that masks
 * @param splitSentences whether each sentence of a text is translated separately and the white
 *     space around it is kept, as are bullets, list numbers, brackets and quotation marks around a
 *     whole sentence and emoticons at its end; otherwise the model reads the text as a whole
 * @param maxSourceLength most pieces of a sentence, or of a text that is not split; 1 to 100,000
 * @param longInput what happens to longer ones
 * @param minConfidence least {@link Translation#confidence} of a sentence, from 0 to 1; 0 accepts
 *     all. A positive value needs a model with a calibration
 * @param below what replaces the translation of a sentence of lower confidence
 * @param spanWords a sentence of more words is also translated in spans of at most this many words,
 *     cut at punctuation and conjunctions (automatic segmentation, Pouget-Abadie et al. 2014). The
 *     joined spans are the translation if their confidence is higher than that of the whole. Takes
 *     up to five times as long. At least 4, which needs a model with a calibration; 0 for never;
 *     {@link #CALIBRATED} for the calibration's choice. If the ranking compares several
 *     translations of a sentence, the joined spans take precedence over the best of them, and the
 *     others follow. Streams, n-best lists in the search's own order and texts that are not split
 *     ignore it
 */
public record TranslationOptions(
    SearchConfig search,
    Ranking ranking,
    ChannelWeights channelWeights,
    long seed,
    String prefix,
    List<String> suppressed,
    List<String> suppressedPieces,
    boolean keepSymbols,
    @Nullable Glossary glossary,
    List<String> protectedPatterns,
    boolean splitSentences,
    int maxSourceLength,
    LongInput longInput,
    double minConfidence,
    LowConfidence below,
    int spanWords)
    implements Serializable {
  /** Value of {@code spanWords}: the model's calibration decides. */
  public static final int CALIBRATED = -1;

  private static final int LONGEST_PREFIX = 10_000;
  private static final int FEWEST_SPAN_WORDS = 4;

  /** Checks every value. */
  public TranslationOptions {
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(ranking, "ranking");
    Objects.requireNonNull(channelWeights, "channelWeights");
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(longInput, "longInput");
    Objects.requireNonNull(below, "below");
    suppressed = Require.copyOf(suppressed, "suppressed");
    suppressedPieces = Require.copyOf(suppressedPieces, "suppressedPieces");
    protectedPatterns = Require.copyOf(protectedPatterns, "protectedPatterns");
    protectedPatterns.forEach(TranslationOptions::checkPattern);
    if (ranking != Ranking.SEARCH && search.nBest() == 1) {
      throw new IllegalArgumentException(
          "ranking is %s, but nBest is 1; it must be at least 2 to rank hypotheses"
              .formatted(ranking));
    }
    if (suppressed.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("suppressed contains a blank word: " + suppressed);
    }
    if (prefix.length() > LONGEST_PREFIX) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "prefix has %d characters; it must have at most %d",
              prefix.length(),
              LONGEST_PREFIX));
    }
    Require.within("maxSourceLength", maxSourceLength, 1, 100_000);
    Require.within("minConfidence", minConfidence, 0, 1);
    Require.that(
        spanWords == CALIBRATED || spanWords == 0 || spanWords >= FEWEST_SPAN_WORDS,
        "spanWords",
        spanWords,
        CALIBRATED + ", 0, or at least " + FEWEST_SPAN_WORDS);
  }

  private static void checkPattern(String pattern) {
    try {
      Pattern compiled = Pattern.compile(pattern);
      Require.that(
          !compiled.matcher("").matches(), "a protected pattern", pattern, "one that needs text");
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a regular expression: %s"
              .formatted(pattern, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  /**
   * The defaults: {@link SearchConfig#defaults}, no prefix, nothing suppressed, no glossary,
   * sentence by sentence, sentences of up to 1,000 pieces, longer ones refused, any confidence
   * accepted, and spans of long sentences if the model's calibration chooses them.
   *
   * @return the options
   */
  public static TranslationOptions defaults() {
    return new TranslationOptions(
        SearchConfig.defaults(),
        Ranking.SEARCH,
        ChannelWeights.defaults(),
        0,
        "",
        List.of(),
        List.of(),
        false,
        null,
        List.of(),
        true,
        1000,
        LongInput.REFUSE,
        0,
        LowConfidence.SOURCE,
        CALIBRATED);
  }

  /** {@return {@link #defaults} with greedy search} */
  public static TranslationOptions greedy() {
    return builder().beamSize(1).build();
  }

  /**
   * Starts from {@link #defaults}.
   *
   * @return a builder with the defaults
   */
  public static Builder builder() {
    return defaults().toBuilder();
  }

  /**
   * Starts from these options.
   *
   * @return a builder with these options
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Whether every piece that the search chooses is final at once. */
  boolean canStream() {
    return minConfidence == 0 && search.strategy().isIncremental(search.nBest());
  }

  /** Whether the joined spans of a long sentence may be its translation. */
  boolean allowsSpans() {
    return splitSentences && (search.nBest() == 1 || ranking != Ranking.SEARCH);
  }

  /** Makes options; {@link #build} checks them. Not thread-safe. */
  public static final class Builder {
    private Strategy strategy;
    private LengthPenalty lengthPenalty;
    private int nBest;
    private Constraints constraints;
    private Ranking ranking;
    private ChannelWeights channelWeights;
    private long seed;
    private String prefix;
    private List<String> suppressed;
    private List<String> suppressedPieces;
    private boolean keepSymbols;
    private @Nullable Glossary glossary;
    private List<String> protectedPatterns;
    private boolean splitSentences;
    private int maxSourceLength;
    private LongInput longInput;
    private double minConfidence;
    private LowConfidence below;
    private int spanWords;

    private Builder(TranslationOptions from) {
      strategy = from.search.strategy();
      lengthPenalty = from.search.lengthPenalty();
      nBest = from.search.nBest();
      constraints = from.search.constraints();
      ranking = from.ranking;
      channelWeights = from.channelWeights;
      seed = from.seed;
      prefix = from.prefix;
      suppressed = from.suppressed;
      suppressedPieces = from.suppressedPieces;
      keepSymbols = from.keepSymbols;
      glossary = from.glossary;
      protectedPatterns = from.protectedPatterns;
      splitSentences = from.splitSentences;
      maxSourceLength = from.maxSourceLength;
      longInput = from.longInput;
      minConfidence = from.minConfidence;
      below = from.below;
      spanWords = from.spanWords;
    }

    /**
     * Beam search with this number of open hypotheses for a sentence; 1 is greedy search.
     *
     * @param hypotheses at least 1; 5 by default
     * @return this builder
     */
    public Builder beamSize(int hypotheses) {
      return strategy(strategy.toBeam(hypotheses));
    }

    /**
     * Beam search, diverse beam search or sampling.
     *
     * @param choice a beam of 5 by default
     * @return this builder
     */
    public Builder strategy(Strategy choice) {
      strategy = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Makes scores of hypotheses of different lengths comparable.
     *
     * @param penalty the mean log-probability of a piece by default
     * @return this builder
     */
    public Builder lengthPenalty(LengthPenalty penalty) {
      lengthPenalty = Objects.requireNonNull(penalty, "penalty");
      return this;
    }

    /**
     * Number of translations of a sentence: at most the beam size, or the number of samples. See
     * {@link Translator#nBest(List)} for equal texts.
     *
     * @param translations at least 1; 1 by default
     * @return this builder
     */
    public Builder nBest(int translations) {
      nBest = translations;
      return this;
    }

    /**
     * Lengths, repetition, suppressed pieces.
     *
     * @param others {@link Constraints#defaults} by default
     * @return this builder
     */
    public Builder constraints(Constraints others) {
      constraints = Objects.requireNonNull(others, "others");
      return this;
    }

    /**
     * Fewest pieces of an output.
     *
     * @param pieces at least 1, eos not counted
     * @return this builder
     */
    public Builder minLength(int pieces) {
      return constraints(constraints.withMinLength(LengthFormula.absolute(pieces)));
    }

    /**
     * Most pieces of an output, eos counted: {@code factor} times the source pieces plus {@code
     * extra}, at most the cap of the constraints.
     *
     * @param factor pieces for each source piece; 2 by default
     * @param extra pieces added to that; 10 by default
     * @return this builder
     */
    public Builder maxLength(double factor, int extra) {
      int cap = constraints.maxLength().cap();
      return constraints(constraints.withMaxLength(new LengthFormula(factor, extra, cap)));
    }

    /**
     * Order of the hypotheses. Any ranking but {@link Ranking#SEARCH} needs {@code nBest} of at
     * least 2.
     *
     * @param choice {@link Ranking#SEARCH} by default
     * @return this builder
     */
    public Builder ranking(Ranking choice) {
      ranking = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Weights of {@link Ranking#CHANNEL}.
     *
     * @param weights {@link ChannelWeights#defaults} by default
     * @return this builder
     */
    public Builder channelWeights(ChannelWeights weights) {
      channelWeights = Objects.requireNonNull(weights, "weights");
      return this;
    }

    /**
     * Seed of sampling.
     *
     * @param number the same number gives the same samples; 0 by default
     * @return this builder
     */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * Text that every translation begins with.
     *
     * @param text in the target language; empty by default
     * @return this builder
     */
    public Builder prefix(String text) {
      prefix = Objects.requireNonNull(text, "text");
      return this;
    }

    /**
     * Words that no translation contains.
     *
     * @param words case-sensitive; none by default
     * @return this builder
     */
    public Builder suppressed(List<String> words) {
      suppressed = Require.copyOf(words, "words");
      return this;
    }

    /**
     * Pieces that no translation contains.
     *
     * @param pieces of the target vocabulary, with U+2581 for a space; none by default
     * @return this builder
     */
    public Builder suppressedPieces(List<String> pieces) {
      suppressedPieces = Require.copyOf(pieces, "pieces");
      return this;
    }

    /**
     * Whether a translation must contain the user-defined symbols of its source.
     *
     * @param choice false by default
     * @return this builder
     */
    public Builder keepSymbols(boolean choice) {
      keepSymbols = choice;
      return this;
    }

    /**
     * Terms and their translations; null for none. Needs a model that masks.
     *
     * @param terms in source and target language
     * @return this builder
     */
    public Builder glossary(@Nullable Glossary terms) {
      glossary = terms;
      return this;
    }

    /**
     * Regular expressions; text that matches one is not translated. Needs a model that masks.
     *
     * @param patterns in the syntax of {@link java.util.regex.Pattern}; none by default
     * @return this builder
     */
    public Builder protectedPatterns(List<String> patterns) {
      protectedPatterns = Require.copyOf(patterns, "patterns");
      return this;
    }

    /**
     * Whether each sentence of a text is translated separately, as are labels before a colon and,
     * by a model that masks, quotations and parentheticals inside a sentence. Marks around
     * sentences, such as bullets, then stay as they are.
     *
     * @param choice true by default
     * @return this builder
     */
    public Builder splitSentences(boolean choice) {
      splitSentences = choice;
      return this;
    }

    /**
     * Most pieces of a sentence, or of a text that is not split.
     *
     * @param pieces at least 1; 1,000 by default
     * @return this builder
     */
    public Builder maxSourceLength(int pieces) {
      maxSourceLength = pieces;
      return this;
    }

    /**
     * What happens to texts longer than {@code maxSourceLength}.
     *
     * @param choice {@link LongInput#REFUSE} by default
     * @return this builder
     */
    public Builder longInput(LongInput choice) {
      longInput = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * Least confidence of a sentence, and what replaces the translation of a sentence below it.
     *
     * @param least from 0 to 1; 0 by default, which accepts any
     * @param otherwise such as the source text
     * @return this builder
     */
    public Builder minConfidence(double least, LowConfidence otherwise) {
      minConfidence = least;
      below = Objects.requireNonNull(otherwise, "otherwise");
      return this;
    }

    /**
     * Most words of a sentence that is not also translated in spans.
     *
     * @param words at least 4; 0 for no spans; {@link TranslationOptions#CALIBRATED} by default
     * @return this builder
     */
    public Builder spanWords(int words) {
      spanWords = words;
      return this;
    }

    /**
     * {@return the options}
     *
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public TranslationOptions build() {
      return new TranslationOptions(
          new SearchConfig(strategy, lengthPenalty, nBest, constraints),
          ranking,
          channelWeights,
          seed,
          prefix,
          suppressed,
          suppressedPieces,
          keepSymbols,
          glossary,
          protectedPatterns,
          splitSentences,
          maxSourceLength,
          longInput,
          minConfidence,
          below,
          spanWords);
    }
  }
}
