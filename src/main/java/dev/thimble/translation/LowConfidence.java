package dev.thimble.translation;

/** What stands for the translation of a sentence whose confidence is too low. */
public enum LowConfidence {
  /** The source sentence, not translated. */
  SOURCE {
    @Override
    String text(String source, String translation) {
      return source;
    }
  },
  /** Nothing. */
  EMPTY {
    @Override
    String text(String source, String translation) {
      return "";
    }
  },
  /** The translation after {@value #MARKER} and a space. */
  MARK {
    @Override
    String text(String source, String translation) {
      return MARKER + " " + translation;
    }
  };

  /** Stands before a marked translation. */
  public static final String MARKER = "[?]";

  /** The text that stands for a translation. */
  abstract String text(String source, String translation);
}
