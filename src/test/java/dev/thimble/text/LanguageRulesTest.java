package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 1,234,567.5 | n% | ¤n",
        "fr | 1~234~567,5 | n_% | n_¤",
        "fr-CA | 1_234_567,5 | n_% | n_¤",
        "de | 1.234.567,5 | n_% | n_¤",
        "de-CH | 1’234’567.5 | n% | ¤_n",
        "es | 1.234.567,5 | n_% | n_¤",
        "es-MX | 1,234,567.5 | n% | ¤n",
        "it | 1.234.567,5 | n% | n_¤",
        "pt | 1.234.567,5 | n% | ¤_n",
        "pt-PT | 1_234_567,5 | n% | n_¤",
        "nl | 1.234.567,5 | n% | ¤_n",
        "en-IN | 1,234,567.5 | n% | ¤n", // region by the JDK's data
        "da | 1.234.567,5 | n_% | n_¤", // language by the JDK's data
        "tr | 1.234.567,5 | %n | ¤n",
        "ja | 1,234,567.5 | n% | ¤n",
        "und | 1,234,567.5 | n% | ¤_n",
      })
  void writesNumbersAndAmounts(String tag, String number, String percent, String money) {
    LanguageRules rules = Found.rules(tag);
    Numeral numeral = Numeral.read("1,234,567.5", 0, Found.ENGLISH);
    assertThat(numeral).isNotNull();
    assertThat(Found.visible(numeral.format(rules))).isEqualTo(number);
    assertThat(Found.visible(rules.percent())).isEqualTo(percent);
    assertThat(Found.visible(rules.money())).isEqualTo(money);
  }

  @ParameterizedTest
  @CsvSource({"en,true", "en-AU,true", "fr,false", "de,false", "hi,true", "es-MX,true", "da,false"})
  void clockOfTwelveHours(String tag, boolean twelve) {
    assertThat(Found.rules(tag).isTwelveHour()).isEqualTo(twelve);
  }

  @Test
  void datesOfALanguageByTheJdk() {
    assertThat(LanguageRules.of(Locale.forLanguageTag("tr")).date()).isEqualTo("d MMMM y");
    assertThat(LanguageRules.of(Locale.JAPANESE).date()).isEmpty();
  }
}
