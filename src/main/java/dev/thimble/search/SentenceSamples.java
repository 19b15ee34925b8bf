package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The samples of one sentence. */
final class SentenceSamples implements SentenceSearch {
  private record Sample(int number, PartialHypothesis path) {}

  private final long seed;
  private final LengthPenalty penalty;
  private final int maxLength;
  private final int eos;
  private final Hypothesis[] ended;
  private List<Sample> open;

  SentenceSamples(SearchConfig config, long seed, int maxLength, int eos) {
    this.seed = seed;
    this.penalty = config.lengthPenalty();
    this.maxLength = maxLength;
    this.eos = eos;
    ended = new Hypothesis[config.nBest()];
    open =
        IntStream.range(0, ended.length)
            .mapToObj(i -> new Sample(i, PartialHypothesis.ROOT))
            .toList();
  }

  /** The key of each open sample's noise at this step. */
  LongStream keys() {
    return open.stream()
        .mapToLong(sample -> GumbelNoise.key(seed, sample.number, sample.path.length()));
  }

  @Override
  public List<PartialHypothesis> open() {
    return open.stream().map(Sample::path).toList();
  }

  @Override
  public int[] advance(Choices choices, int firstRow) {
    List<PartialHypothesis> paths = open();
    List<Continuation> drawn = Continuation.ofRows(paths, choices, firstRow);
    List<Sample> next = new ArrayList<>();
    int[] origins = new int[paths.size()];
    boolean[] continued = new boolean[paths.size()];
    for (Continuation candidate : drawn) {
      Sample sample = open.get(candidate.origin());
      PartialHypothesis path = candidate.path();
      continued[candidate.origin()] = true;
      if (path.id() == eos || path.length() == maxLength) {
        ended[sample.number] = path.end(path.id() == eos, penalty);
      } else {
        origins[next.size()] = candidate.origin();
        next.add(new Sample(sample.number, path));
      }
    }
    for (int i = 0; i < continued.length; i++) {
      if (!continued[i]) { // nothing at all was allowed to follow
        ended[open.get(i).number] = paths.get(i).end(false, penalty);
      }
    }
    open = next;
    return Arrays.copyOf(origins, open.size());
  }

  /** In the order of their numbers. */
  @Override
  public List<Hypothesis> results() {
    return List.of(ended);
  }
}
