package dev.thimble.vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Trains a vocabulary by byte-pair encoding (Sennrich et al. 2016, algorithm 1): starts from single
 * characters and repeatedly merges the most frequent pair of neighbouring symbols into a new piece.
 * Deterministic: ties between equally frequent pairs go to the shorter merged piece, then to the
 * smaller piece in code-point order, then to the pair with the shorter left side. A merge never
 * crosses a word boundary (a word includes the space mark before it) or a change of script, and
 * never joins a digit with another character. Memory is bounded for text of any length: all words
 * are counted, on disk if necessary, and decide which characters are covered, but only the {@value
 * #MOST_UNITS} most frequent words decide the merges (of equally frequent words, the first in the
 * order of their chars). Stateless.
 */
public final class BytePairTrainer {
  /* Each unit (word) is an array of symbol numbers. A pair has its count and the units that it has
   * occurred in; a merge visits only those units and updates the counts of neighbouring pairs. A
   * count in the queue may be too high, because the pair has lost occurrences since it was queued:
   * a pair that is polled with an outdated count is queued again. */
  private static final class Pair {
    final int left;
    final int right;
    final String text;
    final int length;
    final int leftLength;
    long count;
    int[] units = new int[2]; // some more than once
    int unitCount;

    void addUnit(int unit) {
      if (unitCount == 0 || units[unitCount - 1] != unit) {
        if (unitCount == units.length) {
          units = Arrays.copyOf(units, unitCount + unitCount / 2 + 1);
        }
        units[unitCount++] = unit;
      }
    }

    Pair(int left, int right, List<String> symbols) {
      this.left = left;
      this.right = right;
      this.leftLength = symbols.get(left).length();
      this.text = symbols.get(left) + symbols.get(right);
      this.length = text.codePointCount(0, text.length());
    }
  }

  /** A pair in the queue, with its count when it was queued. */
  private record QueuedPair(Pair pair, long count) {}

  private static final Comparator<QueuedPair> MOST_FREQUENT_FIRST =
      Comparator.comparingLong((QueuedPair c) -> -c.count)
          .thenComparingInt(c -> c.pair.length)
          .thenComparing(c -> c.pair.text, BytePairTrainer::compareCodePoints)
          .thenComparingInt(c -> c.pair.leftLength);

  private static final MergeListener SILENT = (done, total) -> {};
  private static final int NONE = -1;

  /** Number of words that decide the merges. */
  public static final int MOST_UNITS = 1 << 20;

  private final VocabularyConfig config;
  private final MergeListener listener;
  private final List<String> symbols = new ArrayList<>();
  private final Map<String, Integer> symbolNumbers = new HashMap<>();
  private final List<int[]> units = new ArrayList<>();
  private final List<Long> unitCounts = new ArrayList<>();
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<QueuedPair> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  private BytePairTrainer(VocabularyConfig config, MergeListener listener) {
    this.config = Objects.requireNonNull(config, "config");
    this.listener = listener;
  }

  /**
   * Trains on lines of text. For a joint vocabulary, pass the lines of both languages.
   *
   * @param lines texts of any length and number, read once; line breaks count as spaces
   * @param config size, character coverage and symbols
   * @return a vocabulary of exactly {@code config.size()} pieces
   * @throws VocabularyException if {@code config.size()} is too small for the characters, or if the
   *     text has too few pairs to fill it
   */
  public static Vocabulary train(Iterable<String> lines, VocabularyConfig config) {
    return train(lines, config, SILENT);
  }

  /**
   * Trains on lines of text as {@link #train(Iterable, VocabularyConfig)} does.
   *
   * @param lines texts of any length and number, read once; line breaks count as spaces
   * @param config size, character coverage and symbols
   * @param listener called for each merge, after all lines have been read
   * @return a vocabulary of exactly {@code config.size()} pieces
   * @throws VocabularyException as without a listener
   */
  public static Vocabulary train(
      Iterable<String> lines, VocabularyConfig config, MergeListener listener) {
    return train(lines, config, listener, true);
  }

  /**
   * Trains on lines of text, with fewer than {@code config.size()} pieces if the text has too few
   * pairs to fill it.
   *
   * @param lines texts of any length and number, read once; line breaks count as spaces
   * @param config size, character coverage and symbols
   * @param listener called for each merge, after all lines have been read
   * @return a vocabulary of at most {@code config.size()} pieces
   * @throws VocabularyException if {@code config.size()} is too small for the characters
   */
  public static Vocabulary trainUpTo(
      Iterable<String> lines, VocabularyConfig config, MergeListener listener) {
    return train(lines, config, listener, false);
  }

  /**
   * Trains on words that {@link WordCounter} has counted, perhaps on several machines. The
   * vocabulary is that of {@link #train(Iterable, VocabularyConfig)} on the same lines.
   *
   * @param characters how often each character occurs in all words
   * @param frequent the {@value #MOST_UNITS} most frequent words, or all if there are fewer, and
   *     how often each occurs; of equally frequent ones, the first in the order of their chars
   * @param config size, character coverage and symbols
   * @return a vocabulary of exactly {@code config.size()} pieces
   * @throws VocabularyException as for lines
   */
  public static Vocabulary train(
      Map<String, Long> characters, Map<String, Long> frequent, VocabularyConfig config) {
    Objects.requireNonNull(characters, "characters");
    Objects.requireNonNull(frequent, "frequent");
    Objects.requireNonNull(config, "config");
    List<UnitCounts.Unit> units =
        frequent.entrySet().stream()
            .map(word -> new UnitCounts.Unit(word.getKey(), word.getValue()))
            .sorted(Comparator.comparing(UnitCounts.Unit::text))
            .toList();
    return new BytePairTrainer(config, SILENT).train(characters, units, true);
  }

  private static Vocabulary train(
      Iterable<String> lines, VocabularyConfig config, MergeListener listener, boolean full) {
    Objects.requireNonNull(lines, "lines");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(listener, "listener");
    try (UnitCounts counts = new UnitCounts()) {
      WordCounter counter = new WordCounter(config.userDefinedSymbols(), counts);
      long index = 0;
      for (String line : lines) {
        if (line == null) {
          throw new NullPointerException("lines[" + index + "]");
        }
        counter.add(line);
        index++;
      }
      return new BytePairTrainer(config, listener)
          .train(characters(counts), counts.mostFrequent(MOST_UNITS), full);
    }
  }

  private Vocabulary train(
      Map<String, Long> occurring, List<UnitCounts.Unit> frequent, boolean full) {
    List<String> characters = coveredCharacters(occurring);
    List<Piece> head = head();
    int merges = config.size() - head.size() - characters.size();
    if (merges < 0) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "a vocabulary of %d pieces is too small for %d control, byte and user-defined pieces"
                  + " and %d characters; set a size of at least %d, or a lower character coverage",
              config.size(),
              head.size(),
              characters.size(),
              head.size() + characters.size()));
    }
    load(frequent, new HashSet<>(characters));
    List<String> merged = merge(merges);
    if (full && merged.size() < merges) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "the text %syields %d pieces at most, but the size is %d; set a size of %d, or add"
                  + " text",
              frequent.isEmpty() ? "is blank and " : "",
              config.size() - merges + merged.size(),
              config.size(),
              config.size() - merges + merged.size()));
    }
    List<Piece> pieces = new ArrayList<>(head);
    int rank = 0;
    for (String text : merged) {
      pieces.add(new Piece(text, -rank++, Piece.Type.NORMAL));
    }
    for (String text : characters) {
      pieces.add(new Piece(text, -rank++, Piece.Type.NORMAL));
    }
    return Vocabulary.of(pieces, SpecialTokens.defaults());
  }

  private List<Piece> head() {
    List<Piece> head = new ArrayList<>();
    for (String name : SpecialTokens.NAMES) {
      boolean unknown = head.size() == SpecialTokens.defaults().unk();
      head.add(new Piece(name, 0, unknown ? Piece.Type.UNKNOWN : Piece.Type.CONTROL));
    }
    for (String symbol : config.userDefinedSymbols()) {
      head.add(new Piece(symbol, 0, Piece.Type.USER_DEFINED));
    }
    if (config.byteFallback()) {
      for (int value = 0; value < 256; value++) {
        head.add(Piece.ofByte(value));
      }
    }
    return head;
  }

  private static Map<String, Long> characters(UnitCounts counts) {
    Map<String, Long> characters = new HashMap<>();
    counts.forEach(
        (unit, count) ->
            characters(unit).forEach(character -> characters.merge(character, count, Long::sum)));
    return characters;
  }

  /* The most frequent characters that together cover the configured share of the text; the space
   * mark is always covered. */
  private List<String> coveredCharacters(Map<String, Long> occurring) {
    Map<String, Long> byCharacter = new HashMap<>(occurring);
    String space = String.valueOf(TextNormalizer.SPACE_MARK);
    byCharacter.remove(space);
    long total = byCharacter.values().stream().mapToLong(Long::longValue).sum();
    byCharacter.put(space, Long.MAX_VALUE / 2);
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(byCharacter.entrySet());
    sorted.sort(
        Map.Entry.<String, Long>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry::getKey, BytePairTrainer::compareCodePoints));
    List<String> covered = new ArrayList<>();
    long seen = 0;
    for (Map.Entry<String, Long> entry : sorted) {
      if (!covered.isEmpty()) {
        if (seen >= config.characterCoverage() * total) {
          break;
        }
        seen += entry.getValue();
      }
      covered.add(entry.getKey());
    }
    return covered;
  }

  /* String.compareTo compares UTF-16 units, which puts supplementary characters before U+E000. */
  static int compareCodePoints(String a, String b) {
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean beyond = Character.isSurrogate(x);
        return beyond == Character.isSurrogate(y) ? x - y : beyond ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  private static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  /* The units are in order, so that the result does not depend on that of a hash map. */
  private void load(List<UnitCounts.Unit> counts, Set<String> covered) {
    for (UnitCounts.Unit each : counts) {
      List<String> characters = characters(each.text());
      int[] unit = new int[characters.size()];
      for (int i = 0; i < unit.length; i++) {
        String character = characters.get(i);
        unit[i] = covered.contains(character) ? symbolNumber(character) : NONE;
      }
      int number = units.size();
      units.add(unit);
      unitCounts.add(each.count());
      for (int i = 0; i + 1 < unit.length; i++) {
        change(unit[i], unit[i + 1], number, each.count());
      }
    }
    pairs.values().forEach(this::enqueue);
  }

  /* Two pairs may make the same piece, as a+bc and ab+c do: both are merged, the piece is added
   * once. No merge makes a piece of the head: control and byte pieces mix letters with signs such
   * as "<", which are of another script, and user-defined symbols are cut out of the units. */
  private List<String> merge(int most) {
    Set<String> taken = new HashSet<>();
    List<String> merged = new ArrayList<>();
    while (merged.size() < most) {
      QueuedPair queued = queue.poll();
      if (queued == null) {
        break;
      }
      Pair best = queued.pair;
      if (best.count < queued.count) {
        enqueue(best);
      }
      if (best.count != queued.count) {
        continue;
      }
      if (taken.add(best.text)) {
        merged.add(best.text);
        listener.onMerge(merged.size(), most);
      }
      apply(best);
    }
    if (merged.size() < most) {
      listener.onMerge(most, most);
    }
    return merged;
  }

  private void apply(Pair pair) {
    int symbol = symbolNumber(pair.text);
    Set<Pair> grown = new LinkedHashSet<>();
    for (int number : Arrays.stream(pair.units, 0, pair.unitCount).distinct().toArray()) {
      int[] before = units.get(number);
      int[] after = joined(before, pair, symbol);
      if (after.length == before.length) {
        continue;
      }
      long count = unitCounts.get(number);
      for (int i = 0; i + 1 < before.length; i++) {
        change(before[i], before[i + 1], number, -count);
      }
      for (int i = 0; i + 1 < after.length; i++) {
        Pair changed = change(after[i], after[i + 1], number, count);
        if (changed != null && (after[i] == symbol || after[i + 1] == symbol)) {
          grown.add(changed);
        }
      }
      units.set(number, after);
    }
    grown.forEach(this::enqueue);
  }

  private static int[] joined(int[] unit, Pair pair, int symbol) {
    int[] out = new int[unit.length];
    int n = 0;
    for (int i = 0; i < unit.length; i++) {
      if (i + 1 < unit.length && unit[i] == pair.left && unit[i + 1] == pair.right) {
        out[n++] = symbol;
        i++;
      } else {
        out[n++] = unit[i];
      }
    }
    return Arrays.copyOf(out, n);
  }

  private Pair change(int left, int right, int unit, long by) {
    if (left == NONE || right == NONE) {
      return null;
    }
    Pair pair =
        pairs.computeIfAbsent(((long) left << 32) | right, key -> new Pair(left, right, symbols));
    pair.count += by;
    if (by > 0) {
      pair.addUnit(unit);
    }
    return pair;
  }

  private void enqueue(Pair pair) {
    if (pair.count > 0 && pair.length <= config.maxPieceLength()) {
      queue.add(new QueuedPair(pair, pair.count));
    }
  }

  private int symbolNumber(String text) {
    return symbolNumbers.computeIfAbsent(
        text,
        key -> {
          symbols.add(key);
          return symbols.size() - 1;
        });
  }
}
