package dev.thimble.vocabulary;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The pieces that text is cut into, each with its id from 0; a SentencePiece model file. Immutable
 * and thread-safe.
 *
 * <p>For any text, {@code detokenize} of its pieces is {@link #normalize} of the text.
 */
public final class Vocabulary {
  private final byte[] model;
  private final List<Piece> pieces;
  private final SpecialTokens specialTokens;
  private final Map<String, Integer> ids;

  private Vocabulary(byte[] model, SentencePieceFormat.Content content) {
    this.model = model;
    this.pieces = List.copyOf(content.pieces());
    this.specialTokens = content.specialTokens();
    this.ids = new HashMap<>(pieces.size() * 2);
    for (int id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id).text(), id);
    }
  }

  static Vocabulary of(List<Piece> pieces, SpecialTokens specialTokens) {
    SentencePieceFormat.Content content = new SentencePieceFormat.Content(pieces, specialTokens);
    return new Vocabulary(SentencePieceFormat.write(content), content);
  }

  /** Reads a SentencePiece model file. */
  public static Vocabulary read(Path file) throws IOException {
    return parse(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads a SentencePiece model.
   *
   * @param name what to call it in errors
   * @throws VocabularyException if the bytes are no such model, or it lacks one of pad, unk, bos,
   *     eos
   */
  public static Vocabulary parse(byte[] model, String name) {
    SentencePieceFormat.Content content;
    try {
      content = SentencePieceFormat.read(model);
    } catch (IOException | IllegalArgumentException | VocabularyException e) {
      throw new VocabularyException(
          name + " is not a SentencePiece model, or is cut short: " + e.getMessage());
    }
    int size = content.pieces().size();
    if (size == 0) {
      throw new VocabularyException(name + " is not a SentencePiece model: it has no pieces");
    }
    SpecialTokens special = content.specialTokens();
    for (int id : new int[] {special.pad(), special.unk(), special.bos(), special.eos()}) {
      if (id < 0 || id >= size) {
        throw new VocabularyException(
            name + " lacks a control piece; pad, unk, bos and eos are all needed: " + special);
      }
    }
    return new Vocabulary(model.clone(), content);
  }

  /** Number of pieces. */
  public int size() {
    return pieces.size();
  }

  /** The piece of an id. */
  public String piece(int id) {
    return entry(id).text();
  }

  /** The id of a piece, or unk. */
  public int id(String piece) {
    return ids.getOrDefault(piece, specialTokens.unk());
  }

  /** Ids of the control pieces. */
  public SpecialTokens specialTokens() {
    return specialTokens;
  }

  /** The ids of pieces, unk for those not here. */
  public int[] ids(List<String> pieces) {
    return pieces.stream().mapToInt(this::id).toArray();
  }

  /** The pieces of ids. */
  public List<String> pieces(int[] ids) {
    return Arrays.stream(ids).mapToObj(this::piece).toList();
  }

  /** The form in which text is cut: NFKC, white space folded. */
  public static String normalize(String text) {
    return TextNormalizer.normalize(text);
  }

  /** Joins pieces into text; control pieces give nothing, bytes that are not UTF-8 give U+FFFD. */
  public String detokenize(List<String> pieces) {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    for (String text : pieces) {
      Integer id = ids.get(text);
      Piece piece = id == null ? null : this.pieces.get(id);
      Piece.Type type = piece == null ? Piece.Type.NORMAL : piece.type();
      switch (type) {
        case CONTROL, UNUSED -> {}
        case UNKNOWN -> utf8.writeBytes(" \u2047 ".getBytes(StandardCharsets.UTF_8));
        case BYTE -> utf8.write(piece.byteValue());
        default ->
            utf8.writeBytes(
                text.replace(TextNormalizer.SPACE_MARK, ' ').getBytes(StandardCharsets.UTF_8));
      }
    }
    String joined = utf8.toString(StandardCharsets.UTF_8);
    return joined.startsWith(" ") ? joined.substring(1) : joined;
  }

  /** Joins the pieces of ids into text. */
  public String text(int[] ids) {
    return detokenize(pieces(ids));
  }

  /** The model file's bytes. */
  public byte[] toBytes() {
    return model.clone();
  }

  /** Writes the model file, whole or not at all. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, out -> out.write(model));
  }

  /** SHA-256 of the model file, in hexadecimal. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The user-defined symbols, in id order. */
  public List<String> userDefinedSymbols() {
    List<String> symbols = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.type() == Piece.Type.USER_DEFINED) {
        symbols.add(piece.text());
      }
    }
    return symbols;
  }

  /** The pieces that spell a text byte by byte. */
  public List<String> bytePieces(String text) {
    List<String> spelled = new ArrayList<>();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      spelled.add(Piece.ofByte(b & 0xFF).text());
    }
    return spelled;
  }

  private Piece entry(int id) {
    if (id < 0 || id >= pieces.size()) {
      throw new IllegalArgumentException(
          "id " + id + " is not in the vocabulary; ids run from 0 to " + (pieces.size() - 1));
    }
    return pieces.get(id);
  }
}
