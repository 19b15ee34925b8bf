package dev.thimble.vocabulary;

/**
 * How spaces come back when pieces are joined.
 *
 * @param leading how many spaces before the text normalization put there, or would have dropped
 * @param trailing whether normalization put one after the text
 * @param folds whether white space of every kind became a space, so that none else can stand in a
 *     text; otherwise only line breaks and controls become spaces
 */
record Spacing(Leading leading, boolean trailing, boolean folds) {
  /** Leading spaces to drop. */
  enum Leading {
    NONE,
    ONE,
    ALL
  }

  /** What {@link TextNormalizer} asks for. A model may write more spaces than text can hold. */
  static final Spacing OWN = new Spacing(Leading.ONE, false, true);

  static Spacing of(SentencePieceFormat.Normalizer settings, boolean spaceAsSuffix) {
    boolean before = settings.addDummyPrefix() && !spaceAsSuffix;
    Leading leading =
        settings.removeExtraSpaces() ? Leading.ALL : before ? Leading.ONE : Leading.NONE;
    return new Spacing(leading, settings.addDummyPrefix() && spaceAsSuffix, false);
  }

  /** The text of decoded pieces, spaces of both ends still there. */
  String unmarked(String text) {
    return folds ? TextNormalizer.withSpaces(text) : TextNormalizer.withoutBreaks(text);
  }
}
