package dev.thimble.search;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.Objects;

/**
 * What an output must and must not be. Immutable. Where they contradict one another, the first of
 * these wins: the prefix of a {@link SearchTask}, its required ids, the maximum length, and then
 * all the rest.
 *
 * @param minLength pieces, eos not counted, before eos is allowed; at least 1 unless the source is
 *     empty
 * @param maxLength most pieces, eos counted; at least 1, and as many as a task's prefix, its
 *     required ids and eos take. An output that reaches it without eos is cut.
 * @param noRepeatNgram no sequence of so many pieces comes twice; 0 allows all (Paulus et al. 2018,
 *     section 2.5)
 * @param repetitionPenalty log-probabilities of pieces that the output holds already are multiplied
 *     by it; 1 changes nothing (Keskar et al. 2019, section 4.1)
 * @param endBias added to the log-probability of eos; 0 changes nothing
 * @param suppressed sequences of ids that are never written; a sequence of one is a piece
 */
public record Constraints(
    LengthFormula minLength,
    LengthFormula maxLength,
    int noRepeatNgram,
    double repetitionPenalty,
    double endBias,
    List<List<Integer>> suppressed) {
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

  /** Output of 1 piece or more, up to twice the source and ten but at most 1,000; no more. */
  public static Constraints defaults() {
    return new Constraints(
        LengthFormula.absolute(1), new LengthFormula(2, 10, 1000), 0, 1, 0, List.of());
  }

  /** The same with another least length. */
  public Constraints withMinLength(LengthFormula other) {
    return new Constraints(other, maxLength, noRepeatNgram, repetitionPenalty, endBias, suppressed);
  }

  /** The same with another greatest length. */
  public Constraints withMaxLength(LengthFormula other) {
    return new Constraints(minLength, other, noRepeatNgram, repetitionPenalty, endBias, suppressed);
  }

  /** The same with n-grams of another size kept from coming twice. */
  public Constraints withNoRepeatNgram(int pieces) {
    return new Constraints(minLength, maxLength, pieces, repetitionPenalty, endBias, suppressed);
  }

  /** The same with another repetition penalty. */
  public Constraints withRepetitionPenalty(double factor) {
    return new Constraints(minLength, maxLength, noRepeatNgram, factor, endBias, suppressed);
  }

  /** The same with another bias of eos. */
  public Constraints withEndBias(double nats) {
    return new Constraints(
        minLength, maxLength, noRepeatNgram, repetitionPenalty, nats, suppressed);
  }

  /** The same with other suppressed sequences. */
  public Constraints withSuppressed(List<List<Integer>> sequences) {
    return new Constraints(
        minLength, maxLength, noRepeatNgram, repetitionPenalty, endBias, sequences);
  }
}
