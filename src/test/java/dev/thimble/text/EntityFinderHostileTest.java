package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long and random texts: the search ends soon, and spans are in order. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntityFinderHostileTest {
  private static final List<EntityFinder> FINDERS =
      List.of(
          new EntityFinder(Locale.ENGLISH, Locale.FRENCH),
          new EntityFinder(Locale.FRENCH, Locale.ENGLISH),
          new EntityFinder(Locale.GERMAN, Locale.forLanguageTag("tr")));

  private static final int LENGTH = 100_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1 ",
        "1,",
        "1.",
        "1 111 ",
        "1\u202F111\u00A0",
        "1,111,",
        "1:",
        "12:34:",
        "1-",
        "1/",
        "-1",
        "+1 ",
        "(1) ",
        "(",
        "+",
        "1(",
        "9 h ",
        "9h",
        "1.1.",
        "1st ",
        "st1",
        "5 km",
        "5%",
        "% ",
        "%",
        "$",
        "$1",
        "$ ",
        "1€",
        "€50",
        "USD ",
        "USD 1",
        "a@",
        "@a",
        "@",
        "a@b.",
        "a.",
        "a.b",
        "www.",
        "http://",
        "http://)",
        "://",
        "a:",
        "mailto:",
        "x.org/",
        "/",
        "/a",
        "../",
        "~/",
        "\\\\",
        "C:\\",
        "a\\",
        "#",
        "#a",
        "#1",
        "<",
        "<a ",
        "<a x=\"",
        "<a x='",
        "<a x=",
        "</",
        "<b>",
        "</b>",
        "<b></b>",
        "<b></i>",
        "<3",
        "{",
        "{a",
        "{{",
        "}",
        "${",
        "&",
        "&a",
        "&#",
        "%(",
        "%(a_",
        "%1$",
        "😀",
        "\uD83D",
        "\uDE00",
        "👩\u200D",
        "\u200D",
        "\uFE0F",
        "🇫",
        "1\uFE0F\u20E3",
        "🏽",
        "\uDB40\uDC67",
        "❤",
        "July ",
        "July 4, ",
        "4 July ",
        "4th of ",
        "a",
        "A-",
        "A-1",
        "a-1",
        "A_",
        "1'",
        "a b",
        "FR76 ",
        "FR76 3000 ",
        "0 ",
        "06 12 ",
        "1234 ",
        ".",
        "...",
        "...1",
        "1...",
        "٣",
        "٣٤.",
        "１",
        "漢1",
        "é",
        "a.m. ",
        "9 a. ",
        "9.15 p.m. ",
        "9.",
        "9 Uhr "
      })
  void longTexts(String part) {
    String text = part.repeat(LENGTH / part.length());
    for (EntityFinder finder : FINDERS) {
      checkSpans(text, finder.find(text));
      checkSpans(text + "x", finder.find(text + "x"));
      checkSpans("x " + text + ">", finder.find("x " + text + ">"));
    }
  }

  static List<Long> seeds() {
    return IntStream.range(0, 200).mapToObj(i -> (long) i).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomTexts(long seed) {
    Random random = new Random(seed);
    String[] parts = {
      "1", "23", "456", "0", " ", " ", "\u00A0", ",", ".", ":", "-", "/", "%", "$", "€", "USD", "@",
      "#", "<", ">", "b", "</b>", "a.m.", "pm", "h", "km", "July", "juillet", "th", "e", "http://",
      "www.", ".com", "😀", "\uD83D", "\uDE00", "\u200D", "\uFE0F", "\u20E3", "🇫", "{", "}", "s",
      "\\", "~", "(", ")", "\"", "'", "٣", "漢", "\n", "+"
    };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    for (EntityFinder finder : FINDERS) {
      checkSpans(text.toString(), finder.find(text.toString()));
    }
  }

  /* Without assertions for each of the hundred thousand spans, which would take most of the time. */
  private static void checkSpans(String text, List<Entity> entities) {
    int end = 0;
    for (Entity entity : entities) {
      if (entity.start() < end
          || entity.end() <= entity.start()
          || entity.end() > text.length()
          || isInsidePair(text, entity.start())
          || isInsidePair(text, entity.end())) {
        throw new AssertionError("wrong span " + entity + " after " + end);
      }
      end = entity.end();
    }
  }

  private static boolean isInsidePair(String text, int index) {
    return index > 0
        && index < text.length()
        && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
  }

  @Test
  void numbersKeepTheirDigits() {
    Random random = new Random(7);
    EntityFinder finder = FINDERS.get(0);
    String[] patterns = {
      "%d",
      "%d.%d",
      "-%d",
      "%d%%",
      "%d km",
      "$%d.%d",
      "%d USD",
      "%dth",
      "%d-%d",
      "X%d",
      "%d/%d",
      "+%d %d %d",
      "#%d",
      "%d:%d",
      "%d,%d",
      "%d.%d.%d",
      "https://x.org/%d?a=%d",
      "July %d, %d",
      "%dh%d",
      "1,%d",
      "[%d]"
    };
    for (int i = 0; i < 5000; i++) {
      Object[] values = random.ints(3, 0, 3000).boxed().toArray();
      String text = String.format(Locale.ROOT, patterns[i % patterns.length], values);
      StringBuilder translation = new StringBuilder(text);
      List<Entity> entities = finder.find(text);
      for (int e = entities.size() - 1; e >= 0; e--) {
        Entity entity = entities.get(e);
        translation.replace(entity.start(), entity.end(), entity.translation());
      }
      assertThat(digits(translation.toString())).as(text).containsExactlyInAnyOrder(digits(text));
    }
  }

  private static Integer[] digits(String text) {
    return text.chars().filter(Character::isDigit).boxed().toArray(Integer[]::new);
  }
}
