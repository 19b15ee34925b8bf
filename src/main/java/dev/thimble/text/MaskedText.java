package dev.thimble.text;

import java.util.Objects;

/**
 * A source text with symbols, and what turns them into text again in a translation. Immutable,
 * thread-safe.
 */
public final class MaskedText {
  private final String text;
  private final boolean fits;
  private final Unmasking unmasking;

  MaskedText(String text, boolean fits, Unmasking unmasking) {
    this.text = text;
    this.fits = fits;
    this.unmasking = unmasking;
  }

  /** The text to translate. */
  public String text() {
    return text;
  }

  /**
   * Whether there were symbols enough. If not, some entities stand in the text as they are, and it
   * should be translated in shorter parts.
   */
  public boolean fits() {
    return fits;
  }

  /**
   * Replaces the symbols in a translation by what they stand for in the target language. Symbols
   * that the source does not have are removed. Tags come out balanced and nested if the source's
   * were: a closing tag before its opening one changes places with it, crossing ones are put in
   * order, a missing closing tag is added at the end, and one without its opening tag is removed.
   * The translation of a text in capitals is put in capitals.
   */
  public String unmask(String translation) {
    return unmasking.unmask(Objects.requireNonNull(translation, "translation"));
  }
}
