package dev.thimble.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Rows of a partition, which are read one after another. */
final class Rows {
  private Rows() {}

  /** The elements of a partition, in their order. */
  static <T> Stream<T> stream(Iterator<T> all) {
    Iterable<T> once = () -> all;
    return StreamSupport.stream(once.spliterator(), false);
  }

  /** A row with more values. */
  static Row extended(Row row, @Nullable Object... more) {
    @Nullable Object[] values = new Object[row.size() + more.length];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    System.arraycopy(more, 0, values, row.size(), more.length);
    return RowFactory.create(values);
  }

  /**
   * Rows that are processed in windows.
   *
   * @param size most rows of a window
   * @param work gives a row for each row of a window
   */
  static Iterator<Row> windows(Iterator<Row> rows, int size, UnaryOperator<List<Row>> work) {
    return new Windows(rows, size, work);
  }

  private static final class Windows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final int size;
    private final UnaryOperator<List<Row>> work;
    private final Queue<Row> done = new ArrayDeque<>();

    Windows(Iterator<Row> rows, int size, UnaryOperator<List<Row>> work) {
      this.rows = rows;
      this.size = size;
      this.work = work;
    }

    @Override
    public boolean hasNext() {
      return !done.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (done.isEmpty()) {
        List<Row> window = new ArrayList<>(size);
        while (window.size() < size && rows.hasNext()) {
          window.add(rows.next());
        }
        done.addAll(work.apply(window));
      }
      return done.remove();
    }
  }
}
