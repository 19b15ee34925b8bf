package dev.thimble.cli;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The range of an option, from its {@link Bounds}. */
record OptionRange(Bounds bounds) {
  /** The range of an option; null if it has none. */
  static @Nullable OptionRange of(ArgSpec argument) {
    Bounds bounds =
        argument.userObject() instanceof Field field ? field.getAnnotation(Bounds.class) : null;
    return bounds == null ? null : new OptionRange(bounds);
  }

  /**
   * Checks all given values, from the command line and from the options file.
   *
   * @throws ParameterException with option, value and range
   */
  static void check(ParseResult command) {
    for (OptionSpec option : command.matchedOptions()) {
      OptionRange range = of(option);
      for (Object value : range == null ? List.of() : values(option.getValue())) {
        if (!range.holds(((Number) value).doubleValue())) {
          throw new ParameterException(
              command.commandSpec().commandLine(),
              option.longestName() + " is " + value + "; it must be " + range,
              option,
              String.valueOf(value));
        }
      }
    }
  }

  private static Collection<?> values(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values();
    }
    return value instanceof Collection<?> all ? all : List.of(value);
  }

  private boolean holds(double value) {
    return (bounds.minExcluded() ? value > bounds.min() : value >= bounds.min())
        && (bounds.maxExcluded() ? value < bounds.max() : value <= bounds.max());
  }

  /** Such as "from 1 to 8" or "above 0 and at most 1". */
  @Override
  public String toString() {
    String least = (bounds.minExcluded() ? "above " : "from ") + plain(bounds.min());
    String most = plain(bounds.max());
    if (bounds.maxExcluded()) {
      return least + (bounds.minExcluded() ? " and below " : " to below ") + most;
    }
    return least + (bounds.minExcluded() ? " and at most " : " to ") + most;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
