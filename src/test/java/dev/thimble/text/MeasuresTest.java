package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuresTest {
  private static final Measures TO_FRENCH = new Measures(Found.ENGLISH, Found.FRENCH);
  private static final Measures TO_ENGLISH = new Measures(Found.FRENCH, Found.ENGLISH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "22% 22 % 0.5‰ | 22_% ; 22_% ; 0,5_‰",
        "5kg 5 kg 1,000 km 160km/h 12.5 m/s | 5_kg ; 5_kg ; 1~000_km ; 160_km/h ; 12,5_m/s",
        "-5°C 20 °F 35° | -5_°C ; 20_°F ; 35°",
        "120 kph 30 lbs. 30lbs 10 km² 10 m2 | 120_km/h ; 30_lb ; 10_km² ; 10_m²",
        "3 MB 2GB 5 kB | 3_Mo ; 2_Go ; 5_ko",
        "10 cm long, 5km-long | 10_cm ; 5_km",
        "5 kilos 5 minutes 5s 3 h 5 W 10%s 5 m² x5kg 5km/day 5kg² | 5_m²",
        "10 Km 5 KG 90 KM/H | 10_km ; 5_kg ; 90_km/h",
        "60W 230V 3h | 60_W ; 230_V ; 3_h",
      })
  void unitsInFrench(String text, String translations) {
    assertThat(Found.translations(text, TO_FRENCH)).isEqualTo(translations);
  }

  @Test
  void unitsInEnglish() {
    assertThat(Found.translations("22 % 5\u00A0kg 1 000,5 km 5 Go 20 °C", TO_ENGLISH))
        .isEqualTo("22% ; 5 kg ; 1,000.5 km ; 5 GB ; 20 °C");
    assertThat(Found.texts("5 m'appellent, 5 l’ont, 5 l d'eau", TO_ENGLISH)).isEqualTo("5 l");
    assertThat(Found.texts("5 Go home", TO_FRENCH)).isEmpty();
  }

  @Test
  void keyIsValueAndUnit() {
    assertThat(Found.keys("22.50% 120 kph 3 MB", TO_FRENCH)).isEqualTo("22.5 % ; 120 km/h ; 3 MB");
    assertThat(Found.keys("22,5 % 120 km/h 3 Mo", TO_ENGLISH))
        .isEqualTo("22.5 % ; 120 km/h ; 3 MB");
  }
}
