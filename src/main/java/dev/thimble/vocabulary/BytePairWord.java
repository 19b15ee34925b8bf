package dev.thimble.vocabulary;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The symbols of a text while byte-pair encoding merges them in the order of SentencePiece: of all
 * pairs of neighbours that make a piece, the one whose piece has the highest score is merged; of
 * equal ones, the leftmost. Not thread-safe.
 */
final class BytePairWord {
  /* Symbols are numbered from the left. A merge extends the left symbol by the right one, which
   * becomes empty: its end is its begin. A merge in the queue is outdated if one of its symbols is
   * empty or has grown since. Each merge adds at most two to the queue, so that n characters take
   * O(n log n) time. */
  private static final int NONE = -1;

  private final String text;
  private final Map<String, Piece> pieces;
  private final int[] begins;
  private final int[] ends;
  private final int[] previous;
  private final int[] next;
  private final boolean[] frozen;
  private int count;
  private final PriorityQueue<Merge> queue = new PriorityQueue<>(Merge.ORDER);
  private final Map<String, Integer> splits = new HashMap<>(); // of unused pieces: left lengths

  /** Two symbols that a merge would join, and the length and score of their piece. */
  private record Merge(int left, int right, int length, float score) {
    static final Comparator<Merge> ORDER =
        (a, b) ->
            a.score == b.score ? Integer.compare(a.left, b.left) : Float.compare(b.score, a.score);
  }

  /**
   * A text without symbols; {@link #add} adds them.
   *
   * @param pieces what a merge can make, by text
   */
  BytePairWord(String text, Map<String, Piece> pieces) {
    this.text = text;
    this.pieces = pieces;
    begins = new int[text.length()];
    ends = new int[text.length()];
    previous = new int[text.length()];
    next = new int[text.length()];
    frozen = new boolean[text.length()];
  }

  /** Appends the symbol of the next {@code length} chars; a frozen one is never merged. */
  void add(int length, boolean isFrozen) {
    begins[count] = count == 0 ? 0 : ends[count - 1];
    ends[count] = begins[count] + length;
    previous[count] = count - 1; // NONE for the first
    next[count] = ends[count] == text.length() ? NONE : count + 1;
    frozen[count] = isFrozen;
    count++;
  }

  /** Merges until no pair is left; {@code skips} decides whether to skip the next merge. */
  void merge(BooleanSupplier skips) {
    for (int right = 1; right < count; right++) {
      enqueue(right - 1, right);
    }
    while (!queue.isEmpty()) {
      Merge best = queue.poll();
      if (isOutdated(best) || skips.getAsBoolean()) {
        continue;
      }
      int left = best.left;
      ends[left] = ends[best.right];
      ends[best.right] = begins[best.right];
      next[left] = next[best.right];
      if (next[left] != NONE) {
        previous[next[left]] = left;
      }
      enqueue(previous[left], left);
      enqueue(left, next[left]);
    }
  }

  private boolean isOutdated(Merge merge) {
    int left = length(merge.left);
    int right = length(merge.right);
    return left == 0 || right == 0 || left + right != merge.length;
  }

  private int length(int symbol) {
    return ends[symbol] - begins[symbol];
  }

  private void enqueue(int left, int right) {
    if (left == NONE || right == NONE || frozen[left] || frozen[right]) {
      return;
    }
    String joined = text.substring(begins[left], ends[right]);
    Piece piece = pieces.get(joined);
    if (piece != null) {
      queue.add(new Merge(left, right, joined.length(), piece.score()));
      if (piece.type() == Piece.Type.UNUSED) {
        splits.put(joined, length(left));
      }
    }
  }

  /** Appends the symbols to a list. Unused pieces are split again where they were merged. */
  void addTo(List<String> symbols) {
    for (int symbol = count == 0 ? NONE : 0; symbol != NONE; symbol = next[symbol]) {
      add(text.substring(begins[symbol], ends[symbol]), symbols);
    }
  }

  private void add(String symbol, List<String> symbols) {
    Integer left = splits.get(symbol);
    if (left == null) {
      symbols.add(symbol);
    } else {
      add(symbol.substring(0, left), symbols);
      add(symbol.substring(left), symbols);
    }
  }
}
