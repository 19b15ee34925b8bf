package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class NgramTableTest {
  @Property
  void matchesEqualThoseOfHashMaps(
      @ForAll @Size(max = 40) List<@IntRange(max = 3) Integer> hypothesis,
      @ForAll @Size(max = 3) List<@Size(max = 40) List<@IntRange(max = 4) Integer>> references,
      @ForAll @IntRange(min = 1, max = 6) int maxOrder) {
    NgramTable table = new NgramTable(symbols(hypothesis), maxOrder);

    long[] matches = table.matches(references.stream().map(NgramTableTest::symbols).toList());

    for (int order = 1; order <= maxOrder; order++) {
      assertThat(matches[order - 1]).isEqualTo(matchesByMaps(hypothesis, references, order));
    }
  }

  @Property
  void textMatchesItselfCompletely(
      @ForAll @Size(max = 200) List<@IntRange(max = 0x10FFFF) Integer> text) {
    int[] symbols = symbols(text);

    assertThat(new NgramTable(symbols, 6).matches(List.of(symbols)))
        .containsExactly(
            NgramTable.count(symbols.length, 1),
            NgramTable.count(symbols.length, 2),
            NgramTable.count(symbols.length, 3),
            NgramTable.count(symbols.length, 4),
            NgramTable.count(symbols.length, 5),
            NgramTable.count(symbols.length, 6));
  }

  private static long matchesByMaps(
      List<Integer> hypothesis, List<List<Integer>> references, int order) {
    Map<List<Integer>, Integer> allowed = new HashMap<>();
    for (List<Integer> reference : references) {
      counts(reference, order).forEach((ngram, count) -> allowed.merge(ngram, count, Math::max));
    }
    return counts(hypothesis, order).entrySet().stream()
        .mapToLong(entry -> Math.min(entry.getValue(), allowed.getOrDefault(entry.getKey(), 0)))
        .sum();
  }

  private static Map<List<Integer>, Integer> counts(List<Integer> symbols, int order) {
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (int i = 0; i + order <= symbols.size(); i++) {
      counts.merge(symbols.subList(i, i + order), 1, Integer::sum);
    }
    return counts;
  }

  private static int[] symbols(List<Integer> list) {
    int[] symbols = new int[list.size()];
    Arrays.setAll(symbols, list::get);
    return symbols;
  }
}
