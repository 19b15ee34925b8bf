package dev.thimble.vocabulary;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SentencePiece model file, a protocol-buffer message: field 1 the pieces, 2 the trainer's
 * settings, 3 the normalizer's. Only the fields that a runtime reads are written.
 */
final class SentencePieceFormat {
  private static final int BPE = 2;
  private static final int VARINT = WireFormat.WIRETYPE_VARINT;
  private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private SentencePieceFormat() {}

  /**
   * What a model file says.
   *
   * @param pieces in id order
   * @param trainer ids of the control pieces, and whether bytes stand in for missing characters;
   *     null if not there
   * @param charsmap compiled normalization rules, empty for none; null if the normalizer's settings
   *     are not there
   */
  record Content(List<Piece> pieces, @Nullable Trainer trainer, @Nullable ByteString charsmap) {}

  /** The trainer's settings that a runtime reads. */
  record Trainer(SpecialTokens specialTokens, boolean byteFallback) {}

  static byte[] write(List<Piece> pieces, SpecialTokens special) {
    return message(
        model -> {
          for (Piece piece : pieces) {
            model.writeByteArray(1, piece(piece));
          }
          model.writeByteArray(2, trainer(pieces, special));
          model.writeByteArray(3, normalizer());
        });
  }

  /**
   * Reads a message; says nothing about whether it makes sense.
   *
   * @throws IOException if it is no protocol-buffer message, or cut short
   */
  static Content read(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    List<Piece> pieces = new ArrayList<>();
    Trainer trainer = null;
    ByteString charsmap = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(1, BYTES)) {
        pieces.add(readPiece(in.readByteArray()));
      } else if (tag == tag(2, BYTES)) {
        trainer = readTrainer(in.readByteArray());
      } else if (tag == tag(3, BYTES)) {
        charsmap = readNormalizer(in.readByteArray());
      } else {
        in.skipField(tag);
      }
    }
    return new Content(pieces, trainer, charsmap);
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  private static byte[] piece(Piece piece) {
    return message(
        out -> {
          out.writeString(1, piece.text());
          out.writeFloat(2, piece.score());
          out.writeEnum(3, piece.type().code);
        });
  }

  private static byte[] trainer(List<Piece> pieces, SpecialTokens special) {
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
          out.writeString(1, NormalizationRules.NAME);
          out.writeByteArray(2, NormalizationRules.charsmap());
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
      if (tag == tag(1, BYTES)) {
        text = in.readStringRequireUtf8();
      } else if (tag == tag(2, WireFormat.WIRETYPE_FIXED32)) {
        score = in.readFloat();
      } else if (tag == tag(3, VARINT)) {
        type = Piece.Type.of(in.readEnum());
      } else {
        in.skipField(tag);
      }
    }
    return new Piece(text, score, type);
  }

  private static Trainer readTrainer(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    int[] ids = {0, 1, 2, -1}; // unk, bos, eos, pad: the format's own defaults
    boolean byteFallback = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (field >= 40 && field <= 43 && tag == tag(field, VARINT)) {
        ids[field - 40] = in.readInt32();
      } else if (tag == tag(35, VARINT)) {
        byteFallback = in.readBool();
      } else {
        in.skipField(tag);
      }
    }
    return new Trainer(new SpecialTokens(ids[3], ids[0], ids[1], ids[2]), byteFallback);
  }

  private static ByteString readNormalizer(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    ByteString charsmap = ByteString.EMPTY;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(2, BYTES)) {
        charsmap = in.readBytes();
      } else {
        in.skipField(tag);
      }
    }
    return charsmap;
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
