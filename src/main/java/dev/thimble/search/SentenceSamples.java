package dev.thimble.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The samples of one sentence. */
final class SentenceSamples implements SentenceSearch {
  private record Sample(int number, PartialHypothesis hypothesis) {}

  private final long seed;
  private final LengthPenalty penalty;
  private final int maxLength;
  private final int eos;
  private final Hypothesis[] ended; // by the sample's number
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

  @Override
  public LongStream noiseKeys() {
    return open.stream()
        .mapToLong(sample -> GumbelNoise.key(seed, sample.number, sample.hypothesis.length()));
  }

  @Override
  public List<PartialHypothesis> open() {
    return open.stream().map(Sample::hypothesis).toList();
  }

  @Override
  public int[] advance(Candidates candidates, int firstRow) {
    List<PartialHypothesis> before = open();
    List<Sample> next = new ArrayList<>();
    int[] origins = new int[before.size()];
    boolean[] continued = new boolean[before.size()];
    for (Continuation drawn : Continuation.ofRows(before, candidates, firstRow)) {
      int number = open.get(drawn.origin()).number;
      PartialHypothesis hypothesis = drawn.hypothesis();
      continued[drawn.origin()] = true;
      if (hypothesis.id() == eos || hypothesis.length() == maxLength) {
        ended[number] = hypothesis.end(hypothesis.id() == eos, penalty);
      } else {
        origins[next.size()] = drawn.origin();
        next.add(new Sample(number, hypothesis));
      }
    }
    for (int i = 0; i < continued.length; i++) {
      if (!continued[i]) { // the constraints allow no piece at all
        ended[open.get(i).number] = before.get(i).end(false, penalty);
      }
    }
    open = next;
    return Arrays.copyOf(origins, open.size());
  }

  /** The samples in the order of their numbers. */
  @Override
  public List<Hypothesis> ended() {
    return List.of(ended);
  }
}
