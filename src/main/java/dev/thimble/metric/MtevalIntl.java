package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.List;

/**
 * The international tokenizer of mteval-v14: three substitutions over the whole line, each with
 * matches that do not overlap. They separate symbols, and punctuation unless it is between two
 * numbers. Stateless.
 */
final class MtevalIntl {
  private MtevalIntl() {}

  static List<String> tokenize(String line) {
    StringBuilder text =
        separatePunctuationBeforeNonNumbers(separatePunctuationAfterNonNumbers(line));
    return PythonText.split(separateSymbols(text));
  }

  private static StringBuilder separatePunctuationAfterNonNumbers(String line) {
    StringBuilder result = new StringBuilder(line.length() + 32);
    int i = 0;
    while (i < line.length()) {
      int first = line.codePointAt(i);
      i += Character.charCount(first);
      result.appendCodePoint(first);
      if (i < line.length() && !GeneralCategory.isNumber(first)) {
        int second = line.codePointAt(i);
        if (GeneralCategory.isPunctuation(second)) {
          result.append(' ').appendCodePoint(second).append(' ');
          i += Character.charCount(second);
        }
      }
    }
    return result;
  }

  private static StringBuilder separatePunctuationBeforeNonNumbers(StringBuilder text) {
    StringBuilder result = new StringBuilder(text.length() + 32);
    int i = 0;
    while (i < text.length()) {
      int first = text.codePointAt(i);
      i += Character.charCount(first);
      if (i < text.length() && GeneralCategory.isPunctuation(first)) {
        int second = text.codePointAt(i);
        if (!GeneralCategory.isNumber(second)) {
          result.append(' ').appendCodePoint(first).append(' ').appendCodePoint(second);
          i += Character.charCount(second);
          continue;
        }
      }
      result.appendCodePoint(first);
    }
    return result;
  }

  private static StringBuilder separateSymbols(StringBuilder text) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    int character;
    for (int i = 0; i < text.length(); i += Character.charCount(character)) {
      character = text.codePointAt(i);
      if (GeneralCategory.isSymbol(character)) {
        result.append(' ').appendCodePoint(character).append(' ');
      } else {
        result.appendCodePoint(character);
      }
    }
    return result;
  }
}
