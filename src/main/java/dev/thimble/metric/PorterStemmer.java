package dev.thimble.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Porter's stemmer (Porter 1980, Program 14(3), 130-137) with the extensions that NLTK uses by
 * default: a list of irregular words, no stemming of short words, and rules for -ies, -ied, -fulli
 * and -logi. Words must be in lower case. Stateless.
 */
final class PorterStemmer {
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("skies", "sky"),
          Map.entry("sky", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("news", "news"),
          Map.entry("inning", "inning"),
          Map.entry("innings", "inning"),
          Map.entry("outing", "outing"),
          Map.entry("outings", "outing"),
          Map.entry("canning", "canning"),
          Map.entry("cannings", "canning"),
          Map.entry("howe", "howe"),
          Map.entry("proceed", "proceed"),
          Map.entry("exceed", "exceed"),
          Map.entry("succeed", "succeed"));

  private static final List<Suffix> PLURALS =
      suffixes(0, "sses ss", "ies i", "ss ss", "s -"); // step 1a
  private static final List<Suffix> DOUBLE_SUFFIXES = // step 2
      suffixes(
          1,
          "ational ate",
          "tional tion",
          "enci ence",
          "anci ance",
          "izer ize",
          "bli ble",
          "alli al",
          "entli ent",
          "eli e",
          "ousli ous",
          "ization ize",
          "ation ate",
          "ator ate",
          "alism al",
          "iveness ive",
          "fulness ful",
          "ousness ous",
          "aliti al",
          "iviti ive",
          "biliti ble",
          "fulli ful");
  private static final List<Suffix> ADJECTIVES = // step 3
      suffixes(1, "icate ic", "ative -", "alize al", "iciti ic", "ical ic", "ful -", "ness -");
  private static final List<Suffix> LONG_STEMS = // step 4
      suffixes(
          2, "al -", "ance -", "ence -", "er -", "ic -", "able -", "ible -", "ant -", "ement -",
          "ment -", "ent -", "ion -", "ou -", "ism -", "ate -", "iti -", "ous -", "ive -", "ize -");

  private PorterStemmer() {}

  static String stem(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    if (word.length() <= 2) {
      return word;
    }
    String stem = finalYToI(pastAndGerund(plural(word)));
    return lastDoubleL(lastE(replace(replace(doubleSuffix(stem), ADJECTIVES), LONG_STEMS)));
  }

  private static String plural(String word) {
    boolean short4 = word.length() == 4 && word.endsWith("ies");
    return short4 ? cut(word, 1) : replace(word, PLURALS);
  }

  private static String pastAndGerund(String word) { // step 1b
    if (word.endsWith("ied")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("eed")) {
      return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
    }
    if (word.endsWith("ed") && hasVowel(cut(word, 2))) {
      return repaired(cut(word, 2));
    }
    if (word.endsWith("ing") && hasVowel(cut(word, 3))) {
      return repaired(cut(word, 3));
    }
    return word;
  }

  private static String repaired(String stem) {
    if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
      return stem + "e";
    }
    int last = stem.length() - 1;
    if (last > 0 && stem.charAt(last) == stem.charAt(last - 1) && isConsonant(stem, last)) {
      return "lsz".indexOf(stem.charAt(last)) < 0 ? cut(stem, 1) : stem;
    }
    return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
  }

  private static String finalYToI(String word) { // step 1c
    int last = word.length() - 1;
    return word.endsWith("y") && last > 1 && isConsonant(word, last - 1)
        ? cut(word, 1) + "i"
        : word;
  }

  private static String doubleSuffix(String word) {
    if (word.endsWith("alli") && measure(cut(word, 4)) > 0) {
      return doubleSuffix(cut(word, 2));
    }
    if (word.endsWith("logi")) { // NLTK counts the l to the stem, so that it measures "geol"
      return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
    }
    return replace(word, DOUBLE_SUFFIXES);
  }

  private static String lastE(String word) { // step 5a
    if (!word.endsWith("e")) {
      return word;
    }
    String stem = cut(word, 1);
    int measure = measure(stem);
    return measure > 1 || (measure == 1 && !endsShort(stem)) ? stem : word;
  }

  private static String lastDoubleL(String word) { // step 5b
    return word.endsWith("ll") && measure(cut(word, 1)) > 1 ? cut(word, 1) : word;
  }

  /** Applies the first rule whose suffix the word has; if its condition fails, no other rule. */
  private static String replace(String word, List<Suffix> rules) {
    for (Suffix rule : rules) {
      if (word.endsWith(rule.ending)) {
        String stem = cut(word, rule.ending.length());
        boolean applies =
            measure(stem) >= rule.leastMeasure
                && (!rule.ending.equals("ion") || stem.endsWith("s") || stem.endsWith("t"));
        return applies ? stem + rule.replacement : word;
      }
    }
    return word;
  }

  /** Porter's m: how often a run of vowels is followed by a run of consonants. */
  private static int measure(String stem) {
    int measure = 0;
    boolean afterVowel = false;
    for (int i = 0; i < stem.length(); i++) {
      boolean consonant = isConsonant(stem, i);
      if (consonant && afterVowel) {
        measure++;
      }
      afterVowel = !consonant;
    }
    return measure;
  }

  private static boolean hasVowel(String stem) {
    for (int i = 0; i < stem.length(); i++) {
      if (!isConsonant(stem, i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Porter's *o: ends in consonant, vowel, consonant other than w, x, y; or is vowel, consonant.
   */
  private static boolean endsShort(String stem) {
    int last = stem.length() - 1;
    if (last < 1 || !isConsonant(stem, last) || isConsonant(stem, last - 1)) {
      return false;
    }
    return last == 1 || (isConsonant(stem, last - 2) && "wxy".indexOf(stem.charAt(last)) < 0);
  }

  private static boolean isConsonant(String word, int i) {
    return switch (word.charAt(i)) {
      case 'a', 'e', 'i', 'o', 'u' -> false;
      case 'y' -> i == 0 || !isConsonant(word, i - 1);
      default -> true;
    };
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }

  private static List<Suffix> suffixes(int leastMeasure, String... rules) {
    return Arrays.stream(rules)
        .map(rule -> rule.split(" ", 2))
        .map(pair -> new Suffix(pair[0], pair[1].equals("-") ? "" : pair[1], leastMeasure))
        .toList();
  }

  private record Suffix(String ending, String replacement, int leastMeasure) {}
}
