package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTextTest {
  private static final Masking MASKING = new Masking(MaskingConfig.of("en", "fr"), Lexicon.empty());

  private static final List<Entity> SIDE_BY_SIDE =
      List.of(
          new Entity(0, 2, EntityKind.NUMBER_MANY, "12", "12"),
          new Entity(4, 6, EntityKind.NUMBER_MANY, "34", "34"),
          new Entity(8, 11, EntityKind.NAME_CONSONANT, "Zog", "Zog"));

  private static MaskedText withTags(String source) {
    List<Entity> tags = new ArrayList<>();
    for (MatchResult tag : Pattern.compile("</?\\w>").matcher(source).results().toList()) {
      EntityKind kind = tag.group().startsWith("</") ? EntityKind.CLOSE : EntityKind.OPEN;
      tags.add(new Entity(tag.start(), tag.end(), kind, tag.group(), tag.group()));
    }
    return MASKING.mask(source, tags);
  }

  @ParameterizedTest
  @CsvSource({
    "⟦OPEN_1⟧x⟦CLOSE_1⟧, <b>x</b>",
    "⟦CLOSE_1⟧x⟦OPEN_1⟧, <b>x</b>",
    "⟦OPEN_1⟧x, <b>x</b>", // the closing tag is added
    "x⟦CLOSE_1⟧y, x<b>y</b>", // the first tag of a pair opens
    "⟦OPEN_1⟧⟦OPEN_2⟧x⟦CLOSE_1⟧⟦CLOSE_2⟧, <b><i>x</i></b>", // crossing ones
    "⟦OPEN_2⟧x⟦CLOSE_2⟧⟦CLOSE_1⟧y⟦OPEN_1⟧, <i>x</i><b>y</b>",
    "⟦OPEN_1⟧x⟦CLOSE_1⟧⟦OPEN_1⟧y⟦CLOSE_1⟧, <b>x</b><b>y</b>",
    "⟦OPEN_1⟧⟦OPEN_1⟧y⟦CLOSE_1⟧⟦CLOSE_1⟧, <b></b>y<b></b>",
    "⟦CLOSE_1⟧⟦CLOSE_1⟧y⟦OPEN_1⟧⟦OPEN_1⟧, <b></b>y<b></b>",
    "⟦CLOSE_2⟧x⟦OPEN_1⟧y⟦OPEN_2⟧z⟦CLOSE_1⟧, <i>x<b>y</b>z</i>",
    "x, x"
  })
  void tagsComeOutBalancedAndNested(String translation, String text) {
    assertThat(withTags("<b>a</b> <i>a</i>").unmask(translation)).isEqualTo(text);
  }

  @Test
  void textThatIsStillWrittenIsUnmaskedAsItsBeginning() {
    MaskedText masked = withTags("<b>a</b> <i>a</i>");
    List<String> tags = List.of("⟦OPEN_1⟧", "⟦CLOSE_1⟧", "⟦OPEN_2⟧", "⟦CLOSE_2⟧");
    for (int order = 0; order < 256; order++) {
      StringBuilder written = new StringBuilder();
      String before = "";
      for (int place = 0; place < 4; place++) {
        written.append(" x ").append(tags.get((order >> (2 * place)) & 3));
        String text = masked.unmask(written + "\0");
        assertThat(text).startsWith(before);
        before = text.substring(0, text.indexOf('\0')).stripTrailing();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "⟦NUMBER_MANY_1⟧⟦NUMBER_MANY_2⟧, 12 34",
    "⟦NUMBER_MANY_1⟧⟦NAME_CONSONANT_1⟧ x, 12 Zog x",
    "5⟦NUMBER_MANY_1⟧, 5 12",
    "⟦NUMBER_MANY_1⟧7, 12 7",
    "⟦NUMBER_MANY_1⟧h, 12h",
    "l'⟦NAME_CONSONANT_1⟧, l'Zog",
    "⟦NUMBER_MANY_1⟧, 12"
  })
  void numbersAndSymbolsSideBySideStayApart(String translation, String text) {
    MaskedText masked = MASKING.mask("12, 34, Zog", SIDE_BY_SIDE);
    assertThat(masked.unmask(translation)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "9:40, false",
    "?!, false",
    "…, false",
    "'🍕 12, 13.', false",
    "Zyx., false",
    "'', false",
    "hello, true",
    "12 hello, true",
    "猫, true"
  })
  void textOfEntitiesAndSignsHasNoWords(String text, boolean words) {
    Masking masking =
        new Masking(
            MaskingConfig.of("en", "fr"), Lexicon.parse(List.of("hello\t9"), "the lexicon"));
    assertThat(masking.mask(text, List.of()).hasWords()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"hello hjkl, true", "Hjkl!, true", "hello 7, false", "7, false"})
  void copiedWordIsOneThatTheLexiconDoesNotTrust(String text, boolean copied) {
    Masking masking =
        new Masking(
            MaskingConfig.of("en", "fr"), Lexicon.parse(List.of("hello\t9"), "the lexicon"));
    assertThat(masking.mask(text, List.of()).copiesWords()).isEqualTo(copied);
  }

  @Test
  void symbolsThatTouchInTheSourceMayTouch() {
    MaskedText masked =
        MASKING.mask(
            "12Zog",
            List.of(
                new Entity(0, 2, EntityKind.NUMBER_MANY, "12", "12"),
                new Entity(2, 5, EntityKind.NAME_CONSONANT, "Zog", "Zog")));
    assertThat(masked.unmask(masked.text())).isEqualTo("12Zog");
  }

  @Test
  void tagsThatCrossInTheSourceStayAsTheyComeOut() {
    MaskedText masked = withTags("<b>a<i>b</b>c</i>");
    assertThat(masked.unmask(masked.text())).isEqualTo("<b>a<i>b</b>c</i>");
    assertThat(masked.unmask("⟦CLOSE_1⟧a⟦OPEN_1⟧")).isEqualTo("</b>a<b>");
  }

  @ParameterizedTest
  @CsvSource({
    "'Il ⟦TIME_1⟧ va', 'Il va'",
    "'⟦TIME_1⟧ Il va', 'Il va'",
    "'Il va ⟦TIME_1⟧', 'Il va'",
    "'Il va ⟦TIME_1⟧.', 'Il va .'",
    "'Il⟦TIME_1⟧va', 'Ilva'",
    "'⟦TIME_1⟧', ''",
    "'Il ⟦TIME_1⟧ ⟦TIME_2⟧ va', 'Il va'"
  })
  void symbolThatTheSourceLacksIsRemoved(String translation, String text) {
    assertThat(MASKING.mask("He goes", List.of()).unmask(translation)).isEqualTo(text);
  }

  @Test
  void symbolsBecomeTheirTextInTheTargetLanguage() {
    MaskedText masked =
        MASKING.mask("at 9:40", List.of(new Entity(3, 7, EntityKind.TIME, "09:40", "9 h 40")));
    assertThat(masked.unmask("à ⟦TIME_1⟧ ou ⟦TIME_1⟧")).isEqualTo("à 9 h 40 ou 9 h 40");
  }
}
