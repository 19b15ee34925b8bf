package dev.thimble.translation;

import dev.thimble.text.Entity;
import dev.thimble.text.Glossary;
import dev.thimble.text.Masking;
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
  GivenEntities(@Nullable Masking masking, TranslationOptions options) {
    patterns = options.protectedPatterns().stream().map(Pattern::compile).toList();
    glossary = options.glossary();
    if (masking == null && !(patterns.isEmpty() && glossary == null)) {
      throw new IllegalArgumentException(
          "a glossary and protected patterns need a model that masks entities, and this one does"
              + " not; train one with --mask-entities");
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
