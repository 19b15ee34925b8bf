package dev.thimble.vocabulary;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Reads one protocol-buffer message field by field. Refuses a field with the wrong wire type, and a
 * second occurrence of a field that is not repeated, because parsers disagree about which of the
 * two values counts. Not thread-safe.
 */
final class ProtobufReader {
  private final CodedInputStream in;
  private final String message;
  private final Set<Integer> seen = new HashSet<>();
  private int tag;

  /**
   * Starts before the first field.
   *
   * @param message the name of the message in errors
   */
  ProtobufReader(ByteString bytes, String message) {
    this.in = bytes.newCodedInput();
    this.message = message;
  }

  /** Moves to the next field and returns its number, 0 at the end; read it or skip it next. */
  int next() throws IOException {
    tag = in.readTag();
    return WireFormat.getTagFieldNumber(tag);
  }

  /** Reads one element of a repeated field of messages. */
  ByteString element() throws IOException {
    check(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readBytes();
  }

  ByteString bytes() throws IOException {
    checkOnce(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readBytes();
  }

  String string() throws IOException {
    checkOnce(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readStringRequireUtf8();
  }

  float float32() throws IOException {
    checkOnce(WireFormat.WIRETYPE_FIXED32);
    return in.readFloat();
  }

  int int32() throws IOException {
    checkOnce(WireFormat.WIRETYPE_VARINT);
    return in.readInt32();
  }

  boolean bool() throws IOException {
    checkOnce(WireFormat.WIRETYPE_VARINT);
    return in.readBool();
  }

  void skip() throws IOException {
    in.skipField(tag);
  }

  private void checkOnce(int wireType) {
    check(wireType);
    if (!seen.add(tag)) {
      throw new VocabularyException(
          "field " + WireFormat.getTagFieldNumber(tag) + " of " + message + " occurs twice");
    }
  }

  private void check(int wireType) {
    if (WireFormat.getTagWireType(tag) != wireType) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "field %d of %s has wire type %d, not %d",
              WireFormat.getTagFieldNumber(tag),
              message,
              WireFormat.getTagWireType(tag),
              wireType));
    }
  }
}
