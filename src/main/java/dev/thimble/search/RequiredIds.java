package dev.thimble.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The required ids that the rows of one step lack, and what follows for their candidates. A row
 * that lacks ids cannot end: eos is dropped from its candidates. The row is stuck if eos was the
 * best choice, or if no piece has a probability; all that it goes on with is forced.
 */
final class RequiredIds {
  private record Entry(int id, float logProb, float adjusted) {}

  private final int eos;
  private final List<Candidates.Row> rows = new ArrayList<>();
  private final Map<Integer, Integer> places = new LinkedHashMap<>(); // of the ids among all

  RequiredIds(int eos) {
    this.eos = eos;
  }

  /**
   * Adds the next row.
   *
   * @param missing required ids that it lacks, each as often as it is still needed
   * @param full whether the length limit leaves room for these only
   */
  void addRow(List<Integer> missing, boolean full) {
    rows.add(new Candidates.Row(missing, full));
    missing.forEach(id -> places.putIfAbsent(id, places.size()));
  }

  /** Whether no row lacks anything. */
  boolean isEmpty() {
    return places.isEmpty();
  }

  /** The distinct ids that any row lacks. */
  int[] ids() {
    return places.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The candidates of the rows.
   *
   * @param chosen entries of each row
   * @param own (rows, {@link #ids}), the model's log-probabilities
   * @param injected true if each missing id is a candidate of its row; false if only the best one
   *     is, and only in a stuck row, where it takes the place of all others
   */
  Candidates candidates(Choices chosen, float[][] own, boolean injected) {
    int[][] ids = chosen.ids().clone();
    float[][] logProbs = chosen.logProbs().clone();
    float[][] adjusted = chosen.adjusted().clone();
    List<Candidates.Row> after = new ArrayList<>(rows);
    for (int i = 0; i < ids.length; i++) {
      Candidates.Row row = rows.get(i);
      if (row.missing().isEmpty()) {
        continue;
      }
      boolean stuck = ids[i][0] == eos || adjusted[i][0] == Float.NEGATIVE_INFINITY;
      after.set(i, new Candidates.Row(row.missing(), row.forced() || stuck));
      List<Entry> missing = missing(row, own[i]);
      List<Entry> entries;
      if (injected) {
        entries = union(allowed(chosen, i), missing);
      } else {
        entries = stuck ? List.of(best(missing)) : allowed(chosen, i);
      }
      ids[i] = new int[entries.size()];
      logProbs[i] = new float[entries.size()];
      adjusted[i] = new float[entries.size()];
      for (int k = 0; k < entries.size(); k++) {
        ids[i][k] = entries.get(k).id;
        logProbs[i][k] = entries.get(k).logProb;
        adjusted[i][k] = entries.get(k).adjusted;
      }
    }
    return new Candidates(new Choices(ids, logProbs, adjusted), after);
  }

  private List<Entry> missing(Candidates.Row row, float[] own) {
    return row.missing().stream()
        .distinct()
        .map(id -> new Entry(id, own[places.get(id)], own[places.get(id)]))
        .toList();
  }

  /* The chosen entries without eos. */
  private List<Entry> allowed(Choices chosen, int row) {
    List<Entry> allowed = new ArrayList<>();
    for (int k = 0; k < chosen.ids()[row].length; k++) {
      float adjusted = chosen.adjusted()[row][k];
      if (chosen.ids()[row][k] != eos && adjusted != Float.NEGATIVE_INFINITY) {
        allowed.add(new Entry(chosen.ids()[row][k], chosen.logProbs()[row][k], adjusted));
      }
    }
    return allowed;
  }

  private static List<Entry> union(List<Entry> chosen, List<Entry> missing) {
    List<Entry> all = new ArrayList<>(chosen);
    missing.stream()
        .filter(one -> chosen.stream().noneMatch(other -> other.id == one.id))
        .forEach(all::add);
    return all;
  }

  /* The first of several equal ones. */
  private static Entry best(List<Entry> missing) {
    return missing.stream()
        .sorted(Comparator.comparing(Entry::adjusted).reversed())
        .findFirst()
        .orElseThrow();
  }
}
