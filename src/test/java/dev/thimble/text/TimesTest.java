package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final Times TO_FRENCH = new Times(Found.ENGLISH, Found.FRENCH);
  private static final Times TO_ENGLISH = new Times(Found.FRENCH, Found.ENGLISH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9:15 21:05 09:05 | 9_h_15 ; 21_h_05 ; 09_h_05",
        "21:05:30 | 21:05:30",
        "9.15pm 9.15 p.m., 2:30 PM | 21_h_15 ; 21_h_15 ; 14_h_30",
        "10 a.m. today, 5am, 5 A. M. now | 10_h ; 5_h ; 5_h",
        "12 a.m. or 12:30 pm | 0_h ; 12_h_30",
        "9h15 15:00 pm | 9_h_15 ; 15_h_00",
        "9:15-10:30 | 9_h_15 ; 10_h_30",
      })
  void englishTimesInFrench(String text, String translations) {
    assertThat(Found.translations(text, TO_FRENCH)).isEqualTo(translations);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9.15", "9:5", "25:00", "9:60", "9:15:70", "1:2:3", "123:45", "9:15:30:40", "9 h", "10 x",
        "10 ample", "9:155", "9", "9h", "9h155", "9.15 x", "9.1 p.m.", "9:15x", "9:15/3", "9 a.n."
      })
  void otherDigitsAreNoTime(String text) {
    assertThat(TO_FRENCH.detect(text, 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9 h 15, 9h15, 9h, 9 h | 9:15 ; 9:15 ; 9:00 ; 9:00",
        "14 h 30, 14:30, 9h05min, 9H30 | 14:30 ; 14:30 ; 9:05 ; 9:30",
        "9 heures, 9 hommes, 9h5, 10 am | ''",
      })
  void frenchTimesInEnglish(String text, String translations) {
    assertThat(Found.translations(text, TO_ENGLISH)).isEqualTo(translations);
  }

  @Test
  void germanTimesHavePeriodsBeforeUhr() {
    Times german = new Times(Found.GERMAN, Found.FRENCH);
    assertThat(Found.translations("9.15 Uhr, 9.15 Euro, 10 am Bahnhof", german))
        .isEqualTo("9_h_15");
  }

  @Test
  void twelveHoursStayWhereTheTargetCountsToTwelve() {
    Times american = new Times(Found.FRENCH, Found.ENGLISH);
    assertThat(Found.translations("9:15 p.m. x", american)).isEqualTo("9:15 p.m.");
    Times german = new Times(Found.ENGLISH, Found.GERMAN);
    assertThat(Found.translations("9:15 p.m. and 10 am", german)).isEqualTo("21:15 ; 10:00");
  }

  @Test
  void keyIsOnTwentyFourHours() {
    assertThat(Found.keys("9:15 2:30 pm 10 a.m. 12 a.m. 21:05:30 9h15", TO_FRENCH))
        .isEqualTo("09:15 ; 14:30 ; 10:00 ; 00:00 ; 21:05:30 ; 09:15");
    assertThat(Found.keys("9 h 15, 14 h 30, 10 h", TO_ENGLISH)).isEqualTo("09:15 ; 14:30 ; 10:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at 10 a.m. | 10 a.m",
        "\"at 10 a.m.\" | 10 a.m",
        "at 10 a.m. on | 10 a.m.",
        "at 10 am. | 10 am",
      })
  void periodAtTheEndOfTheTextEndsTheSentence(String text, String span) {
    assertThat(Found.texts(text, TO_FRENCH)).isEqualTo(span);
  }

  @Test
  void periodAtTheEndOfALineEndsTheSentence() {
    assertThat(Found.texts("10 a.m.\nNext", TO_FRENCH)).isEqualTo("10 a.m");
  }
}
