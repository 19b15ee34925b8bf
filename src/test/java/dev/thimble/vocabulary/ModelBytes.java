package dev.thimble.vocabulary;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A protocol-buffer message whose fields can be replaced, removed and repeated. */
public final class ModelBytes {
  /** One field: its number and its encoding, tag included. */
  public record Field(int number, byte[] encoded) {}

  public interface Writing {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private final List<Field> fields;

  private ModelBytes(List<Field> fields) {
    this.fields = fields;
  }

  static ModelBytes ofFields(List<Field> fields) {
    return new ModelBytes(fields);
  }

  static ModelBytes of(List<Piece> pieces) {
    return of(SentencePieceFormat.write(pieces, SpecialTokens.defaults()));
  }

  public static ModelBytes of(byte[] message) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(message);
      List<Field> fields = new ArrayList<>();
      int begin = 0;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        in.skipField(tag);
        int end = in.getTotalBytesRead();
        fields.add(
            new Field(WireFormat.getTagFieldNumber(tag), Arrays.copyOfRange(message, begin, end)));
        begin = end;
      }
      return new ModelBytes(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The content of a message field. */
  public byte[] content(int number) throws IOException {
    for (Field field : fields) {
      if (field.number == number) {
        CodedInputStream in = CodedInputStream.newInstance(field.encoded);
        in.readTag();
        return in.readByteArray();
      }
    }
    return new byte[0];
  }

  /** Replaces all fields that have the number of the given one. */
  public ModelBytes with(int number, byte[] content) {
    return without(number).and(out -> out.writeBytes(number, ByteString.copyFrom(content)));
  }

  public ModelBytes without(int number) {
    return new ModelBytes(fields.stream().filter(field -> field.number != number).toList());
  }

  /** Appends fields. */
  public ModelBytes and(Writing... more) {
    List<Field> longer = new ArrayList<>(fields);
    longer.addAll(of(message(more)).fields);
    return new ModelBytes(longer);
  }

  public List<Field> fields() {
    return fields;
  }

  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fields.forEach(field -> bytes.writeBytes(field.encoded));
    return bytes.toByteArray();
  }

  public static byte[] message(Writing... fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      for (Writing field : fields) {
        field.writeTo(out);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
