package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Noise that makes source text look like text that people type. Targets and the symbols of masked
 * entities do not change.
 *
 * <p>A line may get several kinds of noise, except both lower case and capitals. In half of the
 * lines one random number decides about case and punctuation, so that lower case and missing
 * punctuation often occur together, as in chats.
 *
 * @param lowerCase share of the sources in lower case
 * @param unpunctuated share of the sources without punctuation marks; marks inside a word or a
 *     number stay
 * @param capitals share of the sources in capitals; {@code lowerCase} plus {@code capitals} is at
 *     most 1
 * @param misspelt share of the sources with one or two typing errors
 */
public record SourceNoise(double lowerCase, double unpunctuated, double capitals, double misspelt) {
  /** Punctuation marks by Unicode that are part of what they stand next to, as in 5%. */
  private static final String PARTS = "%‰&@#/\\*§¶†‡";

  private static final SourceNoise NONE = new SourceNoise(0, 0, 0, 0);

  /** Checks that each share is from 0 to 1. */
  public SourceNoise {
    Require.within("lowerCase", lowerCase, 0, 1);
    Require.within("unpunctuated", unpunctuated, 0, 1);
    Require.within("capitals", capitals, 0, 1);
    Require.within("misspelt", misspelt, 0, 1);
    Require.within("lowerCase + capitals", lowerCase + capitals, 0, 1);
  }

  /** {@return no noise} */
  public static SourceNoise none() {
    return NONE;
  }

  /**
   * Adds random noise to a source.
   *
   * @param source a text
   * @param random draws the noise
   * @return the text with noise, or the same text
   */
  public String apply(String source, RandomGenerator random) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(random, "random");
    double forCase = random.nextDouble();
    double forMarks = random.nextBoolean() ? forCase : random.nextDouble();
    boolean errors = random.nextDouble() < misspelt;
    String noisy = errors ? TypingErrors.in(source, random) : source;
    if (forMarks < unpunctuated) {
      noisy = withoutPunctuation(noisy);
    }
    if (forCase < lowerCase) {
      return Symbols.changeBetween(noisy, text -> text.toLowerCase(Locale.ROOT));
    }
    return forCase < lowerCase + capitals
        ? Symbols.changeBetween(noisy, text -> text.toUpperCase(Locale.ROOT))
        : noisy;
  }

  private static String withoutPunctuation(String source) {
    String left = Symbols.changeBetween(source, SourceNoise::withoutMarks);
    String stripped = left.replaceAll(" {2,}+", " ").strip();
    return stripped.isEmpty() ? source : stripped;
  }

  private static String withoutMarks(String text) {
    StringBuilder left = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside =
          i > 0
              && i + 1 < text.length()
              && Character.isLetterOrDigit(text.charAt(i - 1))
              && Character.isLetterOrDigit(text.charAt(i + 1));
      if (inside || !isPunctuation(c)) {
        left.append(c);
      }
    }
    return left.toString();
  }

  private static boolean isPunctuation(char c) {
    return switch (Character.getType(c)) {
      case Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION ->
          true;
      case Character.OTHER_PUNCTUATION -> PARTS.indexOf(c) < 0;
      default -> false;
    };
  }
}
