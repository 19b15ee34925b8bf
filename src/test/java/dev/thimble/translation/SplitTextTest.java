package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTextTest {
  @Property
  void anyTextIsUnchangedAfterCuts(@ForAll String text) {
    SplitText cut =
        SplitText.of(text, Locale.ROOT, label -> label.length() > 3)
            .cutUntil(part -> part.length() <= 3);
    assertThat(cut.text()).isEqualTo(text);
    assertThat(cut.sentences()).allMatch(part -> !part.isBlank());
  }

  @Test
  void cutsFallBetweenWords() {
    SplitText cut =
        SplitText.of("one two three four", Locale.ROOT).cutUntil(part -> part.length() <= 9);
    assertThat(cut.sentences()).containsExactly("one two", "three", "four");
    assertThat(cut.text()).isEqualTo("one two three four");
  }

  @Test
  void marksOfTheLayoutAreNoPartOfACut() {
    SplitText cut =
        SplitText.of("- (one two three four)", Locale.ROOT).cutUntil(part -> part.length() <= 9);
    assertThat(cut.sentences()).containsExactly("one two", "three", "four");
    assertThat(cut.text()).isEqualTo("- (one two three four)");
  }

  @Test
  void labelsAreCopiedOrSentencesOfTheirOwn() {
    String text = "- Anna: Hello! Bob: (Yes.)\nStay";
    SplitText split = SplitText.of(text, Locale.ENGLISH, "Anna"::equals);
    assertThat(split.sentences()).containsExactly("Hello!", "Bob", "Yes.", "Stay");
    assertThat(split.gap(0)).isEqualTo("- Anna: ");
    assertThat(split.gap(2)).isEqualTo(": (");
    assertThat(split.text()).isEqualTo(text);
    assertThat(SplitText.of(text, Locale.ENGLISH).sentences())
        .containsExactly("Anna: Hello!", "Bob: (Yes.)", "Stay");
  }

  @Test
  void furtherMarksFollowATranslationInPlaceOfItsPeriod() {
    SplitText split = SplitText.of("No way!!! Really?!", Locale.ENGLISH);
    assertThat(split.sentences()).containsExactly("No way!", "Really?");
    assertThat(split.withSentences(List.of("Jamais.", "Vraiment ?")).text())
        .isEqualTo("Jamais!! Vraiment ?!");
  }

  @Test
  void cutsNeverFallInsideACharacter() {
    SplitText cut = SplitText.of("😀😀e\u0301😀", Locale.ROOT).cutUntil(part -> part.length() <= 2);
    assertThat(cut.sentences()).containsExactly("😀", "😀", "e\u0301", "😀");
  }

  @Test
  void sentencesThatAreNotWantedCountAsWhiteSpace() {
    SplitText kept =
        SplitText.of("One. Two.\nThree", Locale.ROOT).withKnown(s -> s.equals("Two.") ? s : null);
    assertThat(kept.sentences()).containsExactly("One.", "Three");
    assertThat(kept.gap(1)).isEqualTo(" Two.\n");
    assertThat(kept.text()).isEqualTo("One. Two.\nThree");
  }

  @Test
  void controlsAroundSentencesBecomeSpaces() {
    SplitText plain =
        SplitText.of("\u0001 One.\t\u001B\nTwo.\r\u007F", Locale.ROOT).withoutControls();
    assertThat(plain.text()).isEqualTo("  One.\t \nTwo.\r ");
  }

  @Test
  void textOfWhichNothingIsWantedIsAllWhiteSpace() {
    SplitText none = SplitText.of(" One.  Two. ", Locale.ROOT).withKnown(s -> s);
    assertThat(none.sentences()).isEmpty();
    assertThat(none.text()).isEqualTo(" One.  Two. ");
  }

  @Timeout(300) // quadratic time would be hours
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a. ", "A. b ", ". ", "Mr. ", "\n", "\uD800", "\u0301", "A.", "»", "- ", "((", " :)",
        "*"
      })
  void megabyteIsSplitInLinearTime(String repeated) {
    int length = 1_000_000 / repeated.length() * repeated.length();
    AtomicLong examined = new AtomicLong();
    SplitText cut =
        SplitText.of(repeated.repeat(length / repeated.length()), Locale.ROOT)
            .cutUntil(
                part -> {
                  examined.addAndGet(part.length());
                  return part.length() <= 1000;
                });
    assertThat(cut.sentences()).allMatch(part -> part.length() <= 1000);
    // halved down to 1,000 characters, so each character is tested in ten to twenty parts
    assertThat(examined.get()).isLessThan(20L * length);
  }
}
