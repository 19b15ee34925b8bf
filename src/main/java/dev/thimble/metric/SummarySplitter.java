package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits an English summary into sentences for rougeLsum, where {@code rouge_score} uses NLTK's
 * trained tokenizer. A sentence ends at a full stop, question mark or exclamation mark, with the
 * closing quotes and brackets after it, that is followed by white space. A full stop does not end a
 * sentence after a known abbreviation, after an initial, or before a lower-case letter. Stateless.
 */
final class SummarySplitter {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "gen", "col", "capt", "lt", "sgt",
          "rev", "hon", "gov", "sen", "rep", "vs", "etc", "e.g", "i.e", "cf", "al", "fig", "no",
          "vol", "inc", "ltd", "co", "corp", "dept", "univ", "approx", "jan", "feb", "mar", "apr",
          "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k", "u.n", "a.m",
          "p.m");
  private static final String CLOSING = "\"')]}\u201D\u2019\u00BB";

  private SummarySplitter() {}

  static List<String> split(String text) {
    List<String> sentences = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (".?!".indexOf(text.charAt(i)) < 0) {
        continue;
      }
      int end = i + 1;
      while (end < text.length()
          && (CLOSING.indexOf(text.charAt(end)) >= 0 || ".?!".indexOf(text.charAt(end)) >= 0)) {
        end++;
      }
      boolean apart = end < text.length() && PythonText.isSpace(text.charAt(end));
      if (apart && (text.charAt(i) != '.' || stops(text, i, end))) {
        sentences.add(PythonText.strip(text.substring(start, end)));
        start = end;
      }
      i = end - 1;
    }
    String rest = PythonText.strip(text.substring(start));
    if (!rest.isEmpty()) {
      sentences.add(rest);
    }
    return sentences;
  }

  private static boolean stops(String text, int stop, int end) {
    int next = end;
    while (next < text.length() && PythonText.isSpace(text.charAt(next))) {
      next++;
    }
    if (next < text.length() && Character.isLowerCase(text.charAt(next))) {
      return false;
    }
    int first = stop;
    while (first > 0 && !PythonText.isSpace(text.charAt(first - 1))) {
      first--;
    }
    String word = text.substring(first, stop);
    boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
    return !initial && !ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }
}
