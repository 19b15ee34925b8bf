package dev.thimble.vocabulary;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Internal: counts the units that no merge crosses: runs of letters of one script, and runs of
 * digits. The first unit of a word begins with the space mark. Not thread-safe.
 */
public final class WordCounter {
  /* The kinds of character beside the scripts of Unicode. */
  private enum Kind {
    SPACE,
    DIGIT
  }

  private final UnitCounts counts;
  private final @Nullable Pattern symbols; // user-defined, which are not counted; null: none

  /**
   * Makes a counter that keeps all words in memory.
   *
   * @param userDefinedSymbols not counted, as {@link VocabularyConfig#userDefinedSymbols} says
   */
  public WordCounter(List<String> userDefinedSymbols) {
    this(Require.elements(userDefinedSymbols, "userDefinedSymbols"), UnitCounts.inMemory());
  }

  WordCounter(List<String> userDefinedSymbols, UnitCounts counts) {
    this.counts = counts;
    String alternatives =
        userDefinedSymbols.stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    symbols = alternatives.isEmpty() ? null : Pattern.compile(alternatives);
  }

  /**
   * Counts the words of a line.
   *
   * @param line a text of any length; may be empty
   */
  public void add(String line) {
    Objects.requireNonNull(line, "line");
    String normalized = TextNormalizer.normalize(line);
    if (normalized.isEmpty()) {
      return;
    }
    String marked = TextNormalizer.SPACE_MARK + normalized.replace(' ', TextNormalizer.SPACE_MARK);
    String[] parts = symbols == null ? new String[] {marked} : symbols.split(marked);
    for (String part : parts) {
      for (String unit : units(part)) {
        counts.add(unit, 1);
      }
    }
  }

  /**
   * The words and how often each occurred: a view.
   *
   * @return an unmodifiable map in no particular order
   */
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts.kept());
  }

  static List<String> units(String text) {
    List<String> units = new ArrayList<>();
    int start = 0;
    Object last = Kind.SPACE;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      Object kind = kind(c, last);
      boolean opens = kind.equals(Kind.SPACE) || !(last.equals(Kind.SPACE) || kind.equals(last));
      if (opens && i > start) {
        units.add(text.substring(start, i));
        start = i;
      }
      last = kind;
      i += Character.charCount(c);
    }
    if (start < text.length()) {
      units.add(text.substring(start));
    }
    return units;
  }

  /* A combining mark is of the kind that it follows. Kana count as Han, since Japanese words mix
   * them. */
  private static Object kind(int c, Object last) {
    if (c == TextNormalizer.SPACE_MARK) {
      return Kind.SPACE;
    }
    if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
      return Kind.DIGIT;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return switch (script) {
      case INHERITED -> last.equals(Kind.SPACE) ? script : last;
      case HIRAGANA, KATAKANA -> Character.UnicodeScript.HAN;
      default -> script;
    };
  }
}
