package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.List;

/**
 * The tokenizer of NIST's mteval-v13a, the one of WMT.
 *
 * <p>It is defined as four substitutions, each over the whole line and each without overlap: what
 * one match has taken, the next cannot look at. So {@code a.,5} keeps {@code ,5} together while
 * {@code a. ,5} does not. The scans below keep to that order and to that blindness.
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

  /** The substitutions of Western languages, without the surrounding spaces of mteval. */
  static List<String> separate(CharSequence text) {
    CharSequence result = apartFromSymbols(text);
    result = apartAfterNonDigit(result);
    result = apartBeforeNonDigit(result);
    return PythonText.split(dashApartAfterDigit(result));
  }

  private static CharSequence apartFromSymbols(CharSequence text) {
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

  private static CharSequence apartAfterNonDigit(CharSequence text) {
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

  private static CharSequence apartBeforeNonDigit(CharSequence text) {
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

  private static CharSequence dashApartAfterDigit(CharSequence text) {
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

  // ASCII punctuation but for the apostrophe, comma, dash and point. mteval has the space too,
  // which changes nothing.
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
