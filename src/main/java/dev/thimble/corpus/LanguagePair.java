package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The languages of parallel text.
 *
 * @param source language tag of the source, such as {@code en} or {@code pt-BR}
 * @param target language tag of the target
 */
public record LanguagePair(String source, String target) implements Serializable {
  /** A language in small letters, a script, and a region in capitals or digits. */
  private static final String TAG = "([a-z]{2,3}+(?:-[A-Z][a-z]{3})?+(?:-(?:[A-Z]{2}|[0-9]{3}))?+)";

  private static final Pattern PAIR = Pattern.compile(TAG + "-" + TAG);

  /** Checks that neither is null. */
  public LanguagePair {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }

  /**
   * Parses a pair such as {@code en-fr}, {@code pt-BR-en} or {@code en-sr-Latn}.
   *
   * @param languages two BCP 47 tags joined by a hyphen, each a language with optional script and
   *     region
   * @return the pair
   * @throws IllegalArgumentException if it is not such a pair
   */
  public static LanguagePair parse(String languages) {
    Matcher pair = PAIR.matcher(Objects.requireNonNull(languages, "languages"));
    Require.that(
        pair.matches(),
        "languages",
        languages,
        "source and target language, such as en-fr or en-pt-BR");
    return new LanguagePair(pair.group(1), pair.group(2));
  }

  /** {@return the language of the source} */
  public Locale sourceLocale() {
    return Locale.forLanguageTag(source);
  }

  /** {@return the language of the target} */
  public Locale targetLocale() {
    return Locale.forLanguageTag(target);
  }

  @Override
  public String toString() {
    return source + "-" + target;
  }
}
