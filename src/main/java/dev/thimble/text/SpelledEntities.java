package dev.thimble.text;

import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Internal: lines of text with their entities spelled as single characters, for the trainer of a
 * vocabulary: a model that masks sees symbols in their place, so that their characters are covered,
 * but not merged. Lines of both languages are read by the rules of the source language: the other's
 * rules would find almost the same spans. Immutable, thread-safe.
 */
public final class SpelledEntities implements UnaryOperator<String> {
  private final EntityFinder finder;

  /**
   * Spells the entities of a masking's languages.
   *
   * @param masking whose languages decide; its kinds do not matter
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
