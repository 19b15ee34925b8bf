package dev.thimble.text;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs of emoji, with their joiners, skin tones, variation selectors and tags, flags and keycaps.
 * Symbols that are text unless a selector follows, such as © or ™, are none without it; those of
 * Unicode's blocks of pictures and dingbats are, such as ❤. The table is that of Unicode 16; the
 * JDK knows emoji only since version 21. Immutable.
 *
 * <p>Source: Unicode Technical Standard 51, ED-17 and data file emoji-data.txt.
 */
final class Emoji implements EntityDetector {
  private static final int TEXT_SELECTOR = 0xFE0E;
  private static final int EMOJI_SELECTOR = 0xFE0F;
  private static final int KEYCAP = 0x20E3;
  private static final int JOINER = 0x200D;
  private static final int FIRST_FLAG_LETTER = 0x1F1E6;
  private static final int LAST_FLAG_LETTER = 0x1F1FF;

  /* Emoji without a selector, as ranges of code points in hexadecimal. */
  private static final String PICTURES =
      "231A-231B 23E9-23EC 23F0 23F3 25FD-25FE 2600-2604 260E 2611 2614-2615 2618 261D 2620"
          + " 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642 2648-2653 265F-2660 2663 2665-2666"
          + " 2668 267B 267E-267F 2692-2697 2699 269B-269C 26A0-26A1 26A7 26AA-26AB 26B0-26B1"
          + " 26BD-26BE 26C4-26C5 26C8 26CE-26CF 26D1 26D3-26D4 26E9-26EA 26F0-26F5 26F7-26FA 26FD"
          + " 2702 2705 2708-270D 270F 2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E"
          + " 2753-2755 2757 2763-2764 2795-2797 27A1 27B0 27BF 2B1B-2B1C 2B50 2B55"
          + " 1F004 1F0CF 1F18E 1F191-1F19A 1F1E6-1F1FF 1F201 1F21A 1F22F 1F232-1F236 1F238-1F23A"
          + " 1F250-1F251 1F300-1F64F 1F680-1F6FF 1F7E0-1F7EB 1F7F0 1F90C-1F9FF 1FA70-1FAFF";

  /* Emoji with the emoji selector alone. */
  private static final String SYMBOLS =
      "A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 2328 23CF 23ED-23EF 23F1-23F2 23F8-23FA 24C2"
          + " 25AA-25AB 25B6 25C0 25FB-25FC 2934-2935 2B05-2B07 3030 303D 3297 3299"
          + " 1F170-1F171 1F17E-1F17F 1F202 1F237";

  private static final BitSet PICTURE = codePoints(PICTURES);
  private static final BitSet SYMBOL = codePoints(SYMBOLS);

  private static BitSet codePoints(String ranges) {
    BitSet codePoints = new BitSet();
    for (String range : ranges.split(" ", -1)) {
      String[] ends = range.split("-", -1);
      int first = Integer.parseInt(ends[0], 16);
      codePoints.set(first, Integer.parseInt(ends[ends.length - 1], 16) + 1);
    }
    return codePoints;
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    char first = text.charAt(start);
    if (first < 0x80 && "<#*0123456789".indexOf(first) < 0) {
      return null;
    }
    int end = heartEnd(text, start);
    for (int next = sequenceEnd(text, end); next > end; next = sequenceEnd(text, end)) {
      end = next;
    }
    if (end == start) {
      return null;
    }
    String emoji = text.substring(start, end);
    return new Entity(start, end, EntityKind.EMOJI, emoji, emoji);
  }

  /* "<3" is a heart, not a number. */
  private static int heartEnd(String text, int start) {
    boolean heart =
        text.startsWith("<3", start)
            && Characters.isFree(text, start)
            && !Codes.goesOn(text, start + 2);
    return heart ? start + 2 : start;
  }

  /** Whether a {@code char} shows that a text may have emoji. */
  static boolean isSign(char c) {
    return Character.isHighSurrogate(c) || c == KEYCAP || PICTURE.get(c) || SYMBOL.get(c);
  }

  /* The index after the emoji at an index; the index itself if there is none. */
  private static int sequenceEnd(String text, int start) {
    int end = elementEnd(text, start);
    while (end > start && codePoint(text, end) == JOINER) {
      int next = elementEnd(text, end + 1);
      if (next == end + 1) {
        break;
      }
      end = next;
    }
    return end;
  }

  private static int elementEnd(String text, int start) {
    int c = codePoint(text, start);
    if ((c >= '0' && c <= '9') || c == '#' || c == '*') {
      int keycap = codePoint(text, start + 1) == EMOJI_SELECTOR ? start + 2 : start + 1;
      return codePoint(text, keycap) == KEYCAP ? keycap + 1 : start;
    }
    if (c < 0 || !(PICTURE.get(c) || SYMBOL.get(c))) {
      return start;
    }
    int end = start + Character.charCount(c);
    int selector = codePoint(text, end);
    if (selector == TEXT_SELECTOR || (SYMBOL.get(c) && selector != EMOJI_SELECTOR)) {
      return start;
    }
    if (isFlagLetter(c)) {
      return isFlagLetter(selector) ? end + 2 : end;
    }
    return modifiersEnd(text, end);
  }

  private static boolean isFlagLetter(int c) {
    return c >= FIRST_FLAG_LETTER && c <= LAST_FLAG_LETTER;
  }

  private static int modifiersEnd(String text, int start) {
    int end = start;
    int c = codePoint(text, end);
    while (c == EMOJI_SELECTOR || c == KEYCAP || isSkinTone(c) || isTag(c)) {
      end += Character.charCount(c);
      c = codePoint(text, end);
    }
    return end;
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
  }

  private static boolean isTag(int c) {
    return c >= 0xE0020 && c <= 0xE007F;
  }

  private static int codePoint(String text, int index) {
    return index < text.length() ? text.codePointAt(index) : -1;
  }
}
