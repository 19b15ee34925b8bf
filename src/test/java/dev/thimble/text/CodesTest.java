package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
  private static final Codes CODES = new Codes(Found.ENGLISH);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X328-23",
        "MP3",
        "1.2.3",
        "192.168.1.1:8080",
        "10-15",
        "3–1",
        "1/2",
        "#1",
        "0x1F",
        "COVID-19",
        "06-12-37-45",
        "978-3-16-148410-0",
        "4x4",
        "5k",
        "v1.2",
        "24/7",
        "3+4=7",
        "A_b_2",
        "2×3",
        "10^6",
        "H&M3",
        "$5M",
        "£10-15",
        ".22",
        "007",
        "é2",
        "5'10",
        "1’000",
        "2*3",
        "1:2",
        "A4"
      })
  void isOneCode(String code) {
    assertThat(Found.texts("The " + code + ".", CODES)).isEqualTo(code);
    assertThat(Found.translations(code, CODES)).isEqualTo(code);
    assertThat(Found.keys(code, CODES)).isEqualTo(code);
    assertThat(Found.kinds(code, CODES)).isEqualTo("CODE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.000,5", "1,00", "12,34,567", "1.5", "٣٤", "１２", "१२.३", "1½", "¾", "⅓"})
  void malformedNumbersAndOtherDigitsAreNumbers(String number) {
    assertThat(Found.kinds(number, CODES)).isEqualTo("NUMBER_MANY");
    assertThat(Found.translations(number, CODES)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mid-1990s | 1990s",
        "28-year | 28",
        "28-Year-Old | 28",
        "747-Ma | 747-Ma",
        "l'A320 | A320",
        "5.Next | 5",
        "C++11 | 11",
        "mp3-player | mp3",
        "no code, A-B #x $ £ . - | ''",
        "$5 | 5",
        "x.5 | 5",
        "在2024年 | 2024",
      })
  void wordsAroundAreNoPart(String text, String codes) {
    assertThat(Found.texts(text, CODES)).isEqualTo(codes);
  }

  @Test
  void digitsMustBeNear() {
    assertThat(Found.texts("A-".repeat(40) + "5", CODES)).startsWith("A-A").endsWith("-5");
    assertThat(Found.texts("a".repeat(70) + "5", CODES)).isEmpty();
  }
}
