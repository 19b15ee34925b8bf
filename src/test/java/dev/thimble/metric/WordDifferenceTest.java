package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.metric.WordDifference.Word;
import org.junit.jupiter.api.Test;

final class WordDifferenceTest {
  @Test
  void wordsOnTheCommonSubsequenceAreCommon() {
    assertThat(WordDifference.of("the black  cat sat", "the cat sat down"))
        .containsExactly(
            new Word("the", true),
            new Word("black", false),
            new Word("cat", true),
            new Word("sat", true));
  }

  @Test
  void blankTextHasNoWords() {
    assertThat(WordDifference.of(" ", "a")).isEmpty();
    assertThat(WordDifference.of("a", "")).containsExactly(new Word("a", false));
  }
}
