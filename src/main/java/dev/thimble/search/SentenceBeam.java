package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/** Beam search of one sentence, or one group of its diverse beam search. */
final class SentenceBeam implements SentenceSearch {
  /**
   * Finished hypotheses before those cut at the length limit, then those with free placement before
   * forced ones, then the higher score first.
   */
  static final Comparator<Hypothesis> BEST_FIRST =
      Comparator.comparing(Hypothesis::finished)
          .reversed()
          .thenComparing(Hypothesis::placement)
          .thenComparing(Comparator.comparingDouble(Hypothesis::score).reversed());

  /** Most open hypotheses, hypotheses wanted, when to stop, and the length limit. */
  record Shape(int width, int nBest, Stopping stopping, int maxLength) {}

  private record Ended(Hypothesis hypothesis, Object text) {}

  private static final class Tally {
    private final Set<Object> texts = new HashSet<>();
    private int hypotheses;

    void add(Object text) {
      texts.add(text);
      hypotheses++;
    }
  }

  private final Shape shape;
  private final LengthPenalty penalty;
  private final double endBias;
  private final int eos;
  private final Function<int[], ?> text;
  private final List<Ended> all = new ArrayList<>(); // that have ended
  private final Tally ended = new Tally(); // of all
  private final Tally free = new Tally(); // of those with free placement
  private List<PartialHypothesis> open = List.of(PartialHypothesis.ROOT);

  SentenceBeam(Shape shape, SearchConfig config, int eos, Function<int[], ?> text) {
    this.shape = shape;
    this.penalty = config.lengthPenalty();
    this.endBias = config.constraints().endBias();
    this.eos = eos;
    // only one is wanted: equal texts need not be found, and arrays are equal only if identical
    this.text = shape.nBest == 1 ? ids -> ids : text;
  }

  @Override
  public List<PartialHypothesis> open() {
    return open;
  }

  /* Best first; of several with the same text only the best, if more than one is wanted. */
  @Override
  public List<Hypothesis> ended() {
    Set<Object> seen = new HashSet<>();
    return all.stream()
        .sorted(Comparator.comparing(Ended::hypothesis, BEST_FIRST))
        .filter(each -> seen.add(each.text))
        .map(Ended::hypothesis)
        .toList();
  }

  /** The hypotheses that are wanted of this beam. */
  Stream<Hypothesis> best() {
    return ended().stream().limit(shape.nBest);
  }

  @Override
  public int[] advance(Candidates candidates, int firstRow) {
    return advance(candidates, firstRow, id -> 0);
  }

  /** The same with a cost for each piece, which is subtracted for this choice only. */
  int[] advance(Candidates candidates, int firstRow, IntToDoubleFunction cost) {
    Comparator<Continuation> bestFirst =
        Continuation.bestFirst(id -> id == eos ? 0 : cost.applyAsDouble(id));
    List<Continuation> continuations = Continuation.ofRows(open, candidates, firstRow);
    if (free.texts.size() >= shape.nBest) { // no forced one can rank before these
      continuations.removeIf(c -> c.hypothesis().placement() == Placement.FORCED);
    }
    PriorityQueue<Continuation> queue = Banks.queue(continuations, bestFirst);
    List<PartialHypothesis> next = new ArrayList<>();
    int[] origins = new int[shape.width];
    for (int rank = 0; !queue.isEmpty() && next.size() < shape.width; rank++) {
      Continuation best = queue.remove();
      if (best.hypothesis().id() != eos) {
        origins[next.size()] = best.origin();
        next.add(best.hypothesis());
      } else if (rank < shape.width) { // a lower rank would have fallen out of the beam
        end(best.hypothesis(), true);
      }
    }
    boolean cut = !next.isEmpty() && next.get(0).length() == shape.maxLength;
    if (next.isEmpty() && all.isEmpty()) { // the constraints allow no piece at all
      next = open;
      cut = true;
    }
    if (cut) {
      next.forEach(hypothesis -> end(hypothesis, false));
    }
    open = cut || isDone(next) ? List.of() : next;
    return Arrays.copyOf(origins, open.size());
  }

  private void end(PartialHypothesis partial, boolean finished) {
    Hypothesis hypothesis = partial.end(finished, penalty);
    Object key = text.apply(hypothesis.ids());
    all.add(new Ended(hypothesis, key));
    ended.add(key);
    if (hypothesis.placement() == Placement.FREE) {
      free.add(key);
    }
  }

  /* Forced hypotheses do not count while an open one may still end with free placement. */
  private boolean isDone(List<PartialHypothesis> next) {
    boolean freeOpen = next.stream().anyMatch(p -> p.placement() == Placement.FREE);
    Tally counted = freeOpen ? free : ended;
    return counted.texts.size() >= shape.nBest
        && switch (shape.stopping) {
          case FIRST_FINISHED -> true;
          case ALL_FINISHED -> counted.hypotheses >= shape.width;
          case BOUND -> !canWin(next);
        };
  }

  /* An adjusted log-probability is above 0 only for eos with a positive bias. */
  private boolean canWin(List<PartialHypothesis> next) {
    Hypothesis last = ended().get(shape.nBest - 1);
    double worst = last.score();
    double bias = Math.max(0, endBias);
    return next.stream()
        .filter(p -> p.placement().compareTo(last.placement()) <= 0)
        .mapToDouble(p -> penalty.best(p.adjusted() + bias, p.length() + 1, shape.maxLength))
        .anyMatch(reachable -> reachable > worst);
  }
}
