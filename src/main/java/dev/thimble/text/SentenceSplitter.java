package dev.thimble.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits text into sentences: at line breaks, and after a period, question mark or similar mark
 * that white space follows, unless the period belongs to an abbreviation or a lower-case letter
 * continues the sentence. Quotation marks, brackets and closing tags after the mark belong to the
 * sentence. Stateless.
 */
public final class SentenceSplitter {
  private static final Pattern LINE = Pattern.compile("[^\\n\\r\\u0085\\u2028\\u2029]+|\\R");

  /* Marks that end a sentence, in every script; the second kind needs no space after it. */
  private static final String MARKS = ".!?…‼⁇⁈⁉‽؟۔।॥։።፧។៕။";
  private static final String WIDE_MARKS = "。！？｡";
  private static final char GREEK_QUESTION_MARK = '\u037E';

  private static final String CLOSING = "»”’\")]}›」』）】'";

  /* These open or close, by language: they close before white space. */
  private static final String CLOSING_BEFORE_SPACE = "“«‹‘";

  private static final String OPENING = "([{\"'“‘„‚«‹»「『（【";

  /* In Japanese, the word after a quotation that continues the sentence. */
  private static final char QUOTED = 'と';

  /* No abbreviation is longer; the bound keeps the time linear for one long word. */
  private static final int LONGEST_ABBREVIATION = 40;

  private static final int LONGEST_TAG = 20;
  private static final int LONGEST_CHARACTER = 32;

  private final Abbreviations abbreviations;
  private final boolean greek;
  private final List<String> parts = new ArrayList<>();
  private String line = "";

  private SentenceSplitter(Locale locale) {
    abbreviations = new Abbreviations(locale);
    greek = locale.getLanguage().equals("el");
  }

  /**
   * Splits a text by the rules of a language.
   *
   * @param text may be empty
   * @param locale language of the text, which determines abbreviations and marks
   * @return parts that concatenate to the text; each holds one sentence with the white space around
   *     it, or only white space
   */
  public static List<String> split(String text, Locale locale) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(locale, "locale");
    SentenceSplitter splitter = new SentenceSplitter(locale);
    Matcher lines = LINE.matcher(text);
    while (lines.find()) {
      splitter.line = lines.group();
      splitter.splitLine();
    }
    return splitter.parts;
  }

  private void splitLine() {
    int start = 0;
    int at = 0;
    while (at < line.length()) {
      if (!isMark(line.charAt(at))) {
        at++;
        continue;
      }
      int marks = endOfMarks(at);
      int end = endOfClosing(marks);
      int next = afterSpace(end);
      boolean wide = WIDE_MARKS.indexOf(line.charAt(marks - 1)) >= 0;
      boolean ends =
          wide ? charAt(next) != QUOTED : next > end && endsSentence(start, at, marks, next);
      if (next < line.length() && ends) {
        parts.add(line.substring(start, next));
        start = next;
      }
      at = end;
    }
    parts.add(line.substring(start));
  }

  private boolean isMark(char c) {
    return MARKS.indexOf(c) >= 0
        || WIDE_MARKS.indexOf(c) >= 0
        || (greek && (c == ';' || c == GREEK_QUESTION_MARK));
  }

  /* The end of a run of marks; spaces may stand in it, as in ". . ." and "? !". */
  private int endOfMarks(int start) {
    int end = start + 1;
    while (true) {
      int next = afterSpace(end);
      if (next == line.length() || !isMark(line.charAt(next))) {
        return end;
      }
      boolean name = next > end && Character.isLetterOrDigit(charAt(next + 1)); // ".NET"
      if (name) {
        return end;
      }
      end = next + 1;
    }
  }

  /* The end of the quotation marks, brackets and closing tags after the marks. */
  private int endOfClosing(int start) {
    int end = start;
    while (true) {
      int next = end + closingLength(end);
      if (next == end) {
        return end;
      }
      end = next;
    }
  }

  private int closingLength(int at) {
    char c = charAt(at);
    if (CLOSING.indexOf(c) >= 0
        || (CLOSING_BEFORE_SPACE.indexOf(c) >= 0 && isBlank(charAt(at + 1)))) {
      return 1;
    }
    if (isBlank(c) && charAt(at + 1) == '»') { // as French writes it
      return 2;
    }
    if (c == '<' && charAt(at + 1) == '/') {
      String tag = line.substring(at, Math.min(line.length(), at + LONGEST_TAG));
      return tag.indexOf('>') + 1;
    }
    return 0;
  }

  /* A character of the line; a space after its end. */
  private char charAt(int at) {
    return at < line.length() ? line.charAt(at) : ' ';
  }

  private int afterSpace(int start) {
    int end = start;
    while (end < line.length() && isBlank(line.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean endsSentence(int start, int mark, int marks, int next) {
    int first = firstAfterOpening(next);
    if (Character.isLowerCase(first)) {
      return false;
    }
    boolean period = marks == mark + 1 && line.charAt(mark) == '.';
    if (!period) {
      return true;
    }
    int wordStart = mark;
    while (wordStart > start
        && mark - wordStart < LONGEST_ABBREVIATION
        && !isBlank(line.charAt(wordStart - 1))
        && !opens(wordStart - 1)) {
      wordStart--;
    }
    String word = line.substring(wordStart, mark);
    boolean firstWord = afterSpace(start) == wordStart;
    return isUnit(word, wordStart) || !abbreviations.continues(word, firstWord, first);
  }

  private boolean opens(int at) {
    boolean apostrophe =
        line.charAt(at) == '\'' && at > 0 && Character.isLetter(line.charAt(at - 1));
    return OPENING.indexOf(line.charAt(at)) >= 0 && !apostrophe;
  }

  private int firstAfterOpening(int next) {
    int at = next;
    while (at < line.length() && (OPENING.indexOf(charAt(at)) >= 0 || isBlank(charAt(at)))) {
      at++;
    }
    return at < line.length() ? line.codePointAt(at) : ' ';
  }

  /* Whether a letter is a unit, as in "5 m.", and no initial. */
  private boolean isUnit(String word, int start) {
    return word.length() == 1
        && Character.isLowerCase(word.charAt(0))
        && start >= 2
        && Character.isDigit(line.charAt(start - 2));
  }

  /**
   * Finds where to cut a sentence that is too long: at the space nearest to the middle if one lies
   * in the middle half, else between two characters near the middle. A character stays with its
   * combining marks, up to 32 UTF-16 units.
   *
   * @param sentence not empty
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

  /**
   * {@return whether a text has only white space, controls and invisible characters, so that it has
   * no pieces}
   *
   * @param text may be empty
   */
  public static boolean isBlank(String text) {
    Objects.requireNonNull(text, "text");
    return InvisibleCharacters.all().removeFrom(text).chars().allMatch(c -> isBlank((char) c));
  }

  /**
   * {@return whether a character is white space, a control, or a character that normalization
   * replaces by a space}
   *
   * @param c a UTF-16 unit
   */
  public static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.CONTROL
        || c == 0xFEFF
        || c == 0x2581;
  }
}
