package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.text.PairedSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Masks training pairs with random numbers of symbols and random substitutions: phrases of a list
 * and words that translate each other also become symbols, so that the model sees every symbol in
 * many sentences. Immutable and thread-safe.
 */
public final class PairMasker {
  private final Masking masking;
  private final PhraseList phrases;
  private final WordPairs words;
  private final Shares shares;

  /**
   * How much is substituted.
   *
   * @param phrases share of the occurrences of the list's phrases that become symbols, from 0 to 1
   * @param words share of the pairs in which words that translate each other become symbols or get
   *     tags around them, or in which a symbol is added at an end, from 0 to 1
   * @param single share of the pairs that are replaced by a single word and its translation, as in
   *     a heading, from 0 to 1
   */
  public record Shares(double phrases, double words, double single) {
    /** Checks the shares. */
    public Shares {
      Require.within("phrases", phrases, 0, 1);
      Require.within("words", words, 0, 1);
      Require.within("single", single, 0, 1);
    }

    /**
     * 0.3 of the phrases, words in 0.1 of the pairs, and no single words.
     *
     * @return the shares of {@code train --mask-entities}
     */
    public static Shares defaults() {
      return new Shares(0.3, 0.1, 0);
    }
  }

  /**
   * Makes a masker.
   *
   * @param masking masks entities
   * @param phrases phrases that may become symbols
   * @param words words that may become symbols
   * @param shares how often each is done
   */
  public PairMasker(Masking masking, PhraseList phrases, WordPairs words, Shares shares) {
    this.masking = Objects.requireNonNull(masking, "masking");
    this.phrases = Objects.requireNonNull(phrases, "phrases");
    this.words = Objects.requireNonNull(words, "words");
    this.shares = Objects.requireNonNull(shares, "shares");
  }

  /** {@return the masking of entities} */
  public Masking masking() {
    return masking;
  }

  /** The settings by name. */
  Map<String, String> settings() {
    MaskingConfig config = masking.config();
    String kinds =
        config.kinds().size() == EntityKind.values().length
            ? "all kinds"
            : new TreeSet<>(config.kinds()).toString();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "maskEntities",
        String.format(
            Locale.ROOT,
            "%s-%s (rules %d, %s, %d symbols of each)",
            config.sourceLanguage(),
            config.targetLanguage(),
            config.rules(),
            kinds,
            config.symbolsPerKind()));
    settings.put("substitutionShare", String.valueOf(shares.phrases()));
    settings.put("substituteWords", String.valueOf(shares.words()));
    settings.put("singleWords", String.valueOf(shares.single()));
    return settings;
  }

  /**
   * Masks a pair with the substitutions and numbers that the next random numbers decide, or a
   * single word of it. If its entities are unequal, for one language writes 3 and the other three,
   * all its phrases are replaced, which may make it clean.
   */
  MaskedPair mask(String source, String target, RandomGenerator random) {
    if (shares.single() > 0 && random.nextDouble() < shares.single()) {
      List<PairedSpan> known = trusted(source, words.in(source, target));
      if (!known.isEmpty()) {
        PairedSpan word = known.get(random.nextInt(known.size()));
        SingleWord single = SingleWord.of(word, source, target, random);
        return masking.maskPair(single.source(), single.target(), List.of(), random);
      }
    }
    List<PhraseList.Match> matches = phrases.in(source, target);
    MaskedPair masked = mask(new Substitution(source, target), matches, random);
    return masked.clean() || matches.isEmpty()
        ? masked
        : withAll(matches, new Substitution(source, target), random);
  }

  private MaskedPair withAll(
      List<PhraseList.Match> matches, Substitution substitution, RandomGenerator random) {
    for (PhraseList.Match match : matches) {
      substitution.add(match.span(), drawn(match, random));
    }
    return substitution.masked(masking, random);
  }

  private static EntityKind drawn(PhraseList.Match match, RandomGenerator random) {
    return match.kinds().get(random.nextInt(match.kinds().size()));
  }

  private MaskedPair mask(
      Substitution substitution, List<PhraseList.Match> matches, RandomGenerator random) {
    for (PhraseList.Match match : matches) {
      if (random.nextDouble() < shares.phrases()) {
        substitution.add(match.span(), drawn(match, random));
      }
    }
    String source = substitution.source();
    String target = substitution.target();
    List<PairedSpan> trusted = new ArrayList<>();
    for (PairedSpan pair : words.in(source, target)) {
      if (isTrusted(source, pair)) {
        trusted.add(pair);
      } else if (!isCopied(source, target, pair)) { // the masking itself finds copies
        substitution.addWord(pair);
      }
    }
    if (random.nextDouble() < shares.words()) {
      substitution.addAny(trusted, random);
    }
    return substitution.masked(masking, random);
  }

  private List<PairedSpan> trusted(String source, List<PairedSpan> pairs) {
    return pairs.stream().filter(pair -> isTrusted(source, pair)).toList();
  }

  /* A word that may be misspelt is not masked in a text to translate, either. */
  private boolean isTrusted(String source, PairedSpan pair) {
    String word = source.substring(pair.sourceStart(), pair.sourceEnd());
    Lexicon lexicon = masking.lexicon();
    return lexicon.trusts(word, TextWords.isSentenceStart(source, pair.sourceStart()))
        || lexicon.looksMisspelt(word);
  }

  private static boolean isCopied(String source, String target, PairedSpan pair) {
    int length = pair.sourceEnd() - pair.sourceStart();
    return length == pair.targetEnd() - pair.targetStart()
        && source.regionMatches(true, pair.sourceStart(), target, pair.targetStart(), length);
  }
}
