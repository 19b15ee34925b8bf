package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sentence and the texts set into it: quotations, elements of mark-up with several words, and
 * parentheticals in brackets or between dashes. Each is a text of its own, and a model that has
 * seen few of them loses or distorts it.
 *
 * <p>{@link #outer} is the sentence with a {@link Mark} in the place of each quotation or element,
 * and without the parentheticals. {@link #join} sets the translations of the texts into the
 * translation of the outer sentence: a quotation where the model has copied its mark, a
 * parenthetical behind the words that stand before it in the source. Immutable and thread-safe.
 */
public final class Insets {
  /** A sentence with more is not taken apart. */
  private static final int MOST = 8;

  /** Nor is one with more marks, or more given entities, which bounds the time. */
  private static final int MOST_ENTITIES = 1000;

  private static final String[][] QUOTATION_MARKS = {
    {"\"", "\""}, {"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"‹", "›"}
  };

  private static final String[][] BRACKETS = {{"(", ")"}, {"[", "]"}};

  /* Between words; a single dash separates, two enclose. */
  private static final String[][] DASHES = {{"– ", " –"}, {"— ", " —"}, {"- ", " -"}, {"—", "—"}};

  private static final String SPACED_DASH = " — ";

  /** Of a text between dashes or tags. */
  private static final int FEWEST_WORDS_SET_OFF = 2;

  private static final String BEFORE_AN_OPENING = "([{«“„\"";
  private static final String AFTER_A_CLOSING = ".,;:!?…)]}»”\"'’";

  private final List<Inset> insets;
  private final String outer;

  /** Where the translation of an inset goes. */
  public enum Kind {
    /** A quotation or an element: where the model has copied its mark. */
    QUOTATION,
    /** A parenthetical before the sentence. */
    START,
    /** A parenthetical inside of it: behind the translation of what stands before. */
    INSIDE,
    /** A parenthetical before the final marks. */
    END
  }

  /**
   * A text set into a sentence.
   *
   * @param kind where its translation goes
   * @param mark what stands for a quotation or an element in the outer sentence; else empty
   * @param before what stands before the text: for a parenthetical with the white space there
   * @param text without its marks, not blank
   * @param after what stands after the text, likewise
   * @param lead the outer sentence up to a parenthetical inside of it; else empty
   */
  public record Inset(
      Kind kind, String mark, String before, String text, String after, String lead) {
    /** Checks for nulls. */
    public Inset {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(mark, "mark");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(after, "after");
      Objects.requireNonNull(lead, "lead");
    }

    /** {@return whether this is a code or an acronym in brackets, which stays as it is} */
    public boolean isCopied() {
      return kind != Kind.QUOTATION
          && Clauses.words(text) == 1
          && !Casing.hasSmallLetter(text, 0, text.length());
    }
  }

  /** A place in a sentence; the text is from {@code textStart} to {@code textEnd}. */
  private record Place(int start, int textStart, int textEnd, int end, boolean quotation) {
    /* An entity has to stay whole, inside the text or outside of the place. */
    boolean isFree(List<Entity> entities) {
      return entities.stream()
          .allMatch(
              entity ->
                  entity.end() <= start
                      || entity.start() >= end
                      || (entity.start() >= textStart && entity.end() <= textEnd));
    }
  }

  private Insets(List<Inset> insets, String outer) {
    this.insets = List.copyOf(insets);
    this.outer = outer;
  }

  /**
   * Finds the texts set into a sentence.
   *
   * @param sentence without marks around the whole of it
   * @param given entities that the caller knows, none of which is cut
   * @param quotations whether to find quotations and elements, whose marks a model must copy
   * @return null if there are none, or more than eight, or nothing else has words
   */
  public static @Nullable Insets of(String sentence, List<Entity> given, boolean quotations) {
    Objects.requireNonNull(sentence, "sentence");
    Require.elements(given, "given");
    if (given.size() > MOST_ENTITIES || Mark.in(sentence).size() > MOST_ENTITIES) {
      return null;
    }
    List<Place> places = new ArrayList<>();
    int at = 0;
    while (at < sentence.length() && places.size() <= MOST) {
      Place place = placeAt(sentence, at, quotations);
      if (place != null && place.isFree(given)) {
        places.add(place);
        at = place.end;
      } else {
        at++;
      }
    }
    if (places.isEmpty() || places.size() > MOST) {
      return null;
    }
    Insets insets = of(sentence, places);
    return hasLetters(Mark.withoutMarks(insets.outer)) ? insets : null;
  }

  private static Insets of(String sentence, List<Place> places) {
    List<Inset> insets = new ArrayList<>();
    StringBuilder outer = new StringBuilder();
    int done = 0;
    int number = Mark.MOST;
    boolean quoted = false;
    for (Place place : places) {
      int start = Math.max(done, place.start); // a parenthetical before it may have the white space
      outer.append(sentence, done, start);
      done = place.end;
      String before = sentence.substring(start, place.textStart);
      String text = sentence.substring(place.textStart, place.textEnd);
      String after = sentence.substring(place.textEnd, place.end);
      String rest = sentence.substring(place.end);
      if (place.quotation) {
        do {
          number--;
        } while (sentence.contains(mark(number)));
        String moved = movedMark(text, rest);
        outer.append(mark(number)).append(moved);
        String inner = text.substring(0, text.length() - moved.length());
        insets.add(new Inset(Kind.QUOTATION, mark(number), before, inner, after, ""));
        quoted = true;
      } else if (outer.isEmpty()) {
        done = sentence.length() - rest.stripLeading().length();
        String blank = sentence.substring(place.end, done);
        insets.add(new Inset(Kind.START, "", before, text, after + blank, ""));
      } else {
        if (before.equals(SPACED_DASH.strip())) {
          before = SPACED_DASH;
          after = SPACED_DASH.stripTrailing();
          outer.append(' ');
        }
        boolean inside = !quoted && hasLetters(outer.toString()) && hasLetters(rest);
        Kind kind = inside ? Kind.INSIDE : Kind.END;
        String lead = inside ? outer.toString() : "";
        insets.add(new Inset(kind, "", before, text, after, lead));
      }
    }
    outer.append(sentence, done, sentence.length());
    return new Insets(insets, outer.toString());
  }

  private static String mark(int number) {
    return new Mark(EntityKind.TERM_CONSONANT, number).character();
  }

  /* A comma before the closing mark, as Americans write it, and a final period belong outside. */
  private static String movedMark(String text, String rest) {
    if (text.endsWith(",") && (rest.isEmpty() || SentenceSplitter.isBlank(rest.charAt(0)))) {
      return ",";
    }
    return text.endsWith(".") && !text.endsWith("..") && rest.isEmpty() ? "." : "";
  }

  private static @Nullable Place placeAt(String sentence, int at, boolean quotations) {
    Mark tag = Mark.of(sentence.codePointAt(at));
    if (tag != null) {
      return quotations && tag.kind() == EntityKind.OPEN ? element(sentence, at, tag) : null;
    }
    for (String[] pair : QUOTATION_MARKS) {
      Place place = quotations ? placeAt(sentence, at, pair, true) : null;
      if (place != null) {
        return place;
      }
    }
    for (String[] pair : BRACKETS) {
      Place place = placeAt(sentence, at, pair, false);
      if (place != null) {
        return place;
      }
    }
    for (String[] pair : DASHES) {
      Place place = betweenDashes(sentence, at, pair);
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  private static @Nullable Place placeAt(
      String sentence, int at, String[] pair, boolean quotation) {
    String opening = pair[0];
    String closing = pair[1];
    if (!sentence.startsWith(opening, at) || !mayOpen(sentence, at)) {
      return null;
    }
    int from = at + opening.length();
    int close = closingBefore(opening, closing, sentence, from);
    if (close < 0 || !mayClose(sentence, close + closing.length())) {
      return null;
    }
    return place(sentence, at, from, close, close + closing.length(), quotation);
  }

  /* A single word is better translated with the words around it, and "Please note:" with what follows. */
  private static @Nullable Place element(String sentence, int at, Mark opening) {
    String closing = new Mark(EntityKind.CLOSE, opening.number()).character();
    int from = at + closing.length();
    int close = sentence.indexOf(closing, from);
    if (close < 0) {
      return null;
    }
    String text = sentence.substring(from, close).strip();
    return Clauses.words(text) < FEWEST_WORDS_SET_OFF || text.endsWith(":")
        ? null
        : place(sentence, at, from, close, close + closing.length(), true);
  }

  /* The next closing, or -1 if another opening stands before it. */
  private static int closingBefore(String opening, String closing, String sentence, int from) {
    for (int i = from; i < sentence.length(); i++) {
      if (sentence.startsWith(closing, i)) {
        return i;
      }
      if (sentence.startsWith(opening, i)) {
        return -1;
      }
    }
    return -1;
  }

  private static @Nullable Place betweenDashes(String sentence, int at, String[] pair) {
    boolean spaced = pair[0].length() > 1;
    boolean opens =
        sentence.startsWith(pair[0], at)
            && at > 0
            && SentenceSplitter.isBlank(sentence.charAt(at - 1)) == spaced;
    if (!opens) {
      return null;
    }
    int from = at + pair[0].length();
    int close = sentence.indexOf(pair[1], from);
    int end = close + pair[1].length();
    boolean closes =
        close >= 0
            && end < sentence.length()
            && SentenceSplitter.isBlank(sentence.charAt(end)) == spaced
            && Clauses.words(sentence.substring(from, close)) >= FEWEST_WORDS_SET_OFF;
    return closes ? place(sentence, at, from, close, end, false) : null;
  }

  /* A parenthetical takes the white space before it along. */
  private static @Nullable Place place(
      String sentence, int opening, int from, int to, int end, boolean quotation) {
    String between = sentence.substring(from, to);
    if (!hasLetters(between) || !hasWholeTags(between)) {
      return null;
    }
    SentenceLayout inner = SentenceLayout.trimmed(between);
    int start = opening;
    while (!quotation && start > 0 && SentenceSplitter.isBlank(sentence.charAt(start - 1))) {
      start--;
    }
    return new Place(start, from + inner.start(), from + inner.end(), end, quotation);
  }

  private static boolean mayOpen(String sentence, int at) {
    return at == 0 || mayStandBeside(sentence.codePointBefore(at), BEFORE_AN_OPENING);
  }

  private static boolean mayClose(String sentence, int end) {
    return end == sentence.length() || mayStandBeside(sentence.codePointAt(end), AFTER_A_CLOSING);
  }

  private static boolean mayStandBeside(int character, String signs) {
    boolean blank =
        Character.isBmpCodePoint(character) && SentenceSplitter.isBlank((char) character);
    return blank || signs.indexOf(character) >= 0 || Mark.of(character) != null;
  }

  private static boolean hasWholeTags(String text) {
    List<Entity> marks = Mark.in(text);
    return count(marks, EntityKind.OPEN) == count(marks, EntityKind.CLOSE);
  }

  private static long count(List<Entity> marks, EntityKind kind) {
    return marks.stream().filter(mark -> mark.kind() == kind).count();
  }

  private static boolean hasLetters(String text) {
    return text.codePoints().anyMatch(Character::isLetter);
  }

  /** {@return the texts, in their order, at least one} */
  public List<Inset> all() {
    return insets;
  }

  /** {@return the sentence with marks for quotations and without parentheticals} */
  public String outer() {
    return outer;
  }

  /**
   * {@return the translation of the sentence}
   *
   * @param translation of the outer sentence, with its marks
   * @param texts a translation of each inset
   * @param leads a translation of the lead of each inset; empty without one
   * @param target the language of the translations
   * @throws IllegalArgumentException if there are not as many texts or leads as insets
   */
  public String join(String translation, List<String> texts, List<String> leads, Locale target) {
    Objects.requireNonNull(translation, "translation");
    Require.elements(texts, "texts");
    Require.elements(leads, "leads");
    Objects.requireNonNull(target, "target");
    if (texts.size() != insets.size() || leads.size() != insets.size()) {
      throw new IllegalArgumentException(
          texts.size() + " texts and " + leads.size() + " leads for " + insets.size() + " insets");
    }
    TreeMap<Integer, String> parentheticals = new TreeMap<>();
    for (int i = 0; i < insets.size(); i++) {
      if (insets.get(i).kind != Kind.QUOTATION) {
        int at = placeOf(insets.get(i), translation, leads.get(i));
        parentheticals.merge(at, written(i, texts, target), String::concat);
      }
    }
    StringBuilder all = new StringBuilder(translation);
    parentheticals.descendingMap().forEach(all::insert);
    String joined = all.toString();
    for (int i = 0; i < insets.size(); i++) {
      String mark = insets.get(i).mark;
      if (insets.get(i).kind == Kind.QUOTATION) {
        joined = outer.endsWith(mark) ? withoutMarksAfter(mark, joined) : joined;
        String text = written(i, texts, target);
        joined = joined.contains(mark) ? joined.replace(mark, text) : joined + " " + text;
      }
    }
    return joined;
  }

  private String written(int index, List<String> texts, Locale target) {
    Inset inset = insets.get(index);
    return inset.before + Clauses.fragment(inset.text, texts.get(index), target) + inset.after;
  }

  /* A parenthetical follows the words of its lead if the translation begins with them. */
  private static int placeOf(Inset inset, String translation, String lead) {
    if (inset.kind == Kind.START) {
      return 0;
    }
    List<Words.Word> words = Words.of(translation);
    List<Words.Word> before = Words.of(lead);
    int same = 0;
    while (same < Math.min(before.size(), words.size())
        && Casing.fold(before.get(same).in(lead))
            .equals(Casing.fold(words.get(same).in(translation)))) {
      same++;
    }
    return same > 0 && same == before.size()
        ? words.get(same - 1).end()
        : translation.length() - lengthOfFinalMarks(translation);
  }

  private static int lengthOfFinalMarks(String text) {
    int end = text.length();
    while (end > 0
        && (Clauses.SENTENCE_MARKS.indexOf(text.charAt(end - 1)) >= 0
            || SentenceSplitter.isBlank(text.charAt(end - 1)))) {
      end--;
    }
    return text.length() - end;
  }

  /* A model ends a sentence with a period, even where the quotation is its end. */
  private static String withoutMarksAfter(String mark, String translation) {
    int end = translation.length() - lengthOfFinalMarks(translation);
    return translation.startsWith(mark, end - mark.length())
        ? translation.substring(0, end)
        : translation;
  }
}
