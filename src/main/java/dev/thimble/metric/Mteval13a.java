package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.List;

/**
 * The tokenizer of NIST's mteval-v13a, which WMT uses. Stateless.
 *
 * <p>It is defined by four regular-expression substitutions over the whole line. Matches of one
 * substitution do not overlap: {@code a.,5} keeps {@code ,5} together, because the first match has
 * consumed the point, while {@code a. ,5} does not. The methods below give the same results in the
 * same order.
 */
final class Mteval13a {
  private Mteval13a() {}

  static List<String> tokenize(String line) {
    String text = line.replace("<skipped>", "");
    if (text.indexOf('\n') >= 0) {
      text = text.replace("-\n", "").replace('\n', ' ');
    }
    if (text.indexOf('&') >= 0) {
      text =
          text.replace("&quot;", "\"")
              .replace("&amp;", "&")
              .replace("&lt;", "<")
              .replace("&gt;", ">");
    }
    return separate(" " + text + " ");
  }

  /** The substitutions for Western languages; mteval puts a space before and after the line. */
  static List<String> separate(CharSequence text) {
    CharSequence result = separateSymbols(text);
    result = separatePointsAfterNonDigits(result);
    result = separatePointsBeforeNonDigits(result);
    return PythonText.split(separateDashesAfterDigits(result));
  }

  private static CharSequence separateSymbols(CharSequence text) {
    StringBuilder result = new StringBuilder(2 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isSymbol(character)) {
        result.append(' ').append(character).append(' ');
      } else {
        result.append(character);
      }
    }
    return result;
  }

  private static CharSequence separatePointsAfterNonDigits(CharSequence text) {
    StringBuilder result = new StringBuilder(text.length() + 32);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      result.append(character);
      if (!isDigit(character) && i + 1 < text.length() && isPoint(text.charAt(i + 1))) {
        result.append(' ').append(text.charAt(i + 1)).append(' ');
        i++;
      }
    }
    return result;
  }

  private static CharSequence separatePointsBeforeNonDigits(CharSequence text) {
    StringBuilder result = new StringBuilder(text.length() + 32);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isPoint(character) && i + 1 < text.length() && !isDigit(text.charAt(i + 1))) {
        result.append(' ').append(character).append(' ').append(text.charAt(i + 1));
        i++;
      } else {
        result.append(character);
      }
    }
    return result;
  }

  private static CharSequence separateDashesAfterDigits(CharSequence text) {
    StringBuilder result = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      result.append(character);
      if (isDigit(character) && i + 1 < text.length() && text.charAt(i + 1) == '-') {
        result.append(" - ");
        i++;
      }
    }
    return result;
  }

  // ASCII punctuation except apostrophe, comma, dash and point. mteval includes the space, which
  // makes no difference.
  private static boolean isSymbol(char character) {
    return (character >= '!' && character <= '&')
        || (character >= '(' && character <= '+')
        || character == '/'
        || (character >= ':' && character <= '@')
        || (character >= '[' && character <= '`')
        || (character >= '{' && character <= '~');
  }

  private static boolean isPoint(char character) {
    return character == '.' || character == ',';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
