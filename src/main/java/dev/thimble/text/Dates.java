package dev.thimble.text;

import static dev.thimble.text.Characters.at;
import static dev.thimble.text.Characters.digitsEnd;
import static dev.thimble.text.Characters.isSpace;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dates with the name of a month, which are written in the target language's way, and dates in
 * digits, which stay as they are since the order of day and month is not known. Immutable.
 */
final class Dates implements EntityDetector {
  private static final int LONGEST_MONTH = 24;

  /* English words that are months only with a capital. */
  private static final Set<String> AMBIGUOUS = Set.of("may", "march", "mar", "dec");

  /* English names are also cut to three letters. */
  private static final int ABBREVIATION = 3;

  private final LanguageRules rules;
  private final LanguageRules target;
  private final Ordinals ordinals;
  private final Map<String, Integer> months = new HashMap<>(); // lower-case name → 1 to 12

  Dates(LanguageRules rules, LanguageRules target) {
    this.rules = rules;
    this.target = target;
    ordinals = new Ordinals(rules, target);
    for (int month = 1; month <= rules.months().size(); month++) {
      String name = rules.months().get(month - 1).toLowerCase(Locale.ROOT);
      months.put(name, month);
      if (rules.isMonthFirst()) {
        months.put(name.substring(0, ABBREVIATION), month);
      }
    }
    if (rules.isMonthFirst()) {
      months.put("sept", 9);
    }
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    char c = text.charAt(start);
    if (Characters.isAsciiDigit(c)) {
      Entity numeric = inDigits(text, start);
      return numeric == null ? dayFirst(text, start) : numeric;
    }
    return rules.isMonthFirst() && Characters.isLetter(c) ? monthFirst(text, start) : null;
  }

  /* A day of a month; year is empty if there is none. */
  private record Day(int day, int month, String year) {
    Day in(String ofYear) {
      return new Day(day, month, ofYear);
    }

    String key() {
      String monthAndDay = String.format(Locale.ROOT, "%02d-%02d", month, day);
      return (year.isEmpty() ? "-" : year) + "-" + monthAndDay;
    }
  }

  /** "4 July 1976", "4th of July", "1er juillet", "4. Juli", "4 de julio de 1976". */
  private @Nullable Entity dayFirst(String text, int start) {
    int digits = digitsEnd(text, start);
    int day = day(text, start, digits);
    if (day == 0) {
      return null;
    }
    int end = at(text, digits) == '.' ? digits + 1 : ordinals.end(text, digits);
    if (!isSpace(at(text, end))) {
      return null;
    }
    int monthStart = end + 1;
    for (String word : List.of("of ", "de ")) {
      monthStart += text.startsWith(word, monthStart) ? word.length() : 0;
    }
    int monthEnd = wordEnd(text, monthStart);
    int month = month(text, monthStart, monthEnd);
    return month == 0 ? null : entity(text, start, monthEnd, new Day(day, month, ""));
  }

  /** "July 4, 1976", "July 4th". */
  private @Nullable Entity monthFirst(String text, int start) {
    int monthEnd = wordEnd(text, start);
    int digits = monthEnd + (at(text, monthEnd) == '.' ? 2 : 1);
    if (!isSpace(at(text, digits - 1)) || !Characters.isAsciiDigit(at(text, digits))) {
      return null;
    }
    int month = month(text, start, monthEnd);
    int digitsEnd = digitsEnd(text, digits);
    int day = day(text, digits, digitsEnd);
    if (month == 0 || day == 0) {
      return null;
    }
    return entity(text, start, ordinals.end(text, digitsEnd), new Day(day, month, ""));
  }

  private @Nullable Entity entity(String text, int start, int end, Day dayAndMonth) {
    int yearStart = at(text, end) == ',' ? end + 1 : end;
    yearStart = isSpace(at(text, yearStart)) ? yearStart + 1 : -1;
    for (String word : List.of("de ", "del ")) {
      yearStart += yearStart > 0 && text.startsWith(word, yearStart) ? word.length() : 0;
    }
    boolean hasYear =
        yearStart > 0
            && digitsEnd(text, yearStart) == yearStart + 4
            && !Codes.goesOn(text, yearStart + 4);
    int dateEnd = hasYear ? yearStart + 4 : end;
    if (Codes.goesOn(text, dateEnd)) {
      return null;
    }
    Day date = dayAndMonth.in(hasYear ? text.substring(yearStart, dateEnd) : "");
    String pattern = hasYear ? target.date() : target.dayAndMonth();
    String translation = pattern.isEmpty() ? text.substring(start, dateEnd) : format(date, pattern);
    return new Entity(start, dateEnd, EntityKind.DATE, date.key(), translation);
  }

  private String format(Day date, String pattern) {
    String day = String.valueOf(date.day);
    StringBuilder formatted = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.startsWith("MMMM", i)) {
        formatted.append(target.months().get(date.month - 1));
        i += 3;
      } else {
        boolean inWord =
            Characters.isLetter(at(pattern, i + 1)) || Characters.isLetter(at(pattern, i - 1));
        switch (inWord ? ' ' : pattern.charAt(i)) {
          case 'd' -> formatted.append(day);
          case 'D' -> formatted.append(date.day == 1 ? first() : day);
          case 'y' -> formatted.append(date.year);
          default -> formatted.append(pattern.charAt(i));
        }
      }
    }
    return formatted.toString();
  }

  private String first() {
    return "1" + Ordinals.suffix("1", target.ordinalsWritten());
  }

  private static int day(String text, int start, int end) {
    if (end == start || end > start + 2) {
      return 0;
    }
    int day = Integer.parseInt(text.substring(start, end));
    return day <= 31 ? day : 0;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < start + LONGEST_MONTH && Character.isLetter(at(text, end))) {
      end++;
    }
    return end;
  }

  private int month(String text, int start, int end) {
    String word = text.substring(start, end);
    String lower = word.toLowerCase(Locale.ROOT);
    return AMBIGUOUS.contains(lower) && word.equals(lower) && rules.isMonthFirst()
        ? 0
        : months.getOrDefault(lower, 0);
  }

  /** 2024-05-12, 12/05/2024, 12.05.24. */
  private static @Nullable Entity inDigits(String text, int start) {
    int first = digitsEnd(text, start);
    char separator = at(text, first);
    if (separator != '-' && separator != '/' && separator != '.') {
      return null;
    }
    int second = digitsEnd(text, first + 1);
    int end = digitsEnd(text, second + 1);
    if (at(text, second) != separator || end > start + 10 || Codes.goesOn(text, end)) {
      return null;
    }
    String[] parts = {
      text.substring(start, first),
      text.substring(first + 1, second),
      text.substring(second + 1, end)
    };
    if (!isDate(parts, separator)) {
      return null;
    }
    String date = text.substring(start, end);
    boolean iso = parts[0].length() == 4;
    String key = iso ? new Day(value(parts[2]), value(parts[1]), parts[0]).key() : date;
    return new Entity(start, end, EntityKind.DATE, key, date);
  }

  private static boolean isDate(String[] parts, char separator) {
    boolean yearFirst = parts[0].length() == 4;
    int year = yearFirst ? 0 : 2;
    int yearLength = parts[year].length();
    // 1.2.34 can also be a version
    boolean hasYear = yearLength == 4 || (yearLength == 2 && separator != '-' && !yearFirst);
    int high = Math.max(value(parts[1]), value(parts[2 - year]));
    int low = Math.min(value(parts[1]), value(parts[2 - year]));
    boolean twoDigits = separator != '.' || yearLength == 4 || parts[0].length() == 2;
    return hasYear && twoDigits && low >= 1 && low <= 12 && high <= 31;
  }

  private static int value(String digits) {
    return digits.isEmpty() || digits.length() > 2 ? 0 : Integer.parseInt(digits);
  }
}
