package dev.thimble.metric;

import java.util.List;
import java.util.Objects;

/**
 * Checks of lists that hold no null, as {@link Objects#requireNonNull(Object, String)} is for one
 * value. Stateless.
 */
final class NonNull {
  private NonNull() {}

  /**
   * Checks a list and its elements.
   *
   * @param name of the parameter
   * @return the list
   * @throws NullPointerException that gives the name, and of an element its index: {@code texts[2]}
   */
  static <T extends List<?>> T elements(T list, String name) {
    int index = 0;
    for (Object element : Objects.requireNonNull(list, name)) {
      if (element == null) {
        throw new NullPointerException(name + "[" + index + "]");
      }
      index++;
    }
    return list;
  }
}
