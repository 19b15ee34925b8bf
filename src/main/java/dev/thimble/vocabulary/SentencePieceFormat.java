package dev.thimble.vocabulary;

import java.io.IOException;
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
      byte[] charsmap,
      boolean addDummyPrefix,
      boolean removeExtraSpaces,
      boolean escapeSpaces) {}

  /** The model file of a vocabulary that Thimble trained. */
  static byte[] write(List<Piece> pieces, SpecialTokens special) {
    return pieces(pieces).bytes(2, trainer(pieces, special)).bytes(3, ownNormalizer()).toBytes();
  }

  /**
   * The model for a native runtime: only the fields that decide how normalized text is cut, and a
   * normalizer that changes nothing.
   */
  static byte[] writeForRuntime(List<Piece> pieces, Trainer trainer) {
    byte[] settings =
        new ProtobufWriter().int32(3, trainer.modelType).bool(35, trainer.byteFallback).toBytes();
    byte[] normalizer =
        new ProtobufWriter()
            .string(1, "identity")
            .bool(3, false)
            .bool(4, false)
            .bool(5, false)
            .toBytes();
    return pieces(pieces).bytes(2, settings).bytes(3, normalizer).toBytes();
  }

  private static ProtobufWriter pieces(List<Piece> pieces) {
    ProtobufWriter model = new ProtobufWriter();
    for (Piece piece : pieces) {
      model.bytes(
          1,
          new ProtobufWriter()
              .string(1, piece.text())
              .float32(2, piece.score())
              .int32(3, piece.type().code)
              .toBytes());
    }
    return model;
  }

  private static byte[] trainer(List<Piece> pieces, SpecialTokens special) {
    ProtobufWriter out = new ProtobufWriter().int32(3, Trainer.BPE).int32(4, pieces.size());
    for (Piece piece : pieces) {
      if (piece.type() == Piece.Type.USER_DEFINED) {
        out.string(31, piece.text());
      }
    }
    return out.bool(35, pieces.stream().anyMatch(p -> p.type() == Piece.Type.BYTE))
        .int32(40, special.unk())
        .int32(41, special.bos())
        .int32(42, special.eos())
        .int32(43, special.pad())
        .string(45, pieces.get(special.unk()).text())
        .string(46, pieces.get(special.bos()).text())
        .string(47, pieces.get(special.eos()).text())
        .string(48, pieces.get(special.pad()).text())
        .toBytes();
  }

  private static byte[] ownNormalizer() {
    return new ProtobufWriter()
        .string(1, NormalizationRules.NAME)
        .bytes(2, NormalizationRules.charsmap())
        .bool(3, true)
        .bool(4, true)
        .bool(5, true)
        .toBytes();
  }

  /**
   * Parses a model file without validating it; {@link SentencePieceValidator} does that.
   *
   * @throws IOException if it is not a protocol-buffer message, or is truncated
   * @throws VocabularyException if a field has the wrong type or occurs twice, a piece has no text,
   *     or there are more than {@link #MOST_PIECES}
   */
  static Content read(byte[] bytes) throws IOException {
    ProtobufReader in = new ProtobufReader(bytes, "the model");
    List<Piece> pieces = new ArrayList<>();
    Trainer trainer = null;
    Normalizer normalizer = null;
    boolean denormalizes = false;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> pieces.add(readPiece(in.element(), pieces.size()));
        case 2 -> trainer = readTrainer(in.bytes());
        case 3 -> normalizer = readNormalizer(in.bytes(), "the normalizer");
        case 5 -> denormalizes = readNormalizer(in.bytes(), "the denormalizer").charsmap.length > 0;
        default -> in.skip();
      }
    }
    return new Content(pieces, trainer, normalizer, denormalizes);
  }

  private static Piece readPiece(byte[] bytes, int id) throws IOException {
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

  private static Trainer readTrainer(byte[] bytes) throws IOException {
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

  private static Normalizer readNormalizer(byte[] bytes, String name) throws IOException {
    ProtobufReader in = new ProtobufReader(bytes, name);
    String rules = "";
    byte[] charsmap = new byte[0];
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
}
