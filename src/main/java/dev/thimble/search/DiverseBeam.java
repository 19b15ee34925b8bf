package dev.thimble.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Groups of beams of one sentence that take their steps in turn, each avoiding the earlier. */
final class DiverseBeam implements SentenceSearch {
  private final List<SentenceBeam> groups;
  private final double diversity;
  private final int nBest;

  DiverseBeam(List<SentenceBeam> groups, double diversity, int nBest) {
    this.groups = groups;
    this.diversity = diversity;
    this.nBest = nBest;
  }

  @Override
  public List<Path> open() {
    return groups.stream().flatMap(group -> group.open().stream()).toList();
  }

  @Override
  public int[] advance(TopK top, int firstRow) {
    Map<Integer, Integer> taken = new HashMap<>();
    IntStream.Builder origins = IntStream.builder();
    int row = 0;
    for (SentenceBeam group : groups) {
      int width = group.open().size();
      if (width > 0) {
        int first = row;
        int[] own = group.advance(top, firstRow + row, id -> diversity * taken.getOrDefault(id, 0));
        Arrays.stream(own).forEach(origin -> origins.add(first + origin));
        group.open().forEach(path -> taken.merge(path.id(), 1, Integer::sum));
      }
      row += width;
    }
    return origins.build().toArray();
  }

  /* Groups may find the same. */
  @Override
  public List<Hypothesis> results() {
    Set<List<Integer>> seen = new HashSet<>();
    return groups.stream()
        .flatMap(group -> group.results().stream())
        .sorted(SentenceBeam.BEST_FIRST)
        .filter(h -> seen.add(Arrays.stream(h.ids()).boxed().toList()))
        .limit(nBest)
        .toList();
  }
}
