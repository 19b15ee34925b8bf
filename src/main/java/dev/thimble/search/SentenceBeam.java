package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One sentence's share of a beam search: its open hypotheses, as back pointers, and the finished
 * ones. Knows nothing of rows and states. For one thread.
 */
final class SentenceBeam {
  /**
   * An open hypothesis: its last piece, and the one before it; {@code parent} is null at the root.
   */
  private record Node(Node parent, int id, float logProb, double sum, int length) {}

  private static final Comparator<Hypothesis> BEST_FIRST =
      Comparator.comparingDouble(Hypothesis::score).reversed();

  private final SearchConfig config;
  private final int maxLength;
  private final int eos;
  private final List<Hypothesis> finished = new ArrayList<>();
  private List<Node> open = List.of(new Node(null, -1, 0, 0, 0));

  SentenceBeam(SearchConfig config, int maxLength, int eos) {
    this.config = config;
    this.maxLength = maxLength;
    this.eos = eos;
  }

  /** Number of open hypotheses. */
  int width() {
    return open.size();
  }

  /** The last piece of an open hypothesis. */
  int lastId(int hypothesis) {
    return open.get(hypothesis).id;
  }

  /**
   * Takes the best continuations of the open hypotheses.
   *
   * @param top best pieces of each row
   * @param firstRow row of the first open hypothesis; the others follow
   * @return for each new open hypothesis, which old one it continues
   */
  int[] advance(TopK top, int firstRow) {
    List<Candidate> candidates = candidates(top, firstRow);
    List<Node> next = new ArrayList<>();
    int[] origins = new int[config.beamSize()];
    for (int rank = 0; rank < candidates.size() && next.size() < config.beamSize(); rank++) {
      Candidate candidate = candidates.get(rank);
      Node parent = open.get(candidate.origin);
      Node node =
          new Node(parent, candidate.id, candidate.logProb, candidate.sum, parent.length + 1);
      if (candidate.id == eos) {
        if (rank < config.beamSize()) { // an end outside the beam would not have been kept either
          finish(node, true);
        }
      } else {
        origins[next.size()] = candidate.origin;
        next.add(node);
      }
    }
    open = next;
    if (isDone()) {
      open = List.of();
    } else if (!open.isEmpty() && open.get(0).length == maxLength) {
      open.forEach(node -> finish(node, false));
      open = List.of();
    }
    return Arrays.copyOf(origins, open.size());
  }

  /**
   * The best hypotheses, best first; those cut at the length limit come after all finished ones.
   */
  List<Hypothesis> results() {
    return finished.stream()
        .sorted(Comparator.comparing(Hypothesis::finished).reversed().thenComparing(BEST_FIRST))
        .limit(config.nBest())
        .toList();
  }

  private record Candidate(int origin, int id, float logProb, double sum) {}

  /* Ties go to the earlier hypothesis, then to the lesser id, so that nothing depends on the batch. */
  private List<Candidate> candidates(TopK top, int firstRow) {
    List<Candidate> candidates = new ArrayList<>();
    for (int origin = 0; origin < open.size(); origin++) {
      int[] ids = top.ids()[firstRow + origin];
      float[] logProbs = top.logProbs()[firstRow + origin];
      for (int k = 0; k < ids.length; k++) {
        if (Float.isNaN(logProbs[k])) {
          throw new IllegalStateException("the model gave NaN for the log-probability of a piece");
        }
        if (logProbs[k] > Float.NEGATIVE_INFINITY) {
          double sum = open.get(origin).sum + logProbs[k];
          candidates.add(new Candidate(origin, ids[k], logProbs[k], sum));
        }
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::sum)
            .reversed()
            .thenComparingInt(Candidate::origin)
            .thenComparingInt(Candidate::id));
    return candidates;
  }

  /* An open hypothesis can at best add pieces of probability 1, and be divided by the largest divisor on its way. */
  private boolean isDone() {
    if (finished.size() < config.nBest()) {
      return false;
    }
    double worst =
        finished.stream()
            .sorted(BEST_FIRST)
            .limit(config.nBest())
            .mapToDouble(Hypothesis::score)
            .min()
            .getAsDouble();
    for (Node node : open) {
      double reachable = node.sum / config.lengthPenalty().divisor(maxLength);
      if (reachable > worst) {
        return false;
      }
    }
    return true;
  }

  private void finish(Node node, boolean ended) {
    int[] ids = new int[ended ? node.length - 1 : node.length];
    float[] logProbs = new float[node.length];
    for (Node at = node; at.parent != null; at = at.parent) {
      logProbs[at.length - 1] = at.logProb;
      if (at.length <= ids.length) {
        ids[at.length - 1] = at.id;
      }
    }
    double score = node.sum / config.lengthPenalty().divisor(node.length);
    finished.add(new Hypothesis(ids, logProbs, node.sum, score, ended));
  }
}
