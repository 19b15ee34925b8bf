package dev.thimble.corpus;

import dev.thimble.text.MaskingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;

/**
 * Typing errors as people make them: two letters swapped, a letter left out, doubled, replaced by
 * its neighbour on the keyboard, or typed together with it. Neighbours are those of QWERTY; letters
 * that it lacks have none. Digits, symbols of masked entities and words of one or two letters have
 * no errors. Stateless.
 */
final class TypingErrors {
  private static final int SHORTEST_WORD = 3;
  private static final List<String> KEYS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

  private TypingErrors() {}

  /** The kinds of error, those that need a keyboard last. */
  private enum Kind {
    SWAPPED,
    LEFT_OUT,
    DOUBLED,
    REPLACED,
    INSERTED
  }

  /** A run of letters. */
  private record Word(int start, int end) {}

  /** Makes one error, or in every third text two. */
  static String in(String text, RandomGenerator random) {
    int errors = random.nextInt(3) == 0 ? 2 : 1;
    String typed = text;
    for (int i = 0; i < errors; i++) {
      typed = withOne(typed, random);
    }
    return typed;
  }

  private static String withOne(String text, RandomGenerator random) {
    List<Word> words = words(text);
    int letters = words.stream().mapToInt(word -> word.end() - word.start()).sum();
    if (letters == 0) {
      return text;
    }
    int drawn = random.nextInt(letters);
    int number = 0;
    while (drawn >= words.get(number).end() - words.get(number).start()) {
      drawn -= words.get(number).end() - words.get(number).start();
      number++;
    }
    Word word = words.get(number);
    return withOne(text, word, word.start() + drawn, random);
  }

  private static String withOne(String text, Word word, int at, RandomGenerator random) {
    String neighbours = neighbours(text.charAt(at));
    Kind kind = Kind.values()[random.nextInt(neighbours.isEmpty() ? 3 : 5)];
    StringBuilder typed = new StringBuilder(text);
    switch (kind) {
      case SWAPPED -> {
        int first = Math.min(at, word.end() - 2);
        typed.setCharAt(first, text.charAt(first + 1));
        typed.setCharAt(first + 1, text.charAt(first));
      }
      case LEFT_OUT -> typed.deleteCharAt(at);
      case DOUBLED -> typed.insert(at, text.charAt(at));
      case REPLACED -> typed.setCharAt(at, drawn(neighbours, random));
      case INSERTED -> typed.insert(at + 1, drawn(neighbours, random));
    }
    return typed.toString();
  }

  private static char drawn(String letters, RandomGenerator random) {
    return letters.charAt(random.nextInt(letters.length()));
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher symbol = MaskingConfig.SYMBOL.matcher(text);
    int start = 0;
    while (symbol.find()) {
      addWords(words, text, start, symbol.start());
      start = symbol.end();
    }
    addWords(words, text, start, text.length());
    return words;
  }

  private static void addWords(List<Word> words, String text, int from, int to) {
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || !Character.isLetter(text.charAt(i))) {
        if (i - start >= SHORTEST_WORD) {
          words.add(new Word(start, i));
        }
        start = i + 1;
      }
    }
  }

  /** The letters next to a letter on the keyboard, in its case; none if the keyboard lacks it. */
  static String neighbours(char letter) {
    char lower = Character.toLowerCase(letter);
    for (int row = 0; row < KEYS.size(); row++) {
      int column = KEYS.get(row).indexOf(lower);
      if (column >= 0) {
        // each row begins about half a key further to the right
        String near =
            keys(row - 1, column, column + 1)
                + keys(row, column - 1, column - 1)
                + keys(row, column + 1, column + 1)
                + keys(row + 1, column - 1, column);
        return lower == letter ? near : near.toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static String keys(int row, int from, int to) {
    if (row < 0 || row >= KEYS.size()) {
      return "";
    }
    int length = KEYS.get(row).length();
    return KEYS.get(row).substring(within(from, length), within(to + 1, length));
  }

  private static int within(int column, int length) {
    return Math.max(0, Math.min(column, length));
  }
}
