package dev.thimble.text;

import java.util.Locale;
import java.util.Set;

/** Whether a period belongs to an abbreviation or a number and does not end a sentence. */
final class Abbreviations {
  /* Abbreviations that hardly ever end a sentence, in any language; lower case, without the last
   * period. */
  private static final Set<String> BEFORE_A_NAME =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "dr",
          "prof",
          "st",
          "rev",
          "gen",
          "col",
          "sgt",
          "capt",
          "lt",
          "hon",
          "messrs",
          "vs",
          "e.g",
          "i.e",
          "cf",
          "viz",
          "ca",
          "gov",
          "sen",
          "rep",
          "maj",
          "adm",
          "pres",
          "supt",
          "mt",
          "ft",
          "ph.d",
          "approx", // English
          "mme",
          "mmes",
          "mlle",
          "mlles",
          "mgr",
          "c.-à-d",
          "env",
          "av",
          "bd",
          "boul", // French
          "hr",
          "fr",
          "z.b",
          "d.h",
          "u.a",
          "bzw",
          "sog",
          "evtl",
          "ggf",
          "inkl",
          "vgl", // German
          "sr",
          "sra",
          "srta",
          "dra",
          "ud",
          "uds",
          "dña",
          "ee",
          "p.ej",
          "avda", // Spanish
          "sig",
          "sigg",
          "dott",
          "avv",
          "ing",
          "geom",
          "dott.ssa",
          "sig.ra",
          "sig.na"); // Italian

  private static final Set<String> BEFORE_A_NUMBER =
      Set.of(
          "no", "nos", "nr", "n", "num", "p", "pp", "s", "vol", "fig", "figs", "eq", "ch", "chap",
          "sec", "art", "abs", "kap", "bd", "abb", "tab", "núm", "pág", "págs", "pag", "pagg",
          "cap", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
          "dec", "janv", "févr", "avr", "juil", "déc", "tel", "tél");

  /* The end of a German street's name, before the number of a house. */
  private static final String STREET = "str";

  /* Languages that write an ordinal number as digits and a period: "3. Mai". */
  private static final Set<String> ORDINAL_PERIOD =
      Set.of(
          "de", "da", "nb", "nn", "no", "fi", "is", "et", "lv", "cs", "sk", "sl", "hr", "sr", "bs",
          "hu", "pl", "tr");

  /* An ordinal number has at most two digits; one that numbers an item of a list, three. */
  private static final int LONGEST_ORDINAL = 2;

  private static final int LONGEST_ITEM = 3;

  private final boolean ordinalPeriod;

  Abbreviations(Locale locale) {
    ordinalPeriod = hasOrdinalPeriod(locale);
  }

  /** Whether an abbreviation, in small letters and without its period, stands before a name. */
  static boolean isBeforeAName(String abbreviation) {
    return BEFORE_A_NAME.contains(abbreviation);
  }

  /** Whether digits and a period may be an ordinal number. */
  static boolean hasOrdinalPeriod(Locale locale) {
    return ORDINAL_PERIOD.contains(locale.getLanguage());
  }

  /**
   * Whether the sentence goes on after a period.
   *
   * @param word what stands before the period, up to white space or an opening bracket
   * @param first whether nothing stands before the word in its sentence
   * @param next the first character after the white space that follows
   */
  boolean continues(String word, boolean first, int next) {
    if (word.isEmpty()) {
      return false;
    }
    if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return (first && word.length() <= LONGEST_ITEM)
          || (ordinalPeriod && word.length() <= LONGEST_ORDINAL);
    }
    if (isInitials(word)) {
      return true;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    String last = lower.substring(Math.max(lower.lastIndexOf('\''), lower.lastIndexOf('’')) + 1);
    boolean beforeNumber = BEFORE_A_NUMBER.contains(last) || last.endsWith(STREET);
    return BEFORE_A_NAME.contains(last) || (beforeNumber && Character.isDigit(next));
  }

  /* One letter, as in "J." and "z. B.", or several, of which the first is a capital: "U.S." */
  private static boolean isInitials(String word) {
    if (word.equals("I") || word.equals("i")) { // "So am I." ends a sentence
      return false;
    }
    boolean letter = true;
    for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
      int character = word.codePointAt(i);
      if (letter ? !Character.isLetter(character) : character != '.' && character != '-') {
        return false;
      }
      letter = !letter;
    }
    boolean single = word.length() == Character.charCount(word.codePointAt(0));
    return !letter && (single || Character.isUpperCase(word.codePointAt(0)));
  }
}
