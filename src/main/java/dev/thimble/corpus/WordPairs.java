package dev.thimble.corpus;

import dev.thimble.text.EntityKind;
import dev.thimble.text.PairedSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pairs of a source word and a target word that very probably translate each other: each is the
 * only best match of the other by Dice's coefficient 2 c(s, t) / (c(s) + c(t)), where c counts the
 * pairs of texts that have the words (Melamed 2000, section 2, "competitive linking", without its
 * later rounds). Immutable and thread-safe.
 */
public final class WordPairs {
  /**
   * Most pairs of texts that are counted, spread evenly over the corpus, so that memory is bounded.
   */
  private static final int MOST_PAIRS = 300_000;

  /** Longer texts say little about single words. */
  private static final int MOST_WORDS = 80;

  private static final double LEAST_DICE = 0.5;

  /** Rarer words must occur in exactly the same pairs of texts. */
  private static final int LEAST_COUNT = 3;

  /**
   * Words in a larger share of the texts are mostly function words, unless both languages have
   * them.
   */
  private static final double FREQUENT = 0.01;

  private final Map<String, String> targets;

  private WordPairs(Map<String, String> targets) {
    this.targets = targets;
  }

  /** {@return no pairs} */
  public static WordPairs empty() {
    return new WordPairs(Map.of());
  }

  /**
   * Finds the word pairs of a corpus.
   *
   * @param pairs of the training corpus
   * @return pairs of a source word and its usual translation
   */
  public static WordPairs of(List<SentencePair> pairs) {
    RecordList.checked(pairs, "pairs");
    Counts counts = new Counts();
    int step = 1 + (pairs.size() - 1) / MOST_PAIRS;
    for (int i = 0; i < pairs.size(); i += step) {
      counts.add(pairs.get(i));
    }
    return new WordPairs(counts.certain());
  }

  /** {@return the number of pairs} */
  public int size() {
    return targets.size();
  }

  /**
   * The spans of these pairs in a pair of texts, in the order of the source. Words that occur more
   * than once are skipped. The spans are of kind {@code TERM_CONSONANT}.
   */
  List<PairedSpan> in(String source, String target) {
    Map<String, TextWords.Word> targetWords = once(target);
    List<PairedSpan> found = new ArrayList<>();
    for (TextWords.Word word : once(source).values()) {
      TextWords.Word translation = targetWords.get(targets.getOrDefault(word.folded(), ""));
      if (translation != null) {
        found.add(
            new PairedSpan(
                word.start(),
                word.end(),
                translation.start(),
                translation.end(),
                EntityKind.TERM_CONSONANT));
      }
    }
    return found;
  }

  /* The words of a text that occur once, by their form. */
  private static Map<String, TextWords.Word> once(String text) {
    Map<String, TextWords.Word> words = new LinkedHashMap<>();
    Set<String> repeated = new HashSet<>();
    for (TextWords.Word word : TextWords.of(text)) {
      if (words.put(word.folded(), word) != null) {
        repeated.add(word.folded());
      }
    }
    words.keySet().removeAll(repeated);
    return words;
  }

  /** Counts words and pairs of words. */
  private static final class Counts {
    private final Side sources = new Side();
    private final Side targets = new Side();
    private final PairTable table = new PairTable();
    private int[] together = new int[1 << 15]; // by number of the pair
    private int texts;

    /** The words of one side. */
    private static final class Side {
      final Map<String, Integer> ids = new HashMap<>();
      final List<String> words = new ArrayList<>();
      int[] counts = new int[1 << 12];

      int count(String word) {
        int id = ids.computeIfAbsent(word, absent -> words.size());
        if (id == words.size()) {
          words.add(word);
        }
        if (id == counts.length) {
          counts = Arrays.copyOf(counts, 2 * id);
        }
        counts[id]++;
        return id;
      }
    }

    void add(SentencePair pair) {
      Set<String> sourceWords = words(pair.source());
      Set<String> targetWords = words(pair.target());
      if (sourceWords.size() > MOST_WORDS || targetWords.size() > MOST_WORDS) {
        return;
      }
      texts++;
      int[] targetIds = targetWords.stream().mapToInt(targets::count).toArray();
      for (String word : sourceWords) {
        int source = sources.count(word);
        for (int target : targetIds) {
          int number = table.number(source, target);
          if (number == together.length) {
            together = Arrays.copyOf(together, 2 * number);
          }
          together[number]++;
        }
      }
    }

    private static Set<String> words(String text) {
      Set<String> words = new LinkedHashSet<>();
      for (TextWords.Word word : TextWords.of(text)) {
        if (word.folded().chars().allMatch(Character::isLetter)) {
          words.add(word.folded());
        }
      }
      return words;
    }

    Map<String, String> certain() {
      Best ofSource = new Best(sources.words.size());
      Best ofTarget = new Best(targets.words.size());
      for (int number = 0; number < table.size(); number++) {
        double dice = dice(number);
        ofSource.offer(table.source(number), number, dice);
        ofTarget.offer(table.target(number), number, dice);
      }
      Map<String, String> certain = new HashMap<>();
      for (int source = 0; source < sources.words.size(); source++) {
        int number = ofSource.number(source);
        if (number >= 0 && number == ofTarget.number(table.target(number)) && isCertain(number)) {
          certain.put(sources.words.get(source), targets.words.get(table.target(number)));
        }
      }
      return certain;
    }

    private double dice(int number) {
      int all = sources.counts[table.source(number)] + targets.counts[table.target(number)];
      return 2.0 * together[number] / all;
    }

    private boolean isCertain(int number) {
      int source = table.source(number);
      String word = sources.words.get(source);
      boolean same = word.equals(targets.words.get(table.target(number)));
      boolean frequent = sources.counts[source] > FREQUENT * texts + LEAST_COUNT;
      double least = together[number] < LEAST_COUNT ? 1 : LEAST_DICE;
      return word.length() > 1 && dice(number) >= least && (same || !frequent);
    }
  }

  /** The best pair of each word; none if two are equally good. */
  private static final class Best {
    private final int[] numbers;
    private final double[] scores;

    Best(int words) {
      numbers = new int[words];
      Arrays.fill(numbers, -1);
      scores = new double[words];
    }

    void offer(int word, int number, double score) {
      if (score > scores[word]) {
        scores[word] = score;
        numbers[word] = number;
      } else if (score == scores[word]) {
        numbers[word] = -1;
      }
    }

    int number(int word) {
      return numbers[word];
    }
  }
}
