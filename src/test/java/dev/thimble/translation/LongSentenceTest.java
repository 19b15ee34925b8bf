package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.search.Placement;
import dev.thimble.text.Clauses;
import dev.thimble.translation.LongSentence.Span;
import dev.thimble.translation.LongSentence.Translated;
import dev.thimble.translation.SourceText.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LongSentenceTest {
  private static final String SENTENCE = "one two three, four five six, seven eight nine";

  private static Part part(String text) {
    return new Part(new int[] {1}, UnaryOperator.identity(), text);
  }

  private static LongSentence of(String sentence, int mostWords) {
    return LongSentence.of(sentence, Locale.ENGLISH, mostWords, LongSentenceTest::part);
  }

  private static Translated translated(Span span, double confidence) {
    return new Translated(
        span,
        new Translation(
            "",
            0,
            0,
            OptionalDouble.of(confidence),
            List.of(),
            List.of(),
            true,
            Placement.FREE,
            List.of()));
  }

  private static List<String> best(LongSentence sentence, Map<String, Double> confidences) {
    return sentence
        .best(
            sentence.spans().stream()
                .map(span -> translated(span, confidences.getOrDefault(span.part().text(), 0.1)))
                .toList())
        .stream()
        .map(one -> one.span().part().text())
        .toList();
  }

  @Test
  void spansAreAllRunsOfClausesWithinTheLimitButTheWhole() {
    assertThat(of(SENTENCE, 6).spans())
        .extracting(span -> span.part().text())
        .containsExactly(
            "one two three,",
            "one two three, four five six,",
            "four five six,",
            "four five six, seven eight nine",
            "seven eight nine");
    assertThat(of(SENTENCE, 20).spans()).noneMatch(span -> span.part().text().equals(SENTENCE));
  }

  @Test
  void coverWithTheHighestConfidenceIsChosen() {
    assertThat(best(of(SENTENCE, 6), Map.of("one two three, four five six,", 0.9)))
        .containsExactly("one two three, four five six,", "seven eight nine");
    assertThat(best(of(SENTENCE, 6), Map.of("four five six, seven eight nine", 0.9)))
        .containsExactly("one two three,", "four five six, seven eight nine");
    assertThat(best(of(SENTENCE, 6), Map.of("four five six,", 0.9)))
        .containsExactly("one two three,", "four five six,", "seven eight nine");
  }

  @Test
  void wordsOfAllSpansAreAtMostFourTimesThoseOfTheSentence() {
    String many = "one two three, ".repeat(12).strip();
    LongSentence sentence = of(many, 30);
    assertThat(sentence.spans().stream().mapToInt(Span::words).sum())
        .isLessThanOrEqualTo(4 * Clauses.words(many));
    assertThat(best(sentence, Map.of())).isNotEmpty();
  }

  @Test
  void sentenceWithAClauseThatNoModelTranslatesIsNotCut() {
    assertThat(
            LongSentence.of(
                SENTENCE,
                Locale.ENGLISH,
                6,
                text -> text.equals("four five six,") ? null : part(text)))
        .isNull();
  }
}
