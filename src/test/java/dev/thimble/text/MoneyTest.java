package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  private static final Money TO_FRENCH = new Money(Found.ENGLISH, Found.FRENCH);
  private static final Money TO_ENGLISH = new Money(Found.FRENCH, Found.ENGLISH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$162.15 £3 €1,000 ¥50 | 162,15_$ ; 3_£ ; 1~000_€ ; 50_¥",
        "EUR 50 50 USD EUR50 50EUR | 50_EUR ; 50_USD ; 50_EUR ; 50_EUR",
        "US$11,000 CA$5 A$5 R$ 5 | 11~000_$US ; 5_$CA ; 5_$AU ; 5_R$",
        "-$5 −$5 -5 € +$5 | -5_$ ; −5_$ ; -5_€ ; +5_$",
        "3€50 3€5 3€501 1,000€50 | 3,50_€",
        "$2.3 billion £27 million $5M $10-15, $ x EURO 5 5 EUROS 5 TRY | ''",
        "5 $10 notes | 10_$",
        "from $5 to $10. | 5_$ ; 10_$",
      })
  void amountsInFrench(String text, String translations) {
    assertThat(Found.translations(text, TO_FRENCH)).isEqualTo(translations);
  }

  @Test
  void amountsInEnglish() {
    assertThat(Found.translations("162,15 € 1 000 $ 50 EUR 5 $US -5 €", TO_ENGLISH))
        .isEqualTo("€162.15 ; $1,000 ; EUR_50 ; US$5 ; -€5");
  }

  @ParameterizedTest
  @CsvSource({"de,50_€", "es,50_€", "it,50_€", "nl,€_50", "pt,€_50", "pt-PT,50_€", "en,€50"})
  void placeOfTheSignIsThatOfTheTarget(String tag, String translation) {
    Money money = new Money(Found.FRENCH, Found.rules(tag));
    assertThat(Found.translations("50 €", money)).isEqualTo(translation);
  }

  @Test
  void keyIsCurrencyAndValue() {
    assertThat(Found.keys("$162.50 EUR 50 US$5 -$5 −$5 C$5", TO_FRENCH))
        .isEqualTo("USD 162.5 ; EUR 50 ; USD 5 ; USD -5 ; USD -5 ; CAD 5");
    assertThat(Found.keys("162,50 $ 50 € 5 $US -5 $", TO_ENGLISH))
        .isEqualTo("USD 162.5 ; EUR 50 ; USD 5 ; USD -5");
  }
}
