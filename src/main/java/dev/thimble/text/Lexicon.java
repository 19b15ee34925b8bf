package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The source words that a model has seen often enough in training to translate them, with their
 * counts. {@link Masking} makes other words symbols, so that they are copied to the translation.
 *
 * <p>Words are runs of letters and combining marks. A word is trusted without a look-up if the
 * lexicon has no word of its script, or the script does not separate words by spaces. Immutable and
 * thread-safe.
 */
public final class Lexicon {
  /** Most words: far above any language's, and small enough for every machine's memory. */
  static final int MOST_WORDS = 1 << 20;

  /** Longest word, in {@code char}s. */
  static final int LONGEST_WORD = 64;

  /**
   * Count of a frequent word. Only frequent words are recognized where two words are run together,
   * since others match by chance. Within one language, words that are not frequent get a symbol.
   */
  private static final int FREQUENT = 100;

  /** Any word may have a capital there, so a name must be rarer in small letters. */
  private static final int RARE_AT_THE_START = 30;

  private static final Set<UnicodeScript> WITHOUT_SPACES =
      Collections.unmodifiableSet(
          EnumSet.of(
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA,
              UnicodeScript.BOPOMOFO,
              UnicodeScript.YI,
              UnicodeScript.THAI,
              UnicodeScript.LAO,
              UnicodeScript.KHMER,
              UnicodeScript.MYANMAR,
              UnicodeScript.TIBETAN,
              UnicodeScript.JAVANESE,
              UnicodeScript.BALINESE,
              UnicodeScript.TAI_THAM,
              UnicodeScript.TAI_LE,
              UnicodeScript.NEW_TAI_LUE,
              UnicodeScript.TAI_VIET));

  /* Most frequent words first, then in the order of their chars. */
  private static final Comparator<Map.Entry<String, Integer>> BY_COUNT =
      Map.Entry.<String, Integer>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final Map<String, Integer> counts;

  /** Of the words that differ in case alone, the most frequent one. */
  private final Map<String, String> forms = new HashMap<>();

  private final Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
  private final Misspellings misspellings;
  private final List<String> lines = new ArrayList<>();

  private Lexicon(Map<String, Integer> counts) {
    this.counts = counts;
    List<Map.Entry<String, Integer>> words = new ArrayList<>(counts.entrySet());
    words.sort(BY_COUNT);
    for (Map.Entry<String, Integer> word : words) {
      lines.add(word.getKey() + "\t" + word.getValue());
      forms.putIfAbsent(Casing.fold(word.getKey()), word.getKey());
      scripts.add(script(word.getKey()));
    }
    scripts.removeAll(WITHOUT_SPACES);
    misspellings = new Misspellings(words);
  }

  /** {@return a lexicon that trusts every word} */
  public static Lexicon empty() {
    return new Lexicon(Map.of());
  }

  /** {@return the number of words} */
  public int size() {
    return counts.size();
  }

  /**
   * Whether the model can translate a word.
   *
   * @param word letters and combining marks
   * @param sentenceStart whether the word may begin a sentence, where it has a capital
   * @return whether the word is known as it is, or in any case if it may begin a sentence, is in
   *     capitals, or is in lower case
   */
  public boolean trusts(String word, boolean sentenceStart) {
    Objects.requireNonNull(word, "word");
    if (counts.containsKey(word) || word.isEmpty() || !scripts.contains(script(word))) {
      return true;
    }
    boolean anyCase = sentenceStart || Casing.isInCapitals(word) || Casing.isInSmallLetters(word);
    return anyCase && form(word) != null;
  }

  /**
   * {@return whether a word that is not trusted may be a known word with one typing error: two
   * neighbouring letters swapped, a letter dropped, inserted or replaced, or two known words run
   * together} The first letter must be right, or swapped with the second. A word with a capital may
   * be a name, so it must resemble a much more frequent word.
   *
   * @param word the word as written in the text
   */
  public boolean looksMisspelt(String word) {
    Objects.requireNonNull(word, "word");
    if (word.isEmpty() || word.length() > LONGEST_WORD + 1) {
      return false;
    }
    String small = word.toLowerCase(Locale.ROOT);
    return Casing.isCapitalized(word)
        ? misspellings.isNearWordRatherThanName(small) || misspellings.isSwappedName(word)
        : misspellings.isNearWord(small) || isRunTogether(word);
  }

  /** Whether two letters of a frequent capitalized word are swapped. */
  boolean isSwappedName(String word) {
    return misspellings.isSwappedName(word);
  }

  /* A space or an apostrophe was dropped, as in "dont". */
  private boolean isRunTogether(String word) {
    for (int cut = 1; cut < word.length(); cut++) {
      if (isFrequent(word.substring(0, cut)) && isFrequent(word.substring(cut))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word that is judged at all is not frequent in any case. */
  boolean isRare(String word) {
    String form = forms.get(Casing.fold(word));
    return scripts.contains(script(word)) && (form == null || !isFrequent(form));
  }

  /**
   * {@return whether one of the words of a text, in any case, occurs less than a hundred times}
   *
   * @param text any; words that are trusted without a look-up do not count
   */
  public boolean hasRareWord(String text) {
    Objects.requireNonNull(text, "text");
    return Words.of(text).stream().anyMatch(word -> isRare(word.in(text)));
  }

  /** Whether a word, as it is written here, occurs at least a hundred times. */
  boolean isFrequent(String word) {
    return counts.getOrDefault(word, 0) >= FREQUENT;
  }

  /**
   * Puts a text in capitals in sentence case: each word as it is most often written, and the first
   * word of each sentence with a capital. Words that the lexicon does not have stay as they are.
   *
   * @param text a text in capitals; other text is changed too
   * @return the text in sentence case, of the same words
   */
  public String sentenceCase(String text) {
    Objects.requireNonNull(text, "text");
    List<Edit> edits = new ArrayList<>();
    for (Words.Word word : Words.of(text)) {
      String form = form(word.in(text));
      if (form != null) {
        edits.add(new Edit(word.start(), word.end(), cased(form, word.sentenceStart())));
      }
    }
    return Edit.apply(edits, text);
  }

  static String cased(String word, boolean sentenceStart) {
    return sentenceStart ? Casing.capitalize(word) : word;
  }

  /**
   * Whether a capitalized word may be a part of a name: it is rare in small letters, or much more
   * frequent with its capital. Lexicons have small forms of names, since training lowers the case
   * of some texts, and lack names that are always copied. Titles such as "Mr" are translated.
   */
  boolean mayBeName(String word, boolean sentenceStart) {
    String small = word.toLowerCase(Locale.ROOT);
    int count = counts.getOrDefault(small, 0);
    int rare = sentenceStart ? RARE_AT_THE_START : FREQUENT;
    return Casing.isCapitalized(word)
        && word.length() > 1
        && (count < rare || count < counts.getOrDefault(word, 0) / 2)
        && !Abbreviations.isBeforeAName(small);
  }

  boolean contains(String word) {
    return counts.containsKey(word);
  }

  /** The word as it is most often written, if the lexicon has it in any case. */
  @Nullable String form(String word) {
    String form = forms.get(Casing.fold(word));
    return form == null || Casing.differInCaseAlone(form, word) ? form : null;
  }

  /**
   * {@return whether a character belongs to a script that does not separate words by spaces}
   *
   * @param character a Unicode code point
   */
  public static boolean isWithoutSpaces(int character) {
    return WITHOUT_SPACES.contains(UnicodeScript.of(character));
  }

  private static UnicodeScript script(String word) {
    return UnicodeScript.of(word.codePointAt(0));
  }

  /**
   * {@return the lines of a lexicon file, {@code word<TAB>count}, the most frequent words first}
   */
  public List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /**
   * Reads what {@link #lines} wrote.
   *
   * @param lines lines, each a word, a tab and a count
   * @param name the file's name, for messages
   * @return a lexicon of these words
   * @throws IllegalArgumentException if a line is not a word, a tab and a count, a word occurs
   *     twice, or there are more than 1,048,576 words; the message names the file and the line
   */
  public static Lexicon parse(List<String> lines, String name) {
    Require.elements(lines, "lines");
    Objects.requireNonNull(name, "name");
    Require.that(
        lines.size() <= MOST_WORDS, name, lines.size() + " lines", "at most " + MOST_WORDS);
    Map<String, Integer> counts = new HashMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      int tab = line.indexOf('\t');
      String word = tab < 0 ? "" : line.substring(0, tab);
      check(isWord(word), name, number, line);
      int count = count(line.substring(tab + 1));
      check(count > 0, name, number, line);
      if (counts.put(word, count) != null) {
        throw new IllegalArgumentException(
            name + ", line " + number + ": the word " + word + " stands twice");
      }
    }
    return new Lexicon(counts);
  }

  private static boolean isWord(String word) {
    return !word.isEmpty()
        && word.length() <= LONGEST_WORD
        && Character.isLetter(word.codePointAt(0))
        && word.codePoints().allMatch(Words::isPartOfWord);
  }

  /* The count, or 0 if it is not one. */
  private static int count(String digits) {
    boolean plain = digits.length() <= 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!plain || digits.isEmpty()) {
      return 0;
    }
    long count = Long.parseLong(digits);
    return count > Integer.MAX_VALUE ? 0 : (int) count;
  }

  private static void check(boolean valid, String name, int number, String line) {
    if (!valid) {
      String shown = line.length() <= 100 ? line : line.substring(0, 100) + "…";
      throw new IllegalArgumentException(
          name
              + ", line "
              + number
              + ": \""
              + shown
              + "\"; it must be a word of at most "
              + LONGEST_WORD
              + " letters, a tab, and a count of at least 1");
    }
  }

  /** Counts the words of a training corpus. Not thread-safe. */
  public static final class Builder {
    /** Makes a builder without words. */
    public Builder() {}

    /** Words seen less often were learned from too few sentences. */
    private static final int LEAST_COUNT = 3;

    /**
     * A capitalized word that is copied in this share of its pairs is a name that is the same in
     * both languages: a symbol is as good a translation, and never a wrong one.
     */
    private static final double COPIED_SHARE = 0.9;

    /** A model learns to copy a name that it sees this often. */
    private static final int FREQUENT_NAME = 200;

    private final Map<String, Occurrences> words = new HashMap<>();
    private final Map<String, Integer> known = new HashMap<>();

    /** How often a word stands inside sentences and at their start, and is copied. */
    private static final class Occurrences {
      int inside;
      int insideCopied;
      int start;
      int startCopied;

      int all() {
        return inside + start;
      }
    }

    /**
     * Counts the words of a source text. A text in capitals is ignored, because it does not show
     * the case of its words.
     *
     * @param source a source text of the training corpus
     * @param target its translation
     * @return this builder
     */
    public Builder add(String source, String target) {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(target, "target");
      if (!Casing.hasSmallLetter(source, 0, source.length())
          && Words.of(source).stream().anyMatch(word -> Casing.isInCapitals(word.in(source)))) {
        return this;
      }
      Set<String> targetWords = new HashSet<>();
      Words.of(target).forEach(word -> targetWords.add(word.in(target)));
      for (Words.Word word : Words.of(source)) {
        String form = word.in(source);
        if (form.length() <= LONGEST_WORD) {
          count(form, word.sentenceStart(), targetWords.contains(form));
        }
      }
      return this;
    }

    /**
     * Adds the words of an earlier corpus, on which the model was trained. They stay trusted,
     * however rare they are in the new texts.
     *
     * @param earlier the lexicon of the model that training starts from
     * @return this builder
     */
    public Builder add(Lexicon earlier) {
      Objects.requireNonNull(earlier, "earlier");
      earlier.counts.forEach((word, count) -> known.merge(word, count, Builder::sum));
      return this;
    }

    /* At most the largest int. */
    private static int sum(int first, int second) {
      return (int) Math.min(Integer.MAX_VALUE, (long) first + second);
    }

    private void count(String form, boolean sentenceStart, boolean copied) {
      Occurrences occurrences = words.computeIfAbsent(form, absent -> new Occurrences());
      if (sentenceStart) {
        occurrences.start++;
        occurrences.startCopied += copied ? 1 : 0;
      } else {
        occurrences.inside++;
        occurrences.insideCopied += copied ? 1 : 0;
      }
    }

    /** {@return the lexicon of what has been added} */
    public Lexicon build() {
      Map<String, Integer> all = new HashMap<>();
      words.forEach(
          (word, occurrences) -> {
            String small = word.toLowerCase(Locale.ROOT);
            boolean moved = isSmallAtHeart(word, small);
            if (!isCopied(word, occurrences, moved)) {
              all.merge(word, moved ? occurrences.inside : occurrences.all(), Integer::sum);
            }
            if (moved) {
              all.merge(small, occurrences.start, Integer::sum);
            }
          });
      known.forEach((word, count) -> all.merge(word, count, Builder::sum));
      List<Map.Entry<String, Integer>> frequent = new ArrayList<>(all.entrySet());
      frequent.removeIf(word -> word.getValue() < LEAST_COUNT && !known.containsKey(word.getKey()));
      frequent.sort(BY_COUNT);
      Map<String, Integer> counts = new HashMap<>();
      frequent.stream()
          .limit(MOST_WORDS)
          .forEach(word -> counts.put(word.getKey(), word.getValue()));
      return new Lexicon(counts);
    }

    /* Whether a word has its capital only because it begins a sentence. */
    private boolean isSmallAtHeart(String word, String small) {
      Occurrences capitalized = words.get(word);
      Occurrences lower = words.get(small);
      return capitalized != null
          && lower != null
          && !word.equals(small)
          && !Casing.isInCapitals(word)
          && lower.all() >= capitalized.inside;
    }

    private static boolean isCopied(String word, Occurrences seen, boolean moved) {
      int count = moved ? seen.inside : seen.all();
      int copied = moved ? seen.insideCopied : seen.insideCopied + seen.startCopied;
      return Casing.isCapitalized(word) && count < FREQUENT_NAME && copied >= COPIED_SHARE * count;
    }
  }
}
