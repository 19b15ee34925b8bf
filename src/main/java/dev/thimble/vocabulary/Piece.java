package dev.thimble.vocabulary;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One entry of a vocabulary.
 *
 * @param text the characters of the piece, U+2581 for a space
 * @param score merge priority: the higher is merged first
 * @param type the kind of piece
 */
record Piece(String text, float score, Type type) {
  /** Kinds of piece; {@code code} is the SentencePiece format's number. */
  enum Type {
    NORMAL(1),
    UNKNOWN(2),
    CONTROL(3),
    USER_DEFINED(4),
    UNUSED(5),
    BYTE(6);

    final int code;

    Type(int code) {
      this.code = code;
    }

    static Type of(int code) {
      for (Type type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      throw new VocabularyException("piece type " + code + " is unknown; 1 to 6 are supported");
    }
  }

  private static final Pattern BYTE_NAME = Pattern.compile("<0x[0-9A-F]{2}>");

  /** Whether a text is the name of a byte's piece. */
  static boolean isByteName(String text) {
    return BYTE_NAME.matcher(text).matches();
  }

  /** The piece of one raw byte. */
  static Piece ofByte(int value) {
    return new Piece(String.format(Locale.ROOT, "<0x%02X>", value), 0, Type.BYTE);
  }

  /** The texts of the user-defined symbols, in id order. */
  static List<String> userDefined(List<Piece> pieces) {
    return pieces.stream().filter(p -> p.type == Type.USER_DEFINED).map(Piece::text).toList();
  }

  /** Whether the piece spells its own text. */
  boolean isText() {
    return type == Type.NORMAL || type == Type.USER_DEFINED || type == Type.UNUSED;
  }

  /** The byte that a BYTE piece stands for. */
  int byteValue() {
    return Integer.parseInt(text.substring(3, 5), 16);
  }
}
