package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShorthandTest {
  private static final MaskingConfig ENGLISH = MaskingConfig.of("en", "fr");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i dont know | i don't know",
        "Dont go | Don't go",
        "im here, u r there | I'm here, you are there",
        "idk | I don't know",
        "lets go | let's go",
        "she lets go | she lets go",
        "Id go | I'd go",
        "my Im and ID | my ⟦NAME_VOWEL_1⟧ and ID",
        "the U.S. and a u-turn | the U.S. and a u-turn",
        "I DONT KNOW | I don't know",
        "often is pls | often is pls",
        "x_dont | x_dont",
      })
  void shortFormsAreWrittenInFull(String text, String written) {
    Stream<String> known =
        Stream.of(
            "i", "I", "don", "t", "know", "go", "m", "here", "you", "are", "there", "let", "s",
            "she", "lets", "d", "my", "and", "ID", "the", "U", "S", "a", "u", "turn", "often", "is",
            "x");
    List<String> lines = new ArrayList<>(known.map(word -> word + "\t50").toList());
    lines.add("pls\t100"); // the model knows it
    Masking masking = new Masking(ENGLISH, Lexicon.parse(lines, "lexicon.txt"));
    assertThat(masking.mask(text, List.of()).text()).isEqualTo(written);
    Masking german = new Masking(MaskingConfig.of("de", "fr"), Lexicon.parse(lines, "lexicon.txt"));
    assertThat(german.mask("i dont know", List.of()).text()).doesNotContain("don't");
    Masking trusting = new Masking(ENGLISH, Lexicon.empty());
    assertThat(trusting.mask("i dont know", List.of()).text()).isEqualTo("i dont know");
  }

  @Test
  void restOfAWordBesideAnEntityIsNoShortForm() {
    Masking masking = new Masking(ENGLISH, Lexicon.parse(List.of("a\t9"), "lexicon.txt"));
    Entity given = new Entity(0, 4, EntityKind.LINK, "x", "Ingr");
    assertThat(masking.mask("Ingrid", List.of(given)).text()).doesNotContain("I'd");
  }
}
