package dev.thimble.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one protocol-buffer message field by field. Not thread-safe. */
final class ProtobufWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes a field of an integer, also one of an enumeration. */
  ProtobufWriter int32(int field, int value) {
    tag(field, ProtobufReader.VARINT);
    varint(value); // a negative number has 64 bits in this format
    return this;
  }

  ProtobufWriter bool(int field, boolean value) {
    return int32(field, value ? 1 : 0);
  }

  ProtobufWriter float32(int field, float value) {
    tag(field, ProtobufReader.FIXED32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(bits >> shift);
    }
    return this;
  }

  ProtobufWriter string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a field of bytes or of a message. */
  ProtobufWriter bytes(int field, byte[] value) {
    tag(field, ProtobufReader.LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) rest | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
