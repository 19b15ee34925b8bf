package dev.thimble.corpus;

/**
 * Why a pair of a corpus is bad for training. Rules are tried in this order, and a pair counts
 * under the first rule that removes it.
 */
public enum CleaningRule {
  /** A side is blank. */
  EMPTY("a side is blank"),
  /** A side has fewer words than allowed. */
  TOO_SHORT("a side has too few words"),
  /** A side has more words or characters than allowed. */
  TOO_LONG("a side has too many words or characters"),
  /** One side is much longer than the other, in words or in characters. */
  LENGTH_RATIO("one side is much longer than the other"),
  /** Both sides are the same text. */
  EQUAL_SIDES("both sides are the same text"),
  /** Control, private-use or replacement characters, or signs of a wrong encoding. */
  ODD_CHARACTERS("control or replacement characters, or a wrong encoding"),
  /** Tags or character references of HTML or XML. */
  MARKUP("tags or character references of HTML or XML"),
  /** A very long word. */
  LONG_WORD("a very long word"),
  /** Few of the characters of a side are letters. */
  FEW_LETTERS("few of the characters are letters"),
  /** Too many letters belong to scripts that the language is not written in. */
  WRONG_SCRIPT("letters of a script that the language is not written in"),
  /** One side has a number that the other does not have. */
  NUMBERS("numbers that differ between the sides"),
  /** The same pair occurs earlier in the corpus. */
  DUPLICATE_PAIR("the same pair stands earlier"),
  /** The same source occurs earlier in the corpus. */
  DUPLICATE_SOURCE("the same source stands earlier"),
  /** The same target occurs earlier in the corpus. */
  DUPLICATE_TARGET("the same target stands earlier"),
  /** A model gives the target a low probability. */
  LOW_SCORE("a model finds the target improbable");

  private final String description;

  CleaningRule(String description) {
    this.description = description;
  }

  /** {@return what is wrong with such a pair, in a few words} */
  public String description() {
    return description;
  }
}
