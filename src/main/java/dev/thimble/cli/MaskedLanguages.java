package dev.thimble.cli;

import dev.thimble.text.MaskingConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code --mask-entities}: source and target language. */
final class MaskedLanguages {
  /** A language in small letters, and a region in capitals or digits, which tells them apart. */
  private static final String TAG = "([a-z]{2,3}+(?:-(?:[A-Z]{2}|[0-9]{3}))?+)";

  private static final Pattern PAIR = Pattern.compile(TAG + "-" + TAG);

  private MaskedLanguages() {}

  /** The masking between two languages such as {@code en-fr} or {@code pt-BR-en}. */
  static MaskingConfig parse(String languages) {
    Matcher pair = PAIR.matcher(languages);
    if (!pair.matches()) {
      throw new WrongUsageException(
          "--mask-entities is "
              + languages
              + "; it must be source and target language, such as en-fr or en-pt-BR");
    }
    return WrongUsageException.ifInvalid(() -> MaskingConfig.of(pair.group(1), pair.group(2)));
  }
}
