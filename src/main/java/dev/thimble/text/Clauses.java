package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts a long sentence where a clause is likely to end, and joins the translations of its parts
 * into a sentence. Stateless.
 */
public final class Clauses {
  /** After these a clause may end. */
  private static final String MARKS = ",;:–—،؛、，；：";

  /** After these a sentence may end. */
  static final String SENTENCE_MARKS = ".!?…。！？؟";

  private static final int FEWEST_WORDS = 3; // a shorter part has too little context

  /** Before these a clause may begin. */
  private static final Map<String, Set<String>> CONJUNCTIONS =
      Map.of(
          "en",
          words(
              "and or but nor because which who that when while if although though where as since so after before until whereas unless than"),
          "fr",
          words(
              "et ou mais ni car parce qui que quand lorsque si quoique bien où comme puisque donc après avant jusqu'à dont tandis"),
          "de",
          words(
              "und oder aber denn weil der die das dass wenn während obwohl wo als da nachdem bevor bis sondern"),
          "es",
          words(
              "y e o u pero ni porque que quien cuando mientras si aunque donde como pues después antes hasta sino"),
          "it",
          words(
              "e ed o ma né perché che chi quando mentre se sebbene dove come poiché dopo prima finché"),
          "pt",
          words(
              "e ou mas nem porque que quem quando enquanto se embora onde como pois depois antes até"),
          "nl",
          words(
              "en of maar want omdat die dat wie wanneer terwijl als hoewel waar toen nadat voordat totdat zodat"));

  private Clauses() {}

  private static Set<String> words(String list) {
    return Set.of(list.split(" "));
  }

  /**
   * {@return the number of words of a text, separated by white space}
   *
   * @param text may be empty
   */
  public static int words(CharSequence text) {
    Objects.requireNonNull(text, "text");
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = SentenceSplitter.isBlank(text.charAt(i));
      words += !blank && !inside ? 1 : 0;
      inside = !blank;
    }
    return words;
  }

  /**
   * Cuts a sentence after commas and similar marks and before conjunctions. A part that is still
   * longer than the limit is cut between words near its middle.
   *
   * @param sentence a sentence; its white space stays
   * @param language language of the sentence; without a list of conjunctions, only marks decide
   * @param mostWords most words of a part, at least 3
   * @return parts that concatenate to the sentence; white space belongs to the part before it
   */
  public static List<String> cut(String sentence, Locale language, int mostWords) {
    Objects.requireNonNull(sentence, "sentence");
    Objects.requireNonNull(language, "language");
    Require.atLeast("mostWords", mostWords, FEWEST_WORDS);
    List<Integer> starts = wordStarts(sentence);
    Set<String> conjunctions = CONJUNCTIONS.getOrDefault(language.getLanguage(), Set.of());
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, starts.size())); // indexes of words
    for (int i = FEWEST_WORDS; i <= starts.size() - FEWEST_WORDS; i++) {
      boolean far = i - cuts.lower(i) >= FEWEST_WORDS;
      if (far
          && (endsClause(sentence, starts.get(i))
              || conjunctions.contains(word(sentence, starts, i)))) {
        cuts.add(i);
      }
    }
    for (Integer from = 0; from < starts.size(); ) {
      int to = cuts.higher(from);
      if (to - from > mostWords) {
        cuts.add((from + to) / 2);
      } else {
        from = to;
      }
    }
    return parts(sentence, starts, cuts);
  }

  private static List<Integer> wordStarts(String sentence) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < sentence.length(); i++) {
      if (!SentenceSplitter.isBlank(sentence.charAt(i))
          && (i == 0 || SentenceSplitter.isBlank(sentence.charAt(i - 1)))) {
        starts.add(i);
      }
    }
    return starts;
  }

  private static boolean endsClause(String sentence, int start) {
    int last = start - 1; // a word is before it
    while (SentenceSplitter.isBlank(sentence.charAt(last))) {
      last--;
    }
    return MARKS.indexOf(sentence.charAt(last)) >= 0;
  }

  private static String word(String sentence, List<Integer> starts, int index) {
    int end = index + 1 < starts.size() ? starts.get(index + 1) : sentence.length();
    return sentence.substring(starts.get(index), end).strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> parts(
      String sentence, List<Integer> starts, NavigableSet<Integer> cuts) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int cut : cuts.tailSet(1)) {
      int to = cut == starts.size() ? sentence.length() : starts.get(cut);
      parts.add(sentence.substring(from, to));
      from = to;
    }
    return parts.isEmpty() ? List.of(sentence) : parts;
  }

  /**
   * Joins the translations of the parts of a sentence. A later part whose source begins in lower
   * case does so in the translation too, except for acronyms and German nouns. A part whose source
   * does not end a sentence loses its final marks, and the comma or other mark after the source is
   * restored.
   *
   * @param sources the parts
   * @param translations a translation of each part; empty ones, and those of blank parts, are
   *     skipped
   * @param target the language of the translations
   * @return one text, with a space between the parts
   * @throws IllegalArgumentException if the numbers of parts and translations differ
   */
  public static String join(List<String> sources, List<String> translations, Locale target) {
    Require.elements(sources, "sources");
    Require.elements(translations, "translations");
    Objects.requireNonNull(target, "target");
    if (sources.size() != translations.size()) {
      throw new IllegalArgumentException(
          translations.size() + " translations for " + sources.size() + " parts");
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < sources.size(); i++) {
      String source = sources.get(i).strip();
      String text = translations.get(i).strip();
      if (text.isEmpty() || source.isEmpty()) {
        continue;
      }
      if (joined.length() > 0) {
        text = continued(source, text, target);
        joined.append(' ');
      }
      boolean last = i == sources.size() - 1;
      joined.append(last ? text : unfinished(source, text, target));
    }
    return joined.toString();
  }

  /**
   * The translation of a part of a sentence, as {@link #join} writes it inside the sentence.
   *
   * @param source the part, not blank
   * @param translation its translation as a text of its own
   * @param target the language of the translation
   * @return the translation, in small letters and without a final mark where the part is so
   */
  public static String fragment(String source, String translation, Locale target) {
    String text = Objects.requireNonNull(translation, "translation").strip();
    String part = Objects.requireNonNull(source, "source").strip();
    Objects.requireNonNull(target, "target");
    return text.isEmpty() ? text : unfinished(part, continued(part, text, target), target);
  }

  /* German writes nouns with a capital, so there only a conjunction tells. */
  private static String continued(String source, String text, Locale target) {
    boolean small = Character.isLowerCase(source.codePointAt(0));
    int first = text.codePointAt(0);
    int second = Character.charCount(first);
    boolean acronym = second < text.length() && Character.isUpperCase(text.codePointAt(second));
    String word = text.split("\\s", 2)[0];
    boolean noun =
        target.getLanguage().equals("de")
            && !CONJUNCTIONS.get("de").contains(word.toLowerCase(Locale.ROOT));
    return small && !acronym && !noun
        ? Character.toString(Character.toLowerCase(first)) + text.substring(second)
        : text;
  }

  private static String unfinished(String source, String text, Locale target) {
    char mark = source.charAt(source.length() - 1);
    if (SENTENCE_MARKS.indexOf(mark) >= 0) {
      return text;
    }
    int end = text.length();
    while (end > 0 && isMarkOrBlank(text.charAt(end - 1))) {
      end--;
    }
    String open = end == 0 ? text : text.substring(0, end);
    if (MARKS.indexOf(mark) < 0) {
      return open;
    }
    boolean dash = mark == '–' || mark == '—';
    boolean spaced = dash || (target.getLanguage().equals("fr") && ":;".indexOf(mark) >= 0);
    return open + (spaced ? "\u00A0" : "") + mark;
  }

  private static boolean isMarkOrBlank(char c) {
    return SENTENCE_MARKS.indexOf(c) >= 0 || MARKS.indexOf(c) >= 0 || SentenceSplitter.isBlank(c);
  }
}
