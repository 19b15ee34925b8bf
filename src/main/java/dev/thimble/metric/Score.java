package dev.thimble.metric;

/**
 * A metric's verdict.
 *
 * @param name of the metric, as sacreBLEU writes it
 * @param value from 0 to 100
 * @param detail what else belongs to it, empty if nothing does
 */
public record Score(String name, double value, String detail) {
  /** The line sacreBLEU prints: name, signature, value with two decimals, detail. */
  public String line(String signature) {
    String head = "%s|%s = %.2f".formatted(name, signature, value);
    return detail.isEmpty() ? head : head + " " + detail;
  }
}
