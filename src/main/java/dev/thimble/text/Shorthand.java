package dev.thimble.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words that typed messages write short: contractions without their apostrophe and abbreviations.
 * Corpora hardly have them, and a model that does not know "dont" may lose the negation. Only
 * English has a table. Immutable and thread-safe.
 */
final class Shorthand {
  /* A short form, then what it stands for. Words that are also others, such as "well", are left out. */
  private static final String ENGLISH =
      """
      dont don't
      doesnt doesn't
      didnt didn't
      cant can't
      couldnt couldn't
      wont won't
      wouldnt wouldn't
      shouldnt shouldn't
      mustnt mustn't
      neednt needn't
      isnt isn't
      arent aren't
      wasnt wasn't
      werent weren't
      hasnt hasn't
      havent haven't
      hadnt hadn't
      aint ain't
      im I'm
      ive I've
      youre you're
      youve you've
      youll you'll
      youd you'd
      hes he's
      shes she's
      weve we've
      theyre they're
      theyve they've
      theyll they'll
      theyd they'd
      itll it'll
      thats that's
      thatll that'll
      theres there's
      heres here's
      whats what's
      whos who's
      wheres where's
      whens when's
      hows how's
      u you
      r are
      ur your
      pls please
      plz please
      thx thanks
      np no problem
      ppl people
      msg message
      cuz because
      coz because
      tho though
      thru through
      tmrw tomorrow
      tonite tonight
      rn right now
      btw by the way
      idk I don't know
      omw on my way
      asap as soon as possible
      gonna going to
      wanna want to
      gotta got to
      kinda kind of
      sorta sort of
      outta out of
      coulda could have
      shoulda should have
      woulda would have
      dunno don't know
      lemme let me
      gimme give me
      cmon come on
      """;

  /* At the start of a sentence these are hardly ever the words that they look like. */
  private static final String ENGLISH_AT_THE_START =
      """
      lets let's
      ill I'll
      id I'd
      """;

  private static final String JOINING = "'’.-‐‑&/@_";

  private static final Shorthand OF_ENGLISH =
      new Shorthand(table(ENGLISH), table(ENGLISH_AT_THE_START));

  /** No short forms. */
  static final Shorthand NONE = new Shorthand(Map.of(), Map.of());

  private final Map<String, String> anywhere;
  private final Map<String, String> atTheStart;

  private Shorthand(Map<String, String> anywhere, Map<String, String> atTheStart) {
    this.anywhere = anywhere;
    this.atTheStart = atTheStart;
  }

  private static Map<String, String> table(String lines) {
    Map<String, String> table = new HashMap<>();
    lines
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              table.put(line.substring(0, space), line.substring(space + 1));
            });
    return Map.copyOf(table);
  }

  /** The short forms of a language. */
  static Shorthand of(Locale language) {
    return language.getLanguage().equals("en") ? OF_ENGLISH : NONE;
  }

  /**
   * What a word stands for, with its capital; null if it is no short form, or if the model knows it
   * since the lexicon has it often. In a text that is not in capitals, those in capitals and those
   * with one inside a sentence are names or acronyms.
   */
  @Nullable String written(Words.Word place, String text, boolean inCapitals, Lexicon lexicon) {
    String word = place.in(text);
    boolean capitalized = Casing.isCapitalized(word);
    boolean name =
        capitalized
            && !inCapitals
            && (!place.sentenceStart() || word.length() == 1 || Casing.isInCapitals(word));
    if (name || isPartOfMore(place, text)) {
      return null;
    }
    String small = word.toLowerCase(Locale.ROOT);
    String full = place.sentenceStart() ? atTheStart.get(small) : null;
    if (full == null && !lexicon.isFrequent(small)) {
      full = anywhere.get(small);
    }
    boolean capital = inCapitals ? place.sentenceStart() : capitalized;
    return full == null ? null : Lexicon.cased(full, capital);
  }

  /* Such as "U.S.", "R&B", "u-turn", or a word of which an entity has the beginning. */
  private static boolean isPartOfMore(Words.Word place, String text) {
    return Characters.isAlphanumeric(Characters.at(text, place.start() - 1))
        || Characters.isAlphanumeric(Characters.at(text, place.end()))
        || joins(text, place.start() - 1, place.start() - 2)
        || joins(text, place.end(), place.end() + 1);
  }

  /* Whether a sign that is no white space stands between the word and another letter. */
  private static boolean joins(String text, int sign, int beyond) {
    return beyond >= 0
        && beyond < text.length()
        && JOINING.indexOf(text.charAt(sign)) >= 0
        && Character.isLetter(text.charAt(beyond));
  }
}
