package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Word or character error rate: the number of insertions, deletions and substitutions per token of
 * the reference, in percent. Lower is better; the value may exceed 100. Immutable and thread-safe.
 *
 * <p>With several references, the one with the fewest errors counts, with its length as
 * denominator; among references with equally few errors, the longest. Errors and lengths are summed
 * over the corpus, then divided. If all references are empty, the rate is 0 without errors, else
 * 100.
 *
 * <p>Words are separated by white space and compared as they are, including punctuation; for
 * phonemes separated by spaces this is the phoneme error rate. Characters are Unicode code points,
 * including white space except at the ends of a text. The word error rate of pronunciations, the
 * share of wrong entries, is 100 minus {@link ExactMatch}.
 *
 * <p>A row of statistics is: errors, length of the chosen reference.
 */
public final class ErrorRate implements CorpusMetric {
  private static final long serialVersionUID = 1;

  /** What is counted. */
  public enum Unit {
    /** Words between white space: WER. */
    WORD("WER"),
    /** Characters: CER. */
    CHARACTER("CER");

    private final String metric;

    Unit(String metric) {
      this.metric = metric;
    }
  }

  private final Unit unit;
  private final boolean lowercase;

  /**
   * Makes the metric.
   *
   * @param unit words or characters
   * @param lowercase whether case is ignored
   */
  public ErrorRate(Unit unit, boolean lowercase) {
    this.unit = Objects.requireNonNull(unit, "unit");
    this.lowercase = lowercase;
  }

  /** {@return what is counted} */
  public Unit unit() {
    return unit;
  }

  @Override
  public String signature(int references) {
    return Signature.unversioned(references, Signature.letterCase(lowercase));
  }

  @Override
  public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(references, "references");
    TokenIds ids = new TokenIds();
    int[] tokens = unit == Unit.WORD ? ids.learn(words(hypothesis)) : characters(hypothesis);
    int fewest = Integer.MAX_VALUE;
    int length = 0;
    for (String reference : references) {
      if (reference != null) {
        int[] other = unit == Unit.WORD ? ids.find(words(reference)) : characters(reference);
        int errors = EditDistance.of(tokens, other);
        if (errors < fewest || (errors == fewest && other.length > length)) {
          fewest = errors;
          length = other.length;
        }
      }
    }
    if (fewest == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "no reference: a segment needs at least one, which may be empty");
    }
    return new double[] {fewest, length};
  }

  @Override
  public Score score(double[] statistics) {
    Objects.requireNonNull(statistics, "statistics");
    if (statistics.length != 2) {
      throw new IllegalArgumentException(
          unit.metric + " has 2 statistics, not " + statistics.length);
    }
    double errors = statistics[0];
    double length = statistics[1];
    double rate = length > 0 ? errors / length : errors > 0 ? 1 : 0;
    String detail =
        "(errors = %s ref_len = %s)".formatted(Score.rounded(errors, 0), Score.rounded(length, 0));
    return new Score(unit.metric, 100 * rate, detail);
  }

  /** The words of a line. */
  List<String> words(String line) {
    return PythonText.split(cased(line));
  }

  private int[] characters(String line) {
    return cased(PythonText.strip(line)).codePoints().toArray();
  }

  private String cased(String line) {
    return lowercase ? PythonText.lower(line) : line;
  }
}
