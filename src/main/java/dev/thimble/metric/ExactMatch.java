package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The share of hypotheses that equal one of their references, in percent. White space at the end of
 * a line is ignored. Immutable and thread-safe.
 *
 * <p>A row of statistics is: 1 if the hypothesis equals a reference, else 0; and 1.
 */
public final class ExactMatch implements CorpusMetric {
  private static final long serialVersionUID = 1;

  private final boolean lowercase;

  /**
   * Makes the metric.
   *
   * @param lowercase whether case is ignored
   */
  public ExactMatch(boolean lowercase) {
    this.lowercase = lowercase;
  }

  @Override
  public String signature(int references) {
    return Signature.unversioned(references, Signature.letterCase(lowercase));
  }

  @Override
  public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    String text = cased(hypothesis);
    boolean any = false;
    boolean match = false;
    for (String reference : references) {
      if (reference != null) {
        any = true;
        match |= text.equals(cased(reference));
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          "no reference: a segment needs at least one, which may be empty");
    }
    return new double[] {match ? 1 : 0, 1};
  }

  @Override
  public Score score(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    if (statistics.length != 2) {
      throw new IllegalArgumentException("exact match has 2 statistics, not " + statistics.length);
    }
    String detail =
        "(%s of %s)".formatted(Score.rounded(statistics[0], 0), Score.rounded(statistics[1], 0));
    return new Score("exact", 100 * statistics[0] / Math.max(1, statistics[1]), detail);
  }

  private String cased(String line) {
    String stripped = PythonText.stripTrailing(line);
    return lowercase ? PythonText.lower(stripped) : stripped;
  }
}
