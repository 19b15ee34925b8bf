package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.util.Arrays;
import java.util.List;

/**
 * The search of one sentence. Immutable.
 *
 * @param sourceLength number of source pieces, 0 or above, for relative length limits; only if it
 *     is 0 may the output be empty
 * @param prefix ids that the output begins with; they are part of the result
 * @param required ids that the output contains exactly as often as this list, in any order: a
 *     hypothesis cannot end while one is missing. A beam tries them at every step, see {@link
 *     Beam}. Greedy search, sampling and groups of one hypothesis write them where the model
 *     chooses them by itself; when it would end, they write the missing ones one after another. The
 *     last steps before the length limit also write those that are missing. See {@link
 *     Hypothesis#placement}
 * @param permitted ids that the output may contain although the {@link Constraints} suppress them
 * @param seed of the samples
 */
public record SearchTask(
    int sourceLength,
    List<Integer> prefix,
    List<Integer> required,
    List<Integer> permitted,
    long seed) {
  /** Checks every value. */
  public SearchTask {
    Require.that(sourceLength >= 0, "sourceLength", sourceLength, "0 or above");
    prefix = List.copyOf(prefix);
    required = List.copyOf(required);
    permitted = List.copyOf(permitted);
  }

  /**
   * {@return a task without prefix, required ids and permitted ids, with seed 0}
   *
   * @param sourceLength pieces of the source, 0 or above
   */
  public static SearchTask of(int sourceLength) {
    return new SearchTask(sourceLength, List.of(), List.of(), List.of(), 0);
  }

  /**
   * {@return a task that writes the given ids, for {@link SearchConfig#forced}} Its source length
   * is 0, so that {@code target} may be empty.
   *
   * @param target ids without eos
   */
  public static SearchTask forced(int[] target) {
    return of(0).withPrefix(Arrays.stream(target).boxed().toList());
  }

  /**
   * {@return the same with another prefix}
   *
   * @param ids which the output begins with
   */
  public SearchTask withPrefix(List<Integer> ids) {
    return new SearchTask(sourceLength, ids, required, permitted, seed);
  }

  /**
   * {@return the same with other required ids}
   *
   * @param ids each as often as the output must contain it
   */
  public SearchTask withRequired(List<Integer> ids) {
    return new SearchTask(sourceLength, prefix, ids, permitted, seed);
  }

  /**
   * {@return the same with other permitted ids}
   *
   * @param ids that the output may contain although they are suppressed
   */
  public SearchTask withPermitted(List<Integer> ids) {
    return new SearchTask(sourceLength, prefix, required, ids, seed);
  }

  /**
   * {@return a seed for a sentence that depends only on the given seed and its ids, so that its
   * samples are the same in every batch}
   *
   * @param seed of the call, the same for all sentences
   * @param ids of the source
   */
  public static long seed(long seed, int[] ids) {
    return GumbelNoise.key(seed, ids);
  }

  /**
   * {@return the same with another seed}
   *
   * @param other any number
   */
  public SearchTask withSeed(long other) {
    return new SearchTask(sourceLength, prefix, required, permitted, other);
  }
}
