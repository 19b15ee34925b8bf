package dev.thimble.vocabulary;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Joins pieces into text one by one, for streaming. The fragments concatenate to {@link
 * Vocabulary#detokenize} of all pieces. No fragment ends inside a character, even if byte pieces
 * spell the character. Not thread-safe.
 */
public final class Detokenizer {
  private final Vocabulary vocabulary;
  private final SpaceDecoding spacing;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer incomplete = ByteBuffer.allocate(0); // the first bytes of a character
  private boolean started; // whether leading spaces have been dropped
  private String held = ""; // a space that is dropped if the text ends with it

  Detokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.spacing = vocabulary.spacing();
  }

  /**
   * Adds a piece and returns the text that is now complete.
   *
   * @param piece a piece of the vocabulary, including control and byte pieces
   * @return the further text that no later piece can change; may be empty
   */
  public String append(String piece) {
    Objects.requireNonNull(piece, "piece");
    return decode(vocabulary.bytes(piece), false);
  }

  /**
   * Ends the text.
   *
   * @return the rest of the text: U+FFFD if the last character is incomplete; usually empty
   */
  public String end() {
    return decode(new byte[0], true);
  }

  String decode(byte[] more, boolean last) {
    ByteBuffer bytes = ByteBuffer.allocate(incomplete.remaining() + more.length);
    bytes.put(incomplete).put(more).flip();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, chars, last);
    incomplete = bytes;
    if (last) {
      decoder.flush(chars);
      decoder.reset();
    }
    String text = held + spacing.decode(chars.flip().toString());
    held = "";
    if (!started) {
      text = withoutLeading(text);
    }
    if (spacing.trailing() && text.endsWith(" ")) {
      held = last ? "" : " ";
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }

  /* Sets `started` once the first character of the text is known. */
  private String withoutLeading(String text) {
    int from = 0;
    int most =
        switch (spacing.leading()) {
          case NONE -> 0;
          case ONE -> 1;
          case ALL -> text.length();
        };
    while (from < text.length() && from < most && text.charAt(from) == ' ') {
      from++;
    }
    started = from < text.length() || (from == 1 && spacing.leading() == SpaceDecoding.Leading.ONE);
    return text.substring(from);
  }
}
