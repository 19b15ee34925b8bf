package dev.thimble.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the numbers of a text and its translation. Numbers, amounts, measures, times and dates
 * are equal if they mean the same by the rules of the two languages: 1,000.5 in English and 1 000,5
 * in French, 3 p.m. and 15 h. The remaining numbers are compared by their digits. A number may be a
 * Roman numeral on the other side, as in the 18th and the XVIIIe century. A number up to twelve on
 * one side only is not a difference, since the other side may spell it out. Takes time linear in
 * the length of the texts. Immutable and thread-safe.
 */
public final class NumberDifference {
  /** Style guides spell numbers out up to here. */
  private static final int OFTEN_SPELLED_OUT = 12;

  private final EntityFinder source;
  private final EntityFinder target;

  /**
   * Makes a comparison of texts of two languages.
   *
   * @param sourceLanguage the language of source texts
   * @param targetLanguage the language of target texts
   */
  public NumberDifference(Locale sourceLanguage, Locale targetLanguage) {
    Objects.requireNonNull(sourceLanguage, "sourceLanguage");
    Objects.requireNonNull(targetLanguage, "targetLanguage");
    source = new EntityFinder(sourceLanguage, sourceLanguage);
    target = new EntityFinder(targetLanguage, targetLanguage);
  }

  /**
   * {@return the numbers that differ, for display, such as "1000 ≠ 100"; null if the numbers agree}
   *
   * @param sourceText may be empty
   * @param targetText may be empty
   */
  public @Nullable String of(String sourceText, String targetText) {
    Objects.requireNonNull(sourceText, "sourceText");
    Objects.requireNonNull(targetText, "targetText");
    if (!hasDigit(sourceText) && !hasDigit(targetText)) {
      return null;
    }
    List<Reading> here = readings(sourceText, source);
    List<Reading> there = readings(targetText, target);
    removeCommon(here, there);
    List<String> left = digits(here);
    List<String> right = digits(there);
    removeCommon(left, right);
    left.removeAll(RomanNumerals.in(targetText));
    right.removeAll(RomanNumerals.in(sourceText));
    boolean differ = hasLarge(left) || hasLarge(right) || !(left.isEmpty() || right.isEmpty());
    return differ ? String.join(" ", left) + " ≠ " + String.join(" ", right) : null;
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(Character::isDigit);
  }

  /**
   * A part of a text that has digits.
   *
   * @param key equal for what means the same
   * @param text as it is written
   */
  private record Reading(String key, String text) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Reading reading && key.equals(reading.key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  /* Entities with digits, and the texts between entities that have some. */
  private static List<Reading> readings(String text, EntityFinder finder) {
    List<Reading> readings = new ArrayList<>();
    int done = 0;
    for (Entity entity : finder.find(text)) {
      addBetween(text.substring(done, entity.start()), readings);
      String written = text.substring(entity.start(), entity.end());
      if (hasDigit(written)) {
        readings.add(new Reading(key(entity), written));
      }
      done = entity.end();
    }
    addBetween(text.substring(done), readings);
    return readings;
  }

  /* The same number is of different kinds before different nouns. */
  private static String key(Entity entity) {
    return switch (entity.kind()) {
      case NUMBER_ONE, NUMBER_SMALL, NUMBER_MANY, ORDINAL -> "number " + entity.key();
      default -> entity.kind() + " " + entity.key();
    };
  }

  private static void addBetween(String text, List<Reading> readings) {
    if (hasDigit(text)) {
      readings.add(new Reading("text " + text, text));
    }
  }

  /* The numbers of texts, without separators and zeros at the start, in digits from 0 to 9. */
  private static List<String> digits(List<Reading> readings) {
    List<String> numbers = new ArrayList<>();
    for (Reading reading : readings) {
      String text = reading.text();
      StringBuilder number = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        if (Character.isDigit(text.charAt(i))) {
          number.append(Character.digit(text.charAt(i), 10));
        } else if (!separates(text, i)) {
          add(number, numbers);
        }
      }
      add(number, numbers);
    }
    return numbers;
  }

  private static void add(StringBuilder number, List<String> numbers) {
    int zeros = 0;
    while (zeros < number.length() - 1 && number.charAt(zeros) == '0') {
      zeros++;
    }
    if (number.length() > 0) {
      numbers.add(number.substring(zeros));
    }
    number.setLength(0);
  }

  /* Whether a character may separate the digits of one number. A space does so before three. */
  private static boolean separates(String text, int index) {
    char c = text.charAt(index);
    return Characters.isSpace(c)
        ? Characters.digitsEnd(text, index + 1) == index + 4
        : ".,'’٫٬".indexOf(c) >= 0;
  }

  private static boolean hasLarge(List<String> numbers) {
    return numbers.stream().anyMatch(NumberDifference::isLarge);
  }

  private static boolean isLarge(String number) {
    return number.length() > 2 || Integer.parseInt(number) > OFTEN_SPELLED_OUT;
  }

  /* Removes what both lists have, as often as both have it. */
  private static <T> void removeCommon(List<T> one, List<T> other) {
    Map<T, Long> common = counts(one);
    Map<T, Long> others = counts(other);
    common.replaceAll((number, count) -> Math.min(count, others.getOrDefault(number, 0L)));
    removeFirst(one, new HashMap<>(common));
    removeFirst(other, new HashMap<>(common));
  }

  private static <T> Map<T, Long> counts(List<T> all) {
    return all.stream().collect(Collectors.groupingBy(each -> each, Collectors.counting()));
  }

  private static <T> void removeFirst(List<T> from, Map<T, Long> counts) {
    from.removeIf(each -> counts.merge(each, -1L, Long::sum) >= 0);
  }
}
