package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static final Numbers TO_FRENCH = new Numbers(Found.ENGLISH, Found.FRENCH);
  private static final Numbers TO_ENGLISH = new Numbers(Found.FRENCH, Found.ENGLISH);
  private static final Numbers FROM_GERMAN = new Numbers(Found.GERMAN, Found.FRENCH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "74 people | 74",
        "in 1963 | 1963",
        "7670 | 7670",
        "7,137,626 books | 7~137~626",
        "1,000.5 | 1~000,5",
        "9.10 | 9,10",
        "0.5 or 0 | 0,5 ; 0",
        "-5 and +3.0, (−2) | -5 ; +3,0 ; −2",
        "12 300 | 12 ; 300",
        "a 28-year-old | 28",
        "the 1990s and the '90s | 1990 ; 90",
        "page 16, 17. | 16 ; 17",
        "1,000,000,000,000,000,000,000,000,000 | 1~000~000~000~000~000~000~000~000~000",
      })
  void englishNumbersInFrench(String text, String translations) {
    assertThat(Found.translations(text, TO_FRENCH)).isEqualTo(translations);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Version 3.0",
        "in v 2.5",
        "see section 4.10",
        "we use Python 3.12",
        "first, Bluetooth 5.1",
        "USB 3.0",
        "iOS 17.5"
      })
  void decimalOfAVersionIsACode(String text) {
    String version = text.substring(text.lastIndexOf(' ') + 1);
    assertThat(TO_FRENCH.detect(text, text.length() - version.length()))
        .isEqualTo(
            new Entity(
                text.length() - version.length(),
                text.length(),
                EntityKind.CODE,
                version,
                version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"About 3.5", "It cost. Only 3.5", "a 3.5", "costs 3.5", "(3.5"})
  void decimalAfterAnotherWordIsANumber(String text) {
    assertThat(TO_FRENCH.detect(text, text.length() - 3).translation()).isEqualTo("3,5");
  }

  @Test
  void germanNounBeforeADecimalIsNoName() {
    assertThat(FROM_GERMAN.detect("um Euro 3,5", 8).kind()).isEqualTo(EntityKind.NUMBER_MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2345", "5-3", "x5", "5x", "1.2.3", "1/2", "007", "1,000x", "-", "- 5"})
  void otherCodesAreNoNumbers(String text) {
    assertThat(TO_FRENCH.detect(text, 0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u00A0", "\u202F", "\u2009"})
  void frenchGroupsAreReadWithAnySpace(String space) {
    String text = "1 000 000,50 et 2010 300".replace(" ", space);
    assertThat(Found.translations(text.replace(space + "et" + space, " et "), TO_ENGLISH))
        .isEqualTo("1,000,000.50 ; 2010 ; 300");
  }

  @Test
  void groupsHaveOneSeparator() {
    assertThat(Found.texts("1 000\u00A0000", TO_ENGLISH)).isEqualTo("1 000");
    assertThat(Found.texts("1 000 0000 et 1 000a", TO_ENGLISH)).isEqualTo("1 000");
  }

  @Test
  void germanNumbersInFrench() {
    assertThat(Found.translations("1.000,5 und 7.137.626 und 3.", FROM_GERMAN))
        .isEqualTo("1~000,5 ; 7~137~626 ; 3");
  }

  @Test
  void keyIsTheValue() {
    assertThat(Found.keys("1,000.50 9.10 5.00 0.0 +3 -2 −2 1.05", TO_FRENCH))
        .isEqualTo("1000.5 ; 9.1 ; 5 ; 0 ; +3 ; -2 ; -2 ; 1.05");
  }

  @Test
  void kindTellsWhatNounsAgreeWith() {
    assertThat(Found.kinds("1 1.0 +1", TO_FRENCH))
        .isEqualTo("NUMBER_ONE ; NUMBER_ONE ; NUMBER_ONE");
    assertThat(Found.kinds("0 1.5 0.3 -1 -1.9", TO_FRENCH).replace("NUMBER_SMALL", "S"))
        .isEqualTo("S ; S ; S ; S ; S");
    assertThat(Found.kinds("2 10 2.0 -2", TO_FRENCH).replace("NUMBER_MANY", "M"))
        .isEqualTo("M ; M ; M ; M");
  }

  @Test
  void decadesAreEnglish() {
    assertThat(Found.texts("1990s 20s 1995s 19990s 1.0s 1990s5 1,990s", TO_FRENCH))
        .isEqualTo("1990 ; 20");
    assertThat(Found.texts("1990s", TO_ENGLISH)).isEmpty();
  }
}
