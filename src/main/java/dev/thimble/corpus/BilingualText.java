package dev.thimble.corpus;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to read of a bilingual file, TMX or XLIFF. Each unit that has text in both languages is a
 * line; other units are skipped. Line breaks and tabs in a text become spaces, and inline mark-up
 * is dropped. Files of other formats are read as they are.
 *
 * @param side which text of a unit
 * @param languages of source and target. A language without region, such as {@code en}, matches any
 *     region, such as {@code en-GB}. Null if the file has exactly two languages
 */
public record BilingualText(Side side, @Nullable LanguagePair languages) {
  /** Checks that the side is not null. */
  public BilingualText {
    Objects.requireNonNull(side, "side");
  }

  /** Which text of a unit is read. */
  public enum Side {
    /** Source, tab, target. */
    BOTH,
    /** The source alone. */
    SOURCE,
    /** The target alone. */
    TARGET
  }

  /**
   * Whether a file is XLIFF.
   *
   * @param start the first bytes of the file
   * @return whether they are those of an XLIFF file
   */
  public static boolean isXliff(ByteBuffer start) {
    return BilingualFormat.of(Objects.requireNonNull(start, "start")) == BilingualFormat.XLIFF;
  }

  /** The line of a pair. */
  String line(String source, String target) {
    return switch (side) {
      case BOTH -> source + "\t" + target;
      case SOURCE -> source;
      case TARGET -> target;
    };
  }
}
