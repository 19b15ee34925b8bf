package dev.thimble.text;

import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a language writes numbers, amounts, times and dates. The table below is that of CLDR 47 for
 * the languages it lists. It is written down here because separators and spaces differ between the
 * versions of CLDR in JDK 17, 21 and 25. Any other language or region follows the JDK's CLDR data.
 * Immutable.
 *
 * @param language ISO 639 code
 * @param decimal between the integer and the fraction
 * @param groups separators of thousands that are read; the first one is written
 * @param percent pattern with {@code n} for the number
 * @param unit pattern with {@code n} for the number and {@code u} for the symbol of a unit
 * @param money pattern with {@code n} for the number and {@code ¤} for the currency
 * @param time pattern with {@code H} and {@code mm}; a final {@code a} if it counts to 12
 * @param date pattern with {@code d}, {@code MMMM} and {@code y}; {@code D} is a day whose first is
 *     written as an ordinal number
 * @param dayAndMonth the same without year; empty if the language has no rule
 * @param ordinalsRead suffixes of ordinal numbers
 * @param ordinalsWritten suffixes that are written: one for all numbers, or one for 1 and one for
 *     the others, or the four of English; empty if the language has no rule
 * @param months from January to December, as in a date
 */
record LanguageRules(
    String language,
    char decimal,
    String groups,
    String percent,
    String unit,
    String money,
    String time,
    String date,
    String dayAndMonth,
    List<String> ordinalsRead,
    List<String> ordinalsWritten,
    List<String> months) {
  /* In a cell, "_" is a no-break space and "~" a narrow no-break space. */
  private static final String TABLE =
      """
      tag   | , | groups | percent | unit | money | time     | date            | day and month | ordinals read                          | written
      en    | . | ,      | n%      | n u  | ¤n    | H:mm a   | MMMM d, y       | MMMM d        | st nd rd th                            | st nd rd th
      fr    | , | ~      | n_%     | n_u  | n_¤   | H_h_mm   | D MMMM y        | D MMMM        | er re ère e è ème ième nd nde ᵉ        | er e
      fr-CA | , | _      | n_%     | n_u  | n_¤   | H_h_mm   | D MMMM y        | D MMMM        | er re ère e è ème ième nd nde ᵉ        | er e
      de    | , | .      | n_%     | n_u  | n_¤   | H:mm     | d. MMMM y       | d. MMMM       | .                                      | .
      de-CH | . | ’'     | n%      | n_u  | ¤_n   | H:mm     | d. MMMM y       | d. MMMM       | .                                      | .
      es    | , | ._     | n_%     | n_u  | n_¤   | H:mm     | d de MMMM de y  | d de MMMM     | .º .ª .er º ª er                       | .º
      es-MX | . | ,      | n%      | n_u  | ¤n    | H:mm a   | d de MMMM de y  | d de MMMM     | .º .ª .er º ª er                       | .º
      it    | , | .      | n%      | n_u  | n_¤   | H:mm     | d MMMM y        | d MMMM        | º ª                                    | º
      pt    | , | ._     | n%      | n_u  | ¤_n   | H:mm     | d de MMMM de y  | d de MMMM     | .º .ª º ª                              | º
      pt-PT | , | _.     | n%      | n_u  | n_¤   | H:mm     | d de MMMM de y  | d de MMMM     | .º .ª º ª                              | .º
      nl    | , | .      | n%      | n_u  | ¤_n   | H:mm     | d MMMM y        | d MMMM        | e de ste                               | e
      """;

  /** The rules for a language. */
  static LanguageRules of(Locale locale) {
    String language = locale.getLanguage();
    String region = locale.getCountry();
    List<String> row = row(region.isEmpty() ? language : language + "-" + region);
    if (row.isEmpty() && !region.isEmpty()) {
      row = row(language);
      if (!row.isEmpty()) {
        return ofTable(row, locale).withSeparatorsOf(locale);
      }
    }
    return row.isEmpty() ? ofCldr(locale) : ofTable(row, locale);
  }

  private static List<String> row(String tag) {
    for (String line : TABLE.lines().skip(1).toList()) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      if (cells[0].equals(tag)) {
        return Arrays.stream(cells).map(LanguageRules::withSpaces).toList();
      }
    }
    return List.of();
  }

  private static String withSpaces(String cell) {
    return cell.strip()
        .replace('_', Characters.NO_BREAK_SPACE)
        .replace('~', Characters.NARROW_SPACE);
  }

  private static LanguageRules ofTable(List<String> cells, Locale locale) {
    return new LanguageRules(
        locale.getLanguage(),
        cells.get(1).charAt(0),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        cells.get(7),
        cells.get(8),
        List.of(cells.get(9).split(" ", -1)),
        List.of(cells.get(10).split(" ", -1)),
        monthsOf(locale));
  }

  private static LanguageRules ofCldr(Locale locale) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
    return new LanguageRules(
        locale.getLanguage(),
        symbols.getDecimalSeparator(),
        String.valueOf(symbols.getGroupingSeparator()),
        pattern(NumberFormat.getPercentInstance(locale)),
        "n u",
        pattern(NumberFormat.getCurrencyInstance(locale)),
        timeOfCldr(locale),
        dateOfCldr(locale),
        "",
        List.of(),
        List.of(),
        monthsOf(locale));
  }

  private LanguageRules withSeparatorsOf(Locale locale) {
    LanguageRules cldr = ofCldr(locale);
    return new LanguageRules(
        language,
        cldr.decimal,
        cldr.groups,
        cldr.percent,
        unit,
        cldr.money,
        time,
        date,
        dayAndMonth,
        ordinalsRead,
        ordinalsWritten,
        months);
  }

  private static String pattern(NumberFormat format) {
    if (format instanceof DecimalFormat decimal) {
      String positive = decimal.toPattern().replaceFirst(";.*", "");
      return positive.replaceAll("[\\u200E\\u200F\\u061C]", "").replaceAll("[#,0.]+", "n");
    }
    throw new IllegalStateException("the JDK has no number pattern: " + format);
  }

  private static String timeOfCldr(Locale locale) {
    String pattern = datePattern(DateFormat.getTimeInstance(DateFormat.SHORT, locale));
    return "H:mm" + (pattern.indexOf('a') >= 0 ? " a" : "");
  }

  private static String dateOfCldr(Locale locale) {
    String pattern = datePattern(DateFormat.getDateInstance(DateFormat.LONG, locale));
    String simple = pattern.replaceAll("y+", "y").replaceAll("d+", "d").replace("'", "");
    return simple.matches("[^GEL]*MMMM[^GEL]*") ? simple : "";
  }

  private static String datePattern(DateFormat format) {
    return format instanceof SimpleDateFormat simple ? simple.toPattern() : "";
  }

  private static List<String> monthsOf(Locale locale) {
    List<String> months = new ArrayList<>();
    for (Month month : Month.values()) {
      months.add(month.getDisplayName(TextStyle.FULL, locale));
    }
    return List.copyOf(months);
  }

  /** Whether a character can separate thousands. */
  boolean isGroup(char c) {
    return groups.indexOf(c) >= 0 || (Characters.isSpace(c) && groupsBySpace());
  }

  /** Whether spaces separate thousands. */
  boolean groupsBySpace() {
    return groups.indexOf(Characters.NARROW_SPACE) >= 0
        || groups.indexOf(Characters.NO_BREAK_SPACE) >= 0;
  }

  /** Whether hours count to 12, with a.m. and p.m. */
  boolean isTwelveHour() {
    return time.endsWith("a");
  }

  /** Whether the language is French, which has names of its own for some units and currencies. */
  boolean isFrench() {
    return language.equals("fr");
  }

  /** Whether the month stands before the day. */
  boolean isMonthFirst() {
    return date.startsWith("M");
  }
}
