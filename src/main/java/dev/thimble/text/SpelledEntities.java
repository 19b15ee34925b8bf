package dev.thimble.text;

import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Internal: separates the characters of entities by spaces, for the trainer of a vocabulary: the
 * characters are covered but not merged, since a model that masks sees symbols instead of entities.
 * Lines of both languages are read by the rules of the source language; those of the target
 * language would find almost the same spans. Immutable and thread-safe.
 */
public final class SpelledEntities implements UnaryOperator<String> {
  private final EntityFinder finder;

  /**
   * Makes the operation for a masking.
   *
   * @param masking has the languages; its kinds are ignored
   */
  public SpelledEntities(MaskingConfig masking) {
    Objects.requireNonNull(masking, "masking");
    finder =
        new EntityFinder(
            Locale.forLanguageTag(masking.sourceLanguage()),
            Locale.forLanguageTag(masking.targetLanguage()));
  }

  @Override
  public String apply(String line) {
    Objects.requireNonNull(line, "line");
    StringBuilder spelled = new StringBuilder(line.length());
    int start = 0;
    for (Entity entity : finder.find(line)) {
      spelled.append(line, start, entity.start());
      line.substring(entity.start(), entity.end())
          .codePoints()
          .forEach(character -> spelled.append(' ').appendCodePoint(character));
      spelled.append(' ');
      start = entity.end();
    }
    return spelled.append(line, start, line.length()).toString();
  }
}
