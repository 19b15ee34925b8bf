package dev.thimble.translation;

import dev.thimble.text.Entity;
import dev.thimble.text.Glossary;
import dev.thimble.text.ProtectedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entities that the options ask for: matches of the protected patterns, then terms of the
 * glossary. Thread-safe.
 */
final class GivenEntities {
  private final List<Pattern> patterns;
  private final @Nullable Glossary glossary;

  /**
   * Compiles the patterns.
   *
   * @throws IllegalArgumentException if there are patterns or a glossary, but the model does not
   *     mask
   */
  GivenEntities(TranslatorCore core, TranslationOptions options) {
    patterns = options.protectedPatterns().stream().map(Pattern::compile).toList();
    glossary = options.glossary();
    if (!patterns.isEmpty() || glossary != null) {
      core.requireMasking("glossaries and protected patterns need");
    }
  }

  /** The entities of a text; of those that overlap, the first takes precedence. */
  List<Entity> find(String text) {
    List<Entity> found = new ArrayList<>();
    patterns.forEach(pattern -> found.addAll(ProtectedText.matches(pattern, text)));
    if (glossary != null) {
      found.addAll(glossary.find(text));
    }
    return found;
  }
}
