package dev.thimble.metric;

/**
 * Tercom's search for the fewest edits: as long as a shift of some words makes the edit distance
 * smaller, the best such shift is made, and costs one edit.
 *
 * <p>Candidates are phrases of up to ten words that both sides have, at most 50 words apart. The
 * phrase must be wrong where it stands and missing where it goes. Of two shifts the one that saves
 * more goes first, then the longer phrase, then the earlier one, then the earlier goal. After 1,000
 * candidates the search ends, as in sacreBLEU, and the shift at hand is not made.
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

  /** Edits, shifts among them; equal ids are equal words. */
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

  /** Sets the best shift; false once there were too many candidates. */
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

  /** Puts the phrase before its goal, and behind each word of the goal but the last. */
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
    // A place behind the phrase counts the phrase's own words, unless it is near.
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
