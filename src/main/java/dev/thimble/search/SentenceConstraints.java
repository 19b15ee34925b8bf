package dev.thimble.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The constraints on one sentence: which pieces may follow given pieces. Immutable. */
final class SentenceConstraints {
  private final Constraints constraints;
  private final SearchTask task;
  private final int eos;
  private final int minLength;
  private final int maxLength;
  private final Set<Integer> required;
  private final List<List<Integer>> sequences; // suppressed sequences of at least two pieces

  SentenceConstraints(Constraints constraints, SearchTask task, int eos) {
    this.constraints = constraints;
    this.task = task;
    this.eos = eos;
    required = new LinkedHashSet<>(task.required());
    int source = task.sourceLength();
    minLength = Math.max(source == 0 ? 0 : 1, constraints.minLength().of(source));
    int needed = task.prefix().size() + missing(task.prefix()).size() + 1;
    maxLength = Math.max(needed, constraints.maxLength().of(source));
    sequences = constraints.suppressed().stream().filter(s -> s.size() > 1).toList();
  }

  /** Most pieces, eos counted. */
  int maxLength() {
    return maxLength;
  }

  /** Whether the constraints depend on the pieces written so far, not only on their number. */
  boolean dependOnPieces() {
    return !required.isEmpty() || dependOnOtherPieces();
  }

  /* Whether they depend on other pieces than required ones. */
  private boolean dependOnOtherPieces() {
    return !sequences.isEmpty()
        || constraints.noRepeatNgram() > 0
        || constraints.repetitionPenalty() != 1;
  }

  /**
   * Number of steps in which a hypothesis is adjusted alike if none writes a missing id; 1 if that
   * depends on the other pieces.
   *
   * @param length number of pieces written so far
   * @param missing required ids that they lack
   */
  int steadySteps(int length, List<Integer> missing) {
    if (length < task.prefix().size() || dependOnOtherPieces() || isFull(length, missing)) {
      return 1;
    }
    int room = missing.isEmpty() ? 0 : missing.size() + 1; // for them and eos, see isFull
    return (length < minLength ? minLength : maxLength - room) - length;
  }

  /**
   * Required ids that a hypothesis lacks, each as often as it is still needed; none before the end
   * of the prefix.
   *
   * @param written its pieces; may be left empty unless {@link #dependOnPieces}
   */
  List<Integer> missing(List<Integer> written) {
    if (required.isEmpty() || written.size() < task.prefix().size()) {
      return List.of();
    }
    List<Integer> missing = new ArrayList<>(task.required());
    written.forEach(id -> missing.remove(id));
    return missing;
  }

  /** Whether the length limit leaves room for no more than the given missing ids and eos. */
  boolean isFull(int length, List<Integer> missing) {
    return !missing.isEmpty() && maxLength - length - 1 <= missing.size();
  }

  /**
   * Adjusts the row of a hypothesis. A hypothesis with missing ids may not end, but eos stays in
   * its row, so that {@link RequiredIds} sees whether it is the best choice.
   *
   * @param length number of pieces written so far
   * @param written those pieces; may be left empty unless {@link #dependOnPieces}
   * @param missing required ids that they lack
   */
  void adjust(int length, List<Integer> written, List<Integer> missing, RowAdjustments row) {
    if (length < task.prefix().size()) {
      row.only(List.of(task.prefix().get(length)));
      return;
    }
    if (isFull(length, missing)) {
      row.only(missing);
      return;
    }
    task.permitted().forEach(row::allow);
    if (constraints.endBias() != 0) {
      row.add(eos, constraints.endBias());
    }
    if (constraints.repetitionPenalty() != 1) {
      Set<Integer> seen = new LinkedHashSet<>(written);
      seen.removeAll(missing);
      seen.forEach(id -> row.scale(id, constraints.repetitionPenalty()));
    }
    banRepeats(written, missing, row);
    for (List<Integer> sequence : sequences) {
      int last = sequence.size() - 1;
      boolean completes = endsWith(written, sequence.subList(0, last));
      if (completes && !missing.contains(sequence.get(last))) {
        row.ban(sequence.get(last));
      }
    }
    required.stream().filter(id -> !missing.contains(id)).forEach(row::ban);
    missing.forEach(row::allow);
    if (length < minLength) {
      row.ban(eos);
    }
  }

  private void banRepeats(List<Integer> written, List<Integer> missing, RowAdjustments row) {
    int n = constraints.noRepeatNgram();
    if (n == 0 || written.size() < n) {
      return;
    }
    List<Integer> tail = written.subList(written.size() - n + 1, written.size());
    for (int end = n - 1; end < written.size(); end++) {
      if (tail.equals(written.subList(end - n + 1, end)) && !missing.contains(written.get(end))) {
        row.ban(written.get(end));
      }
    }
  }

  private static boolean endsWith(List<Integer> written, List<Integer> tail) {
    int from = written.size() - tail.size();
    return from >= 0 && written.subList(from, written.size()).equals(tail);
  }
}
