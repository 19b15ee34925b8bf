package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceNoiseTest {
  private static final SourceNoise LOWER = new SourceNoise(1, 0, 0, 0);
  private static final SourceNoise UNPUNCTUATED = new SourceNoise(0, 1, 0, 0);
  private static final SourceNoise CAPITALS = new SourceNoise(0, 0, 1, 0);
  private static final SourceNoise MISSPELT = new SourceNoise(0, 0, 0, 1);

  @Test
  void lowerCaseLeavesSymbolsAsTheyAre() {
    assertThat(LOWER.apply("Tom Meets ⟦NAME_VOWEL_3⟧ At ⟦TIME_1⟧.", random(1)))
        .isEqualTo("tom meets ⟦NAME_VOWEL_3⟧ at ⟦TIME_1⟧.");
  }

  @Test
  void capitalsLeaveSymbolsAsTheyAre() {
    assertThat(CAPITALS.apply("Straße ⟦OPEN_1⟧été⟦CLOSE_1⟧ ⟦else⟧", random(1)))
        .isEqualTo("STRASSE ⟦OPEN_1⟧ÉTÉ⟦CLOSE_1⟧ ⟦ELSE⟧");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Don't go, it's 3.5 km - well-known! | Don't go it's 3.5 km well-known",
        "“Hi,” he said (at 9:40). | Hi he said at 9:40",
        "It costs 5%, @tom & #new; see /etc/x. | It costs 5% @tom & #new see /etc/x",
        "Call ⟦CODE_1⟧, or ⟦LINK_8⟧. | Call ⟦CODE_1⟧ or ⟦LINK_8⟧",
        "¿Qué? «Ça va ?» | Qué Ça va",
        "今天很好。 | 今天很好",
        "?! | ?!"
      })
  void unpunctuatedKeepsMarksInsideWordsAndNumbers(String source, String noisy) {
    assertThat(UNPUNCTUATED.apply(source, random(1))).isEqualTo(noisy);
  }

  @Test
  void misspeltHasOneOrTwoErrors() {
    List<String> typed = many(MISSPELT, "the letter", 3000);
    assertThat(typed)
        .contains(
            "hte letter", // swapped
            "the etter", // left out
            "the lettter", // doubled
            "the keter".replace("keter", "ketter"), // replaced by a neighbour
            "the letyter") // a neighbour typed as well
        .allSatisfy(text -> assertThat(text.length()).isBetween(8, 12));
    double unchanged = share(typed, "the letter"::equals); // swapped t and t
    assertThat(unchanged).isLessThan(0.05);
  }

  @Test
  void misspeltLeavesDigitsSymbolsAndShortWordsAsTheyAre() {
    String source = "I am 12345 at ⟦NAME_CONSONANT_1⟧ ok";
    assertThat(many(MISSPELT, source, 200)).containsOnly(source);
  }

  @Test
  void wordsBetweenSymbolsAreMisspelt() {
    assertThat(many(MISSPELT, "⟦TIME_1⟧ now ⟦TIME_2⟧ was", 500))
        .contains("⟦TIME_1⟧ nwo ⟦TIME_2⟧ was", "⟦TIME_1⟧ now ⟦TIME_2⟧ aws")
        .allSatisfy(text -> assertThat(text).contains("⟦TIME_1⟧ ", " ⟦TIME_2⟧ "));
  }

  @Test
  void otherScriptsHaveNoNeighboursOnTheKeyboard() {
    assertThat(many(MISSPELT, "рыба", 500))
        .contains("ырба", "рба", "ррыба")
        .allSatisfy(text -> assertThat(text).matches("[рыба]++"));
  }

  @ParameterizedTest
  @CsvSource({"q, wa", "Q, WA", "g, tyfhvb", "m, jkn", "p, ol", "a, qwsz", "l, opk", "z, asx"})
  void neighboursOnTheKeyboardKeepTheCase(char letter, String neighbours) {
    assertThat(TypingErrors.neighbours(letter).toCharArray())
        .containsExactlyInAnyOrder(neighbours.toCharArray());
  }

  @ParameterizedTest
  @ValueSource(chars = {'é', '1', '-', 'ж'})
  void keyboardLacksOtherCharacters(char c) {
    assertThat(TypingErrors.neighbours(c)).isEmpty();
  }

  @Test
  void sharesAreThoseAskedFor() {
    SourceNoise noise = new SourceNoise(0.2, 0.3, 0.1, 0);
    List<String> noisy = many(noise, "Hello there.", 20_000);
    Predicate<String> lower = text -> text.startsWith("hello");
    assertThat(share(noisy, lower)).isCloseTo(0.2, within(0.01));
    assertThat(share(noisy, text -> text.startsWith("HELLO"))).isCloseTo(0.1, within(0.01));
    assertThat(share(noisy, text -> !text.endsWith("."))).isCloseTo(0.3, within(0.015));
    assertThat(share(noisy, "hello there"::equals)).isCloseTo(0.13, within(0.01));
    assertThat(share(many(new SourceNoise(0, 0, 0, 0.25), "Hello", 20_000), "Hello"::equals))
        .isBetween(0.74, 0.79); // a swap of l and l changes nothing
  }

  @Test
  void noNoiseChangesNothing() {
    assertThat(many(SourceNoise.none(), "Hello there.", 100)).containsOnly("Hello there.");
    assertThat(SourceNoise.none()).isEqualTo(new SourceNoise(0, 0, 0, 0));
  }

  @Test
  void shareOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new SourceNoise(1.5, 0, 0, 0))
        .hasMessage("lowerCase is 1.5; it must be from 0 to 1");
    assertThatThrownBy(() -> new SourceNoise(0, -1, 0, 0)).hasMessageContaining("unpunctuated");
    assertThatThrownBy(() -> new SourceNoise(0, 0, Double.NaN, 0)).hasMessageContaining("capitals");
    assertThatThrownBy(() -> new SourceNoise(0, 0, 0, 2)).hasMessageContaining("misspelt is 2.0");
    assertThatThrownBy(() -> new SourceNoise(0.6, 0, 0.6, 0))
        .hasMessage("lowerCase + capitals is 1.2; it must be from 0 to 1");
  }

  @Test
  @Timeout(5)
  void longLinesTakeLinearTime() {
    SourceNoise all = new SourceNoise(1, 1, 0, 1);
    for (String hostile : List.of("⟦", "⟦A", "⟦A_", "a", ". ", " ", "_A")) {
      assertThat(all.apply(hostile.repeat(100_000), random(1))).isNotEmpty();
    }
  }

  private static List<String> many(SourceNoise noise, String source, int count) {
    SplittableRandom random = random(1);
    return Stream.generate(() -> noise.apply(source, random)).limit(count).toList();
  }

  private static double share(List<String> texts, Predicate<String> wanted) {
    return IntStream.range(0, texts.size()).filter(i -> wanted.test(texts.get(i))).count()
        / (double) texts.size();
  }

  private static SplittableRandom random(long seed) {
    return new SplittableRandom(seed);
  }
}
