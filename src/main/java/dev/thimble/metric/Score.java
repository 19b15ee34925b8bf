package dev.thimble.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * The value of a metric.
 *
 * @param name the metric's name in sacreBLEU or rouge_score, such as {@code BLEU} or {@code
 *     chrF2++}
 * @param value in percent; a length ratio is a plain quotient
 * @param detail what sacreBLEU prints behind the value, or an empty text
 */
public record Score(String name, double value, String detail) {
  /** Checks that the texts are there. */
  public Score {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(detail, "detail");
  }

  /** The line sacreBLEU prints: name, signature, value with two decimals, detail. */
  public String line(String signature) {
    return line(signature, 2);
  }

  /** The same with another number of decimals; sacreBLEU's command line has one. */
  public String line(String signature, int decimals) {
    Objects.requireNonNull(signature, "signature");
    String head = name + "|" + signature + " = " + rounded(value, decimals);
    return detail.isEmpty() ? head : head + " " + detail;
  }

  /** Rounds the exact binary value half to even, as C and Python print it. */
  public static String rounded(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
