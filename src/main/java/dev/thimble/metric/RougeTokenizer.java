package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokenizer of {@code rouge_score}: converts to lower case, and splits at every character other
 * than a to z and 0 to 9. Stateless.
 */
final class RougeTokenizer {
  private static final int LONGEST_UNSTEMMED = 3;

  private RougeTokenizer() {}

  static List<String> words(String text, boolean stemmed) {
    String lower = PythonText.lower(text);
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= lower.length(); i++) {
      if (i == lower.length() || !isWordCharacter(lower.charAt(i))) {
        if (i > start) {
          String word = lower.substring(start, i);
          words.add(stemmed && word.length() > LONGEST_UNSTEMMED ? PorterStemmer.stem(word) : word);
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean isWordCharacter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
  }
}
