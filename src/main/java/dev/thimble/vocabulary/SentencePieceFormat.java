package dev.thimble.vocabulary;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The SentencePiece model file, a protocol-buffer message: field 1 the pieces, 2 the trainer's
 * settings, 3 the normalizer's. Only the fields that a runtime reads are written.
 */
final class SentencePieceFormat {
  private static final int BPE = 2;

  private SentencePieceFormat() {}

  /** What a model file says: pieces in id order, and the ids of the control pieces. */
  record Content(List<Piece> pieces, SpecialTokens specialTokens) {}

  static byte[] write(Content content) {
    return message(
        model -> {
          for (Piece piece : content.pieces()) {
            model.writeByteArray(1, piece(piece));
          }
          model.writeByteArray(2, trainer(content));
          model.writeByteArray(3, normalizer());
        });
  }

  static Content read(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    List<Piece> pieces = new ArrayList<>();
    SpecialTokens special = new SpecialTokens(-1, 0, 1, 2); // the format's own defaults
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> pieces.add(readPiece(in.readByteArray()));
        case 2 -> special = readTrainer(in.readByteArray(), special);
        default -> in.skipField(tag);
      }
    }
    return new Content(pieces, special);
  }

  private static byte[] piece(Piece piece) {
    return message(
        out -> {
          out.writeString(1, piece.text());
          out.writeFloat(2, piece.score());
          out.writeEnum(3, piece.type().code);
        });
  }

  private static byte[] trainer(Content content) {
    List<Piece> pieces = content.pieces();
    SpecialTokens special = content.specialTokens();
    return message(
        out -> {
          out.writeEnum(3, BPE);
          out.writeInt32(4, pieces.size());
          for (Piece piece : pieces) {
            if (piece.type() == Piece.Type.USER_DEFINED) {
              out.writeString(31, piece.text());
            }
          }
          out.writeBool(35, pieces.stream().anyMatch(p -> p.type() == Piece.Type.BYTE));
          out.writeInt32(40, special.unk());
          out.writeInt32(41, special.bos());
          out.writeInt32(42, special.eos());
          out.writeInt32(43, special.pad());
          out.writeString(45, pieces.get(special.unk()).text());
          out.writeString(46, pieces.get(special.bos()).text());
          out.writeString(47, pieces.get(special.eos()).text());
          out.writeString(48, pieces.get(special.pad()).text());
        });
  }

  private static byte[] normalizer() {
    return message(
        out -> {
          out.writeString(1, "identity");
          out.writeBool(3, true); // a space before the first word
          out.writeBool(4, true); // runs of spaces folded
          out.writeBool(5, true); // spaces as U+2581
        });
  }

  private static Piece readPiece(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    String text = "";
    float score = 0;
    Piece.Type type = Piece.Type.NORMAL;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> text = in.readStringRequireUtf8();
        case 2 -> score = in.readFloat();
        case 3 -> type = Piece.Type.of(in.readEnum());
        default -> in.skipField(tag);
      }
    }
    return new Piece(text, score, type);
  }

  private static SpecialTokens readTrainer(byte[] bytes, SpecialTokens defaults)
      throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    int[] ids = {defaults.unk(), defaults.bos(), defaults.eos(), defaults.pad()};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (field >= 40 && field <= 43) {
        ids[field - 40] = in.readInt32();
      } else {
        in.skipField(tag);
      }
    }
    return new SpecialTokens(ids[3], ids[0], ids[1], ids[2]);
  }

  @FunctionalInterface
  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("could not build a vocabulary in memory", e);
    }
    return bytes.toByteArray();
  }
}
