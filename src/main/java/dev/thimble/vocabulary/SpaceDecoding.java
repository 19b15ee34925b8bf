package dev.thimble.vocabulary;

/**
 * How spaces come back when pieces are joined.
 *
 * @param leading how many spaces before the text normalization put there, or would have dropped
 * @param trailing whether normalization put one after the text
 * @param folds whether white space of every kind became a space, so that none else can stand in a
 *     text; otherwise only line breaks and controls become spaces
 */
record SpaceDecoding(Leading leading, boolean trailing, boolean folds) {
  /** Leading spaces to drop. */
  enum Leading {
    NONE,
    ONE,
    ALL
  }

  /** What {@link TextNormalizer} asks for. A model may write more spaces than text can hold. */
  static final SpaceDecoding THIMBLE = new SpaceDecoding(Leading.ONE, false, true);

  static SpaceDecoding of(SentencePieceFormat.Normalizer settings, boolean spaceAsSuffix) {
    boolean before = settings.addDummyPrefix() && !spaceAsSuffix;
    Leading leading =
        settings.removeExtraSpaces() ? Leading.ALL : before ? Leading.ONE : Leading.NONE;
    return new SpaceDecoding(leading, settings.addDummyPrefix() && spaceAsSuffix, false);
  }

  /** The text of decoded pieces, spaces of both ends still there. */
  String decode(String text) {
    return folds ? TextNormalizer.withSpaces(text) : TextNormalizer.withoutBreaks(text);
  }
}
