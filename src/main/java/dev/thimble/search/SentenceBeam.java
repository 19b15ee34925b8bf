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

/** A beam, or one group of a diverse one. */
final class SentenceBeam implements SentenceSearch {
  /** Best first; what was cut at the length limit comes after all that finished. */
  static final Comparator<Hypothesis> BEST_FIRST =
      Comparator.comparing(Hypothesis::finished)
          .reversed()
          .thenComparing(Comparator.comparingDouble(Hypothesis::score).reversed());

  /** Open hypotheses, hypotheses wanted, and the bounds of scores. */
  record Shape(int width, int nBest, Stopping stopping, int maxLength) {}

  private final Shape shape;
  private final LengthPenalty penalty;
  private final double endBias;
  private final int eos;
  private final Function<int[], ?> text;
  private final List<Hypothesis> ended = new ArrayList<>();
  private final Set<Object> texts = new HashSet<>(); // of these
  private List<PartialHypothesis> open = List.of(PartialHypothesis.ROOT);

  SentenceBeam(Shape shape, SearchConfig config, int eos, Function<int[], ?> text) {
    this.shape = shape;
    this.penalty = config.lengthPenalty();
    this.endBias = config.constraints().endBias();
    this.eos = eos;
    this.text = text;
  }

  @Override
  public List<PartialHypothesis> open() {
    return open;
  }

  @Override
  public List<Hypothesis> results() {
    return distinct().stream().limit(shape.nBest).toList();
  }

  /** All that ended, best first; of those with the same text, the best. */
  List<Hypothesis> distinct() {
    Set<Object> seen = new HashSet<>();
    return ended.stream()
        .sorted(BEST_FIRST)
        .filter(hypothesis -> seen.add(text.apply(hypothesis.ids())))
        .toList();
  }

  @Override
  public int[] advance(Choices choices, int firstRow) {
    return advance(choices, firstRow, id -> 0);
  }

  /** The same with a cost of each piece that counts for this choice only. */
  int[] advance(Choices choices, int firstRow, IntToDoubleFunction cost) {
    PriorityQueue<Continuation> candidates =
        new PriorityQueue<>(Continuation.bestFirst(id -> id == eos ? 0 : cost.applyAsDouble(id)));
    candidates.addAll(Continuation.ofRows(open, choices, firstRow));
    List<PartialHypothesis> next = new ArrayList<>();
    int[] origins = new int[shape.width];
    for (int rank = 0; !candidates.isEmpty() && next.size() < shape.width; rank++) {
      Continuation candidate = candidates.remove();
      if (candidate.path().id() != eos) {
        origins[next.size()] = candidate.origin();
        next.add(candidate.path());
      } else if (rank < shape.width) { // an end outside the beam would not have been kept either
        end(candidate.path(), true);
      }
    }
    boolean cut = !next.isEmpty() && next.get(0).length() == shape.maxLength;
    if (next.isEmpty() && ended.isEmpty()) { // nothing at all was allowed to follow
      next = open;
      cut = true;
    }
    if (cut) {
      next.forEach(path -> end(path, false));
    }
    open = cut || isDone(next) ? List.of() : next;
    return Arrays.copyOf(origins, open.size());
  }

  private void end(PartialHypothesis path, boolean finished) {
    Hypothesis hypothesis = path.end(finished, penalty);
    ended.add(hypothesis);
    texts.add(text.apply(hypothesis.ids()));
  }

  private boolean isDone(List<PartialHypothesis> next) {
    return texts.size() >= shape.nBest
        && switch (shape.stopping) {
          case FIRST_FINISHED -> true;
          case ALL_FINISHED -> ended.size() >= shape.width;
          case BOUND -> !canWin(next);
        };
  }

  /* Adjusted log-probabilities are at most 0, but for the bias of the end. */
  private boolean canWin(List<PartialHypothesis> next) {
    double worst = results().get(shape.nBest - 1).score();
    double bias = Math.max(0, endBias);
    return next.stream()
        .mapToDouble(p -> penalty.best(p.adjusted() + bias, p.length() + 1, shape.maxLength))
        .anyMatch(reachable -> reachable > worst);
  }
}
