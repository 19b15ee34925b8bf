package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.Sampling;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.Strategy;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What to translate into: everything that can change a result. Immutable; see {@link #builder}.
 *
 * @param search beam or sampling, length penalty, n-best, constraints in pieces
 * @param ranking which of a sentence's hypotheses comes first
 * @param seed of sampling; a sample depends on this, the pieces of the text and the number of the
 *     sample alone, to the exactness that {@link Sampling} states
 * @param prefix what every translation begins with; the model may go on with the last word. Of a
 *     text that was split, the first part begins with it. Blank for none.
 * @param suppressed words that no translation holds, in whatever pieces of characters (a word that
 *     the vocabulary can write may also be spelled in its single bytes; that is not looked for).
 *     Longer words that begin with one are suppressed with it. Case counts.
 * @param suppressedPieces pieces of the vocabulary that no translation holds, as {@link
 *     Translation#pieces} shows them
 * @param keepSymbols whether user-defined symbols of the vocabulary, such as placeholders, come out
 *     exactly as often as they stand in the source
 * @param maxSourceLength longest source, in pieces, that is translated as one
 * @param longInput what becomes of a longer one
 */
public record TranslationOptions(
    SearchConfig search,
    Ranking ranking,
    long seed,
    String prefix,
    List<String> suppressed,
    List<String> suppressedPieces,
    boolean keepSymbols,
    int maxSourceLength,
    LongInput longInput) {
  private static final int LONGEST_PREFIX = 10_000;

  /** Checks every value. */
  public TranslationOptions {
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(ranking, "ranking");
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(longInput, "longInput");
    suppressed = Require.copyOf(suppressed, "suppressed");
    suppressedPieces = Require.copyOf(suppressedPieces, "suppressedPieces");
    if (ranking != Ranking.SEARCH && search.nBest() == 1) {
      throw new IllegalArgumentException(
          "ranking is %s, but nBest is 1; it must be 2 or above, for there to be a choice"
              .formatted(ranking));
    }
    if (suppressed.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("suppressed holds a blank word: " + suppressed);
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
  }

  /**
   * {@link SearchConfig#defaults} and no wishes, sources up to 1,000 pieces, longer ones refused.
   */
  public static TranslationOptions defaults() {
    return new TranslationOptions(
        SearchConfig.defaults(),
        Ranking.SEARCH,
        0,
        "",
        List.of(),
        List.of(),
        false,
        1000,
        LongInput.REFUSE);
  }

  /** Greedy search, otherwise as {@link #defaults}. */
  public static TranslationOptions greedy() {
    return builder().beamSize(1).build();
  }

  /** Starts from {@link #defaults}. */
  public static Builder builder() {
    return defaults().toBuilder();
  }

  /** Starts from these options. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Whether what the search writes is final at once. */
  boolean canStream() {
    return search.strategy().isIncremental(search.nBest());
  }

  /** Makes options; {@link #build} checks them. For one thread. */
  public static final class Builder {
    private Strategy strategy;
    private LengthPenalty lengthPenalty;
    private int nBest;
    private Constraints constraints;
    private Ranking ranking;
    private long seed;
    private String prefix;
    private List<String> suppressed;
    private List<String> suppressedPieces;
    private boolean keepSymbols;
    private int maxSourceLength;
    private LongInput longInput;

    private Builder(TranslationOptions from) {
      strategy = from.search.strategy();
      lengthPenalty = from.search.lengthPenalty();
      nBest = from.search.nBest();
      constraints = from.search.constraints();
      ranking = from.ranking;
      seed = from.seed;
      prefix = from.prefix;
      suppressed = from.suppressed;
      suppressedPieces = from.suppressedPieces;
      keepSymbols = from.keepSymbols;
      maxSourceLength = from.maxSourceLength;
      longInput = from.longInput;
    }

    /** Beam search with so many open hypotheses a sentence; 1 is greedy search. */
    public Builder beamSize(int hypotheses) {
      return strategy(strategy.toBeam(hypotheses));
    }

    /** Beam search, diverse beam search or sampling. */
    public Builder strategy(Strategy choice) {
      strategy = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /** By what hypotheses of different lengths are compared. */
    public Builder lengthPenalty(LengthPenalty penalty) {
      lengthPenalty = Objects.requireNonNull(penalty, "penalty");
      return this;
    }

    /**
     * Translations a sentence: at most the beam size, or how many are sampled. See {@link
     * Translator#nBest(List)} for equal texts.
     */
    public Builder nBest(int translations) {
      nBest = translations;
      return this;
    }

    /** Lengths, repetition, suppressed pieces. */
    public Builder constraints(Constraints others) {
      constraints = Objects.requireNonNull(others, "others");
      return this;
    }

    /** Least pieces of an output. */
    public Builder minLength(int pieces) {
      return constraints(constraints.withMinLength(LengthFormula.absolute(pieces)));
    }

    /**
     * Most pieces of an output, eos counted: {@code factor} for each source piece, and more; never
     * over the cap of the constraints.
     */
    public Builder maxLength(double factor, int extra) {
      int cap = constraints.maxLength().cap();
      return constraints(constraints.withMaxLength(new LengthFormula(factor, extra, cap)));
    }

    /** Which hypothesis comes first; minimum Bayes risk chooses among {@code nBest}. */
    public Builder ranking(Ranking choice) {
      ranking = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /** Another draw of samples. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /** What every translation begins with. */
    public Builder prefix(String text) {
      prefix = Objects.requireNonNull(text, "text");
      return this;
    }

    /** Words that no translation holds. */
    public Builder suppressed(List<String> words) {
      suppressed = Require.copyOf(words, "words");
      return this;
    }

    /** Pieces that no translation holds. */
    public Builder suppressedPieces(List<String> pieces) {
      suppressedPieces = Require.copyOf(pieces, "pieces");
      return this;
    }

    /** Whether user-defined symbols are taken over from the source. */
    public Builder keepSymbols(boolean choice) {
      keepSymbols = choice;
      return this;
    }

    /** Longest source, in pieces, that is translated as one. */
    public Builder maxSourceLength(int pieces) {
      maxSourceLength = pieces;
      return this;
    }

    /** What becomes of a longer one. */
    public Builder longInput(LongInput choice) {
      longInput = Objects.requireNonNull(choice, "choice");
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public TranslationOptions build() {
      return new TranslationOptions(
          new SearchConfig(strategy, lengthPenalty, nBest, constraints),
          ranking,
          seed,
          prefix,
          suppressed,
          suppressedPieces,
          keepSymbols,
          maxSourceLength,
          longInput);
    }
  }
}
