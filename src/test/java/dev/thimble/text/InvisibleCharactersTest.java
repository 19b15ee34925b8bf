package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleCharactersTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x200B, 0x200C,
        0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2062,
        0x2063, 0x2064, 0x2065, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0x3164, 0xFE00,
        0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0, 0x1BCA0, 0x1D173, 0xE0001, 0xE0020, 0xE0041, 0xE007F,
        0xE0100, 0xE01EF
      })
  void isRemovedInsideAWord(int c) {
    String invisible = Character.toString(c);
    assertThat(visible("caf" + invisible + "é")).isEqualTo("café");
    assertThat(visible("да" + invisible + "да")).isEqualTo("дада");
    assertThat(visible(invisible + "a " + invisible + "b" + invisible)).isEqualTo("a b");
    assertThat(visible(invisible.repeat(3))).isEmpty();
    assertThat(visible(invisible + "\u00AD\u200B" + invisible)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0B, 0x0C, 0x85, 0x2028, 0x2029})
  void separatorBecomesASpace(int c) {
    assertThat(visible("a" + Character.toString(c) + "b")).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "The cat.\tsat\n", // left to the normalizer
        "Zoë, e\u0301, ŉ, …", // marks
        "👨\u200D👩\u200D👧\u200D👦", // family
        "👩🏽\u200D💻", // with a skin tone
        "❤\uFE0F\u200D🔥", // with a variation selector
        "🏴\u200D☠\uFE0F", // pirate flag
        "🙂\u200D↔\uFE0F", // arrow
        "1\uFE0F\u20E3 #\uFE0F\u20E3", // keycaps
        "ℹ\uFE0F ©\uFE0F ‼\uFE0F ☎\uFE0E",
        "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F", // Scotland
        "می\u200Cخواهم", // Persian
        "PDF\u200Cها", // after Latin letters
        "مَ\u200Cن", // after a vowel mark
        "ه\u200D", // final joiner
        "क्\u200Dष", // Hindi half form
        "क्\u200Cष", // Hindi explicit virama
        "ശ്രീ\u200D", // Malayalam
        "ක්\u200Dෂ", // Sinhala
        "ভাষা\u200Cর", // Bengali
        "ภาษา\u200Bไทย", // Thai words
        "ភាសា\u200Bខ្មែរ", // Khmer words
        "ᠮᠣᠩᠭᠣᠯ\u180B", // Mongolian
        "\u115F\u1161 \u1100\u1160\u11AB" // old Hangul
      })
  void charactersWithMeaningAreKept(String text) {
    assertThat(visible(text)).isEqualTo(text);
  }

  @Test
  void joinersBetweenLatinLettersAreRemoved() {
    assertThat(visible("Auf\u200Clage f\u200Di")).isEqualTo("Auflage fi");
    assertThat(visible("漢\u200D字 שלום\u200F")).isEqualTo("漢字 שלום");
  }

  @Test
  void repeatedJoinerIsKeptOnce() {
    assertThat(visible("می\u200C\u200C\u200Cخواهم")).isEqualTo("می\u200Cخواهم");
  }

  @Test
  void aMegabyteTakesLinearTime() {
    assertThat(visible("\u0301\u200D".repeat(500_000))).hasSize(500_000);
    assertThat(visible("a" + "\u200D\u00AD".repeat(500_000))).isEqualTo("a");
  }

  @Test
  void repeatedVariationSelectorIsKeptOnce() {
    assertThat(visible("❤\uFE0F\uFE0F\uFE0E\uFE01")).isEqualTo("❤\uFE0F");
    assertThat(visible("e\u0301\uFE0F")).isEqualTo("e\u0301");
    assertThat(visible("辻\uDB40\uDD00")).isEqualTo("辻");
  }

  @Test
  void zeroWidthSpaceAtTheEndOfThaiIsRemoved() {
    assertThat(visible("\u200Bไทย\u200B")).isEqualTo("ไทย");
  }

  @Test
  void tagsWithoutAFlagAreRemoved() {
    assertThat(visible("a\uDB40\uDC67\uDB40\uDC62\uDB40\uDC7F 😀\uDB40\uDC67")).isEqualTo("a 😀");
  }

  @Test
  void exceptionsAreKeptEverywhere() {
    InvisibleCharacters some = InvisibleCharacters.except(c -> c == 0xAD || c == 0x2028);
    assertThat(some.removeFrom("a\u00ADb\u200Bc\u2028d\u2029e")).isEqualTo("a\u00ADbc\u2028d e");
  }

  @Property
  void removingTwiceChangesNothing(
      @ForAll
          List<
                  @net.jqwik.api.constraints.Chars({
                    'a', ' ', '\u00AD', '\u200B', '\u200D', '\uFE0F', '\u2028', 'ا', 'ก', '☠', '1'
                  })
                  Character>
              characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    String once = visible(text.toString());
    assertThat(visible(once)).isEqualTo(once);
  }

  @Property
  void otherCharactersAreNotChanged(@ForAll String text) {
    String rest =
        text.codePoints()
            .filter(c -> !InvisibleCharacters.isInvisible(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(visible(rest)).isSameAs(rest);
  }

  private static String visible(String text) {
    return InvisibleCharacters.all().removeFrom(text);
  }
}
