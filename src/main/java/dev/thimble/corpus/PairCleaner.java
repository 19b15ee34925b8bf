package dev.thimble.corpus;

import dev.thimble.text.NumberDifference;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides from its two texts alone whether a pair is fit for training: applies every {@link
 * CleaningRule} but those of duplicates ({@link DuplicateFinder}) and LOW_SCORE. Immutable and
 * thread-safe.
 */
public final class PairCleaner {
  /** Shorter texts, such as names, are often the same in both languages. */
  private static final int EQUAL_FROM = 3; // words

  private final CleaningConfig config;
  private final @Nullable LanguageScripts sourceScripts;
  private final @Nullable LanguageScripts targetScripts;
  private final @Nullable NumberDifference numbers;

  /**
   * Makes a cleaner.
   *
   * @param config the rules and their bounds
   */
  public PairCleaner(CleaningConfig config) {
    this.config = Objects.requireNonNull(config, "config");
    LanguagePair languages = config.languages();
    sourceScripts = languages == null ? null : LanguageScripts.of(languages.sourceLocale());
    targetScripts = languages == null ? null : LanguageScripts.of(languages.targetLocale());
    numbers =
        languages == null
            ? null
            : new NumberDifference(languages.sourceLocale(), languages.targetLocale());
  }

  /**
   * Why a pair is removed.
   *
   * @param rule the rule
   * @param what what the rule has found, for display; may be empty
   */
  public record Finding(CleaningRule rule, String what) {
    /** Checks that neither is null. */
    public Finding {
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(what, "what");
    }
  }

  /**
   * {@return the first rule that removes a pair; null if none does}
   *
   * @param source source text
   * @param target its translation
   */
  public @Nullable Finding check(String source, String target) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    TextStatistics here = TextStatistics.of(source);
    TextStatistics there = TextStatistics.of(target);
    Finding finding = lengths(here, there);
    if (finding == null) {
      finding = equalSides(source, target, Math.max(here.words(), there.words()));
    }
    if (finding == null) {
      finding = first(characters(source, here), characters(target, there));
    }
    if (finding == null) {
      finding = first(script(source, sourceScripts), script(target, targetScripts));
    }
    return finding == null ? numbers(source, target) : finding;
  }

  private @Nullable Finding found(CleaningRule rule, @Nullable String what) {
    return what == null || !config.rules().contains(rule) ? null : new Finding(rule, what);
  }

  /* The one whose rule comes first. */
  private static @Nullable Finding first(@Nullable Finding one, @Nullable Finding other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.rule().compareTo(other.rule()) <= 0 ? one : other;
  }

  private @Nullable Finding lengths(TextStatistics source, TextStatistics target) {
    if (source.characters() == 0 || target.characters() == 0) {
      return found(CleaningRule.EMPTY, "");
    }
    String words = both(source.words(), target.words(), "words");
    boolean isShort = Math.min(source.words(), target.words()) < config.lengths().minWords();
    Finding finding = found(CleaningRule.TOO_SHORT, isShort ? words : null);
    if (finding == null) {
      finding =
          first(
              length(config.lengths().words(), source.words(), target.words(), words),
              length(
                  config.lengths().letters(),
                  source.characters(),
                  target.characters(),
                  both(source.characters(), target.characters(), "characters")));
    }
    return finding;
  }

  private static String both(int source, int target, String unit) {
    return source + " and " + target + " " + unit;
  }

  private @Nullable Finding length(PairFilter filter, int source, int target, String what) {
    return switch (filter.verdict(source, target)) {
      case TOO_LONG -> found(CleaningRule.TOO_LONG, what);
      case LOPSIDED -> found(CleaningRule.LENGTH_RATIO, what);
      default -> null; // no word on a side: TOO_SHORT decides
    };
  }

  private @Nullable Finding equalSides(String source, String target, int words) {
    boolean equal = words >= EQUAL_FROM && source.strip().equals(target.strip());
    return found(CleaningRule.EQUAL_SIDES, equal ? "" : null);
  }

  private @Nullable Finding characters(String text, TextStatistics statistics) {
    Finding finding = found(CleaningRule.ODD_CHARACTERS, OddCharacters.in(text));
    if (finding == null) {
      finding = found(CleaningRule.MARKUP, MarkupSigns.in(text));
    }
    int longest = statistics.longestWord();
    if (finding == null && longest > config.characters().maxWordLength()) {
      finding = found(CleaningRule.LONG_WORD, longest + " characters");
    }
    if (finding == null && statistics.letterShare() < config.characters().minLetters()) {
      finding = found(CleaningRule.FEW_LETTERS, percent(statistics.letterShare(), "letters"));
    }
    return finding;
  }

  private @Nullable Finding script(String text, @Nullable LanguageScripts scripts) {
    if (scripts == null) {
      return null;
    }
    double share = scripts.share(text);
    return share >= config.characters().minScript()
        ? null
        : found(CleaningRule.WRONG_SCRIPT, percent(share, scripts.names()));
  }

  private static String percent(double share, String of) {
    return String.format(Locale.ROOT, "%.0f%% %s", 100 * share, of);
  }

  private @Nullable Finding numbers(String source, String target) {
    return numbers == null ? null : found(CleaningRule.NUMBERS, numbers.of(source, target));
  }
}
