package dev.thimble.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Removes invisible characters, which would change the pieces of a text: soft hyphens, zero-width
 * spaces, directional marks, byte-order marks inside text, fillers, tags and other characters of
 * Unicode's Default_Ignorable_Code_Point. Thread-safe if {@link #except}'s predicate is.
 *
 * <p>Some of them have a meaning in certain contexts and are kept there:
 *
 * <ul>
 *   <li>the zero-width joiner between the parts of an emoji, and both joiners (U+200C, U+200D) next
 *       to a letter of a script that has joined or conjunct forms, such as Arabic or Devanagari;
 *   <li>the variation selectors U+FE0E and U+FE0F after a symbol, digit or punctuation mark, where
 *       they choose text or emoji presentation;
 *   <li>the zero-width space between two characters, one of them of a script without spaces such as
 *       Thai or Khmer, where it separates words;
 *   <li>tags after a black flag, as in the flag of Scotland; Mongolian variation selectors and
 *       vowel separators after a Mongolian letter; Hangul fillers next to conjoining letters.
 * </ul>
 *
 * <p>Line and paragraph separators (U+2028, U+2029, U+0085, vertical tab, form feed) become spaces.
 */
public final class InvisibleCharacters {
  private static final int NONE = 0; // the character before the first and after the last
  private static final int MOST_MARKS = 8;
  private static final int ZERO_WIDTH_SPACE = 0x200B;
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int BLACK_FLAG = 0x1F3F4;
  private static final int INFORMATION_SOURCE = 0x2139; // the one letter with an emoji form

  /** Scripts whose letters do not join, so that a joiner has no meaning next to them. */
  private static final Set<UnicodeScript> WITHOUT_JOINING =
      EnumSet.of(
          UnicodeScript.COMMON,
          UnicodeScript.INHERITED,
          UnicodeScript.UNKNOWN,
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.HEBREW,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.HANGUL,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.ETHIOPIC,
          UnicodeScript.CHEROKEE);

  /** Scripts whose words are separated by a zero-width space or by nothing. */
  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TAI_LE,
          UnicodeScript.NEW_TAI_LUE,
          UnicodeScript.TAI_THAM,
          UnicodeScript.TAI_VIET);

  private static final InvisibleCharacters ALL = new InvisibleCharacters(c -> false);

  private final IntPredicate kept;

  private InvisibleCharacters(IntPredicate kept) {
    this.kept = kept;
  }

  /** {@return an instance that removes all invisible characters} */
  public static InvisibleCharacters all() {
    return ALL;
  }

  /**
   * {@return an instance that keeps some invisible characters everywhere}
   *
   * @param kept whether a code point is kept
   */
  public static InvisibleCharacters except(IntPredicate kept) {
    return new InvisibleCharacters(Objects.requireNonNull(kept, "kept"));
  }

  /**
   * {@return whether this class removes or replaces a code point, at least in some contexts}
   *
   * @param c a Unicode code point
   */
  public static boolean isInvisible(int c) {
    return isSeparator(c) || isIgnorable(c);
  }

  /**
   * Removes invisible characters from a text.
   *
   * @param text may be empty
   * @return the text without them; the same object if it has none
   */
  public String removeFrom(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // printable ASCII first: for most text this is the only comparison
      if ((c < 0x20 || c > 0x7E) && (Character.isHighSurrogate(c) || isInvisible(c))) {
        int point = text.codePointAt(i);
        if (isInvisible(point) && !kept.test(point)) {
          return rewrite(text, i);
        }
      }
    }
    return text;
  }

  private String rewrite(String text, int from) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
    int visible = from; // index of the next visible character, if it is greater than i
    for (int i = from; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!isInvisible(c) || kept.test(c)) {
        out.appendCodePoint(c);
      } else if (isSeparator(c)) {
        out.append(' ');
      } else {
        visible = visible > i ? visible : nextVisible(text, i);
        int next = visible == text.length() ? NONE : text.codePointAt(visible);
        if (hasMeaning(c, out, next)) {
          out.appendCodePoint(c);
        }
      }
    }
    return out.toString();
  }

  private static int nextVisible(String text, int from) {
    int i = from;
    while (i < text.length() && isIgnorable(text.codePointAt(i))) {
      i += Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  private static boolean isSeparator(int c) {
    return c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /* Unicode's Default_Ignorable_Code_Point, which the JDK does not have. */
  private static boolean isIgnorable(int c) {
    if (c < 0x034F) {
      return c == 0xAD; // soft hyphen
    }
    if (c < 0x2000) {
      return c == 0x034F // combining grapheme joiner
          || c == 0x061C // Arabic letter mark
          || isJamoFiller(c)
          || c == 0x17B4 // Khmer inherent vowels
          || c == 0x17B5
          || isMongolian(c);
    }
    return in(c, 0x200B, 0x200F) // zero-width spaces and joiners, marks of direction
        || in(c, 0x202A, 0x202E) // embeddings and overrides of direction
        || in(c, 0x2060, 0x206F) // word joiner, invisible operators, isolates, deprecated controls
        || c == 0x3164 // Hangul fillers
        || c == 0xFFA0
        || in(c, 0xFE00, 0xFE0F) // variation selectors
        || c == 0xFEFF // byte-order mark
        || in(c, 0x1BCA0, 0x1BCA3) // shorthand format controls
        || in(c, 0x1D173, 0x1D17A) // musical format controls
        || in(c, 0xE0000, 0xE0FFF); // tags, further variation selectors
  }

  /* `before` is the rewritten text up to c; `next` is the next visible character. */
  private static boolean hasMeaning(int c, StringBuilder before, int next) {
    int previous = before.length() == 0 ? NONE : before.codePointBefore(before.length());
    if (c == previous) {
      return false; // a repetition means nothing
    }
    if (c == JOINER || c == NON_JOINER) {
      boolean inEmoji = c == JOINER && isEmojiEnd(previous) && isPictograph(next);
      return inEmoji || isJoining(scriptBefore(before)) || isJoining(UnicodeScript.of(next));
    }
    if (c == ZERO_WIDTH_SPACE) {
      return previous != NONE
          && next != NONE
          && (WITHOUT_SPACES.contains(scriptBefore(before))
              || WITHOUT_SPACES.contains(UnicodeScript.of(next)));
    }
    if (c == 0xFE0E || c == 0xFE0F) {
      return previous != NONE && !isPartOfWord(previous) && !isSpaceOrInvisible(previous);
    }
    if (in(c, 0xE0020, 0xE007F)) {
      return previous == BLACK_FLAG || in(previous, 0xE0020, 0xE007E);
    }
    if (isMongolian(c)) {
      return scriptBefore(before) == UnicodeScript.MONGOLIAN;
    }
    return isJamoFiller(c) && (isJamo(previous) || isJamo(next));
  }

  private static boolean isPartOfWord(int c) {
    boolean mark = Character.getType(c) == Character.NON_SPACING_MARK;
    return c != INFORMATION_SOURCE && (Character.isLetter(c) || mark);
  }

  private static boolean isSpaceOrInvisible(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c);
  }

  private static boolean isJoining(UnicodeScript script) {
    return !WITHOUT_JOINING.contains(script);
  }

  /* The script of the last letter. Marks that several scripts share may follow it, and are skipped.
   */
  private static UnicodeScript scriptBefore(StringBuilder text) {
    int end = text.length();
    for (int marks = 0; end > 0 && marks <= MOST_MARKS; marks++) {
      int c = text.codePointBefore(end);
      UnicodeScript script = UnicodeScript.of(c);
      if (script != UnicodeScript.INHERITED) {
        return script;
      }
      end -= Character.charCount(c);
    }
    return UnicodeScript.UNKNOWN;
  }

  /* The blocks of symbols and emoji, including code points that are not assigned yet. */
  private static boolean isPictograph(int c) {
    return in(c, 0x2190, 0x2BFF) || in(c, 0x1F000, 0x1FBFF);
  }

  private static boolean isEmojiEnd(int c) {
    return isPictograph(c) || c == 0xFE0F;
  }

  private static boolean isMongolian(int c) {
    return in(c, 0x180B, 0x180F);
  }

  private static boolean isJamoFiller(int c) {
    return c == 0x115F || c == 0x1160;
  }

  private static boolean isJamo(int c) {
    return in(c, 0x1100, 0x11FF) || in(c, 0xA960, 0xA97F) || in(c, 0xD7B0, 0xD7FF);
  }

  private static boolean in(int c, int first, int last) {
    return first <= c && c <= last;
  }
}
