package dev.thimble.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Diverse beam search of one sentence: groups that step in turn, see {@link Beam}. */
final class DiverseBeam implements SentenceSearch {
  private final List<SentenceBeam> groups;
  private final double diversity;
  private final int nBest;
  private final Function<int[], ?> text;

  DiverseBeam(List<SentenceBeam> groups, double diversity, int nBest, Function<int[], ?> text) {
    this.groups = groups;
    this.diversity = diversity;
    this.nBest = nBest;
    this.text = text;
  }

  @Override
  public List<PartialHypothesis> open() {
    return groups.stream().flatMap(group -> group.open().stream()).toList();
  }

  @Override
  public int[] advance(Candidates candidates, int firstRow) {
    Map<Integer, Integer> taken = new HashMap<>();
    IntStream.Builder origins = IntStream.builder();
    int row = 0;
    for (SentenceBeam group : groups) {
      int width = group.open().size();
      if (width > 0) {
        int first = row;
        int[] own =
            group.advance(candidates, firstRow + row, id -> diversity * taken.getOrDefault(id, 0));
        Arrays.stream(own).forEach(origin -> origins.add(first + origin));
        group.open().forEach(next -> taken.merge(next.id(), 1, Integer::sum));
      }
      row += width;
    }
    return origins.build().toArray();
  }

  /* First the best of all groups; if some of them are equal, the groups' others fill up. */
  @Override
  public List<Hypothesis> ended() {
    Stream<Hypothesis> best = groups.stream().flatMap(SentenceBeam::best);
    Stream<Hypothesis> others = groups.stream().flatMap(group -> group.ended().stream());
    Set<Object> texts = new HashSet<>();
    List<Hypothesis> distinct =
        Stream.concat(best.sorted(SentenceBeam.BEST_FIRST), others.sorted(SentenceBeam.BEST_FIRST))
            .filter(hypothesis -> texts.add(text.apply(hypothesis.ids())))
            .toList();
    Stream<Hypothesis> wanted = distinct.stream().limit(nBest).sorted(SentenceBeam.BEST_FIRST);
    return Stream.concat(wanted, distinct.stream().skip(nBest)).toList();
  }
}
