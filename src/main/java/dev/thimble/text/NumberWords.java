package dev.thimble.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds English numbers that have words and writes them in digits: "twenty-five", "nineteen
 * eighty-four", "twenty-first", "8 million people", "$5 million". A model that has seldom seen such
 * a number writes another one. What it knows stays: a single word that is frequent in its lexicon,
 * alone or before "hundred" or "thousand", and "8 million" at the end of a clause. Not thread-safe.
 */
final class NumberWords {
  private static final String UNITS = "one two three four five six seven eight nine";
  private static final String TEENS =
      "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
  private static final String TENS = "twenty thirty forty fifty sixty seventy eighty ninety";
  private static final String UNIT_ORDINALS =
      "first second third fourth fifth sixth seventh eighth ninth";
  private static final String TEEN_ORDINALS =
      "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
          + " nineteenth";
  private static final String TEN_ORDINALS =
      "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth";

  private static final Map<String, Integer> CARDINALS = new HashMap<>();
  private static final Map<String, Integer> ORDINALS = new HashMap<>();

  static {
    put(CARDINALS, UNITS, 1, 1);
    put(CARDINALS, TEENS, 10, 1);
    put(CARDINALS, TENS, 20, 10);
    put(ORDINALS, UNIT_ORDINALS, 1, 1);
    put(ORDINALS, TEEN_ORDINALS, 10, 1);
    put(ORDINALS, TEN_ORDINALS, 20, 10);
  }

  private static final int HUNDRED = 100;
  private static final int THOUSAND = 1000;

  /** Zeros of the words that multiply a number in digits. */
  private static final Map<String, Integer> SCALES =
      Map.of("hundred", 2, "thousand", 3, "million", 6, "billion", 9, "trillion", 12);

  private static final int MOST_DIGITS = 15;
  private static final int LEAST_GROUPED = 10_000;

  /** The first part of a year that is spoken as two numbers. */
  private static final int FIRST_CENTURY = 16;

  private static final int LAST_CENTURY = 20;
  private static final int LEAST_ORDINAL = 11;
  private static final int LONGEST_CURRENCY = 4; // with a space

  private final String text;
  private final Lexicon lexicon;
  private final List<Words.Word> words;
  private final List<Edit> found = new ArrayList<>();

  private NumberWords(String text, Lexicon lexicon) {
    this.text = text;
    this.lexicon = lexicon;
    words = Words.of(text);
  }

  private static void put(Map<String, Integer> values, String names, int first, int step) {
    int value = first;
    for (String name : names.split(" ", -1)) {
      values.put(name, value);
      value += step;
    }
  }

  /**
   * The numbers of a text with their digits, as English writes them.
   *
   * @param lexicon of the model; it decides which single words stay
   */
  static List<Edit> in(String text, Lexicon lexicon) {
    NumberWords numbers = new NumberWords(text, lexicon);
    int index = 0;
    while (index < numbers.words.size()) {
      index = numbers.find(index);
    }
    return numbers.found;
  }

  /* Adds what begins at a word, and returns the index of the next one to look at. */
  private int find(int index) {
    String word = word(index);
    Integer zeros = SCALES.get(word);
    if (zeros != null) {
      findScaled(index, zeros);
      return index + 1;
    }
    if (!CARDINALS.containsKey(word) && !ORDINALS.containsKey(word)) {
      return index + 1;
    }
    Spelled spelled = new Spelled(index);
    spelled.read();
    if (spelled.isUncertain()) {
      int start = words.get(index).start();
      int end = words.get(spelled.next - 1).end();
      found.add(new Edit(start, end, spelled.digits()));
    }
    return spelled.next;
  }

  private String word(int index) {
    return index < words.size() ? words.get(index).in(text).toLowerCase(Locale.ROOT) : "";
  }

  /* What stands between a word and the next one. */
  private String gap(int index) {
    return index + 1 < words.size()
        ? text.substring(words.get(index).end(), words.get(index + 1).start())
        : "";
  }

  /* "8 million people", "$1.5 billion"; a model reads "8 million." at the end of a clause well. */
  private void findScaled(int index, int zeros) {
    int space = words.get(index).start() - 1;
    int start = space;
    while (start > 0 && isPartOfNumber(text.charAt(start - 1))) {
      start--;
    }
    if (space < 1 || !Characters.isSpace(text.charAt(space)) || start == space) {
      return;
    }
    Numeral number = Numeral.read(text, start, LanguageRules.of(Locale.ENGLISH));
    if (number == null
        || number.end() != space
        || number.fraction().length() > zeros
        || number.integer().length() + zeros > MOST_DIGITS) {
      return;
    }
    String currency = currency(start);
    boolean goesOn = gap(index).equals(" ");
    if (currency.isEmpty() && (!goesOn || !Characters.isFree(text, start))) {
      return;
    }
    String digits = number.integer() + number.fraction();
    long value = Long.parseLong(digits + "0".repeat(zeros - number.fraction().length()));
    int from = start - currency.length();
    found.add(new Edit(from, words.get(index).end(), currency + written(value)));
  }

  private static boolean isPartOfNumber(char c) {
    return Characters.isAsciiDigit(c) || c == '.' || c == ',';
  }

  /* The sign or code of a currency before an index, with the space after it. */
  private String currency(int end) {
    for (int start = Math.max(0, end - LONGEST_CURRENCY); start < end; start++) {
      String currency = text.substring(start, end);
      if (Money.isCurrency(currency.stripTrailing()) && Characters.isFree(text, start)) {
        return currency;
      }
    }
    return "";
  }

  private static String written(long value) {
    return value < LEAST_GROUPED ? Long.toString(value) : String.format(Locale.ROOT, "%,d", value);
  }

  /** A number spelled in words, from the word at {@code next} on. */
  private final class Spelled {
    private final int first;
    private int next;
    private int thousands;
    private int rest; // below the thousands
    private boolean ordinal;

    Spelled(int first) {
      this.first = first;
      next = first;
    }

    void read() {
      boolean more = true;
      while (more && next < words.size()) {
        boolean and = next > first && word(next).equals("and") && mayFollowAnd();
        int at = and ? next + 1 : next;
        boolean joined =
            next == first || ((!and || gap(next).equals(" ")) && isJoint(gap(next - 1)));
        more = joined && !ordinal && take(word(at), at > first && gap(at - 1).equals("-"));
        next = more ? at + 1 : next;
      }
    }

    private boolean isJoint(String gap) {
      return gap.equals(" ") || gap.equals("-");
    }

    /* "one hundred and five", not "five and six". */
    private boolean mayFollowAnd() {
      String before = word(next - 1);
      return before.equals("hundred") || before.equals("thousand");
    }

    private boolean take(String word, boolean hyphen) {
      if (word.equals("hundred")) {
        boolean fits = rest > 0 && rest < HUNDRED;
        rest = fits ? rest * HUNDRED : rest;
        return fits;
      }
      if (word.equals("thousand")) {
        boolean fits = rest > 0 && thousands == 0;
        thousands = fits ? rest : thousands;
        rest = fits ? 0 : rest;
        return fits;
      }
      Integer cardinal = CARDINALS.get(word);
      Integer value = cardinal == null ? ORDINALS.get(word) : cardinal;
      if (value == null) {
        return false;
      }
      boolean unit = value < 10;
      boolean fits =
          unit
              ? rest % 10 == 0 && (rest % HUNDRED == 0 || rest % HUNDRED >= 20)
              : rest % HUNDRED == 0;
      boolean year = cardinal != null && !hyphen && value >= 10 && isCentury();
      if (year) {
        rest = rest * HUNDRED + value;
      } else if (fits) {
        rest += value;
      }
      ordinal = fits && cardinal == null;
      return fits || year;
    }

    private boolean isCentury() {
      return next == first + 1 && rest >= FIRST_CENTURY && rest <= LAST_CENTURY;
    }

    private int value() {
      return thousands * THOUSAND + rest;
    }

    /* A model knows a frequent word, and one before "hundred" or "thousand". */
    private boolean isUncertain() {
      String last = word(next - 1);
      boolean scaled = next == first + 2 && (last.equals("hundred") || last.equals("thousand"));
      boolean single = next == first + 1 || scaled;
      boolean known = single && lexicon.isFrequent(word(first));
      return !known && value() >= (ordinal ? LEAST_ORDINAL : 2);
    }

    private String digits() {
      int value = value();
      String suffix =
          Ordinals.suffix(
              Integer.toString(value), LanguageRules.of(Locale.ENGLISH).ordinalsWritten());
      return ordinal ? value + suffix : written(value);
    }
  }
}
