package dev.thimble.search;

import java.util.Arrays;
import java.util.List;

/**
 * What search is to know of one sentence. Immutable.
 *
 * @param sourceLength pieces of the source, for limits relative to it; only for 0 may an empty
 *     output win
 * @param prefix the ids that the output begins with; they are part of the result
 * @param required ids that the output holds exactly as often as this does, in any order: a
 *     hypothesis that lacks one cannot end, and the last steps before the length limit write what
 *     is missing
 * @param seed decides the samples
 */
public record SearchTask(
    int sourceLength, List<Integer> prefix, List<Integer> required, long seed) {
  /** Checks every value. */
  public SearchTask {
    if (sourceLength < 0) {
      throw new IllegalArgumentException(
          "sourceLength is " + sourceLength + "; it must be 0 or above");
    }
    prefix = List.copyOf(prefix);
    required = List.copyOf(required);
  }

  /** A task without a prefix or required ids, of seed 0. */
  public static SearchTask of(int sourceLength) {
    return new SearchTask(sourceLength, List.of(), List.of(), 0);
  }

  /**
   * A task of writing the given ids, for {@link SearchConfig#forced}. As if of an empty source, so
   * that there may be none.
   */
  public static SearchTask forced(int[] target) {
    return of(0).withPrefix(Arrays.stream(target).boxed().toList());
  }

  /** Tasks without either for sources of the given lengths. */
  public static List<SearchTask> all(int... sourceLengths) {
    return Arrays.stream(sourceLengths).mapToObj(SearchTask::of).toList();
  }

  /** The same with another prefix. */
  public SearchTask withPrefix(List<Integer> ids) {
    return new SearchTask(sourceLength, ids, required, seed);
  }

  /** The same with other required ids. */
  public SearchTask withRequired(List<Integer> ids) {
    return new SearchTask(sourceLength, prefix, ids, seed);
  }

  /** The same with another seed. */
  public SearchTask withSeed(long other) {
    return new SearchTask(sourceLength, prefix, required, other);
  }
}
