package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceSplitterTest {
  @Property
  void partsConcatenateToTheText(@ForAll String text) {
    assertThat(String.join("", SentenceSplitter.split(text, Locale.ROOT))).isEqualTo(text);
  }

  @Test
  void partKeepsTheSpaceAfterItsSentence() {
    assertThat(SentenceSplitter.split("One. Two.\nThree", Locale.ENGLISH))
        .containsExactly("One. ", "Two.", "\n", "Three");
  }

  @Test
  void periodAfterANumberIsAnOrdinalInSomeLanguages() {
    String text = "Am 3. Mai kam er.";
    assertThat(SentenceSplitter.split(text, Locale.GERMAN)).containsExactly(text);
    assertThat(SentenceSplitter.split(text, Locale.ENGLISH))
        .containsExactly("Am 3. ", "Mai kam er.");
  }

  @ParameterizedTest
  @CsvSource({
    "one two three, 7", // the space nearest to the middle
    "abcdefgh, 4",
    "a bcdefgh, 4", // the space is not in the middle half
    "😀😀, 2",
    "e\u0301, 0", // one character
    "x, 0"
  })
  void longSentenceIsCutNearItsMiddle(String sentence, int middle) {
    assertThat(SentenceSplitter.middle(sentence)).isEqualTo(middle);
  }

  @Test
  void endlessMarksOnOneCharacterAreCut() {
    assertThat(SentenceSplitter.middle("e" + "\u0301".repeat(31))).isZero();
    assertThat(SentenceSplitter.middle("e" + "\u0301".repeat(33))).isEqualTo(17);
  }

  @Test
  void whiteSpaceControlsAndInvisibleCharactersAreBlank() {
    assertThat(List.of("", " \t\u00A0", "\u2581", "\u200B\uFEFF\u0001"))
        .allMatch(SentenceSplitter::isBlank);
    assertThat(SentenceSplitter.isBlank(" a ")).isFalse();
  }
}
