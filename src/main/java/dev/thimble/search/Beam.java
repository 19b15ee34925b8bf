package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.util.Objects;

/**
 * Beam search. With more than one group it is diverse beam search (Vijayakumar et al. 2018,
 * algorithm 1): the groups take their steps in turn, and a group ranks a continuation by its sum of
 * log-probabilities less {@code diversity} times the number of hypotheses of earlier groups that
 * took the same piece at this step (Hamming diversity). What is subtracted is not carried over to
 * the next step nor into a score, and ends of sentence do not count. Groups may still find the
 * same, so there may be fewer results than were asked for.
 *
 * @param size open hypotheses a sentence, all groups together; 1 is greedy search
 * @param stopping when a sentence is done
 * @param groups 1 is plain beam search; {@code size} is a multiple of it
 * @param diversity strength, 0 or above; 0 in a beam of one group
 */
public record Beam(int size, Stopping stopping, int groups, double diversity) implements Strategy {
  /** Most open hypotheses a sentence. */
  public static final int MAX_SIZE = 1000;

  /** Checks every value. */
  public Beam {
    Objects.requireNonNull(stopping, "stopping");
    Require.within("beam size", size, 1, MAX_SIZE);
    if (groups < 1 || size % groups != 0) {
      throw new IllegalArgumentException(
          "groups is " + groups + "; the beam size, " + size + ", must be a multiple of it");
    }
    Require.within("diversity", diversity, 0, 1000);
    if (groups == 1 && diversity > 0) {
      throw new IllegalArgumentException(
          "diversity is " + diversity + ", but groups is 1; there must be 2 or more to differ");
    }
  }

  /** A beam of 5 in one group, done when as many hypotheses have finished. */
  public static Beam defaults() {
    return new Beam(5, Stopping.ALL_FINISHED, 1, 0);
  }

  /** The defaults with another size. */
  public static Beam of(int size) {
    return defaults().withSize(size);
  }

  /** The same with another size. */
  public Beam withSize(int other) {
    return new Beam(other, stopping, groups, diversity);
  }

  /** The same with another stopping rule. */
  public Beam withStopping(Stopping other) {
    return new Beam(size, other, groups, diversity);
  }

  /** The same in other groups. */
  public Beam withGroups(int number, double strength) {
    return new Beam(size, stopping, number, strength);
  }
}
