package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entities of a text by rules: every {@link EntityKind} but names and terms. Numbers,
 * times and dates are read by the rules of the text's language and written for the target language:
 * the same digits with that language's separators. Takes time linear in the length of the text.
 * Immutable and thread-safe.
 */
public final class EntityFinder {
  private final List<EntityDetector> detectors;
  private final boolean sameLanguage;

  /**
   * Makes a finder for texts of one language.
   *
   * @param textLanguage the language of the texts
   * @param targetLanguage the language of {@link Entity#translation()}; if it is that of the texts,
   *     entities stay as they are
   */
  public EntityFinder(Locale textLanguage, Locale targetLanguage) {
    Objects.requireNonNull(textLanguage, "textLanguage");
    Objects.requireNonNull(targetLanguage, "targetLanguage");
    sameLanguage = textLanguage.getLanguage().equals(targetLanguage.getLanguage());
    detectors = detectors(textLanguage, targetLanguage);
  }

  /** A finder of some kinds alone, for tests. */
  EntityFinder(EntityDetector... detectors) {
    this.detectors = List.of(detectors);
    sameLanguage = false;
  }

  /* The first that finds something at an index decides: the most specific come first. */
  private static List<EntityDetector> detectors(Locale textLanguage, Locale targetLanguage) {
    LanguageRules text = LanguageRules.of(textLanguage);
    LanguageRules target = LanguageRules.of(targetLanguage);
    return List.of(
        new MarkupTags(),
        new Placeholders(),
        new Emoji(),
        new Links(),
        new Handles(),
        new Dates(text, target),
        new SpacedCodes(),
        new Times(text, target),
        new Money(text, target),
        new Measures(text, target),
        new Ordinals(text, target),
        new Numbers(text, target),
        new Codes(text));
  }

  /**
   * The entities of a text.
   *
   * @param text a source text
   * @return the entities in the order of the text, without overlaps; spans are in UTF-16 units
   */
  public List<Entity> find(String text) {
    if (!mayHaveEntity(text)) {
      return List.of();
    }
    List<Entity> entities = new ArrayList<>();
    boolean tags = false;
    int i = 0;
    while (i < text.length()) {
      Entity entity = mayBegin(text, i) ? detect(text, i) : null;
      if (entity == null) {
        i += Character.charCount(text.codePointAt(i));
      } else {
        entities.add(entity);
        tags |= entity.kind() == EntityKind.OPEN || entity.kind() == EntityKind.CLOSE;
        i = entity.end();
      }
    }
    return List.copyOf(tags ? MarkupTags.paired(entities) : entities);
  }

  private @Nullable Entity detect(String text, int start) {
    for (EntityDetector detector : detectors) {
      Entity entity = detector.detect(text, start);
      if (entity != null) {
        return sameLanguage ? verbatim(text, entity) : entity;
      }
    }
    return null;
  }

  private static Entity verbatim(String text, Entity entity) {
    String same = text.substring(entity.start(), entity.end());
    return new Entity(entity.start(), entity.end(), entity.kind(), entity.key(), same);
  }

  /* A quick scan that most sentences do not pass: only a digit, an emoji or one of a few signs
   * makes it worth while to look for entities. */
  private static boolean mayHaveEntity(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if ((c >= 'a' && c <= 'z') || c == ' ') {
        continue;
      }
      boolean found =
          switch (c) {
            case '.' -> Characters.isLetter(Characters.at(text, i + 1));
            case '@', '#', '<', '{', '%', '&', '/', '\\' -> true;
            case ':' -> i + 1 < length && !PythonText.isSpace(text.charAt(i + 1));
            default -> Characters.isDigit(c) || (c >= 0xA9 && Emoji.isSign(c));
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  /* A letter or digit begins an entity only at the start of a word, a space never does. */
  private static boolean mayBegin(String text, int index) {
    char c = text.charAt(index);
    if (Characters.isAlphanumeric(c)) {
      return !Characters.isAlphanumeric(Characters.at(text, index - 1));
    }
    return c != ' ';
  }
}
