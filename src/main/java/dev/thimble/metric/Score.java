package dev.thimble.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * The value of a metric. Immutable.
 *
 * @param name the metric's name in sacreBLEU or rouge_score, such as {@code BLEU} or {@code
 *     chrF2++}
 * @param value in percent, except for a length ratio
 * @param detail the text that sacreBLEU prints after the value; may be empty
 */
public record Score(String name, double value, String detail) {
  /** Checks that neither text is null. */
  public Score {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(detail, "detail");
  }

  /**
   * {@return the line that sacreBLEU prints: name, signature, value with two decimals, detail}
   *
   * @param signature of the metric, as {@link CorpusMetric#signature} gives it
   */
  public String line(String signature) {
    return line(signature, 2);
  }

  /**
   * {@return the same line with another number of decimals; sacreBLEU's command line prints one}
   *
   * @param signature of the metric, as {@link CorpusMetric#signature} gives it
   * @param decimals number of decimals, 0 or above
   */
  public String line(String signature, int decimals) {
    Objects.requireNonNull(signature, "signature");
    String head = name + "|" + signature + " = " + rounded(value, decimals);
    return detail.isEmpty() ? head : head + " " + detail;
  }

  /**
   * Formats a number with a fixed number of decimals; rounds half to even, as C and Python do.
   *
   * @param value a finite number
   * @param decimals number of decimals, 0 or above
   * @return the number with a decimal point in every locale
   */
  public static String rounded(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
