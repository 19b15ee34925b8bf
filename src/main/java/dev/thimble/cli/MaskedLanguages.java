package dev.thimble.cli;

import dev.thimble.corpus.LanguagePair;
import dev.thimble.text.MaskingConfig;

/** The value of {@code --mask-entities}: source and target language. */
final class MaskedLanguages {
  private MaskedLanguages() {}

  /** The masking between two languages such as {@code en-fr} or {@code pt-BR-en}. */
  static MaskingConfig parse(String languages) {
    LanguagePair pair = Languages.parse("--mask-entities", languages);
    return WrongUsageException.ifInvalid(() -> MaskingConfig.of(pair.source(), pair.target()));
  }
}
