package dev.thimble.corpus;

import dev.thimble.text.PairedSpan;
import java.util.Collections;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A word and its translation without a sentence, as in a heading, a label or an answer. */
record SingleWord(String source, String target) {
  private static final int MOST_REPEATED = 3;

  /**
   * Writes a word and its translation in one of the ways in which people write a single word: as it
   * is, with a capital, with a period, or several times.
   */
  static SingleWord of(PairedSpan word, String source, String target, RandomGenerator random) {
    SingleWord plain =
        new SingleWord(
            source.substring(word.sourceStart(), word.sourceEnd()),
            target.substring(word.targetStart(), word.targetEnd()));
    return switch (random.nextInt(8)) {
      case 0, 1 -> plain;
      case 2 -> plain.capitalized().followedBy(".");
      case 3 -> plain.repeated(2 + random.nextInt(MOST_REPEATED - 1));
      default -> plain.capitalized();
    };
  }

  private SingleWord capitalized() {
    return new SingleWord(capitalized(source), capitalized(target));
  }

  private static String capitalized(String word) {
    int first = word.offsetByCodePoints(0, 1);
    return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
  }

  private SingleWord followedBy(String sign) {
    return new SingleWord(source + sign, target + sign);
  }

  private SingleWord repeated(int times) {
    return new SingleWord(
        String.join(" ", Collections.nCopies(times, source)),
        String.join(" ", Collections.nCopies(times, target)));
  }
}
