package dev.thimble.bench;

import dev.thimble.model.ComputeType;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A figure of a benchmark, with its bound.
 *
 * @param name without unit
 * @param unit in which it is printed
 * @param seconds measures it
 * @param work that must be done in these seconds
 */
record Line(
    String name,
    Unit unit,
    ToDoubleFunction<ComputeType> seconds,
    Function<ComputeType, Work> work) {
  /**
   * The unit of a figure.
   *
   * @param ofSeconds converts seconds to it
   */
  record Unit(String name, DoubleUnaryOperator ofSeconds) {
    static final Unit MILLISECONDS = new Unit("ms", seconds -> 1e3 * seconds);

    /** Things per second, if the seconds are those of some things. */
    static Unit rate(String things, int number) {
      return new Unit(things + "/s", seconds -> number / seconds);
    }
  }

  /** A time, for a number of things. */
  static Line time(
      String name,
      int number,
      ToDoubleFunction<ComputeType> seconds,
      Function<ComputeType, Work> work) {
    String counted = String.format(Locale.ROOT, name, number, number == 1 ? "" : "s");
    return new Line(counted, Unit.MILLISECONDS, seconds, work);
  }

  /**
   * Prints three rows: the figure, its bound, and the share of the bound that is reached, the least
   * time divided by the measured one.
   */
  void print(BenchmarkPrinter.Table table, Bounds bounds) {
    Map<ComputeType, Double> measured = new EnumMap<>(ComputeType.class);
    table.row(
        name + ", " + unit.name(),
        type -> {
          measured.put(type, seconds.applyAsDouble(type));
          return unit.ofSeconds().applyAsDouble(measured.get(type));
        });
    Map<ComputeType, Double> least = new EnumMap<>(ComputeType.class);
    table.row(
        name + ", bound, " + unit.name(),
        type -> {
          least.put(type, bounds.seconds(work.apply(type), type));
          return unit.ofSeconds().applyAsDouble(least.get(type));
        });
    table.row(name + ", share, %", type -> 100 * least.get(type) / measured.get(type));
  }
}
