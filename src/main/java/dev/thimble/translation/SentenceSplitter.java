package dev.thimble.translation;

import dev.thimble.text.InvisibleCharacters;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where sentences end: at line breaks, and where the JDK's {@link BreakIterator} says so,
 * unless what stands before is an abbreviation or what follows belongs to the sentence. For one
 * text.
 */
final class SentenceSplitter {
  /* What is hardly ever a sentence's last word, whatever its language; lower case, without the last period. */
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

  /* Languages that write an ordinal number as digits and a period. */
  private static final Set<String> ORDINAL_PERIOD =
      Set.of(
          "de", "da", "nb", "nn", "no", "fi", "is", "et", "lv", "cs", "sk", "sl", "hr", "sr", "bs",
          "hu", "pl", "tr");

  private static final Pattern LAST_WORD = Pattern.compile("([\\p{L}.\\-]+|(?<!\\d)\\d{1,2})\\.$");
  private static final Pattern LINE = Pattern.compile("[^\\n\\r\\u0085\\u2028\\u2029]+|\\R");
  private static final String CLOSING = "»”’\")]}›」』）";

  /* French puts a space before the mark that closes, which the JDK does not expect. */
  private static final Pattern CLOSED = Pattern.compile("[.!?…]\\p{Z}?»\\p{Z}+(?=[\\p{Lu}«])");

  private static final int LONGEST_CHARACTER = 32;

  private final BreakIterator iterator;
  private final boolean ordinalPeriod;
  private final List<String> parts = new ArrayList<>();

  private SentenceSplitter(Locale locale) {
    iterator = BreakIterator.getSentenceInstance(locale);
    ordinalPeriod = ORDINAL_PERIOD.contains(locale.getLanguage());
  }

  /** The parts of a text, which joined are the text; each holds one sentence, or white space. */
  static List<String> split(String text, Locale locale) {
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
        addQuotesApart(line.substring(start, end));
        start = end;
      }
    }
  }

  private void addQuotesApart(String sentences) {
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
    // a word is short; looking no further back keeps a line of one endless sentence linear
    String before = line.substring(Math.max(start, end - 40), end).stripTrailing();
    Matcher word = LAST_WORD.matcher(before);
    if (!word.find()) {
      return true;
    }
    String last = word.group(1).toLowerCase(Locale.ROOT);
    if (Character.isDigit(last.charAt(0))) {
      return !ordinalPeriod;
    }
    boolean initial = last.length() == 1 && !last.equals("i"); // "So am I." ends
    return !initial
        && !BEFORE_A_NAME.contains(last)
        && !(BEFORE_A_NUMBER.contains(last) && Character.isDigit(next));
  }

  /* A quotation mark that stands before a space, or at the end, closes what came before. */
  private static boolean isClosing(String line, int at) {
    return CLOSING.indexOf(line.charAt(at)) >= 0
        && (at + 1 == line.length() || isBlank(line.charAt(at + 1)));
  }

  /**
   * Where to cut a sentence in two: at the space nearest to its middle, if one is in the middle
   * half, or between two characters; 0 if it has no two, unless marks without end stand on one.
   */
  static int middle(String sentence) {
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

  /** Whether the model would see nothing of a text. */
  static boolean isBlank(String text) {
    return InvisibleCharacters.all().removeFrom(text).chars().allMatch(c -> isBlank((char) c));
  }

  /** Whether the model would see a space here, or nothing. */
  static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.CONTROL
        || c == 0xFEFF
        || c == 0x2581;
  }
}
