package dev.thimble.text;

import static dev.thimble.text.Characters.at;
import static dev.thimble.text.Characters.digitsEnd;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Codes with spaces or brackets inside: +33 6 12 34 56 78, 06 12 34 56 78, (555) 123-4567, numbers
 * of cards and accounts in groups of four. Immutable.
 */
final class SpacedCodes implements EntityDetector {
  private static final int MOST_DIGITS = 16;
  private static final int LEAST_DIGITS = 7;

  /* Lengths of groups, those in brackets with ")": a card, a number of North America, one with its
   * area code in brackets. */
  private static final Pattern GROUPS =
      Pattern.compile("4 4 4 4 |(?:1 )?3[ )]3 4 |[2-5]\\)(?:[2-8] ){1,4}");

  /* A number that begins with the trunk prefix 0. */
  private static final Pattern TRUNK = Pattern.compile("[2-5] (?:[2-8] ){2,4}");

  @Override
  public @Nullable Entity detect(String text, int start) {
    char first = text.charAt(start);
    boolean begins = first == '+' || first == '(' || Characters.isAsciiDigit(first);
    int end = begins && Characters.isFree(text, start) ? phoneEnd(text, start) : -1;
    if (end < 0 && first >= 'A' && first <= 'Z') {
      end = accountEnd(text, start);
    }
    if (end < 0 || Characters.isAlphanumeric(at(text, end))) {
      return null;
    }
    String code = text.substring(start, end);
    return new Entity(start, end, EntityKind.CODE, code, code);
  }

  /* The lengths of groups of digits show whether they are one code. The longest one counts. */
  private static int phoneEnd(String text, int start) {
    StringBuilder lengths = new StringBuilder();
    int longest = -1;
    int digits = 0;
    int i = at(text, start) == '+' ? start + 1 : start;
    while (true) {
      boolean bracket = at(text, i) == '(';
      int group = bracket ? i + 1 : i;
      int length = groupLength(text, group);
      digits += length;
      if (length == 0 || digits > MOST_DIGITS || (bracket && at(text, group + length) != ')')) {
        return longest;
      }
      lengths.append(length).append(bracket ? ")" : " ");
      int end = group + length + (bracket ? 1 : 0);
      if (digits >= LEAST_DIGITS && isPhone(text.charAt(start), lengths.toString())) {
        longest = end;
      }
      boolean separated = isSeparator(at(text, end));
      if (!separated && !bracket && at(text, end) != '(') {
        return longest;
      }
      i = separated ? end + 1 : end;
    }
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '.' || c == '\u2011' || Characters.isSpace(c);
  }

  private static int groupLength(String text, int start) {
    int length = 0;
    while (length <= MOST_DIGITS && Characters.isAsciiDigit(at(text, start + length))) {
      length++;
    }
    return length;
  }

  private static boolean isPhone(char first, String lengths) {
    return first == '+'
        || GROUPS.matcher(lengths).matches()
        || (first == '0' && TRUNK.matcher(lengths).matches());
  }

  /* An IBAN: two letters, two digits, groups of four (ISO 13616-1). */
  private static int accountEnd(String text, int start) {
    if (Characters.wordEnd(text, start) != start + 4
        || !Character.isUpperCase(at(text, start + 1))
        || digitsEnd(text, start + 2) != start + 4) {
      return -1;
    }
    int end = start + 4;
    int groups = 0;
    while (groups < 8 && Characters.isSpace(at(text, end)) && isGroup(text, end + 1)) {
      end = Characters.wordEnd(text, end + 1);
      groups++;
    }
    return groups >= 3 ? end : -1;
  }

  private static boolean isGroup(String text, int start) {
    int end = start;
    boolean digit = false;
    while (end <= start + 4 && Characters.isAlphanumeric(at(text, end))) {
      digit |= Characters.isAsciiDigit(at(text, end));
      end++;
    }
    return digit && end > start && end <= start + 4;
  }
}
