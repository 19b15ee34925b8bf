package dev.thimble.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.thimble.integrity.AtomicFile;
import dev.thimble.integrity.Require;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that text is cut into, each with its id from 0; a SentencePiece model file. Immutable
 * and thread-safe.
 *
 * <p>A vocabulary that Thimble trained normalizes text by {@link #normalize}; one of another
 * trainer as its own settings say, so that the ids of a text are those of SentencePiece's library.
 * Models with settings that are not supported are refused.
 */
public final class Vocabulary {
  /** Largest model file; the largest published ones have 5 MB. */
  private static final int MOST_BYTES = 1 << 24;

  private final byte[] model;
  private final List<Piece> pieces;
  private final SentencePieceFormat.Trainer trainer;
  private final @Nullable ModelNormalizer normalizer; // null: Thimble's own
  private final SpaceDecoding spacing;
  private final Map<String, Integer> ids;

  private Vocabulary(byte[] model, SentencePieceFormat.Content content) {
    SentencePieceFormat.Normalizer settings = requireNonNull(content.normalizer());
    boolean own = settings.name().equals(NormalizationRules.NAME);
    this.model = model;
    this.pieces = List.copyOf(content.pieces());
    this.trainer = requireNonNull(content.trainer());
    this.normalizer =
        own ? null : new ModelNormalizer(settings, trainer.spaceAsSuffix(), userDefinedSymbols());
    this.spacing =
        own ? SpaceDecoding.THIMBLE : SpaceDecoding.of(settings, trainer.spaceAsSuffix());
    this.ids = new HashMap<>();
    for (int id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id).text(), id);
    }
  }

  static Vocabulary of(List<Piece> pieces, SpecialTokens specialTokens) {
    return parse(SentencePieceFormat.write(pieces, specialTokens), "the trained vocabulary");
  }

  /**
   * Reads a SentencePiece model file, or a pipe.
   *
   * @throws VocabularyException as {@link #parse} does
   */
  public static Vocabulary read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a SentencePiece model from a stream, which the caller closes.
   *
   * @param name what to call it in errors
   * @throws VocabularyException as {@link #parse} does
   */
  public static Vocabulary read(InputStream stream, String name) throws IOException {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(name, "name");
    return parse(stream.readNBytes(MOST_BYTES + 1), name);
  }

  /**
   * Reads a SentencePiece model.
   *
   * @param name what to call it in errors
   * @throws VocabularyException if the bytes are no such model, contradict themselves, lack one of
   *     pad, unk, bos, eos, or hold what is not supported: the model type WORD, denormalization
   *     rules, more than 2^20 pieces, pieces of more than 1,024 bytes, more than 16 MiB
   */
  public static Vocabulary parse(byte[] model, String name) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(name, "name");
    if (model.length > MOST_BYTES) {
      throw new VocabularyException(
          name + " is no SentencePiece model: it has more than " + MOST_BYTES + " bytes");
    }
    byte[] bytes = model.clone();
    try {
      SentencePieceFormat.Content content = SentencePieceFormat.read(bytes);
      SentencePieceValidator.check(content);
      return new Vocabulary(bytes, content);
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
    return ids.getOrDefault(Objects.requireNonNull(piece, "piece"), specialTokens().unk());
  }

  /** Ids of the control pieces. */
  public SpecialTokens specialTokens() {
    return trainer.specialTokens();
  }

  /** The ids of pieces, unk for those not here. */
  public int[] ids(List<String> pieces) {
    return Require.elements(pieces, "pieces").stream().mapToInt(this::id).toArray();
  }

  /** The pieces of ids. */
  public List<String> pieces(int[] ids) {
    Objects.requireNonNull(ids, "ids");
    return Arrays.stream(ids).mapToObj(this::piece).toList();
  }

  /**
   * The form in which vocabularies that Thimble trained cut text, and the one that comes back:
   * Unicode NFKC, each run of white space, controls and U+2581 folded into one space, none at
   * either end; halves of surrogate pairs become U+FFFD. Format characters, such as the joiners
   * inside emoji, stay. The Unicode version is the JDK's.
   */
  public static String normalize(String text) {
    Objects.requireNonNull(text, "text");
    return TextNormalizer.normalize(text);
  }

  /**
   * A text as this vocabulary's pieces spell it: normalized as the model says, U+2581 for spaces.
   * The pieces of a text, joined, give exactly this, but for unk and bytes.
   *
   * @return empty for a text without pieces
   * @throws IllegalArgumentException if the model's rules make more than 64 MiB of it
   */
  public String pieceText(String text) {
    if (normalizer != null) {
      return normalizer.pieceText(text);
    }
    String normal = normalize(text);
    return normal.isEmpty()
        ? ""
        : TextNormalizer.SPACE_MARK + normal.replace(' ', TextNormalizer.SPACE_MARK);
  }

  /**
   * Whether text may be cut before any space and segmented part by part: the pieces of the whole
   * are those of its parts.
   */
  public boolean cutsBeforeSpaces() {
    Integer space = ids.get(String.valueOf(TextNormalizer.SPACE_MARK));
    return trainer.modelType() != SentencePieceFormat.Trainer.UNIGRAM
        && space != null
        && pieces.get(space).isText()
        && pieces.stream()
            .allMatch(piece -> piece.text().lastIndexOf(TextNormalizer.SPACE_MARK) <= 0);
  }

  /**
   * Whether a piece spells a character: it was in the training text, and normalization keeps it.
   * Bytes do not count.
   *
   * @param codePoint a Unicode character
   */
  public boolean spells(int codePoint) {
    String character = Character.toString(codePoint);
    return pieceText("a" + character + "a").contains(character)
        && pieces.stream().anyMatch(p -> p.isText() && p.text().contains(character));
  }

  /**
   * Joins pieces into one line of text: control pieces give nothing, unk gives what the model says,
   * U+2047 between spaces by default, bytes that are not UTF-8 give U+FFFD, and line breaks and
   * other controls, as only a model spells them in bytes, give spaces.
   */
  public String detokenize(List<String> pieces) {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    Require.elements(pieces, "pieces").forEach(piece -> utf8.writeBytes(bytes(piece)));
    return detokenizer().decode(utf8.toByteArray(), true);
  }

  /** Does what {@link #detokenize} does while pieces are still being written. */
  public Detokenizer detokenizer() {
    return new Detokenizer(this);
  }

  SpaceDecoding spacing() {
    return spacing;
  }

  /* What a piece adds to the UTF-8 of a text. */
  byte[] bytes(String text) {
    Integer id = ids.get(text);
    Piece piece = id == null ? null : pieces.get(id);
    return switch (piece == null ? Piece.Type.NORMAL : piece.type()) {
      case CONTROL -> new byte[0];
      case UNKNOWN -> trainer.unkSurface().getBytes(StandardCharsets.UTF_8);
      case BYTE -> new byte[] {(byte) piece.byteValue()};
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** Joins the pieces of ids into text. */
  public String text(int[] ids) {
    Objects.requireNonNull(ids, "ids");
    return detokenize(pieces(ids));
  }

  /** The model file's bytes. */
  public byte[] toBytes() {
    return model.clone();
  }

  /**
   * The model for a native runtime: written anew from the checked fields alone, so that nothing
   * else of the file reaches native code. Its ids are this vocabulary's. Its normalizer changes
   * nothing; it is given {@link #pieceText} text.
   */
  public byte[] toRuntimeBytes() {
    return SentencePieceFormat.writeForRuntime(pieces, trainer);
  }

  /** Writes the model file, whole or not at all. */
  public void write(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
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
    return Piece.userDefined(pieces);
  }

  /** The pieces that spell a text byte by byte. */
  public List<String> bytePieces(String text) {
    Objects.requireNonNull(text, "text");
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
