package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdinalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | fr | 1st 2nd 3rd 21st 1,000th 4TH | 1er ; 2e ; 3e ; 21e ; 1~000e ; 4e",
        "fr | en | 1er 1re 2e 2ème 3e 11e 12e 13e 21e 22e 101e | 1st ; 1st ; 2nd ; 2nd ; 3rd ; 11th ; 12th ; 13th ; 21st ; 22nd ; 101st",
        "en | de | 21st | 21.",
        "de | en | das 3. größte. Es ist 4. Dann 5. | 3rd",
        "en | es | 3rd | 3.º",
        "es | en | 3.º 2ª 1er 5.ª | 3rd ; 2nd ; 1st ; 5th",
        "en | it | 3rd | 3º",
        "it | en | 3º 2ª | 3rd ; 2nd",
        "en | pt | 3rd | 3º",
        "en | nl | 3rd | 3e",
        "nl | en | 1ste 2de 3e | 1st ; 2nd ; 3rd",
        "en | tr | 3rd | 3rd",
        "tr | en | 3rd | ''",
        "en | fr | 3 3x th 1sts 03rd | ''",
      })
  void suffixIsThatOfTheTarget(String from, String to, String text, String translations) {
    Ordinals ordinals = new Ordinals(Found.rules(from), Found.rules(to));
    assertThat(Found.translations(text, ordinals)).isEqualTo(translations);
  }

  @Test
  void decimalsAreNone() {
    assertThat(new Ordinals(Found.ENGLISH, Found.FRENCH).detect("3.5th", 0)).isNull();
  }

  @Test
  void keyIsTheNumber() {
    assertThat(Found.keys("1,000th 21st", new Ordinals(Found.ENGLISH, Found.FRENCH)))
        .isEqualTo("1000 ; 21");
  }
}
