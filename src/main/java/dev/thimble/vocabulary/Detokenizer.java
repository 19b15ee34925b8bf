package dev.thimble.vocabulary;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Joins pieces into text while they come. What it gives, joined, is {@link Vocabulary#detokenize}
 * of all the pieces; no fragment ends inside a character, even where a character is spelled byte by
 * byte. For one thread.
 */
public final class Detokenizer {
  private final Vocabulary vocabulary;
  private final SpaceDecoding spacing;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  // the start of a character whose other bytes have not come yet
  private ByteBuffer begun = ByteBuffer.allocate(0);
  private boolean started;
  private String held = ""; // the last space, where the text's last one is to be dropped

  Detokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.spacing = vocabulary.spacing();
  }

  /** The text that is certain once this piece has come; may be empty. */
  public String append(String piece) {
    Objects.requireNonNull(piece, "piece");
    return decode(vocabulary.bytes(piece), false);
  }

  /** The rest of the text, after the last piece; U+FFFD if a character was not finished. */
  public String end() {
    return decode(new byte[0], true);
  }

  String decode(byte[] more, boolean last) {
    ByteBuffer bytes = ByteBuffer.allocate(begun.remaining() + more.length);
    bytes.put(begun).put(more).flip();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
    decoder.decode(bytes, chars, last);
    begun = bytes;
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

  /* Sets started once it is clear where the text begins. */
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
