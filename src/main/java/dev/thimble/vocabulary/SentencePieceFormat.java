package dev.thimble.vocabulary;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes SentencePiece model files: a protocol-buffer message of pieces (field 1),
 * trainer settings (2), normalizer settings (3) and denormalizer settings (5). Writes only the
 * fields that a runtime reads. Stateless.
 */
final class SentencePieceFormat {
  /** Most pieces of a model; the largest published ones have a quarter of a million. */
  static final int MOST_PIECES = 1 << 20;

  private static final String DEFAULT_UNK_SURFACE = " \u2047 ";

  private SentencePieceFormat() {}

  /**
   * The content of a model file, not validated.
   *
   * @param pieces in id order
   * @param trainer null if missing
   * @param normalizer null if missing
   * @param denormalizes whether it has rules that rewrite text after its pieces are joined
   */
  record Content(
      List<Piece> pieces,
      @Nullable Trainer trainer,
      @Nullable Normalizer normalizer,
      boolean denormalizes) {}

  /**
   * The trainer settings that a runtime reads.
   *
   * @param modelType one of the constants below
   * @param byteFallback whether characters without a piece are spelled by byte pieces
   * @param spaceAsSuffix whether a space mark belongs to the word before it, not after it
   * @param unkSurface the text that unk is decoded to
   */
  record Trainer(
      int modelType,
      SpecialTokens specialTokens,
      boolean byteFallback,
      boolean spaceAsSuffix,
      String unkSurface) {
    static final int UNIGRAM = 1;
    static final int BPE = 2;
    static final int WORD = 3;
    static final int CHAR = 4;
  }

  /**
   * The normalizer settings.
   *
   * @param name of the rules
   * @param charsmap the rules (see {@link PrecompiledCharsmap}), empty for none
   * @param addDummyPrefix whether a space is added before the text (after it with {@code
   *     spaceAsSuffix})
   * @param removeExtraSpaces whether each run of spaces becomes one space, and none stays at the
   *     ends
   * @param escapeSpaces whether spaces become U+2581
   */
  record Normalizer(
      String name,
      ByteString charsmap,
      boolean addDummyPrefix,
      boolean removeExtraSpaces,
      boolean escapeSpaces) {}

  /** The model file of a vocabulary that Thimble trained. */
  static byte[] write(List<Piece> pieces, SpecialTokens special) {
    return message(
        model -> {
          writePieces(model, pieces);
          model.writeByteArray(2, trainer(pieces, special));
          model.writeByteArray(3, ownNormalizer());
        });
  }

  /**
   * The model for a native runtime: only the fields that decide how normalized text is cut, and a
   * normalizer that changes nothing.
   */
  static byte[] writeForRuntime(List<Piece> pieces, Trainer trainer) {
    return message(
        model -> {
          writePieces(model, pieces);
          model.writeByteArray(
              2,
              message(
                  out -> {
                    out.writeEnum(3, trainer.modelType);
                    out.writeBool(35, trainer.byteFallback);
                  }));
          model.writeByteArray(
              3,
              message(
                  out -> {
                    out.writeString(1, "identity");
                    out.writeBool(3, false);
                    out.writeBool(4, false);
                    out.writeBool(5, false);
                  }));
        });
  }

  private static void writePieces(CodedOutputStream model, List<Piece> pieces) throws IOException {
    for (Piece piece : pieces) {
      model.writeByteArray(
          1,
          message(
              out -> {
                out.writeString(1, piece.text());
                out.writeFloat(2, piece.score());
                out.writeEnum(3, piece.type().code);
              }));
    }
  }

  private static byte[] trainer(List<Piece> pieces, SpecialTokens special) {
    return message(
        out -> {
          out.writeEnum(3, Trainer.BPE);
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

  private static byte[] ownNormalizer() {
    return message(
        out -> {
          out.writeString(1, NormalizationRules.NAME);
          out.writeByteArray(2, NormalizationRules.charsmap());
          out.writeBool(3, true);
          out.writeBool(4, true);
          out.writeBool(5, true);
        });
  }

  /**
   * Parses a model file without validating it; {@link SentencePieceValidator} does that.
   *
   * @throws IOException if it is not a protocol-buffer message, or is truncated
   * @throws VocabularyException if a field has the wrong type or occurs twice, a piece has no text,
   *     or there are more than {@link #MOST_PIECES}
   */
  static Content read(byte[] bytes) throws IOException {
    ProtobufReader in = new ProtobufReader(ByteString.copyFrom(bytes), "the model");
    List<Piece> pieces = new ArrayList<>();
    Trainer trainer = null;
    Normalizer normalizer = null;
    boolean denormalizes = false;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> pieces.add(readPiece(in.element(), pieces.size()));
        case 2 -> trainer = readTrainer(in.bytes());
        case 3 -> normalizer = readNormalizer(in.bytes(), "the normalizer");
        case 5 -> denormalizes = !readNormalizer(in.bytes(), "the denormalizer").charsmap.isEmpty();
        default -> in.skip();
      }
    }
    return new Content(pieces, trainer, normalizer, denormalizes);
  }

  private static Piece readPiece(ByteString bytes, int id) throws IOException {
    if (id == MOST_PIECES) {
      throw new VocabularyException("it has more than " + MOST_PIECES + " pieces");
    }
    ProtobufReader in = new ProtobufReader(bytes, "piece " + id);
    String text = "";
    float score = 0;
    Piece.Type type = Piece.Type.NORMAL;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> text = in.string();
        case 2 -> score = in.float32();
        case 3 -> type = Piece.Type.of(in.int32());
        default -> in.skip();
      }
    }
    if (text.isEmpty()) {
      throw new VocabularyException("piece " + id + " has no text");
    }
    return new Piece(text, score, type);
  }

  private static Trainer readTrainer(ByteString bytes) throws IOException {
    ProtobufReader in = new ProtobufReader(bytes, "the trainer");
    int modelType = Trainer.UNIGRAM;
    int[] ids = {0, 1, 2, -1}; // unk, bos, eos, pad: the defaults of the format
    boolean byteFallback = false;
    boolean spaceAsSuffix = false;
    String unkSurface = DEFAULT_UNK_SURFACE;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 3 -> modelType = in.int32();
        case 24 -> spaceAsSuffix = in.bool();
        case 35 -> byteFallback = in.bool();
        case 40, 41, 42, 43 -> ids[field - 40] = in.int32();
        case 44 -> unkSurface = in.string();
        default -> in.skip();
      }
    }
    SpecialTokens special = new SpecialTokens(ids[3], ids[0], ids[1], ids[2]);
    return new Trainer(modelType, special, byteFallback, spaceAsSuffix, unkSurface);
  }

  private static Normalizer readNormalizer(ByteString bytes, String name) throws IOException {
    ProtobufReader in = new ProtobufReader(bytes, name);
    String rules = "";
    ByteString charsmap = ByteString.EMPTY;
    boolean addDummyPrefix = true;
    boolean removeExtraSpaces = true;
    boolean escapeSpaces = true;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> rules = in.string();
        case 2 -> charsmap = in.bytes();
        case 3 -> addDummyPrefix = in.bool();
        case 4 -> removeExtraSpaces = in.bool();
        case 5 -> escapeSpaces = in.bool();
        default -> in.skip();
      }
    }
    return new Normalizer(rules, charsmap, addDummyPrefix, removeExtraSpaces, escapeSpaces);
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
