package dev.thimble.vocabulary;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses models that contradict themselves. A native runtime takes some of these on trust, and
 * ends the process when it is let down. Stateless.
 */
final class ModelCheck {
  private ModelCheck() {}

  /**
   * Checks everything that a model says.
   *
   * @return the ids of its control pieces
   * @throws VocabularyException saying what is wrong, without the name of the file
   */
  static SpecialTokens check(SentencePieceFormat.Content content) {
    List<Piece> pieces = content.pieces();
    if (pieces.isEmpty()) {
      throw new VocabularyException("it has no pieces");
    }
    SentencePieceFormat.Trainer trainer = content.trainer();
    if (trainer == null || content.charsmap() == null) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "it has %d pieces but no settings of the %s",
              pieces.size(),
              trainer == null ? "trainer" : "normalizer"));
    }
    checkPieces(pieces);
    checkBytes(pieces, trainer.byteFallback());
    SpecialTokens special = trainer.specialTokens();
    checkType(pieces, "unk", special.unk(), Piece.Type.UNKNOWN);
    checkType(pieces, "pad", special.pad(), Piece.Type.CONTROL);
    checkType(pieces, "bos", special.bos(), Piece.Type.CONTROL);
    checkType(pieces, "eos", special.eos(), Piece.Type.CONTROL);
    NormalizationRules.check(content.charsmap().toByteArray());
    return special;
  }

  private static void checkPieces(List<Piece> pieces) {
    Set<String> texts = new HashSet<>(pieces.size() * 2);
    int unknown = -1;
    for (int id = 0; id < pieces.size(); id++) {
      Piece piece = pieces.get(id);
      if (piece.text().isEmpty()) {
        throw new VocabularyException("piece " + id + " has no text");
      }
      if (!texts.add(piece.text())) {
        throw new VocabularyException("piece " + id + ", '" + piece.text() + "', is there twice");
      }
      if (!Float.isFinite(piece.score())) {
        throw new VocabularyException("the score of piece " + id + " is " + piece.score());
      }
      if (piece.type() == Piece.Type.UNKNOWN) {
        if (unknown >= 0) {
          throw new VocabularyException(
              "pieces " + unknown + " and " + id + " are both unk; one is needed");
        }
        unknown = id;
      }
    }
  }

  private static void checkBytes(List<Piece> pieces, boolean fallback) {
    int bytes = 0;
    for (Piece piece : pieces) {
      if (piece.type() == Piece.Type.BYTE) {
        bytes++;
        if (!Piece.isByteName(piece.text())) {
          throw new VocabularyException(
              "the byte piece '" + piece.text() + "' is not named like '<0x0A>'");
        }
      }
    }
    int needed = fallback ? 256 : 0;
    if (bytes != needed) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "it has %d byte pieces; with byte fallback %s there are %d",
              bytes,
              fallback ? "on" : "off",
              needed));
    }
  }

  private static void checkType(List<Piece> pieces, String role, int id, Piece.Type type) {
    if (id < 0 || id >= pieces.size()) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "it lacks a control piece: the id of %s is %d of %d; pad, unk, bos and eos are all needed",
              role,
              id,
              pieces.size()));
    }
    Piece piece = pieces.get(id);
    if (piece.type() != type) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "piece %d, '%s', is to be %s but its type is %s, not %s",
              id,
              piece.text(),
              role,
              piece.type(),
              type));
    }
  }
}
