package dev.thimble.vocabulary;

import dev.thimble.vocabulary.SentencePieceFormat.Normalizer;
import dev.thimble.vocabulary.SentencePieceFormat.Trainer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses SentencePiece models that contradict themselves, that would crash a native runtime, or
 * that use a feature Thimble does not support. Native runtimes trust most fields of a model, and
 * end the process on wrong ones. Stateless.
 */
final class SentencePieceValidator {
  /** Longest piece, in UTF-8 bytes: runtimes build their trie with one recursion per byte. */
  static final int LONGEST_PIECE = 1024;

  /** Most user-defined symbols that are prefixes of one another: the size of a runtime's buffer. */
  static final int MOST_NESTED = 64;

  /** All user-defined symbols together, in UTF-8 bytes. */
  static final int MOST_SYMBOL_BYTES = 1 << 20;

  private SentencePieceValidator() {}

  /**
   * Checks everything in a model except its normalization rules.
   *
   * @throws VocabularyException with the first fault, but without the name of the file
   */
  static void check(SentencePieceFormat.Content content) {
    List<Piece> pieces = content.pieces();
    if (pieces.isEmpty()) {
      throw new VocabularyException("it has no pieces");
    }
    Trainer trainer = content.trainer();
    Normalizer normalizer = content.normalizer();
    if (trainer == null || normalizer == null) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "it has %d pieces but no %s settings",
              pieces.size(),
              trainer == null ? "trainer" : "normalizer"));
    }
    checkPieces(pieces);
    checkSymbols(pieces);
    checkBytes(pieces, trainer.byteFallback());
    SpecialTokens special = trainer.specialTokens();
    checkType(pieces, "unk", special.unk(), Piece.Type.UNKNOWN);
    checkType(pieces, "pad", special.pad(), Piece.Type.CONTROL);
    checkType(pieces, "bos", special.bos(), Piece.Type.CONTROL);
    checkType(pieces, "eos", special.eos(), Piece.Type.CONTROL);
    checkTrainer(trainer);
    if (content.denormalizes()) {
      throw new VocabularyException(
          "it has denormalization rules, which are not supported; train it without them");
    }
    if (normalizer.name().equals(NormalizationRules.NAME)) {
      checkThimbleSettings(normalizer, trainer);
    }
  }

  private static void checkPieces(List<Piece> pieces) {
    Set<String> texts = new HashSet<>();
    int unknown = -1;
    for (int id = 0; id < pieces.size(); id++) {
      Piece piece = pieces.get(id);
      checkText(id, piece.text());
      if (!texts.add(piece.text())) {
        throw new VocabularyException("piece " + id + ", '" + piece.text() + "', occurs twice");
      }
      if (!Float.isFinite(piece.score())) {
        throw new VocabularyException("the score of piece " + id + " is " + piece.score());
      }
      if (piece.type() == Piece.Type.CONTROL
          && piece.text().codePointCount(0, piece.text().length()) == 1) {
        throw new VocabularyException(
            "piece "
                + id
                + ", '"
                + piece.text()
                + "', is a control piece of one character; a text with this character would"
                + " contain the control piece");
      }
      if (piece.type() == Piece.Type.UNKNOWN) {
        if (unknown >= 0) {
          throw new VocabularyException(
              "pieces " + unknown + " and " + id + " are both unk; there must be one");
        }
        unknown = id;
      }
    }
  }

  private static void checkText(int id, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new VocabularyException("piece " + id + " contains U+0000, which is not supported");
    }
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PIECE) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "piece %d has %d bytes; at most %d are supported",
              id,
              length,
              LONGEST_PIECE));
    }
  }

  private static void checkSymbols(List<Piece> pieces) {
    List<String> symbols = Piece.userDefined(pieces).stream().sorted().toList();
    Deque<String> prefixes = new ArrayDeque<>(); // of the current symbol, the longest first
    int bytes = 0;
    for (String symbol : symbols) {
      while (!prefixes.isEmpty() && !symbol.startsWith(prefixes.element())) {
        prefixes.pop();
      }
      prefixes.push(symbol);
      if (prefixes.size() > MOST_NESTED) {
        throw new VocabularyException(
            String.format(
                Locale.ROOT,
                "more than %d user-defined symbols are prefixes of one another, from '%s' on",
                MOST_NESTED,
                prefixes.getLast()));
      }
      bytes += symbol.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_SYMBOL_BYTES) {
        throw new VocabularyException(
            "its user-defined symbols have more than " + MOST_SYMBOL_BYTES + " bytes together");
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
              "the byte piece '" + piece.text() + "' must be named as in '<0x0A>'");
        }
      }
    }
    int needed = fallback ? 256 : 0;
    if (bytes != needed) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "it has %d byte pieces; with byte fallback %s there must be %d",
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
              "it lacks a control piece: the id of %s is %d, of %d pieces; pad, unk, bos and eos are all needed",
              role,
              id,
              pieces.size()));
    }
    Piece piece = pieces.get(id);
    if (piece.type() != type) {
      throw new VocabularyException(
          String.format(
              Locale.ROOT,
              "piece %d, '%s', is set as %s, but its type is %s, not %s",
              id,
              piece.text(),
              role,
              piece.type(),
              type));
    }
  }

  private static void checkTrainer(Trainer trainer) {
    switch (trainer.modelType()) {
      case Trainer.UNIGRAM, Trainer.BPE, Trainer.CHAR -> {}
      case Trainer.WORD ->
          throw new VocabularyException(
              "its model type is WORD, which is not supported; UNIGRAM, BPE and CHAR are");
      default ->
          throw new VocabularyException(
              "its model type is " + trainer.modelType() + "; 1 to 4 are known");
    }
    String surface = trainer.unkSurface();
    if (surface.indexOf('\0') >= 0 || surface.length() > LONGEST_PIECE) {
      throw new VocabularyException(
          "its unk_surface has U+0000 or more than " + LONGEST_PIECE + " characters");
    }
  }

  /* Under this name Thimble runs TextNormalizer instead of the rules in the file, so that the
   * settings must agree. */
  private static void checkThimbleSettings(Normalizer normalizer, Trainer trainer) {
    if (!normalizer.addDummyPrefix()
        || !normalizer.removeExtraSpaces()
        || !normalizer.escapeSpaces()
        || trainer.spaceAsSuffix()) {
      throw new VocabularyException(
          "its normalization is "
              + NormalizationRules.NAME
              + ", but its settings do not put one space before each word, as these rules need");
    }
  }
}
