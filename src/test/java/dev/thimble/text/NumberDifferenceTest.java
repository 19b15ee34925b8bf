package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberDifferenceTest {
  private static final NumberDifference ENGLISH_FRENCH =
      new NumberDifference(Locale.ENGLISH, Locale.FRENCH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It costs 1,000.5 euros. | Cela coûte 1 000,5 euros.",
        "It costs $1,234.50. | Cela coûte 1\u202F234,50\u00A0$.",
        "I leave at 3 p.m. | Je pars à 15 h.",
        "She was born on May 5, 1990. | Elle est née le 5 mai 1990.",
        "There are 25% left. | Il en reste 25 %.",
        "I have 2 dogs and 17 cats. | J'ai deux chiens et 17 chats.",
        "He is twelve. | Il a 12 ans.",
        "Room 007 | Chambre 7",
        "It is 25 km from 30 | C'est à 25 kilomètres de 30",
        "No number | Pas de nombre",
        "In 2010 5 people came. | 5 personnes sont venues en 2010.",
        "Population: 1,234,567 | Population : 1 234 567",
        "In the 19th century | Au XIXe siècle",
        "World War II ended in 1945. | La 2e guerre mondiale prit fin en 1945.",
        "Louis XIV and Henri IV | Louis 14 et Henri 4",
        "Number ١٢٣٤ | Numéro 1234"
      })
  void numbersThatMeanTheSameAgree(String english, String french) {
    assertThat(ENGLISH_FRENCH.of(english, french)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I have 1000 euros. | J'ai 100 euros. | 1000 ≠ 100",
        "I have 5 dogs. | J'ai 7 chiens. | 5 ≠ 7",
        "It was in 1990. | C'était l'an dernier. | 1990 ≠",
        "Many came. | 250 sont venus. | ≠ 250",
        "20 and 20 | 20 | 20 ≠",
        "13 | treize | 13 ≠",
        "In the 19th century | Au XVIIIe siècle | 19 ≠",
        "Part 15 | Partie XVX | 15 ≠",
        "19 | MIX | 19 ≠"
      })
  void numbersThatDifferAreNamed(String english, String french, String difference) {
    assertThat(ENGLISH_FRENCH.of(english, french)).isNotNull();
    assertThat(ENGLISH_FRENCH.of(english, french).strip()).isEqualTo(difference);
  }

  @Test
  void longRunsOfDigitsTakeLinearTime() {
    String digits = "1,234 ".repeat(20_000) + "7".repeat(100_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(ENGLISH_FRENCH.of(digits, digits)).isNull());
  }
}
