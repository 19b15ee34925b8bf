package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts of a text that are not translated. Stateless. */
public final class ProtectedText {
  private ProtectedText() {}

  /**
   * The parts of a text that a regular expression matches, as entities that are copied to the
   * translation. Empty matches are skipped.
   *
   * @param pattern a regular expression; a slow one slows every call down
   * @param text to search
   * @return the matches in the order of the text, without overlaps
   */
  public static List<Entity> matches(Pattern pattern, String text) {
    Objects.requireNonNull(text, "text");
    List<Entity> matches = new ArrayList<>();
    Matcher matcher = Objects.requireNonNull(pattern, "pattern").matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        matches.add(verbatim(matcher.start(), matcher.end(), text));
      }
    }
    return matches;
  }

  /**
   * {@return a part of a text as an entity that is copied to the translation}
   *
   * @param start index of its first {@code char}
   * @param end index after its last one
   * @param text the whole text
   */
  public static Entity verbatim(int start, int end, String text) {
    Objects.requireNonNull(text, "text");
    String same = text.substring(start, end);
    return new Entity(start, end, EntityKind.term(same), same, same);
  }
}
