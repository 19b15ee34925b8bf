package dev.thimble.text;

import java.util.Objects;

/**
 * The kinds of masked entities. Each kind has its own symbols in the vocabulary. Kinds distinguish
 * what the words around an entity agree with: the number of a noun ("1 day", "2 days"), or whether
 * a word begins with a vowel ("d'Oslo", "de Lima").
 */
public enum EntityKind {
  /** The number 1. */
  NUMBER_ONE,
  /** Another number between -2 and 2, such as 0 or 1.5: plural in English, singular in French. */
  NUMBER_SMALL,
  /** Any other number. */
  NUMBER_MANY,
  /** An ordinal number, such as 21st. */
  ORDINAL,
  /** A number with a percent sign or a unit symbol, such as 22% or 5 km. */
  MEASURE,
  /** An amount with a currency sign or code. */
  MONEY,
  /** A time of day. */
  TIME,
  /** A date. */
  DATE,
  /** A URL, an e-mail address or a file path. */
  LINK,
  /** A telephone number, a product code, a version, or another run of digits and letters. */
  CODE,
  /** A name that begins with an at sign. */
  HANDLE,
  /** A word that begins with a number sign. */
  HASHTAG,
  /** One or more emoji. */
  EMOJI,
  /** An opening tag of mark-up. */
  OPEN,
  /** The closing tag of the opening tag with the same number. */
  CLOSE,
  /** An empty tag. */
  EMPTY,
  /** A rare name that begins with a vowel. */
  NAME_VOWEL,
  /** Another rare name. */
  NAME_CONSONANT,
  /** A rare word, a term of a glossary or a protected text, if it begins with a vowel. */
  TERM_VOWEL,
  /** Another such text. */
  TERM_CONSONANT;

  /**
   * {@return the kind of a name, by the first letter of its translation}
   *
   * @param translation a name in the target language; may be blank
   */
  public static EntityKind name(String translation) {
    Objects.requireNonNull(translation, "translation");
    return Casing.beginsWithVowel(translation) ? NAME_VOWEL : NAME_CONSONANT;
  }

  /**
   * {@return the kind of a term, by the first letter of its translation}
   *
   * @param translation a term in the target language; may be blank
   */
  public static EntityKind term(String translation) {
    Objects.requireNonNull(translation, "translation");
    return Casing.beginsWithVowel(translation) ? TERM_VOWEL : TERM_CONSONANT;
  }
}
