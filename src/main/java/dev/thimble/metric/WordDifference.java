package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares two texts word by word. Stateless. */
public final class WordDifference {
  private WordDifference() {}

  /**
   * A word of a text.
   *
   * @param text without white space
   * @param common whether the word is on the longest common subsequence with the other text
   */
  public record Word(String text, boolean common) {
    /** Checks that the text is not null. */
    public Word {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * Splits a text at white space and compares its words with those of another text.
   *
   * @param text a line, such as a hypothesis
   * @param other a line, such as its reference
   * @return the words of {@code text} in their order
   */
  public static List<Word> of(String text, String other) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(other, "other");
    TokenIds ids = new TokenIds();
    List<String> words = PythonText.split(text);
    int[] otherIds = ids.learn(PythonText.split(other));
    boolean[] common = new boolean[words.size()];
    new LongestCommonSubsequence(ids.find(words), otherIds).mark(common);
    List<Word> compared = new ArrayList<>();
    for (int i = 0; i < common.length; i++) {
      compared.add(new Word(words.get(i), common[i]));
    }
    return compared;
  }
}
