package dev.thimble.metric;

/**
 * Tercom's greedy search for the fewest edits: while some shift of a phrase reduces the edit
 * distance, apply the best shift, which costs one edit. Used for one pair of texts.
 *
 * <p>A candidate is a phrase of up to ten words that occurs in both texts, at positions at most 50
 * words apart. It must have an error at its position in the hypothesis and at its goal in the
 * reference. The best shift is the one that saves most edits; ties go to the longer phrase, then to
 * the earlier phrase, then to the earlier goal. As in sacreBLEU, the search ends after 1,000
 * candidates, without the shift of the current round.
 */
final class Tercom {
  private static final int LONGEST_PHRASE = 10;
  private static final int FARTHEST = 50;
  private static final int MOST_CANDIDATES = 1000;

  private final int[] reference;
  private int[] hypothesis;
  private TercomAlignment alignment;
  private int candidates;
  private Shift best = Shift.NONE;

  private Tercom(int[] hypothesis, int[] reference) {
    this.hypothesis = hypothesis;
    this.reference = reference;
    this.alignment = new TercomAlignment(hypothesis, reference);
  }

  /** The number of edits, including shifts. Words are equal if their ids are. */
  static int edits(int[] hypothesis, int[] reference) {
    return reference.length == 0 ? hypothesis.length : new Tercom(hypothesis, reference).edits();
  }

  private int edits() {
    int shifts = 0;
    while (findShift() && best.saved > 0) {
      shifts++;
      hypothesis = best.words;
      alignment = new TercomAlignment(hypothesis, reference);
    }
    return shifts + alignment.cost();
  }

  /** Finds the best shift; false if there are too many candidates. */
  private boolean findShift() {
    best = Shift.NONE;
    for (int start = 0; start < hypothesis.length; start++) {
      int last = Math.min(reference.length - 1, start + FARTHEST);
      for (int goal = Math.max(0, start - FARTHEST); goal <= last; goal++) {
        if (!tryPhrases(start, goal)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean tryPhrases(int start, int goal) {
    boolean wrongHere = false;
    boolean missingThere = false;
    int longest =
        Math.min(LONGEST_PHRASE, Math.min(hypothesis.length - start, reference.length - goal));
    for (int length = 1; length <= longest; length++) {
      int last = length - 1;
      if (hypothesis[start + last] != reference[goal + last]) {
        break;
      }
      wrongHere |= alignment.wrongInHypothesis[start + last];
      missingThere |= alignment.wrongInReference[goal + last];
      int there = alignment.aligned[goal];
      if (wrongHere && missingThere && (there < start || there >= start + length)) {
        tryPlaces(start, goal, length);
        if (candidates >= MOST_CANDIDATES) {
          return false;
        }
      }
    }
    return true;
  }

  /** Tries the phrase before its goal, and after each word of its goal except the last. */
  private void tryPlaces(int start, int goal, int length) {
    int tried = -1;
    for (int i = goal - 1; i < goal + length; i++) {
      int place = i < 0 ? 0 : alignment.aligned[i] + 1;
      if (place == tried) {
        continue;
      }
      tried = place;
      int[] shifted = shifted(start, length, place);
      int cost = alignment.costOf(shifted, Math.min(start, place));
      candidates++;
      Shift shift = new Shift(alignment.cost() - cost, length, start, place, shifted);
      if (best.length == 0 || shift.isBetterThan(best)) {
        best = shift;
      }
    }
  }

  private int[] shifted(int start, int length, int place) {
    int[] words = new int[hypothesis.length];
    // Tercom counts the phrase's own words in a place after it, unless the place is next to it.
    boolean forward = place > start + length;
    int target = forward ? place - length : Math.min(place, words.length - length);
    System.arraycopy(hypothesis, start, words, target, length);
    int from = 0;
    for (int to = 0; to < words.length; to++) {
      if (to == target) {
        to += length - 1;
        continue;
      }
      if (from == start) {
        from += length;
      }
      words[to] = hypothesis[from++];
    }
    return words;
  }

  private record Shift(int saved, int length, int start, int place, int[] words) {
    static final Shift NONE = new Shift(0, 0, 0, 0, new int[0]);

    boolean isBetterThan(Shift other) {
      if (saved != other.saved) {
        return saved > other.saved;
      }
      if (length != other.length) {
        return length > other.length;
      }
      return start != other.start ? start < other.start : place < other.place;
    }
  }
}
