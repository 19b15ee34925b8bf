package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scores one corpus, segment by segment, in constant memory. Not thread-safe. */
public final class CorpusScorer {
  private final CorpusMetric metric;
  private double[] sum = {};
  private long segments;
  private int referenceCount;

  /**
   * Starts with an empty corpus.
   *
   * @param metric computes the score
   */
  public CorpusScorer(CorpusMetric metric) {
    this.metric = Objects.requireNonNull(metric, "metric");
  }

  /**
   * Adds one segment.
   *
   * @param hypothesis a line; may be empty
   * @param references as in {@link CorpusMetric#statistics}
   * @throws IllegalArgumentException if there is no reference; the message names the line
   */
  public void add(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    int present = (int) references.stream().filter(Objects::nonNull).count();
    if (present == 0) {
      throw new IllegalArgumentException(
          "line "
              + (segments + 1)
              + " has no reference: each line needs at least one, which may be empty");
    }
    add(metric.statistics(hypothesis, references), present);
  }

  /**
   * Adds one segment by its statistics, for instance from another thread.
   *
   * @param row of {@link CorpusMetric#statistics}; not changed
   * @param present number of references of the segment, at least 1
   * @throws IllegalArgumentException if rows differ in length, as those of different metrics do, or
   *     there is no reference
   */
  public void add(double[] row, int present) {
    Objects.requireNonNull(row, "row");
    Require.atLeast("present", present, 1);
    Require.that(
        segments == 0 || row.length == sum.length,
        "length of row",
        row.length,
        sum.length + ", as before");
    if (segments == 0) {
      sum = row.clone();
      referenceCount = present;
    } else {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += row[i];
      }
      referenceCount =
          referenceCount == present ? referenceCount : CorpusMetric.VARIABLE_REFERENCES;
    }
    segments++;
  }

  /** {@return the number of segments added so far} */
  public long segments() {
    return segments;
  }

  /**
   * {@return the score of all segments added so far; more may be added afterwards}
   *
   * @throws IllegalArgumentException if no segment was added
   */
  public Score score() {
    requireSegments();
    return metric.score(sum);
  }

  /**
   * {@return the signature of the score, with {@code nrefs:var} if segments differ in their number
   * of references}
   *
   * @throws IllegalArgumentException if no segment was added
   */
  public String signature() {
    requireSegments();
    return metric.signature(referenceCount);
  }

  private void requireSegments() {
    if (segments == 0) {
      throw new IllegalArgumentException("there are no hypotheses to score");
    }
  }

  static Score score(
      CorpusMetric metric,
      List<String> hypotheses,
      List<? extends List<? extends @Nullable String>> references) {
    requireEqualLines(hypotheses, references);
    CorpusScorer scorer = new CorpusScorer(metric);
    for (int line = 0; line < hypotheses.size(); line++) {
      scorer.add(hypotheses.get(line), segment(references, line));
    }
    return scorer.score();
  }

  /** The references of one line, from 0. */
  static List<@Nullable String> segment(
      List<? extends List<? extends @Nullable String>> references, int line) {
    List<@Nullable String> segment = new ArrayList<>(references.size());
    for (List<? extends @Nullable String> set : references) {
      segment.add(set.get(line));
    }
    return segment;
  }

  static void requireEqualLines(
      List<String> hypotheses, List<? extends List<? extends @Nullable String>> references) {
    Require.elements(hypotheses, "hypotheses");
    Require.elements(references, "references");
    if (references.isEmpty()) {
      throw new IllegalArgumentException("there are no references to score against");
    }
    for (int set = 0; set < references.size(); set++) {
      int lines = references.get(set).size();
      if (lines != hypotheses.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "reference set %d has %d lines, but there are %d hypotheses",
                set + 1,
                lines,
                hypotheses.size()));
      }
    }
  }
}
