package dev.thimble.cli;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.CleaningConfig.Characters;
import dev.thimble.corpus.CleaningConfig.Lengths;
import dev.thimble.corpus.CleaningRule;
import dev.thimble.corpus.LanguagePair;
import dev.thimble.corpus.PairFilter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The rules by which pairs are removed. */
final class CleaningOptions {
  private static final Lengths LENGTHS = Lengths.defaults();
  private static final Characters CHARACTERS = Characters.defaults();

  private static final Set<CleaningRule> OF_LANGUAGES =
      EnumSet.of(CleaningRule.WRONG_SCRIPT, CleaningRule.NUMBERS);

  @Section("Rules")
  @Option(
      names = "--without",
      split = ",",
      paramLabel = "RULE",
      description = "Leave rules out: ${COMPLETION-CANDIDATES}.")
  private List<CleaningRule> without = new ArrayList<>();

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "RULE",
      description =
          "Add rules: DUPLICATE_SOURCE and DUPLICATE_TARGET, which keep one translation of each"
              + " text.")
  private List<CleaningRule> with = new ArrayList<>();

  @Option(
      names = "--fold-duplicates",
      description = "Case, punctuation and spaces do not count in the comparison of duplicates.")
  private boolean foldDuplicates;

  @Bounds(min = 1, max = 100000)
  @Option(
      names = "--min-words",
      description =
          "Fewest words of either side. In scripts without spaces, two characters count as a word.")
  private int minWords = LENGTHS.minWords();

  @Bounds(min = 1, max = 100000)
  @Option(names = "--max-words", description = "Most words of either side.")
  private int maxWords = LENGTHS.words().maxLength();

  @Bounds(min = 1, max = 1000000)
  @Option(
      names = "--max-characters",
      description = "Most characters of either side, without spaces.")
  private int maxCharacters = LENGTHS.letters().maxLength();

  @Bounds(min = 0, max = 1000000)
  @Option(
      names = "--max-ratio",
      description =
          "Largest ratio of the lengths of both sides, in words and in characters, at least 1; 0"
              + " means no limit. Pairs of at most ten words, or characters, may have any.")
  private double maxRatio = LENGTHS.words().maxRatio();

  @Bounds(min = 1, max = 100000)
  @Option(
      names = "--max-word-length",
      description = "Most letters and digits of a word, in scripts with spaces.")
  private int maxWordLength = CHARACTERS.maxWordLength();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--min-letters",
      description =
          "Smallest share of letters and digits among the characters of a side, without spaces.")
  private double minLetters = CHARACTERS.minLetters();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--min-script",
      description =
          "Smallest share of letters of the scripts of the language among the letters of a side.")
  private double minScript = CHARACTERS.minScript();

  /** The rules of pairs, and of duplicates. */
  CleaningConfig config(@Nullable LanguagePair languages) {
    return WrongUsageException.ifInvalid(
        () ->
            new CleaningConfig(
                rules(languages),
                new Lengths(
                    minWords,
                    new PairFilter(maxWords, maxRatio),
                    new PairFilter(maxCharacters, maxRatio)),
                new Characters(maxWordLength, minLetters, minScript),
                languages));
  }

  private Set<CleaningRule> rules(@Nullable LanguagePair languages) {
    if (with.contains(CleaningRule.LOW_SCORE) || without.contains(CleaningRule.LOW_SCORE)) {
      throw new WrongUsageException("LOW_SCORE applies if --model is given, else not");
    }
    Set<CleaningRule> rules = EnumSet.copyOf(CleaningConfig.defaults(languages).rules());
    if (languages == null) {
      rules.removeAll(OF_LANGUAGES);
      if (with.stream().anyMatch(OF_LANGUAGES::contains)) {
        throw new WrongUsageException("--with " + OF_LANGUAGES + " needs --languages");
      }
    }
    rules.addAll(with);
    rules.removeAll(without);
    return rules;
  }

  boolean foldDuplicates() {
    return foldDuplicates;
  }
}
