package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
  private static final Dates TO_FRENCH = new Dates(Found.ENGLISH, Found.FRENCH);
  private static final Dates TO_ENGLISH = new Dates(Found.FRENCH, Found.ENGLISH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "July 4, 1976 or July 4 1976 | 4 juillet 1976 ; 4 juillet 1976",
        "July 4th, 1976 or July 1st | 4 juillet 1976 ; 1er juillet",
        "4 July 1976 or 4th of July | 4 juillet 1976 ; 4 juillet",
        "Jan. 5, 2020 or 3 Sept | 5 janvier 2020 ; 3 septembre",
        "july 4, JULY 5, May 6 | 4 juillet ; 5 juillet ; 6 mai",
        "may 6, march 3, July 45, July 4a, Sunday 4, July x, July 1976 | ''",
        "July 4, 19765 or July 4, 1976-77 | 4 juillet ; 4 juillet",
        "July 4,1976 | ''",
      })
  void englishDatesInFrench(String text, String translations) {
    assertThat(Found.translations(text, TO_FRENCH)).isEqualTo(translations);
  }

  @Test
  void frenchDatesInEnglish() {
    assertThat(Found.translations("le 4 juillet 1976, le 1er mai, 31 Août", TO_ENGLISH))
        .isEqualTo("July 4, 1976 ; May 1 ; August 31");
    assertThat(Found.translations("juillet 4, 4juillet, 4 juin1976", TO_ENGLISH)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | 1. Mai 1976 ; 4. Juli",
        "es | 1 de mayo de 1976 ; 4 de julio",
        "it | 1 maggio 1976 ; 4 luglio",
        "pt | 1 de maio de 1976 ; 4 de julho",
        "nl | 1 mei 1976 ; 4 juli",
        "en-GB | May 1, 1976 ; July 4",
        "tr | 1 Mayıs 1976 ; 4 juillet",
      })
  void otherTargets(String tag, String translations) {
    Dates dates = new Dates(Found.FRENCH, Found.rules(tag));
    assertThat(Found.translations("1er mai 1976, 4 juillet", dates)).isEqualTo(translations);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | Am 4. Juli 1976",
        "es | el 4 de julio de 1976",
        "pt | em 4 de julho de 1976",
        "it | il 4 luglio 1976",
        "nl | op 4 juli 1976",
      })
  void otherSources(String tag, String text) {
    Dates dates = new Dates(Found.rules(tag), Found.FRENCH);
    assertThat(Found.translations(text, dates)).isEqualTo("4 juillet 1976");
  }

  @Test
  void keyIsTheIsoDate() {
    assertThat(Found.keys("July 4, 1976 May 1 2024-5-12", TO_FRENCH))
        .isEqualTo("1976-07-04 ; --05-01 ; 2024-05-12");
    assertThat(Found.keys("4 juillet 1976, 1er mai, 2024-05-12", TO_ENGLISH))
        .isEqualTo("1976-07-04 ; --05-01 ; 2024-05-12");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-12",
    "2024/05/12",
    "2024.05.12",
    "12/05/2024",
    "12.05.2024",
    "5/12/2024",
    "12/05/24",
    "12-05-2024",
    "31.12.24"
  })
  void datesInDigitsStay(String date) {
    assertThat(Found.translations("on " + date + ".", TO_FRENCH)).isEqualTo(date);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.34", "2024-13-45", "32/05/2024", "12-05-24", "12/05-2024", "12/05", "12/05/202",
    "2024-05-123", "0/5/2024", "2024-05-12-3", "12/05/2024a", "1.2.3", "20240/1/1", "12//2024"
  })
  void otherDigitsAreNoDate(String code) {
    assertThat(Found.texts("on " + code, TO_FRENCH)).isEmpty();
  }
}
