package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CalibrationExampleTest {
  private static final List<String> SOURCES =
      List.of("One cat.", "Two cats.", "Three cats.", "Four cats.", "Five cats.");
  private static final List<List<String>> REFERENCES =
      List.of(
          List.of("Un chat.", "Un seul chat."),
          List.of("Deux chats."),
          List.of("Trois chats."),
          List.of("Quatre chats."),
          List.of("Cinq chats."));

  private static List<CalibrationExample> ofKind(String kind) {
    return CalibrationExample.of(SOURCES, REFERENCES, 1).stream()
        .filter(example -> example.kind().equals(kind))
        .toList();
  }

  @Test
  void everyLineIsAnExampleAndEveryFourthOneOfEachFurtherKind() {
    assertThat(
            CalibrationExample.of(SOURCES, REFERENCES, 1).stream()
                .map(CalibrationExample::kind)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
        .containsOnlyKeys("clean", "typed", "joined", "foreign", "random")
        .containsEntry("clean", 5L)
        .containsEntry("typed", 2L)
        .containsEntry("joined", 2L);
    assertThat(ofKind("clean").get(0))
        .isEqualTo(new CalibrationExample("clean", "One cat.", REFERENCES.get(0)));
  }

  @Test
  void typedLinesHaveTheReferencesOfTheLine() {
    assertThat(ofKind("typed").get(0).source()).isNotEqualTo("One cat.");
    assertThat(ofKind("typed").get(0).references()).isEqualTo(REFERENCES.get(0));
  }

  @Test
  void joinedLinesHaveJoinedReferences() {
    CalibrationExample joined = ofKind("joined").get(0);
    assertThat(joined.source()).startsWith("One cat. Two cats. Three cats.");
    assertThat(joined.references().get(0)).startsWith("Un chat. Deux chats. Trois chats.");
    assertThat(ofKind("joined").get(1).source()).isEqualTo("Five cats.");
  }

  @Test
  void foreignAndRandomTextsHaveNoGoodTranslation() {
    assertThat(ofKind("foreign").get(0))
        .isEqualTo(new CalibrationExample("foreign", "Un chat.", List.of()));
    CalibrationExample random = ofKind("random").get(0);
    assertThat(random.references()).isEmpty();
    assertThat(random.source())
        .hasSize(8)
        .matches("[onecat]{3} [onecat]{3}\\.")
        .isNotEqualTo("one cat.");
  }

  @Test
  void seedDecidesTheExamples() {
    assertThat(CalibrationExample.of(SOURCES, REFERENCES, 1))
        .isEqualTo(CalibrationExample.of(SOURCES, REFERENCES, 1))
        .isNotEqualTo(CalibrationExample.of(SOURCES, REFERENCES, 2));
  }

  @Test
  void linesWithoutReferencesAreRefused() {
    assertThatThrownBy(() -> CalibrationExample.of(SOURCES, REFERENCES.subList(0, 4), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("references of 4 lines for 5");
    assertThatThrownBy(() -> CalibrationExample.of(List.of("a"), List.of(List.of()), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("references[0] is []; it must be at least one reference");
    assertThatThrownBy(
            () -> CalibrationExample.of(List.of("a", "b"), List.of(List.of("c"), List.of()), 1))
        .isInstanceOf(IllegalArgumentException.class) // though the first line joins both
        .hasMessage("references[1] is []; it must be at least one reference");
  }
}
