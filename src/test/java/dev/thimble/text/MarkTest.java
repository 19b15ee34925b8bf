package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkTest {
  @Test
  void everyMarkIsItsOwnCharacterOfPlaneFifteen() {
    assertThat(
            Mark.KINDS.stream()
                .flatMap(
                    kind ->
                        IntStream.range(0, Mark.MOST).mapToObj(number -> new Mark(kind, number)))
                .peek(
                    mark -> {
                      int character = mark.character().codePointAt(0);
                      assertThat(Mark.of(character)).isEqualTo(mark);
                      assertThat(character).isBetween(0xF0000, 0xFFFFD);
                    })
                .map(Mark::character)
                .distinct())
        .hasSize(Mark.KINDS.size() * Mark.MOST);
  }

  @Test
  void otherCharactersAreNoMarks() {
    assertThat(Mark.of('a')).isNull();
    assertThat(Mark.of(0xEFFFF)).isNull();
    assertThat(Mark.of(0xF0000 + Mark.KINDS.size() * Mark.MOST)).isNull();
  }

  @Test
  void marksOfATextAreEntitiesThatComeThrough() {
    String mark = new Mark(EntityKind.EMPTY, 3).character();
    assertThat(Mark.in("a😀" + mark + "\uDB80"))
        .containsExactly(new Entity(3, 5, EntityKind.EMPTY, mark, mark));
  }

  @Test
  void marksAreRemoved() {
    assertThat(Mark.withoutMarks("a" + Mark.ofTerm("é", 0).character() + "😀")).isEqualTo("a😀");
    assertThat(Mark.withoutMarks("a😀")).isEqualTo("a😀");
  }

  @Test
  void termAgreesByItsFirstLetter() {
    assertThat(Mark.ofTerm("École", 1).kind()).isEqualTo(EntityKind.TERM_VOWEL);
    assertThat(Mark.ofTerm("maison", 1).kind()).isEqualTo(EntityKind.TERM_CONSONANT);
  }

  @Test
  void otherKindsAndNumbersAreRefused() {
    assertThatThrownBy(() -> new Mark(EntityKind.TIME, 0)).hasMessageContaining("kind is TIME");
    assertThatThrownBy(() -> new Mark(EntityKind.OPEN, Mark.MOST))
        .hasMessageContaining("number is 12288");
  }
}
