package dev.thimble.integrity;

import java.util.List;
import java.util.Objects;

/**
 * Checks of arguments, beside {@link Objects#requireNonNull(Object, String)}. Each check names the
 * parameter and the offending value, and says what is valid. Stateless.
 */
public final class Require {
  private Require() {}

  /**
   * Checks a condition on a value.
   *
   * @param range the valid values, as the end of "it must be ..."
   * @throws IllegalArgumentException if {@code valid} is false: "NAME is VALUE; it must be RANGE"
   */
  public static void that(boolean valid, String name, Object value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }

  /**
   * Checks that {@code least <= value <= most}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void within(String name, int value, int least, int most) {
    that(least <= value && value <= most, name, value, "from " + least + " to " + most);
  }

  /**
   * Checks that {@code least <= value <= most}; NaN is refused.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void within(String name, double value, double least, double most) {
    boolean valid = least <= value && value <= most;
    that(valid, name, value, "from " + bound(least) + " to " + bound(most));
  }

  /**
   * Checks that {@code least <= value}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void atLeast(String name, long value, long least) {
    that(least <= value, name, value, "at least " + least);
  }

  /**
   * Checks that neither a list nor one of its elements is null. Iterates once.
   *
   * @return the list
   * @throws NullPointerException with the name, for an element with its index, as in {@code
   *     texts[2]}
   */
  public static <T extends Iterable<?>> T elements(T list, String name) {
    int index = 0;
    for (Object element : Objects.requireNonNull(list, name)) {
      if (element == null) {
        throw new NullPointerException(name + "[" + index + "]");
      }
      index++;
    }
    return list;
  }

  /** An immutable copy of a list without nulls, checked as by {@link #elements}. */
  public static <T> List<T> copyOf(List<T> list, String name) {
    return List.copyOf(elements(list, name));
  }

  private static String bound(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
