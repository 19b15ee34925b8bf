package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClausesTest {
  private static final Locale FRENCH = Locale.FRENCH;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | I know him well, but he left early.            | I know him well, /but he left early.
          en | He came home when it was late.                 | He came home /when it was late.
          en | Tom and Mary left.                             | Tom and Mary left.
          en | It cost $1,000 in all, he said to me.          | It cost $1,000 in all, /he said to me.
          en | one two three four five six seven eight nine   | one two three four /five six seven eight nine
          fr | Il est parti tôt parce que sa mère attend.     | Il est parti tôt /parce que sa mère attend.
          sw | moja mbili tatu na nne tano sita               | moja mbili tatu na nne tano sita
          """)
  void cutsAtMarksAndBeforeConjunctions(String language, String sentence, String parts) {
    assertThat(String.join("/", Clauses.cut(sentence, Locale.forLanguageTag(language), 8)))
        .isEqualTo(parts);
  }

  @Property
  void partsConcatenateToTheSentenceAndAreShort(
      @ForAll String sentence, @ForAll @IntRange(min = 3, max = 9) int most) {
    List<String> parts = Clauses.cut(sentence, Locale.ENGLISH, most);
    assertThat(String.join("", parts)).isEqualTo(sentence);
    assertThat(parts).allMatch(part -> Clauses.words(part) <= most);
  }

  @Test
  void fewWordsForAPartAreRefused() {
    assertThatThrownBy(() -> Clauses.cut("a b c", Locale.ENGLISH, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mostWords is 2; it must be at least 3");
  }

  @Test
  void joinedPartsGoOnInSmallLettersAndKeepTheMarksBetween() {
    assertThat(
            Clauses.join(
                List.of("I know him well, ", "but he left; ", "so did Mary."),
                List.of("Je le connais bien.", "Mais il est parti.", "Mary aussi."),
                FRENCH))
        .isEqualTo("Je le connais bien, mais il est parti\u00A0; mary aussi.");
  }

  @Test
  void namesAcronymsAndGermanNounsKeepTheirCapital() {
    assertThat(
            Clauses.join(List.of("I saw ", "Mary there."), List.of("J'ai vu.", "Mary là."), FRENCH))
        .isEqualTo("J'ai vu Mary là.");
    assertThat(Clauses.join(List.of("he is ", "in the EU."), List.of("Il est", "UE."), FRENCH))
        .isEqualTo("Il est UE.");
    assertThat(
            Clauses.join(
                List.of("I like ", "dogs and ", "because of that"),
                List.of("Ich mag.", "Hunde.", "Weil es so ist"),
                Locale.GERMAN))
        .isEqualTo("Ich mag Hunde weil es so ist");
  }

  @Test
  void emptyTranslationsLeaveNoGap() {
    assertThat(Clauses.join(List.of("a b, ", "c d, ", "e f"), List.of("A.", " ", "E."), FRENCH))
        .isEqualTo("A, e.");
  }

  @Test
  void partsAndTranslationsMustBeAsMany() {
    assertThatThrownBy(() -> Clauses.join(List.of("a"), List.of(), FRENCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 translations for 1 parts");
  }

  @Test
  void wordsAreCountedByWhiteSpace() {
    assertThat(Clauses.words("  a\tb \u00A0c ")).isEqualTo(3);
    assertThat(Clauses.words("")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the tall one | Le grand. | fr | le grand",
        "I know | Je sais. | fr | Je sais",
        "Why? | Pourquoi ? | fr | Pourquoi ?",
        "dog | Hund. | de | Hund",
        "dog | '' | fr | ''",
      })
  void fragmentIsWrittenAsItsSource(String source, String text, String target, String fragment) {
    assertThat(Clauses.fragment(source, text, Locale.forLanguageTag(target))).isEqualTo(fragment);
  }
}
