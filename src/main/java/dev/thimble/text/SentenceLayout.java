package dev.thimble.text;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a sentence that is to be translated, without the marks of a layout that stay as they
 * are: bullets and numbers of lists, letters before a question and an answer, brackets, quotation
 * marks and signs of emphasis around the whole sentence, emoticons at its ends, and all but the
 * first of several exclamation and question marks. Most parallel corpora hardly have them, so that
 * models take them for words.
 *
 * @param start index of the first character of that part
 * @param end index after its last character
 */
public record SentenceLayout(int start, int end) {
  /* Signs that need no space after them, and those that do, as a dash is also a hyphen or a minus. */
  private static final String BULLET =
      "[•‣⁃◦▪▫●○■□►▶▷➢➤✓✔✗✘☐☑☒]\\s*|(?:[-–—*>→]|--|#{1,6}|\\[[ xX]])\\s+";

  private static final String NUMBER =
      "(?:\\(\\d{1,6}\\)|\\[\\d{1,6}]|\\d{1,3}(?:\\.\\d{1,3}){0,3}\\)|\\(?(?:\\p{L}|[ivx]{2,5})\\)|\\p{Lu}:)\\s+";

  /* In some languages, as in German, this is also an ordinal number. */
  private static final String NUMBER_WITH_PERIOD = "\\d{1,3}(?:\\.\\d{1,3}){0,3}\\.\\s+";

  private static final String EMOTICONS =
      "(?:[:;=][-'o^]?[()\\[\\]DPpOo/\\\\|*]|<3|[xX]D|\\^_?\\^)++";

  private static final Pattern MARK =
      Pattern.compile(BULLET + "|" + NUMBER + "|" + EMOTICONS + "\\s+");

  private static final Pattern MARK_OR_PERIOD =
      Pattern.compile(MARK.pattern() + "|" + NUMBER_WITH_PERIOD);

  private static final Pattern EMOTICON = Pattern.compile("\\s" + EMOTICONS + "$");

  private static final String QUESTION_MARKS = "?？";
  private static final String EXCLAMATION_MARKS = "!！";

  /* Up to three words with capitals, or numbers after the first, before a colon and what begins like a sentence. */
  private static final Pattern LABEL =
      Pattern.compile(
          "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}(?: (?:\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}|\\d{1,3})){0,2}"
              + "(?=\\s?:\\s+[\"“«‘(\\[]?\\p{Lu})");

  /* Openings and their closings; those that are equal close where only one more stands. */
  private static final String[][] PAIRS = {
    {"(", ")"},
    {"[", "]"},
    {"{", "}"},
    {"«", "»"},
    {"“", "”"},
    {"„", "“"},
    {"‘", "’"},
    {"「", "」"},
    {"『", "』"},
    {"（", "）"},
    {"【", "】"},
    {"\"", "\""},
    {"**", "**"},
    {"__", "__"},
    {"*", "*"},
    {"_", "_"},
    {"~~", "~~"}
  };

  private static final int BRACKETS = 3; // the first pairs, one of which may stand alone

  /* More would hardly be a layout; the bound keeps the time linear. */
  private static final int MOST_MARKS = 6;

  /**
   * Finds the part.
   *
   * @param sentence may have white space at its ends
   * @param locale its language; where a period may make a number an ordinal, or if it is unknown, a
   *     number needs a bracket
   * @return the whole sentence without that white space if it has no such marks, or nothing but
   *     marks
   */
  public static SentenceLayout of(String sentence, Locale locale) {
    Objects.requireNonNull(sentence, "sentence");
    Objects.requireNonNull(locale, "locale");
    boolean unknown = locale.getLanguage().isEmpty();
    Pattern mark = unknown || Abbreviations.hasOrdinalPeriod(locale) ? MARK : MARK_OR_PERIOD;
    SentenceLayout whole = trimmed(sentence);
    SentenceLayout part = whole;
    for (int i = 0; i < MOST_MARKS; i++) {
      SentenceLayout inner = part.withoutMark(sentence, mark);
      if (inner.equals(part)) {
        break;
      }
      part = inner;
    }
    return sentence.substring(part.start, part.end).codePoints().anyMatch(Character::isLetter)
        ? part
        : whole;
  }

  /**
   * Finds a label that another sentence follows, such as a speaker's name in "Tom: Come in!".
   *
   * @param sentence without the marks of a layout
   * @return the number of its characters, without the colon; 0 if there is none
   */
  public static int labelLength(String sentence) {
    Matcher label = LABEL.matcher(Objects.requireNonNull(sentence, "sentence"));
    return label.lookingAt() ? label.end() : 0;
  }

  private SentenceLayout withoutMark(String sentence, Pattern mark) {
    Matcher matcher = mark.matcher(sentence).region(start, end);
    if (matcher.lookingAt()) {
      return new SentenceLayout(matcher.end(), end);
    }
    matcher = EMOTICON.matcher(sentence).region(start, end);
    if (matcher.find()) {
      return trimmed(sentence, start, matcher.start());
    }
    int firstMark = endOfFirstMark(sentence);
    if (firstMark < end) {
      return new SentenceLayout(start, firstMark);
    }
    for (int i = 0; i < PAIRS.length; i++) {
      SentenceLayout inner = within(sentence, PAIRS[i][0], PAIRS[i][1], i < BRACKETS);
      if (!inner.equals(this)) {
        return inner;
      }
    }
    return this;
  }

  /* After the first mark of the run at the end; a question mark counts before an exclamation mark. */
  private int endOfFirstMark(String sentence) {
    int first = end;
    int question = end;
    while (first > start && isMark(sentence.charAt(first - 1))) {
      first--;
      if (QUESTION_MARKS.indexOf(sentence.charAt(first)) >= 0) {
        question = first;
      }
    }
    return first == start ? end : Math.min(end, (question < end ? question : first) + 1);
  }

  /**
   * {@return whether a character is a question mark or an exclamation mark, which may be repeated}
   *
   * @param c a UTF-16 unit
   */
  public static boolean isMark(char c) {
    return QUESTION_MARKS.indexOf(c) >= 0 || EXCLAMATION_MARKS.indexOf(c) >= 0;
  }

  /* Without an opening at the start and its closing at the end, which a period may follow. */
  private SentenceLayout within(
      String sentence, String opening, String closing, boolean oneSuffices) {
    String text = sentence.substring(start, end);
    boolean opened = text.startsWith(opening);
    int close = text.endsWith(closing + ".") ? text.length() - 1 : text.length();
    boolean closed = text.startsWith(closing, close - closing.length());
    if (oneSuffices ? !opened && !closed : !opened || !closed) {
      return this;
    }
    int from = opened ? opening.length() : 0;
    int to = closed ? close - closing.length() : text.length();
    boolean others =
        from > to
            || text.substring(from, to).contains(opening)
            || text.substring(from, to).contains(closing);
    return others ? this : trimmed(sentence, start + from, start + to);
  }

  /**
   * {@return a text without the white space at its ends}
   *
   * @param text any
   */
  public static SentenceLayout trimmed(String text) {
    return trimmed(Objects.requireNonNull(text, "text"), 0, text.length());
  }

  private static SentenceLayout trimmed(String sentence, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && SentenceSplitter.isBlank(sentence.charAt(from))) {
      from++;
    }
    while (from < to && SentenceSplitter.isBlank(sentence.charAt(to - 1))) {
      to--;
    }
    return new SentenceLayout(from, to);
  }
}
