package dev.thimble.corpus;

import dev.thimble.text.EntityKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the pairs of an epoch by outcome. Not thread-safe. */
final class EpochCounts {
  private static final String UNEQUAL = "UNEQUAL";
  private static final String SYMBOLS = "SYMBOLS.";

  private final Map<PairFilter.Verdict, Integer> verdicts = new EnumMap<>(PairFilter.Verdict.class);
  private final Map<EntityKind, Long> symbols = new EnumMap<>(EntityKind.class);
  private int unequal;

  /** Counts a pair; the symbols of one that is dropped do not count. */
  void add(AugmentedCorpus.Made made) {
    if (made.outcome() == null) {
      unequal++;
      return;
    }
    verdicts.merge(made.outcome().verdict(), 1, Integer::sum);
    if (made.isKept()) {
      made.symbols().forEach(kind -> symbols.merge(kind, 1L, Long::sum));
    }
  }

  AugmentedCorpus.Epoch epoch(int number, List<Example> examples) {
    return new AugmentedCorpus.Epoch(number, filtered(examples), unequal, symbols);
  }

  PairFilter.Filtered filtered(List<Example> examples) {
    return new PairFilter.Filtered(
        examples,
        of(PairFilter.Verdict.BLANK),
        of(PairFilter.Verdict.TOO_LONG),
        of(PairFilter.Verdict.LOPSIDED));
  }

  private int of(PairFilter.Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  /** The counts by name, for the metadata of a file. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    verdicts.forEach((verdict, count) -> metadata.put(verdict.name(), String.valueOf(count)));
    metadata.put(UNEQUAL, String.valueOf(unequal));
    symbols.forEach((kind, count) -> metadata.put(SYMBOLS + kind.name(), String.valueOf(count)));
    return metadata;
  }

  /** The counts of {@link #metadata}. */
  static EpochCounts of(Map<String, String> metadata) {
    EpochCounts counts = new EpochCounts();
    counts.unequal = Integer.parseInt(metadata.getOrDefault(UNEQUAL, "0"));
    for (PairFilter.Verdict verdict : PairFilter.Verdict.values()) {
      counts.verdicts.put(verdict, Integer.parseInt(metadata.getOrDefault(verdict.name(), "0")));
    }
    for (EntityKind kind : EntityKind.values()) {
      long count = Long.parseLong(metadata.getOrDefault(SYMBOLS + kind.name(), "0"));
      if (count > 0) {
        counts.symbols.put(kind, count);
      }
    }
    return counts;
  }
}
