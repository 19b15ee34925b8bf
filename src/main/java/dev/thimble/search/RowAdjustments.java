package dev.thimble.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects the {@link Adjustments} of one step, row by row. */
final class RowAdjustments {
  private record Value(float factor, float bias) {
    static final Value SAME = new Value(1, 0);
    static final Value GONE = new Value(1, Float.NEGATIVE_INFINITY);
  }

  private record Row(int number, boolean closed, Map<Integer, Value> values) {}

  private final int[] banned;
  private final List<Row> rows = new ArrayList<>();
  private Map<Integer, Value> values = new LinkedHashMap<>();
  private boolean closed;
  private int row;

  RowAdjustments(int[] banned) {
    this.banned = banned;
  }

  /** Ends the current row and begins the next. */
  void nextRow() {
    if (closed || !values.isEmpty()) {
      rows.add(new Row(row, closed, values));
      values = new LinkedHashMap<>();
      closed = false;
    }
    row++;
  }

  void ban(int id) {
    values.put(id, Value.GONE);
  }

  /** Lifts a ban in every row for this one. */
  void allow(int id) {
    if (!isOpen(id)) {
      values.put(id, Value.SAME);
    }
  }

  /** Multiplies a log-probability. */
  void scale(int id, double factor) {
    Value old = values.getOrDefault(id, Value.SAME);
    if (isOpen(id)) {
      values.put(id, new Value((float) (old.factor * factor), old.bias));
    }
  }

  /** Adds to a log-probability; a banned id stays banned. */
  void add(int id, double bias) {
    Value old = values.getOrDefault(id, Value.SAME);
    if (isOpen(id)) {
      values.put(id, new Value(old.factor, (float) (old.bias + bias)));
    }
  }

  /** Allows these ids only, with the model's own log-probabilities. */
  void only(Iterable<Integer> ids) {
    closed = true;
    values.clear();
    ids.forEach(id -> values.put(id, Value.SAME));
  }

  Adjustments toAdjustments() {
    if (rows.isEmpty()) {
      return Adjustments.banning(banned);
    }
    if (onlyBanTheSame()) {
      return Adjustments.banning(
          IntStream.concat(
                  IntStream.of(banned),
                  rows.get(0).values.keySet().stream().mapToInt(Integer::intValue))
              .toArray());
    }
    int[] closedRows = rows.stream().filter(Row::closed).mapToInt(Row::number).toArray();
    int size = rows.stream().mapToInt(r -> r.values.size()).sum();
    Adjustments.Cells cells =
        new Adjustments.Cells(new int[size], new int[size], new float[size], new float[size]);
    int at = 0;
    for (Row each : rows) {
      for (Map.Entry<Integer, Value> cell : each.values.entrySet()) {
        cells.rows()[at] = each.number;
        cells.ids()[at] = cell.getKey();
        cells.factors()[at] = cell.getValue().factor;
        cells.biases()[at++] = cell.getValue().bias;
      }
    }
    return new Adjustments(banned, closedRows, cells);
  }

  /* True at every step below the minimum length; banning ids in all rows is cheaper than cells. */
  private boolean onlyBanTheSame() {
    Map<Integer, Value> first = rows.get(0).values;
    return rows.size() == row
        && first.values().stream().allMatch(Value.GONE::equals)
        && rows.stream().allMatch(each -> !each.closed && each.values.equals(first));
  }

  private boolean isOpen(int id) {
    return IntStream.of(banned).noneMatch(b -> b == id);
  }
}
