package dev.thimble.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Groups segments by a number, such as their length. */
final class SegmentGroups {
  private static final double[] LENGTHS = {0, 6, 11, 16, 21, 31, 41, 61};
  private static final double[] COUNTS = {0, 1, 2, 10, 100, 1000};
  private static final double[] RATIOS = {
    0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.3, 1.4, 1.5, 2
  };

  private SegmentGroups() {}

  /** A group: the indexes of its segments, from 0. */
  record Group(String label, int[] segments) {}

  static List<Group> byLength(int segments, IntToDoubleFunction length) {
    return whole(LENGTHS, segments, length);
  }

  static List<Group> byCount(int segments, IntToDoubleFunction count) {
    return whole(COUNTS, segments, count);
  }

  /** All groups, empty ones too: a histogram has no gaps. */
  static List<Group> byRatio(int segments, IntToDoubleFunction ratio) {
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < RATIOS.length; g++) {
      String label =
          g == RATIOS.length - 1
              ? "%s and more".formatted(number(RATIOS[g]))
              : "%s to below %s".formatted(number(RATIOS[g]), number(RATIOS[g + 1]));
      groups.add(new Group(label, members(RATIOS, g, segments, ratio)));
    }
    return groups;
  }

  private static List<Group> whole(double[] starts, int segments, IntToDoubleFunction value) {
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < starts.length; g++) {
      int[] members = members(starts, g, segments, value);
      if (members.length > 0) {
        groups.add(new Group(label(starts, g), members));
      }
    }
    return groups;
  }

  private static int[] members(
      double[] starts, int group, int segments, IntToDoubleFunction value) {
    double end = group == starts.length - 1 ? Double.POSITIVE_INFINITY : starts[group + 1];
    return IntStream.range(0, segments)
        .filter(i -> value.applyAsDouble(i) >= starts[group] && value.applyAsDouble(i) < end)
        .toArray();
  }

  private static String label(double[] starts, int group) {
    String start = number(starts[group]);
    if (group == starts.length - 1) {
      return start + " and more";
    }
    String last = number(starts[group + 1] - 1);
    return start.equals(last) ? start : start + "–" + last;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }
}
