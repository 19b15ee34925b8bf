package dev.thimble.text;

import static dev.thimble.text.Characters.at;

import org.jspecify.annotations.Nullable;

/** Names after an at sign, words after a number sign: @mk_photo, #food. Immutable. */
final class Handles implements EntityDetector {
  @Override
  public @Nullable Entity detect(String text, int start) {
    char sign = text.charAt(start);
    boolean hashtag = sign == '#';
    if ((!hashtag && sign != '@') || isWordBefore(text, start)) {
      return null;
    }
    boolean hasLetter = false;
    int end = start + 1;
    while (end < text.length() && isNameCharacter(text, end, hashtag)) {
      int c = text.codePointAt(end);
      hasLetter |= Character.isLetter(c);
      end += Character.charCount(c);
    }
    if (end == start + 1 || (hashtag && !hasLetter)) {
      return null;
    }
    String name = text.substring(start, end);
    return new Entity(start, end, hashtag ? EntityKind.HASHTAG : EntityKind.HANDLE, name, name);
  }

  private static boolean isWordBefore(String text, int start) {
    return start > 0 && Character.isLetterOrDigit(text.codePointBefore(start));
  }

  private static boolean isNameCharacter(String text, int index, boolean hashtag) {
    int c = text.codePointAt(index);
    if (Character.isLetterOrDigit(c) || c == '_') {
      return true;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK) {
      return !isVariationSelector(c);
    }
    // @user@server.org, @first.last
    return !hashtag
        && (c == '.' || c == '-' || c == '@')
        && Characters.isAlphanumeric(at(text, index + 1))
        && Characters.isAlphanumeric(at(text, index - 1));
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || c == 0x20E3;
  }
}
