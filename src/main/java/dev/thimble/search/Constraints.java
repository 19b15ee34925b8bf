package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Limits on the outputs of a search. Immutable. If constraints contradict each other, the prefix of
 * a {@link SearchTask} takes precedence, then its required ids, then the maximum length, then all
 * others. The others do not apply to a required id that is still missing.
 *
 * @param minLength fewest pieces, eos not counted; at least 1 unless the source is empty
 * @param maxLength most pieces, eos counted; its cap is at least 1; raised if a task's prefix, its
 *     required ids and eos need more. An output that reaches it without eos is cut
 * @param noRepeatNgram no sequence of this many pieces occurs twice (Paulus et al. 2018, section
 *     2.5); 0 turns it off
 * @param repetitionPenalty factor, 0.1 to 10, for log-probabilities of pieces that the output
 *     already contains (Keskar et al. 2019, section 4.1); 1 turns it off
 * @param endBias nats, -1,000 to 1,000, added to the log-probability of eos; 0 turns it off
 * @param suppressed sequences of ids that no output contains; a sequence may be a single id
 */
public record Constraints(
    LengthFormula minLength,
    LengthFormula maxLength,
    int noRepeatNgram,
    double repetitionPenalty,
    double endBias,
    List<List<Integer>> suppressed)
    implements Serializable {
  /** Checks every value. */
  public Constraints {
    Objects.requireNonNull(minLength, "minLength");
    Objects.requireNonNull(maxLength, "maxLength");
    suppressed =
        Require.elements(suppressed, "suppressed").stream()
            .map(sequence -> Require.copyOf(sequence, "a sequence of suppressed"))
            .toList();
    Require.atLeast("the cap of maxLength", maxLength.cap(), 1);
    Require.that(noRepeatNgram >= 0, "noRepeatNgram", noRepeatNgram, "0 (off) or above");
    Require.within("repetitionPenalty", repetitionPenalty, 0.1, 10);
    Require.within("endBias", endBias, -1000, 1000);
    for (List<Integer> sequence : suppressed) {
      if (sequence.isEmpty() || sequence.stream().anyMatch(id -> id < 0)) {
        throw new IllegalArgumentException(
            "a suppressed sequence is " + sequence + "; it must hold ids, at least one, all >= 0");
      }
    }
  }

  /**
   * Outputs of at least 1 piece and at most twice the source's plus 10, never over 1,000; no other
   * constraint.
   *
   * @return the default constraints of a translation
   */
  public static Constraints defaults() {
    return new Constraints(
        LengthFormula.absolute(1), new LengthFormula(2, 10, 1000), 0, 1, 0, List.of());
  }

  /**
   * {@return the same with another minimum length}
   *
   * @param other fewest pieces for a source length, eos not counted
   */
  public Constraints withMinLength(LengthFormula other) {
    return new Constraints(other, maxLength, noRepeatNgram, repetitionPenalty, endBias, suppressed);
  }

  /**
   * {@return the same with another maximum length}
   *
   * @param other most pieces for a source length, eos counted; its cap is at least 1
   */
  public Constraints withMaxLength(LengthFormula other) {
    return new Constraints(minLength, other, noRepeatNgram, repetitionPenalty, endBias, suppressed);
  }

  /**
   * {@return the same with another {@code noRepeatNgram}}
   *
   * @param pieces length of a sequence that may occur once; 0 turns it off
   */
  public Constraints withNoRepeatNgram(int pieces) {
    return new Constraints(minLength, maxLength, pieces, repetitionPenalty, endBias, suppressed);
  }

  /**
   * {@return the same with another repetition penalty}
   *
   * @param factor from 0.1 to 10; 1 turns it off
   */
  public Constraints withRepetitionPenalty(double factor) {
    return new Constraints(minLength, maxLength, noRepeatNgram, factor, endBias, suppressed);
  }

  /**
   * {@return the same with another bias of eos}
   *
   * @param nats from -1,000 to 1,000; 0 turns it off; positive values shorten outputs
   */
  public Constraints withEndBias(double nats) {
    return new Constraints(
        minLength, maxLength, noRepeatNgram, repetitionPenalty, nats, suppressed);
  }

  /**
   * {@return the same with other suppressed sequences}
   *
   * @param sequences of ids, none empty
   */
  public Constraints withSuppressed(List<List<Integer>> sequences) {
    return new Constraints(
        minLength, maxLength, noRepeatNgram, repetitionPenalty, endBias, sequences);
  }
}
