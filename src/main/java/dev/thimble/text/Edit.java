package dev.thimble.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A span of a text and what replaces it.
 *
 * @param start index of its first {@code char}
 * @param end index after its last one
 */
record Edit(int start, int end, String replacement) {
  /* At one place, insertions come before what stands there, in the order in which they are given. */
  private static final Comparator<Edit> IN_ORDER =
      Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end);

  /** Makes edits that do not overlap. */
  static String apply(List<Edit> edits, String text) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(IN_ORDER);
    StringBuilder edited = new StringBuilder(text.length() + 16 * edits.size());
    int done = 0;
    for (Edit edit : sorted) {
      edited.append(text, done, edit.start).append(edit.replacement);
      done = edit.end;
    }
    return edited.append(text, done, text.length()).toString();
  }
}
