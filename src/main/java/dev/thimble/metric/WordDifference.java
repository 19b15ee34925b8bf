package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where one text differs from another, word by word. */
public final class WordDifference {
  private WordDifference() {}

  /**
   * A word of a text.
   *
   * @param common whether it lies on the longest common subsequence with the other text
   */
  public record Word(String text, boolean common) {
    /** Checks that there is a text. */
    public Word {
      Objects.requireNonNull(text, "text");
    }
  }

  /** The words of a text between its white space, compared with another text's. */
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
