package dev.thimble.text;

import java.util.Objects;

/**
 * A source text with symbols, and the means to replace them in a translation. Immutable and
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
   * {@return whether there were enough symbols} If not, some entities stay in the text as they are,
   * and it should be translated in shorter parts.
   */
  public boolean fits() {
    return fits;
  }

  /**
   * {@return whether a word became a symbol because the lexicon does not trust it} Such a word is
   * copied to the translation, which may be right for a name but not for other words.
   */
  public boolean copiesWords() {
    return copiesWords;
  }

  /**
   * {@return whether there is a letter or digit outside the symbols} If not, as in "9:40" or "?!",
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
   * Replaces the symbols in a translation by their texts in the target language. Symbols that the
   * source does not have are removed. If the source's tags are balanced and nested, so are the
   * translation's: the first tag of a pair opens, the second closes the tag that was opened last,
   * and a missing closing tag is added at the end. The translation of a text in capitals is put in
   * capitals.
   *
   * <p>The beginning of a translation gives the beginning of the result, except for closing tags at
   * the end.
   *
   * @param translation a translation with symbols, as the model wrote it, or its beginning
   * @return the translation, without symbols
   */
  public String unmask(String translation) {
    return unmasking.unmask(Objects.requireNonNull(translation, "translation"));
  }
}
