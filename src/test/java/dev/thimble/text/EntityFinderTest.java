package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityFinderTest {
  private static final EntityFinder TO_FRENCH = new EntityFinder(Locale.ENGLISH, Locale.FRENCH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The train leaves at 9:15. | TIME 9:15 = 9_h_15",
        "The shirt costs $162.15. | MONEY $162.15 = 162,15_$",
        "We sold 7,137,626 books in 1963. | NUMBER_MANY 7,137,626 = 7~137~626; NUMBER_MANY 1963 = 1963",
        "Prices rose by 22%. | MEASURE 22% = 22_%",
        "On July 4, 1976, at noon | DATE July 4, 1976 = 4 juillet 1976",
        "his 21st win | ORDINAL 21st = 21e",
        "See https://www.example.com/help. | LINK https://www.example.com/help = https://www.example.com/help",
        "My order is X328-23. | CODE X328-23 = X328-23",
        "Thank you @mk_photo! | HANDLE @mk_photo = @mk_photo",
        "#food | HASHTAG #food = #food",
        "I love it ❤ 😀🎉 | EMOJI ❤ = ❤; EMOJI 😀🎉 = 😀🎉",
        "a <b>bold</b> word<br/> | OPEN <b> = <b>; CLOSE </b> = </b>; EMPTY <br/> = <br/>",
      })
  void eachKindIsFound(String text, String entities) {
    assertThat(found(TO_FRENCH, text)).isEqualTo(entities);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Hello, my dear friend.", "a < b", "© ™ ®", "Est-ce vrai ? «Oui.»"})
  void textWithoutEntityHasNone(String text) {
    assertThat(TO_FRENCH.find(text)).isEmpty();
  }

  @Test
  void bothLanguagesHaveEqualKeys() {
    EntityFinder french = new EntityFinder(Locale.FRENCH, Locale.ENGLISH);
    String english = "July 4, 1976 2:30 pm 9:15 $1,000.50 22% 21st 7,137.6 5kg";
    String other = "4 juillet 1976 14 h 30 9h15 1 000,50 $ 22 % 21e 7 137,6 5 kg";
    assertThat(french.find(other).stream().map(Entity::key).toList())
        .isEqualTo(TO_FRENCH.find(english).stream().map(Entity::key).toList())
        .isEqualTo(
            List.of("1976-07-04", "14:30", "09:15", "USD 1000.5", "22 %", "21", "7137.6", "5 kg"));
  }

  @Test
  void theSameLanguageStaysAsItIs() {
    EntityFinder same = new EntityFinder(Locale.US, Locale.UK);
    assertThat(found(same, "At 10 a.m. on July 4 for $5.50"))
        .isEqualTo("TIME 10 a.m. = 10 a.m.; DATE July 4 = July 4; MONEY $5.50 = $5.50");
  }

  static String found(EntityFinder finder, String text) {
    return String.join("; ", finder.find(text).stream().map(e -> shown(text, e)).toList());
  }

  private static String shown(String text, Entity entity) {
    String translation = entity.translation().replace('\u00A0', '_').replace('\u202F', '~');
    return entity.kind() + " " + text.substring(entity.start(), entity.end()) + " = " + translation;
  }
}
