package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list without nulls that makes an element at each access, so that it needs no memory. Immutable
 * and thread-safe if the function is.
 *
 * @param <E> type of the elements
 */
final class RecordList<E> extends AbstractList<E> implements RandomAccess {
  private final int size;
  private final IntFunction<E> elements;

  RecordList(int size, IntFunction<E> elements) {
    this.size = size;
    this.elements = elements;
  }

  /**
   * The records of a file.
   *
   * @param name of the file, for errors
   */
  static <E> RecordList<E> of(RecordFile file, RecordFormat<E> format, String name) {
    return new RecordList<>(
        file.size(),
        number -> {
          try {
            return format.decode(number, file.record(number));
          } catch (IllegalArgumentException e) {
            throw new CorpusException(
                name
                    + " is damaged, although its checksum is right (record "
                    + number
                    + ": "
                    + e.getMessage()
                    + "); delete it, and it is made again");
          }
        });
  }

  /** The list itself if it is such a list, else an immutable copy without nulls. */
  static <E> List<E> copyOf(List<E> list, String name) {
    return list instanceof RecordList ? list : Require.copyOf(list, name);
  }

  /** Checks that neither the list nor an element is null. */
  static <E> List<E> checked(List<E> list, String name) {
    return list instanceof RecordList ? list : Require.elements(list, name);
  }

  @Override
  public E get(int index) {
    Objects.checkIndex(index, size);
    return elements.apply(index);
  }

  @Override
  public int size() {
    return size;
  }
}
