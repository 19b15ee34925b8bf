package dev.thimble.text;

import java.util.List;
import java.util.Locale;

/** Shows the entities of a text in a line, for tests. */
final class Found {
  static final LanguageRules ENGLISH = LanguageRules.of(Locale.ENGLISH);
  static final LanguageRules FRENCH = LanguageRules.of(Locale.FRENCH);
  static final LanguageRules GERMAN = LanguageRules.of(Locale.GERMAN);

  private Found() {}

  static LanguageRules rules(String tag) {
    return LanguageRules.of(Locale.forLanguageTag(tag));
  }

  /** The texts of the entities, joined by " ; ". */
  static String texts(String text, EntityDetector... detectors) {
    return joined(
        find(text, detectors).stream().map(e -> text.substring(e.start(), e.end())).toList());
  }

  /** The texts in the target language, with "_" for a no-break space, "~" for a narrow one. */
  static String translations(String text, EntityDetector... detectors) {
    return joined(find(text, detectors).stream().map(e -> visible(e.translation())).toList());
  }

  static String keys(String text, EntityDetector... detectors) {
    return joined(find(text, detectors).stream().map(Entity::key).toList());
  }

  static String kinds(String text, EntityDetector... detectors) {
    return joined(find(text, detectors).stream().map(e -> e.kind().name()).toList());
  }

  static String visible(String text) {
    return text.replace('\u00A0', '_').replace('\u202F', '~');
  }

  private static List<Entity> find(String text, EntityDetector... detectors) {
    return new EntityFinder(detectors).find(text);
  }

  private static String joined(List<String> parts) {
    return String.join(" ; ", parts);
  }
}
