package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether the tokenizer of a metric fits the script of a text. If it does not, the score is near 0
 * even for good hypotheses.
 *
 * <p>The check counts letters only, not digits, punctuation or emoji. Stateless.
 */
public enum TokenizerFit {
  /** The tokenizer finds the words, or the metric needs none. */
  FITS,
  /**
   * More than half of the letters are in no token. ROUGE, for instance, keeps only the letters a to
   * z, and finds no word in Hindi or Russian.
   */
  DROPS_LETTERS,
  /**
   * More than a quarter of the letters are of a script without spaces and in tokens of several such
   * letters. The tokenizer 13a, for instance, makes a Chinese sentence one token.
   */
  JOINS_WORDS;

  private static final Set<UnicodeScript> SCRIPTS_WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN);

  /**
   * Checks the tokenizer of a metric on a text.
   *
   * @param metric any metric; one without a tokenizer always fits
   * @param lines lines of a reference; a few hundred are enough
   * @return whether the tokenizer fits the lines
   */
  public static TokenizerFit of(CorpusMetric metric, List<String> lines) {
    Objects.requireNonNull(metric, "metric");
    Require.elements(lines, "lines");
    Function<String, List<String>> tokenizer = tokenizer(metric);
    if (tokenizer == null) {
      return FITS;
    }
    long letters = 0;
    long kept = 0;
    long joined = 0;
    for (String line : lines) {
      letters += count(line, Character::isLetter);
      for (String token : tokenizer.apply(line)) {
        kept += count(token, Character::isLetter);
        long withoutSpaces = count(token, TokenizerFit::isOfScriptWithoutSpaces);
        joined += withoutSpaces > 1 ? withoutSpaces : 0;
      }
    }
    if (2 * kept < letters) {
      return DROPS_LETTERS;
    }
    return 4 * joined > letters ? JOINS_WORDS : FITS;
  }

  /**
   * Chooses the tokenizer of BLEU for a text: 13a if it fits, else zh if it fits, else char.
   *
   * @param lines of a reference
   * @return the tokenizer
   */
  public static BleuTokenizer bleuTokenizer(List<String> lines) {
    for (BleuTokenizer tokenizer : List.of(BleuTokenizer.V13A, BleuTokenizer.ZH)) {
      if (of(new Bleu(BleuConfig.defaults().withTokenizer(tokenizer)), lines) == FITS) {
        return tokenizer;
      }
    }
    return BleuTokenizer.CHAR;
  }

  private static @Nullable Function<String, List<String>> tokenizer(CorpusMetric metric) {
    if (metric instanceof Bleu bleu) {
      return bleu::tokens;
    }
    if (metric instanceof LengthRatio ratio) {
      return ratio::tokens;
    }
    if (metric instanceof Ter ter) {
      return ter::tokens;
    }
    if (metric instanceof ErrorRate rate && rate.unit() == ErrorRate.Unit.WORD) {
      return rate::words;
    }
    // unstemmed, since the letters that stemming removes are not dropped by the tokenizer
    return metric instanceof Rouge ? line -> RougeTokenizer.words(line, false) : null;
  }

  private static boolean isOfScriptWithoutSpaces(int character) {
    return Character.isLetter(character)
        && SCRIPTS_WITHOUT_SPACES.contains(UnicodeScript.of(character));
  }

  private static long count(String text, IntPredicate characters) {
    return text.codePoints().filter(characters).count();
  }
}
