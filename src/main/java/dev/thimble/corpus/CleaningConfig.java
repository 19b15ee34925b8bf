package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PairCleaner} removes.
 *
 * @param rules the rules that apply. WRONG_SCRIPT and NUMBERS apply only with languages
 * @param lengths bounds of the lengths
 * @param characters bounds of the characters of a side
 * @param languages of the sides; null if unknown
 */
public record CleaningConfig(
    Set<CleaningRule> rules,
    Lengths lengths,
    Characters characters,
    @Nullable LanguagePair languages)
    implements Serializable {
  /** Copies the rules. */
  public CleaningConfig {
    Set<CleaningRule> copy = EnumSet.noneOf(CleaningRule.class);
    copy.addAll(Objects.requireNonNull(rules, "rules"));
    rules = Collections.unmodifiableSet(copy);
    Objects.requireNonNull(lengths, "lengths");
    Objects.requireNonNull(characters, "characters");
  }

  /**
   * Bounds of the lengths of a pair.
   *
   * @param minWords fewest words of either side. Two characters of a script without spaces, such as
   *     Chinese, count as a word
   * @param words most words of either side, and largest ratio of the words of both sides
   * @param letters the same bounds in characters instead of words
   */
  public record Lengths(int minWords, PairFilter words, PairFilter letters)
      implements Serializable {
    /** Checks the bounds. */
    public Lengths {
      Require.atLeast("minWords", minWords, 1);
      Objects.requireNonNull(words, "words");
      Objects.requireNonNull(letters, "letters");
    }

    /**
     * From 1 to 100 words, up to 1,000 characters, and ratios up to 4.
     *
     * @return bounds for sentences
     */
    public static Lengths defaults() {
      return new Lengths(1, new PairFilter(100, 4), new PairFilter(1000, 4));
    }
  }

  /**
   * Bounds of the characters of a side.
   *
   * @param maxWordLength most characters of a word: a run of letters, combining marks and digits
   * @param minLetters smallest share of letters and digits among the characters without spaces, 0
   *     to 1
   * @param minScript smallest share of letters in the language's scripts among all letters, 0 to 1
   */
  public record Characters(int maxWordLength, double minLetters, double minScript)
      implements Serializable {
    /** Checks the bounds. */
    public Characters {
      Require.atLeast("maxWordLength", maxWordLength, 1);
      Require.within("minLetters", minLetters, 0, 1);
      Require.within("minScript", minScript, 0, 1);
    }

    /**
     * Words of up to 40 characters, at least half of the characters letters or digits, and at least
     * half of the letters in the language's scripts.
     *
     * @return bounds for sentences
     */
    public static Characters defaults() {
      return new Characters(40, 0.5, 0.5);
    }
  }

  /**
   * All rules but DUPLICATE_SOURCE, DUPLICATE_TARGET, which remove other translations of a text,
   * and LOW_SCORE, which needs a model.
   *
   * @param languages of the sides; null if unknown
   * @return the settings of {@code thimble clean}
   */
  public static CleaningConfig defaults(@Nullable LanguagePair languages) {
    return new CleaningConfig(
        EnumSet.complementOf(
            EnumSet.of(
                CleaningRule.DUPLICATE_SOURCE,
                CleaningRule.DUPLICATE_TARGET,
                CleaningRule.LOW_SCORE)),
        Lengths.defaults(),
        Characters.defaults(),
        languages);
  }
}
