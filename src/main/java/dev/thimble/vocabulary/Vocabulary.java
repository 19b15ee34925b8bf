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

  private Vocabulary(byte[] model, List<Piece> pieces, SpecialTokens specialTokens) {
    this.model = model;
    this.pieces = List.copyOf(pieces);
    this.specialTokens = specialTokens;
    this.ids = new HashMap<>(pieces.size() * 2);
    for (int id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id).text(), id);
    }
  }

  static Vocabulary of(List<Piece> pieces, SpecialTokens specialTokens) {
    return new Vocabulary(SentencePieceFormat.write(pieces, specialTokens), pieces, specialTokens);
  }

  /**
   * Reads a SentencePiece model file.
   *
   * @throws VocabularyException as {@link #parse} does
   */
  public static Vocabulary read(Path file) throws IOException {
    return parse(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads a SentencePiece model.
   *
   * @param name what to call it in errors
   * @throws VocabularyException if the bytes are no such model, contradict themselves, or lack one
   *     of pad, unk, bos, eos; a model that passes is safe to hand to a native runtime
   */
  public static Vocabulary parse(byte[] model, String name) {
    byte[] bytes = model.clone();
    try {
      SentencePieceFormat.Content content = SentencePieceFormat.read(bytes);
      return new Vocabulary(bytes, content.pieces(), ModelCheck.check(content));
    } catch (IOException e) {
      throw new VocabularyException(
          name + " is not a SentencePiece model, or is cut short: " + e.getMessage(), e);
    } catch (IllegalArgumentException | VocabularyException e) {
      throw new VocabularyException(
          name + " cannot be used as a SentencePiece model: " + e.getMessage(), e);
    }
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

  /**
   * The form in which text is cut, and the one that comes back: Unicode NFKC, each run of white
   * space, controls and U+2581 folded into one space, none at either end; halves of surrogate pairs
   * become U+FFFD. Format characters, such as the joiners inside emoji, stay. The Unicode version
   * is the JDK's.
   */
  public static String normalize(String text) {
    return TextNormalizer.normalize(text);
  }

  /**
   * Joins pieces into one line of text: control pieces give nothing, unk gives U+2047 between
   * spaces, bytes that are not UTF-8 give U+FFFD, and line breaks and other controls that are
   * spelled in bytes, as only a model does, give spaces.
   */
  public String detokenize(List<String> pieces) {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    pieces.forEach(piece -> utf8.writeBytes(bytes(piece)));
    return detokenizer().decode(utf8.toByteArray(), true);
  }

  /** Does what {@link #detokenize} does while pieces are still being written. */
  public Detokenizer detokenizer() {
    return new Detokenizer(this);
  }

  /* What a piece adds to the UTF-8 of a text. */
  byte[] bytes(String text) {
    Integer id = ids.get(text);
    Piece piece = id == null ? null : pieces.get(id);
    return switch (piece == null ? Piece.Type.NORMAL : piece.type()) {
      case CONTROL, UNUSED -> new byte[0];
      case UNKNOWN -> " \u2047 ".getBytes(StandardCharsets.UTF_8);
      case BYTE -> new byte[] {(byte) piece.byteValue()};
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
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
