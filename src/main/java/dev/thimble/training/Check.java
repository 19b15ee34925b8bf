package dev.thimble.training;

/** Refusals of values out of range, in one wording. */
final class Check {
  private Check() {}

  static void that(boolean right, String name, Object value, String range) {
    if (!right) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
