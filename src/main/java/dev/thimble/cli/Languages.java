package dev.thimble.cli;

import dev.thimble.corpus.BilingualText;
import dev.thimble.corpus.BilingualText.Side;
import dev.thimble.corpus.LanguagePair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names source and target language. */
final class Languages {
  private static final String OPTION = "--languages";

  @Section("Languages")
  @Option(
      names = OPTION,
      paramLabel = "SOURCE-TARGET",
      description =
          "Source and target language, such as en-fr. TMX and XLIFF files that have others, too, need"
              + " them.")
  private @Nullable String languages;

  /** The languages; null if none are given. */
  @Nullable LanguagePair pair() {
    return languages == null ? null : parse(OPTION, languages);
  }

  /** What to read of an input if it is a bilingual file. */
  BilingualText of(Side side) {
    return new BilingualText(side, pair());
  }

  /** Reads the value of an option. */
  static LanguagePair parse(String option, String languages) {
    try {
      return LanguagePair.parse(languages);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(
          option
              + " is "
              + languages
              + "; it must be source and target language, such as en-fr or en-pt-BR");
    }
  }
}
