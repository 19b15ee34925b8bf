package dev.thimble.translation;

/** What replaces the translation of a sentence whose confidence is too low. */
public enum LowConfidence {
  /** The source sentence, not translated. */
  SOURCE,
  /** An empty text. */
  EMPTY,
  /** The translation after {@value #MARKER} and a space. */
  MARK;

  /** Prefix of a marked translation. */
  public static final String MARKER = "[?]";

  /** The text that replaces a translation. */
  String text(String source, String translation) {
    return switch (this) {
      case SOURCE -> source;
      case EMPTY -> "";
      case MARK -> MARKER + " " + translation;
    };
  }
}
