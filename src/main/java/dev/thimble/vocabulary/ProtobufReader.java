package dev.thimble.vocabulary;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Reads one protocol-buffer message field by field. Refuses a field with the wrong wire type, and a
 * second occurrence of a field that is not repeated, because parsers disagree about which of the
 * two values counts. Not thread-safe.
 */
final class ProtobufReader {
  /** Wire types. */
  static final int VARINT = 0;

  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final int MOST_VARINT_BITS = 64;

  private final ByteBuffer in;
  private final String message;
  private final Set<Integer> seen = new HashSet<>();
  private int tag;

  /**
   * Starts before the first field.
   *
   * @param message the name of the message in errors
   */
  ProtobufReader(byte[] bytes, String message) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.message = message;
  }

  /** Moves to the next field and returns its number, 0 at the end; read it or skip it next. */
  int next() throws IOException {
    if (!in.hasRemaining()) {
      return 0;
    }
    tag = (int) varint();
    if (number() == 0) {
      throw new IOException(message + " has a field of number 0");
    }
    return number();
  }

  /** Reads one element of a repeated field of messages. */
  byte[] element() throws IOException {
    check(LENGTH_DELIMITED);
    return take();
  }

  byte[] bytes() throws IOException {
    checkOnce(LENGTH_DELIMITED);
    return take();
  }

  String string() throws IOException {
    ByteBuffer text = ByteBuffer.wrap(bytes());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("field " + number() + " of " + message + " is not UTF-8", e);
    }
  }

  float float32() throws IOException {
    checkOnce(FIXED32);
    return need(Float.BYTES).getFloat();
  }

  int int32() throws IOException {
    checkOnce(VARINT);
    return (int) varint();
  }

  boolean bool() throws IOException {
    checkOnce(VARINT);
    return varint() != 0;
  }

  void skip() throws IOException {
    switch (wireType()) {
      case VARINT -> varint();
      case FIXED64 -> need(Long.BYTES).getLong();
      case LENGTH_DELIMITED -> take();
      case FIXED32 -> need(Float.BYTES).getInt();
      default ->
          throw new IOException(
              "field " + number() + " of " + message + " has the unknown wire type " + wireType());
    }
  }

  private byte[] take() throws IOException {
    long length = varint();
    if (length < 0 || length > in.remaining()) {
      throw cutShort();
    }
    byte[] taken = new byte[(int) length];
    in.get(taken);
    return taken;
  }

  /* Groups of seven bits, the lowest first; a set top bit says that another group follows. */
  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
      byte next = need(1).get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException(message + " has a number of more than 64 bits");
  }

  private ByteBuffer need(int bytes) throws IOException {
    if (in.remaining() < bytes) {
      throw cutShort();
    }
    return in;
  }

  private IOException cutShort() {
    return new EOFException(message + " ends within a field");
  }

  private int number() {
    return tag >>> 3;
  }

  private int wireType() {
    return tag & 7;
  }

  private void checkOnce(int wireType) {
    check(wireType);
    if (!seen.add(tag)) {
      throw new VocabularyException("field " + number() + " of " + message + " occurs twice");
    }
  }

  private void check(int wireType) {
    if (wireType() != wireType) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "field %d of %s has wire type %d, not %d",
              number(),
              message,
              wireType(),
              wireType));
    }
  }
}
