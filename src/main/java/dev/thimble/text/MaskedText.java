package dev.thimble.text;

import java.util.Objects;

/**
 * A source text with symbols, and what turns them into text again in a translation. Immutable,
 * thread-safe.
 */
public final class MaskedText {
  private final String text;
  private final boolean fits;
  private final boolean copiesWords;
  private final Unmasking unmasking;

  MaskedText(String text, boolean fits, boolean copiesWords, Unmasking unmasking) {
    this.text = text;
    this.fits = fits;
    this.copiesWords = copiesWords;
    this.unmasking = unmasking;
  }

  /** {@return the text to translate} */
  public String text() {
    return text;
  }

  /**
   * {@return whether there were symbols enough} If not, some entities stand in the text as they
   * are, and it should be translated in shorter parts.
   */
  public boolean fits() {
    return fits;
  }

  /**
   * {@return whether a word became a symbol since the lexicon does not trust it} Copied to the
   * translation, a name may be right as it is; another word is not.
   */
  public boolean copiesWords() {
    return copiesWords;
  }

  /**
   * {@return whether a letter or digit stands outside the symbols} If not, as in "9:40" or "?!",
   * there is nothing to translate: {@code unmask(text())} is the translation.
   */
  public boolean hasWords() {
    int done = 0;
    for (Entity symbol : unmasking.symbols().in(text)) {
      if (hasWords(done, symbol.start())) {
        return true;
      }
      done = symbol.end();
    }
    return hasWords(done, text.length());
  }

  private boolean hasWords(int start, int end) {
    return text.substring(start, end).codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /**
   * Replaces the symbols in a translation by what they stand for in the target language. Symbols
   * that the source does not have are removed. Tags come out balanced and nested if the source's
   * were: the first tag of a pair opens and the second closes what was opened last; a missing
   * closing tag is added at the end. The translation of a text in capitals is put in capitals.
   *
   * <p>The beginning of a translation gives the beginning of its text, but for closing tags at the
   * end.
   *
   * @param translation with symbols, as the model wrote it; complete or its beginning
   * @return the translation, without symbols
   */
  public String unmask(String translation) {
    return unmasking.unmask(Objects.requireNonNull(translation, "translation"));
  }
}
