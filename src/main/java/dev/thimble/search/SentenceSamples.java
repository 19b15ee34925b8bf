package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The samples of one sentence, each with a random generator of its own. */
final class SentenceSamples implements SentenceSearch {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private record Sample(int number, SplittableRandom random, Path path) {}

  private final LengthPenalty penalty;
  private final int maxLength;
  private final int eos;
  private final Hypothesis[] ended;
  private List<Sample> open;

  SentenceSamples(SearchConfig config, long seed, int maxLength, int eos) {
    this.penalty = config.lengthPenalty();
    this.maxLength = maxLength;
    this.eos = eos;
    ended = new Hypothesis[config.nBest()];
    open =
        IntStream.range(0, ended.length)
            .mapToObj(i -> new Sample(i, generator(seed, i), Path.ROOT))
            .toList();
  }

  /* Seeds that differ by little must not give generators that do. */
  private static SplittableRandom generator(long seed, int sample) {
    long mixed = new SplittableRandom(seed).nextLong();
    return new SplittableRandom(mixed + sample * GOLDEN).split();
  }

  /** A uniform number for each open sample, drawn anew at each call. */
  double[] uniforms() {
    return open.stream().mapToDouble(sample -> sample.random.nextDouble()).toArray();
  }

  @Override
  public List<Path> open() {
    return open.stream().map(Sample::path).toList();
  }

  @Override
  public int[] advance(TopK top, int firstRow) {
    List<Path> paths = open();
    List<Candidate> drawn = Candidate.ofRows(paths, top, firstRow);
    List<Sample> next = new ArrayList<>();
    int[] origins = new int[paths.size()];
    boolean[] continued = new boolean[paths.size()];
    for (Candidate candidate : drawn) {
      Sample sample = open.get(candidate.origin());
      Path path = candidate.path();
      continued[candidate.origin()] = true;
      if (path.id() == eos || path.length() == maxLength) {
        ended[sample.number] = path.end(path.id() == eos, penalty);
      } else {
        origins[next.size()] = candidate.origin();
        next.add(new Sample(sample.number, sample.random, path));
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
