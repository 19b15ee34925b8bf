package dev.thimble.search;

import dev.thimble.vocabulary.SpecialTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Beam search over a whole batch of sentences. Sentences do not see one another: results are those
 * of each searched alone. Stateless and thread-safe.
 *
 * <p>A hypothesis ends with eos, or at its sentence's length limit; pad, bos and unk are never
 * written. A sentence stops when its n best finished hypotheses are at least as good as anything an
 * open one can still become: sums of log-probabilities only fall, and at best are divided by the
 * divisor of the longest length. With a width of 1 the search is greedy: it stops at the first eos
 * that is likeliest.
 */
public final class BeamSearch {
  private final SearchConfig config;
  private final SpecialTokens special;

  /** A search with the given settings. */
  public BeamSearch(SearchConfig config, SpecialTokens special) {
    this.config = config;
    this.special = special;
  }

  /**
   * Searches.
   *
   * @param scorer the model
   * @param initial its state before the first piece, one row a sentence; closed here, like every
   *     state that follows
   * @param maxLengths most pieces of each sentence's output, eos counted, each at least 1
   * @param <S> the scorer's state
   * @return for each sentence its best hypotheses, best first
   */
  public <S extends AutoCloseable> List<List<Hypothesis>> search(
      StepScorer<S> scorer, S initial, int[] maxLengths) {
    List<SentenceBeam> beams =
        Arrays.stream(maxLengths)
            .mapToObj(maxLength -> new SentenceBeam(config, maxLength, special.eos()))
            .toList();
    int[] previous = new int[maxLengths.length];
    Arrays.fill(previous, special.bos());
    try (Held<S> held = new Held<>(initial)) {
      for (int step = 0; previous.length > 0; step++) {
        TopK top = step(scorer, held, previous, step);
        int[] rows = advance(beams, top);
        previous = beams.stream().flatMapToInt(BeamSearch::lastIds).toArray();
        boolean same = Arrays.equals(rows, IntStream.range(0, top.ids().length).toArray());
        if (rows.length > 0 && !same) {
          held.replace(scorer.select(held.state, rows));
        }
      }
    }
    return beams.stream().map(SentenceBeam::results).toList();
  }

  private <S extends AutoCloseable> TopK step(
      StepScorer<S> scorer, Held<S> held, int[] previous, int step) {
    int[] banned =
        step < config.minLength()
            ? new int[] {special.pad(), special.bos(), special.unk(), special.eos()}
            : new int[] {special.pad(), special.bos(), special.unk()};
    int k = config.beamSize() == 1 ? 1 : 2 * config.beamSize();
    Step<S> next = scorer.step(held.state, previous);
    held.replace(next.state());
    try (LogProbs logProbs = next.logProbs()) {
      return logProbs.topK(k, banned);
    }
  }

  /* Rows of the new open hypotheses among the old rows. */
  private static int[] advance(List<SentenceBeam> beams, TopK top) {
    List<int[]> rows = new ArrayList<>();
    int firstRow = 0;
    for (SentenceBeam beam : beams) {
      int width = beam.width();
      if (width > 0) {
        int[] origins = beam.advance(top, firstRow);
        for (int i = 0; i < origins.length; i++) {
          origins[i] += firstRow;
        }
        rows.add(origins);
      }
      firstRow += width;
    }
    return rows.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private static IntStream lastIds(SentenceBeam beam) {
    return IntStream.range(0, beam.width()).map(beam::lastId);
  }

  /** The one state in use; closes what it replaces. */
  private static final class Held<S extends AutoCloseable> implements AutoCloseable {
    private S state;

    Held(S state) {
      this.state = state;
    }

    void replace(S next) {
      S old = state;
      state = next;
      close(old);
    }

    @Override
    public void close() {
      close(state);
    }

    private static void close(AutoCloseable state) {
      try {
        state.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("a decoder state did not close", e);
      }
    }
  }
}
