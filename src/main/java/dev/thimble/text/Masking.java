package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Replaces what must survive a translation by symbols of the model's vocabulary: numbers, times,
 * links, mark-up and similar entities, and words that are rare in training. A text in capitals is
 * put in sentence case, and its translation in capitals again. Short forms of typed English, such
 * as "dont", are written in full, and English numbers in words, such as "twenty-five", are masked
 * as those in digits.
 *
 * <p>The method is that of Luong et al. 2015, "Addressing the Rare Word Problem in Neural Machine
 * Translation", section 3.1, with symbols by kind. {@linkplain MaskingConfig#withinOneLanguage
 * Within one language}, a symbol is put before each word that is not frequent, so that a title can
 * copy the word; the word itself stays, because it tells the model what the text is about.
 * Immutable and thread-safe.
 */
public final class Masking {
  private final MaskingConfig config;
  private final Lexicon lexicon;
  private final Locale targetLanguage;
  private final Symbols symbols;
  private final Shorthand shorthand;
  private final boolean readsNumberWords;
  private final EntityFinder sourceEntities;
  private final EntityFinder targetEntities;

  /**
   * Makes a masking of the configured kinds and of words that the lexicon does not trust.
   *
   * @param config kinds and languages
   * @param lexicon of the training corpus; an empty one trusts every word
   */
  public Masking(MaskingConfig config, Lexicon lexicon) {
    this.config = Objects.requireNonNull(config, "config");
    this.lexicon = Objects.requireNonNull(lexicon, "lexicon");
    targetLanguage = Locale.forLanguageTag(config.targetLanguage());
    symbols = new Symbols(config);
    Locale sourceLanguage = Locale.forLanguageTag(config.sourceLanguage());
    shorthand = lexicon.size() == 0 ? Shorthand.NONE : Shorthand.of(sourceLanguage);
    readsNumberWords = lexicon.size() > 0 && sourceLanguage.getLanguage().equals("en");
    sourceEntities = new EntityFinder(sourceLanguage, targetLanguage);
    targetEntities = new EntityFinder(targetLanguage, targetLanguage);
  }

  /** {@return the kinds and languages} */
  public MaskingConfig config() {
    return config;
  }

  /** {@return the trusted words} */
  public Lexicon lexicon() {
    return lexicon;
  }

  /**
   * Masks a text to be translated. Symbols that the text already contains are copied to the
   * translation.
   *
   * @param source one sentence or a few
   * @param given spans that the caller knows: terms of a glossary, protected texts, mark-up. They
   *     take precedence over entities that are found. Of two overlapping spans, the first in the
   *     list counts; spans of kinds that are not configured stay text
   * @return the text with symbols, and their meanings
   * @throws IllegalArgumentException if a span ends beyond the text
   */
  public MaskedText mask(String source, List<Entity> given) {
    Objects.requireNonNull(source, "source");
    for (Entity entity : Require.elements(given, "given")) {
      Require.within("end of an entity", entity.end(), 0, source.length());
    }
    MaskedSource masked = MaskedSource.of(source, given, this, new Numbering(config, null));
    Map<String, String> translations = new HashMap<>();
    masked.symbols().forEach((entity, symbol) -> translations.put(symbol, entity.translation()));
    Locale capitals = masked.inCapitals() ? targetLanguage : null;
    return new MaskedText(
        masked.text(),
        masked.fits(),
        masked.copiesWords(),
        new Unmasking(masked.text(), translations, symbols, masked.nested(), capitals));
  }

  Locale targetLanguage() {
    return targetLanguage;
  }

  Symbols symbols() {
    return symbols;
  }

  /** The short forms that are written in full, since the lexicon does not have them. */
  Shorthand shorthand() {
    return shorthand;
  }

  List<Entity> sourceEntities(String text) {
    return sourceEntities.find(text);
  }

  /** Numbers with words, as the entities that they are in digits. */
  List<Entity> numbersInWords(String text) {
    List<Entity> numbers = new ArrayList<>();
    for (Edit number : readsNumberWords ? NumberWords.in(text, lexicon) : List.<Edit>of()) {
      for (Entity digits : sourceEntities(number.replacement())) {
        if (digits.end() - digits.start() == number.replacement().length()) {
          numbers.add(
              new Entity(
                  number.start(), number.end(), digits.kind(), digits.key(), digits.translation()));
        }
      }
    }
    return numbers;
  }

  List<Entity> targetEntities(String text) {
    return targetEntities.find(text);
  }

  /**
   * Masks a source text and its translation; symbols are numbered 1, 2, … in the order of the
   * source.
   *
   * @param source a source text
   * @param target its translation
   * @param given spans that the caller knows, as in {@link #mask}
   * @return both texts with symbols
   * @throws IllegalArgumentException if a span ends beyond its text
   */
  public MaskedPair maskPair(String source, String target, List<PairedSpan> given) {
    return maskPair(source, target, given, new Numbering(config, null));
  }

  /**
   * Masks a source text and its translation. An entity that both contain equally often becomes a
   * symbol; an entity of one side only stays text. {@linkplain MaskingConfig#withinOneLanguage
   * Within one language}, the source is masked by itself, and the target has the symbol wherever it
   * repeats the text of a symbol.
   *
   * @param source a source text
   * @param target its translation
   * @param given spans that the caller knows, as in {@link #mask}
   * @param numbers draws the numbers of the symbols, so that all are used in training
   * @return both texts with symbols
   * @throws IllegalArgumentException if a span ends beyond its text
   */
  public MaskedPair maskPair(
      String source, String target, List<PairedSpan> given, RandomGenerator numbers) {
    Objects.requireNonNull(numbers, "numbers");
    return maskPair(source, target, given, new Numbering(config, numbers));
  }

  private MaskedPair maskPair(
      String source, String target, List<PairedSpan> given, Numbering numbering) {
    return config.withinOneLanguage()
        ? new CopyMasking(this, source, target, given).masked(numbering)
        : new PairMasking(this, source, target, given).masked(numbering);
  }
}
