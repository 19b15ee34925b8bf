package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.text.EntityKind;
import dev.thimble.text.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedTextTest {
  private static final String CONSONANT = new Mark(EntityKind.TERM_CONSONANT, 0).character();
  private static final String VOWEL = new Mark(EntityKind.TERM_VOWEL, 1).character();

  private final MarkedText marked =
      MarkedText.of("Press Save or Open.").keep(14, 18).translate(6, 10, "Garder");

  @Test
  void marksStandInThePlaceOfSpansAndKnowTheirFirstLetter() {
    assertThat(marked.marked()).isEqualTo("Press " + CONSONANT + " or " + VOWEL + ".");
  }

  @Test
  void marksOfATranslationBecomeTheTranslationsOfTheSpans() {
    assertThat(marked.restored(VOWEL + " ou " + CONSONANT)).isEqualTo("Open ou Garder");
  }

  @Test
  void textOfPrivateUseCharactersHasNoFalseMarks() {
    assertThat(MarkedText.of("a" + VOWEL + "b c").keep(5, 6).marked()).isEqualTo("ab " + CONSONANT);
  }

  @Test
  void spansMayTouch() {
    assertThat(MarkedText.of("abcd").keep(0, 2).translate(2, 4, "x").marked()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "6, 10, a span is 6 to 10",
    "8, 16, a span is 8 to 16",
    "0, 7, a span is 0 to 7",
    "18, 20, end is 20",
    "-1, 2, start is -1",
    "3, 3, end is 3"
  })
  void spanOutsideOfTheTextOrOverAnotherIsRefused(int start, int end, String message) {
    assertThatThrownBy(() -> marked.keep(start, end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
