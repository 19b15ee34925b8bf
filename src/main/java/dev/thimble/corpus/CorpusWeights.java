package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How often the pairs of several concatenated corpora appear in an epoch. Immutable and
 * thread-safe.
 *
 * @param parts the corpora in their order; replaced by an empty list if all have the weight 1, so
 *     that every pair appears once
 */
public record CorpusWeights(List<Part> parts) {
  private static final CorpusWeights NONE = new CorpusWeights(List.of());

  /**
   * One corpus.
   *
   * @param pairs number of its pairs
   * @param weight number of times that each of its pairs appears in an epoch, above 0 and at most
   *     100; the fraction is the probability of one more time, drawn in each epoch
   */
  public record Part(int pairs, double weight) {
    /** Checks both numbers. */
    public Part {
      Require.atLeast("pairs", pairs, 0);
      Require.that(weight > 0 && weight <= 100, "weight", weight, "above 0, at most 100");
    }

    /* As often as a pair appears for certain, at least once. */
    private int times() {
      return Math.max(1, (int) weight);
    }

    private int mostCopies() {
      return (int) Math.ceil(weight);
    }
  }

  /** Checks that the number of pairs of an epoch fits an {@code int}. */
  public CorpusWeights {
    Require.elements(parts, "parts");
    parts = parts.stream().allMatch(part -> part.weight == 1) ? List.of() : List.copyOf(parts);
    long most = parts.stream().mapToLong(part -> (long) part.pairs * part.mostCopies()).sum();
    if (most > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "by these weights an epoch has up to %d pairs; at most %d are supported",
              most,
              Integer.MAX_VALUE));
    }
  }

  /**
   * Every pair appears once.
   *
   * @return weights of 1
   */
  public static CorpusWeights none() {
    return NONE;
  }

  /** Number of pairs of all parts. */
  long pairs() {
    return parts.stream().mapToLong(Part::pairs).sum();
  }

  /** Most times that a pair appears in an epoch. */
  int mostCopies() {
    return parts.stream().mapToInt(Part::mostCopies).max().orElse(1);
  }

  /** The weight of a pair, by its index in all corpora. */
  double of(int index) {
    int end = 0;
    for (Part part : parts) {
      end += part.pairs;
      if (index < end) {
        return part.weight;
      }
    }
    return 1;
  }

  /**
   * {@return the pairs of all corpora, each repeated by its weight, rounded down but at least 1, to
   * count words}
   *
   * @param pairs pairs of all corpora, concatenated
   */
  public List<SentencePair> repeated(List<SentencePair> pairs) {
    List<SentencePair> checked = RecordList.checked(pairs, "pairs");
    if (parts.isEmpty()) {
      return checked;
    }
    long[] ends = new long[parts.size()]; // by part: number of repeated pairs up to its end
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (i == 0 ? 0 : ends[i - 1]) + (long) parts.get(i).pairs * parts.get(i).times();
    }
    return new RecordList<>(
        Math.toIntExact(ends[ends.length - 1]), index -> checked.get(repeatedIndex(index, ends)));
  }

  private int repeatedIndex(int repeated, long[] ends) {
    int first = 0; // of the part
    int number = 0;
    while (repeated >= ends[number]) {
      first += parts.get(number).pairs;
      number++;
    }
    long within = number == 0 ? repeated : repeated - ends[number - 1];
    return first + (int) (within / parts.get(number).times());
  }

  /** The weights, or a single 1 if every pair appears once. */
  String setting() {
    return parts.isEmpty()
        ? "1.0"
        : parts.stream().map(part -> String.valueOf(part.weight)).collect(Collectors.joining(" "));
  }
}
