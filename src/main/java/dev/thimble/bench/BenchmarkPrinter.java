package dev.thimble.bench;

import dev.thimble.model.ComputeType;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Prints figures as soon as they are measured: in aligned columns, or as tab-separated lines. */
final class BenchmarkPrinter {
  private static final int NAME_WIDTH = 38;
  private static final String NAME = "%-" + NAME_WIDTH + "s";

  private final PrintWriter out;
  private final boolean tsv;

  BenchmarkPrinter(PrintWriter out, boolean tsv) {
    this.out = out;
    this.tsv = tsv;
  }

  /** Prints a figure that does not depend on the compute type. */
  void print(String name, double value) {
    out.println(
        tsv ? name + "\t\t" + number(value) : (NAME + "%12s").formatted(name, number(value)));
    out.flush();
  }

  /**
   * Begins a table with one column for each compute type.
   *
   * @param prepare called with a column's compute type before each of its figures is measured
   */
  Table table(List<ComputeType> columns, Consumer<ComputeType> prepare) {
    if (!tsv) {
      String heads = columns.stream().map("%12s"::formatted).collect(Collectors.joining());
      out.println("\n" + " ".repeat(NAME_WIDTH) + heads);
    }
    return new Table(columns, prepare);
  }

  private static String number(double value) {
    String format = value >= 100 || value == Math.rint(value) ? "%.0f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A table with one column for each compute type. */
  final class Table {
    private final List<ComputeType> columns;
    private final Consumer<ComputeType> prepare;

    private Table(List<ComputeType> columns, Consumer<ComputeType> prepare) {
      this.columns = columns;
      this.prepare = prepare;
    }

    /** Measures and prints one row, column by column. */
    void row(String name, ToDoubleFunction<ComputeType> figure) {
      out.print(tsv ? "" : NAME.formatted(name));
      for (ComputeType column : columns) {
        prepare.accept(column);
        String value = number(figure.applyAsDouble(column));
        out.print(tsv ? name + "\t" + column + "\t" + value + "\n" : "%12s".formatted(value));
        out.flush();
      }
      out.print(tsv ? "" : "\n");
      out.flush();
    }
  }
}
