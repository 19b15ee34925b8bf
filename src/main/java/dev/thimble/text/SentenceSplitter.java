package dev.thimble.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits text into sentences: at line breaks, and where the JDK's {@link BreakIterator} finds a
 * boundary, unless an abbreviation stands before the boundary or the sentence goes on after it.
 * Stateless.
 */
public final class SentenceSplitter {
  /* Abbreviations that hardly ever end a sentence, in any language; lower case, without the last
   * period. */
  private static final Set<String> BEFORE_A_NAME =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "rev", "gen", "col", "sgt", "capt", "lt", "hon",
          "messrs", "vs", "e.g", "i.e", "cf", "viz", "ca", // English
          "mme", "mmes", "mlle", "mlles", "mgr", "c.-à-d", // French
          "hr", "fr", "z.b", "d.h", "u.a", "bzw", "sog", "evtl", "ggf", // German
          "sr", "sra", "srta", "dra", "ud", "uds", "dña", // Spanish, Portuguese
          "sig", "sigg", "dott", "avv", "ing", "geom"); // Italian

  private static final Set<String> BEFORE_A_NUMBER =
      Set.of(
          "no", "nos", "nr", "n", "num", "p", "pp", "s", "vol", "fig", "figs", "eq", "ch", "chap",
          "sec", "art", "abs", "kap", "bd", "abb", "tab", "núm", "pág", "cap");

  /* Languages that write an ordinal number as digits and a period: "3. Mai". */
  private static final Set<String> ORDINAL_PERIOD =
      Set.of(
          "de", "da", "nb", "nn", "no", "fi", "is", "et", "lv", "cs", "sk", "sl", "hr", "sr", "bs",
          "hu", "pl", "tr");

  private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}.\\-]+|(?<!\\d)\\d{1,2})\\.$");
  private static final Pattern LINE = Pattern.compile("[^\\n\\r\\u0085\\u2028\\u2029]+|\\R");
  private static final String CLOSING = "»”’\")]}›」』）";

  /* French puts a space before the closing quotation mark, which the JDK does not expect. */
  private static final Pattern CLOSED = Pattern.compile("[.!?…]\\p{Z}?»\\p{Z}+(?=[\\p{Lu}«])");

  private static final int LONGEST_CHARACTER = 32;

  private final BreakIterator iterator;
  private final boolean ordinalPeriod;
  private final List<String> parts = new ArrayList<>();

  private SentenceSplitter(Locale locale) {
    iterator = BreakIterator.getSentenceInstance(locale);
    ordinalPeriod = ORDINAL_PERIOD.contains(locale.getLanguage());
  }

  /**
   * Splits a text by the rules of a language.
   *
   * @return parts that concatenate to the text; each holds one sentence with the white space around
   *     it, or only white space
   */
  public static List<String> split(String text, Locale locale) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(locale, "locale");
    SentenceSplitter splitter = new SentenceSplitter(locale);
    Matcher lines = LINE.matcher(text);
    while (lines.find()) {
      splitter.splitLine(lines.group());
    }
    return splitter.parts;
  }

  private void splitLine(String line) {
    iterator.setText(line);
    int start = 0;
    for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
      if (end == line.length() || endsSentence(line, start, end)) {
        addAndSplitAtQuotes(line.substring(start, end));
        start = end;
      }
    }
  }

  private void addAndSplitAtQuotes(String sentences) {
    Matcher closed = CLOSED.matcher(sentences);
    int start = 0;
    while (closed.find()) {
      parts.add(sentences.substring(start, closed.end()));
      start = closed.end();
    }
    parts.add(sentences.substring(start));
  }

  private boolean endsSentence(String line, int start, int end) {
    int next = line.codePointAt(end);
    if (Character.isLowerCase(next) || isClosing(line, end)) {
      return false;
    }
    // 40 characters hold any abbreviation; the bound keeps the time linear for one long sentence
    String before = line.substring(Math.max(start, end - 40), end).stripTrailing();
    Matcher word = LAST_WORD.matcher(before);
    if (!word.find()) {
      return true;
    }
    String last = word.group(1).toLowerCase(Locale.ROOT);
    if (Character.isDigit(last.charAt(0))) {
      return !ordinalPeriod;
    }
    boolean initial = last.length() == 1 && !last.equals("i"); // "So am I." ends a sentence
    return !initial
        && !BEFORE_A_NAME.contains(last)
        && !(BEFORE_A_NUMBER.contains(last) && Character.isDigit(next));
  }

  /* A quotation mark before a space or at the end of the line belongs to the sentence before it. */
  private static boolean isClosing(String line, int at) {
    return CLOSING.indexOf(line.charAt(at)) >= 0
        && (at + 1 == line.length() || isBlank(line.charAt(at + 1)));
  }

  /**
   * Finds where to cut a sentence that is too long: at the space nearest to the middle if one lies
   * in the middle half, else between two characters near the middle. A character is kept together
   * with its combining marks, unless they are more than 32 UTF-16 units.
   *
   * @return the index to cut at, 0 if the sentence is a single character
   */
  public static int middle(String sentence) {
    Objects.requireNonNull(sentence, "sentence");
    int length = sentence.length();
    int half = length / 2;
    for (int distance = 0; distance < length / 4; distance++) {
      if (isBlank(sentence.charAt(half + distance))) {
        return half + distance;
      }
      if (isBlank(sentence.charAt(half - distance))) {
        return half - distance;
      }
    }
    for (int distance = 0; distance < half; distance++) {
      if (startsCharacter(sentence, half + distance)) {
        return half + distance;
      }
      if (startsCharacter(sentence, half - distance)) {
        return half - distance;
      }
    }
    return length > LONGEST_CHARACTER ? half : 0;
  }

  private static boolean startsCharacter(String text, int at) {
    int type = Character.getType(text.codePointAt(at));
    return !Character.isLowSurrogate(text.charAt(at))
        && type != Character.NON_SPACING_MARK
        && type != Character.ENCLOSING_MARK
        && type != Character.COMBINING_SPACING_MARK
        && type != Character.FORMAT;
  }

  /** Whether a text has only white space, controls and invisible characters: no piece is left. */
  public static boolean isBlank(String text) {
    Objects.requireNonNull(text, "text");
    return InvisibleCharacters.all().removeFrom(text).chars().allMatch(c -> isBlank((char) c));
  }

  /** Whether a character is white space, a control, or one that normalization makes a space. */
  public static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.CONTROL
        || c == 0xFEFF
        || c == 0x2581;
  }
}
