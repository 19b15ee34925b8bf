package dev.thimble.text;

import static dev.thimble.text.Characters.at;
import static dev.thimble.text.Characters.digitsEnd;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times of day: 9:15, 21:05:30, 9.15pm, 10 a.m., 9h15, 9 h 15. The key is on 24 hours where the
 * text tells; otherwise its hours are as written. Immutable.
 */
final class Times implements EntityDetector {
  /* Languages that write an hour alone as "9 h". */
  private static final Set<String> HOUR_MARK = Set.of("fr", "pt");

  private final LanguageRules rules;
  private final LanguageRules target;
  private final boolean hourMark;
  private final String clockWord; // after a time with a period; empty if there is none

  Times(LanguageRules rules, LanguageRules target) {
    this.rules = rules;
    this.target = target;
    String language = rules.language();
    hourMark = HOUR_MARK.contains(language);
    clockWord = language.equals("de") ? "Uhr" : language.equals("nl") ? "uur" : "";
  }

  /* A time as written, in digits. Minutes and seconds are empty if the text has none. */
  private record Clock(String hour, String minutes, String seconds, int end) {
    String key(int hourOfDay) {
      String hours = (hourOfDay < 10 ? "0" : "") + hourOfDay;
      String key = hours + ":" + (minutes.isEmpty() ? "00" : minutes);
      return seconds.isEmpty() ? key : key + ":" + seconds;
    }
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    int hourEnd = digitsEnd(text, start);
    if (hourEnd == start || hourEnd > start + 2) {
      return null;
    }
    Clock clock = read(text, start, hourEnd);
    if (clock == null || !isClock(clock)) {
      return null;
    }
    int meridiem = meridiemStart(text, clock.end);
    int end = meridiem < 0 ? clock.end : meridiemEnd(text, meridiem);
    int hour = Integer.parseInt(clock.hour);
    if (meridiem >= 0) {
      boolean afternoon = Character.toLowerCase(text.charAt(meridiem)) == 'p';
      hour = hour > 12 ? hour : hour % 12 + (afternoon ? 12 : 0);
    }
    if (Characters.isAlphanumeric(at(text, end)) || isNumberGoingOn(text, end)) {
      return null;
    }
    String translation =
        meridiem < 0
            ? format(clock, clock.hour)
            : target.isTwelveHour()
                ? text.substring(start, end)
                : format(clock, String.valueOf(hour));
    return new Entity(start, end, EntityKind.TIME, clock.key(hour), translation);
  }

  private @Nullable Clock read(String text, int start, int hourEnd) {
    String hour = text.substring(start, hourEnd);
    char mark = at(text, hourEnd);
    if (mark == ':' || mark == '.') {
      int end = digitsEnd(text, hourEnd + 1);
      if (end != hourEnd + 3) {
        return mark == '.' ? hourAlone(text, hour, hourEnd) : null;
      }
      String minutes = text.substring(hourEnd + 1, end);
      if (mark == '.') {
        boolean told = meridiemStart(text, end) >= 0 || isClockWord(text, end);
        return told ? new Clock(hour, minutes, "", end) : null;
      }
      boolean hasSeconds = at(text, end) == ':' && digitsEnd(text, end + 1) == end + 3;
      return hasSeconds
          ? new Clock(hour, minutes, text.substring(end + 1, end + 3), end + 3)
          : new Clock(hour, minutes, "", end);
    }
    Clock marked = withHourMark(text, hour, hourEnd);
    return marked == null ? hourAlone(text, hour, hourEnd) : marked;
  }

  /* "9h15" in any language; "9 h 15", "9 h" and "9h" where the language writes so. */
  private @Nullable Clock withHourMark(String text, String hour, int hourEnd) {
    int mark = hourMark ? Characters.afterSpace(text, hourEnd) : hourEnd;
    if (at(text, mark) != 'h' && !(hourMark && at(text, mark) == 'H')) {
      return null;
    }
    int start = hourMark ? Characters.afterSpace(text, mark + 1) : mark + 1;
    if (digitsEnd(text, start) == start + 2 && !Characters.isLetter(at(text, start + 2))) {
      return new Clock(hour, text.substring(start, start + 2), "", start + 2);
    }
    if (hourMark && digitsEnd(text, start) == start + 2 && text.startsWith("min", start + 2)) {
      return new Clock(hour, text.substring(start, start + 2), "", start + 5);
    }
    return hourMark ? new Clock(hour, "", "", mark + 1) : null;
  }

  private @Nullable Clock hourAlone(String text, String hour, int hourEnd) {
    return meridiemStart(text, hourEnd) < 0 ? null : new Clock(hour, "", "", hourEnd);
  }

  private static boolean isClock(Clock clock) {
    return Integer.parseInt(clock.hour) <= 24
        && (clock.minutes.isEmpty() || clock.minutes.charAt(0) <= '5')
        && (clock.seconds.isEmpty() || clock.seconds.charAt(0) <= '5');
  }

  private boolean isClockWord(String text, int end) {
    return !clockWord.isEmpty() && text.startsWith(clockWord, Characters.afterSpace(text, end));
  }

  /* The index of "a.m." or "pm" after a time, or -1. Without periods only in a language that counts
   * to 12: German "um 10 am Bahnhof". */
  private int meridiemStart(String text, int timeEnd) {
    int start = Characters.afterSpace(text, timeEnd);
    if ("apAP".indexOf(at(text, start)) < 0) {
      return -1;
    }
    int end = meridiemEnd(text, start);
    boolean periods = at(text, start + 1) == '.';
    return end > start && (periods || rules.isTwelveHour()) ? start : -1;
  }

  private static int meridiemEnd(String text, int start) {
    boolean periods = at(text, start + 1) == '.';
    int letter = periods ? Characters.afterSpace(text, start + 2) : start + 1;
    if ("mM".indexOf(at(text, letter)) < 0 || Characters.isAlphanumeric(at(text, letter + 1))) {
      return start;
    }
    boolean finalPeriod = periods && at(text, letter + 1) == '.' && !endsText(text, letter + 2);
    return finalPeriod ? letter + 2 : letter + 1;
  }

  /* The period of "at 10 a.m." at the end of a text also ends the sentence, and is left there. */
  private static boolean endsText(String text, int index) {
    for (int i = index; i < Math.min(text.length(), index + 8); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (!PythonText.isSpace(c) && "\"'”’»)".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumberGoingOn(String text, int end) {
    return ":.,/_".indexOf(at(text, end)) >= 0 && Characters.isDigit(at(text, end + 1));
  }

  private String format(Clock clock, String hour) {
    if (!clock.seconds.isEmpty()) {
      return hour + ":" + clock.minutes + ":" + clock.seconds;
    }
    int mark = target.time().indexOf('h');
    String pattern = target.time().substring(0, target.time().indexOf("mm") + 2);
    if (clock.minutes.isEmpty() && mark >= 0) {
      pattern = pattern.substring(0, mark + 1);
    }
    String minutes = clock.minutes.isEmpty() ? "00" : clock.minutes;
    return pattern.replace("H", hour).replace("mm", minutes);
  }
}
