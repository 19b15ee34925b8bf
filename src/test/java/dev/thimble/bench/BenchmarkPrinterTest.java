package dev.thimble.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.model.ComputeType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchmarkPrinterTest {
  private static final List<ComputeType> COLUMNS = List.of(ComputeType.FLOAT32, ComputeType.INT8);

  private final StringWriter text = new StringWriter();

  @Test
  void peopleGetAlignedColumns() {
    print(false);
    assertThat(text.toString().lines())
        .containsExactly(
            "parameters                                 1234567",
            "load of the model, s                         0.125",
            "",
            "                                           FLOAT32        INT8",
            "step of 1 row, ms                            2.500         101");
  }

  @Test
  void programsGetTabSeparatedLines() {
    print(true);
    assertThat(text.toString().lines())
        .containsExactly(
            "parameters\t\t1234567",
            "load of the model, s\t\t0.125",
            "step of 1 row, ms\tFLOAT32\t2.500",
            "step of 1 row, ms\tINT8\t101");
  }

  @Test
  void everyFigureIsPreparedForItsColumn() {
    List<Object> calls = new ArrayList<>();
    BenchmarkPrinter.Table table =
        new BenchmarkPrinter(new PrintWriter(text), true).table(COLUMNS, calls::add);
    table.row(
        "step",
        column -> {
          calls.add("measured " + column);
          return 1;
        });
    assertThat(calls)
        .containsExactly(
            ComputeType.FLOAT32, "measured FLOAT32", ComputeType.INT8, "measured INT8");
  }

  private void print(boolean tsv) {
    BenchmarkPrinter printer = new BenchmarkPrinter(new PrintWriter(text), tsv);
    printer.print("parameters", 1_234_567);
    printer.print("load of the model, s", 0.125);
    printer
        .table(COLUMNS, column -> {})
        .row("step of 1 row, ms", column -> column == ComputeType.FLOAT32 ? 2.5 : 100.6);
  }
}
