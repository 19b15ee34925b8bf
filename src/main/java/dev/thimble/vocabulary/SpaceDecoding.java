package dev.thimble.vocabulary;

/**
 * How the spaces of joined pieces are decoded into the spaces of a text.
 *
 * @param leading spaces to drop before the text, because normalization adds or drops them there
 * @param trailing whether to drop one space after the text, because normalization adds it there
 * @param folds whether white space of every kind becomes a space, as normalization does; otherwise
 *     only line breaks and controls become spaces
 */
record SpaceDecoding(Leading leading, boolean trailing, boolean folds) {
  /** Leading spaces to drop. */
  enum Leading {
    NONE,
    ONE,
    ALL
  }

  /** The inverse of {@link TextNormalizer}. Further leading spaces are a model's own output. */
  static final SpaceDecoding THIMBLE = new SpaceDecoding(Leading.ONE, false, true);

  static SpaceDecoding of(SentencePieceFormat.Normalizer settings, boolean spaceAsSuffix) {
    boolean before = settings.addDummyPrefix() && !spaceAsSuffix;
    Leading leading =
        settings.removeExtraSpaces() ? Leading.ALL : before ? Leading.ONE : Leading.NONE;
    return new SpaceDecoding(leading, settings.addDummyPrefix() && spaceAsSuffix, false);
  }

  /** Replaces space marks and other white space by spaces; drops none at the ends. */
  String decode(String text) {
    return folds ? TextNormalizer.withSpaces(text) : TextNormalizer.withoutBreaks(text);
  }
}
