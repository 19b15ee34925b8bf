package dev.thimble.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.thimble.integrity.AtomicFile;
import dev.thimble.integrity.Require;
import dev.thimble.integrity.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that text is cut into, with ids from 0 to {@link #size()} - 1. It is stored as a
 * SentencePiece model file. Immutable and thread-safe.
 *
 * <p>A vocabulary that Thimble trained normalizes text by {@link #normalize}. A vocabulary of
 * another trainer normalizes by the settings in its file, so that a text gets the same ids as from
 * SentencePiece's own library. Models with unsupported settings are refused.
 */
public final class Vocabulary {
  /** Largest model file in bytes; the largest published ones have 5 MB. */
  private static final int MOST_BYTES = 1 << 24;

  /** Longest part: SentencePiece needs hundreds of bytes a character, and ends without memory. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private final byte[] model;
  private final List<Piece> pieces;
  private final SentencePieceFormat.Trainer trainer;
  private final @Nullable ModelNormalizer normalizer; // null: TextNormalizer
  private final SpaceDecoding spacing;
  private final Map<String, Integer> ids;
  private final boolean cutsBeforeSpaces;

  private Vocabulary(byte[] model, SentencePieceFormat.Content content) {
    SentencePieceFormat.Normalizer settings = requireNonNull(content.normalizer());
    boolean trainedByThimble = settings.name().equals(NormalizationRules.NAME);
    this.model = model;
    this.pieces = List.copyOf(content.pieces());
    this.trainer = requireNonNull(content.trainer());
    this.normalizer =
        trainedByThimble
            ? null
            : new ModelNormalizer(settings, trainer.spaceAsSuffix(), userDefinedSymbols());
    this.spacing =
        trainedByThimble
            ? SpaceDecoding.THIMBLE
            : SpaceDecoding.of(settings, trainer.spaceAsSuffix());
    this.ids = new HashMap<>();
    for (int id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id).text(), id);
    }
    this.cutsBeforeSpaces = noPieceSpansASpace();
  }

  static Vocabulary of(List<Piece> pieces, SpecialTokens specialTokens) {
    return parse(SentencePieceFormat.write(pieces, specialTokens), "the trained vocabulary");
  }

  /**
   * Reads a SentencePiece model from a file or a pipe.
   *
   * @param file of 16 MiB at most
   * @return the vocabulary, with the ids of the model
   * @throws VocabularyException as {@link #parse} does
   * @throws IOException if the file does not exist or cannot be read
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
   * @param stream read to its end, 16 MiB at most
   * @param name names the model in errors
   * @return the vocabulary, with the ids of the model
   * @throws VocabularyException as {@link #parse} does
   * @throws IOException if the stream cannot be read
   */
  public static Vocabulary read(InputStream stream, String name) throws IOException {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(name, "name");
    return parse(stream.readNBytes(MOST_BYTES + 1), name);
  }

  /**
   * Reads a SentencePiece model from bytes, which are copied.
   *
   * @param model the bytes of a model file, 16 MiB at most
   * @param name names the model in errors
   * @return the vocabulary, with the ids of the model
   * @throws VocabularyException if the bytes are not a SentencePiece model, contradict themselves,
   *     lack one of pad, unk, bos and eos, or have something unsupported: the model type WORD,
   *     denormalization rules, more than 2^20 pieces, a piece of more than 1,024 bytes, more than
   *     16 MiB
   */
  public static Vocabulary parse(byte[] model, String name) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(name, "name");
    if (model.length > MOST_BYTES) {
      throw new VocabularyException(
          name + " is not a SentencePiece model: it has more than " + MOST_BYTES + " bytes");
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

  /** {@return the number of pieces} */
  public int size() {
    return pieces.size();
  }

  /**
   * {@return the piece of an id}
   *
   * @param id from 0 to {@code size() - 1}
   * @throws IllegalArgumentException if there is no such id
   */
  public String piece(int id) {
    return entry(id).text();
  }

  /**
   * {@return the id of a piece; that of unk if the vocabulary does not have the piece}
   *
   * @param piece with U+2581 for a space
   */
  public int id(String piece) {
    return ids.getOrDefault(Objects.requireNonNull(piece, "piece"), specialTokens().unk());
  }

  /** {@return the ids of pad, unk, bos and eos} */
  public SpecialTokens specialTokens() {
    return trainer.specialTokens();
  }

  /**
   * {@return the ids of pieces, as {@link #id} gives them}
   *
   * @param pieces with U+2581 for a space
   */
  public int[] ids(List<String> pieces) {
    return Require.elements(pieces, "pieces").stream().mapToInt(this::id).toArray();
  }

  /**
   * {@return the pieces of ids}
   *
   * @param ids each from 0 to {@code size() - 1}
   * @throws IllegalArgumentException if there is no such id
   */
  public List<String> pieces(int[] ids) {
    Objects.requireNonNull(ids, "ids");
    return Arrays.stream(ids).mapToObj(this::piece).toList();
  }

  /**
   * {@return for each piece of this vocabulary, in id order, the id of the piece of the same text
   * in another vocabulary, or -1 if there is none} The {@link #specialTokens} are matched by their
   * roles, whatever their texts.
   *
   * @param other such as the vocabulary of a model to start from
   */
  public int[] idsIn(Vocabulary other) {
    Objects.requireNonNull(other, "other");
    int[] found = new int[pieces.size()];
    for (int id = 0; id < found.length; id++) {
      found[id] = other.ids.getOrDefault(pieces.get(id).text(), -1);
    }
    SpecialTokens own = specialTokens();
    SpecialTokens others = other.specialTokens();
    found[own.pad()] = others.pad();
    found[own.unk()] = others.unk();
    found[own.bos()] = others.bos();
    found[own.eos()] = others.eos();
    return found;
  }

  /**
   * Normalizes text as vocabularies trained by Thimble do; detokenizing the pieces of a text gives
   * this text. Applies Unicode NFKC. Each run of white space, controls and U+2581 becomes one
   * space, and none stays at the ends. Unpaired surrogates become U+FFFD. Format characters, such
   * as the joiners inside emoji, stay. The Unicode version is the JDK's.
   *
   * @param text of any length; may be empty
   * @return the normalized text; may be empty
   */
  public static String normalize(String text) {
    Objects.requireNonNull(text, "text");
    return TextNormalizer.normalize(text);
  }

  /**
   * Normalizes a text by this vocabulary's settings and replaces spaces by U+2581. The pieces of
   * the text concatenate to the result, apart from unk and byte pieces.
   *
   * @param text of any length; may be empty
   * @return empty if the text has no pieces
   * @throws IllegalArgumentException if the rules of another program's vocabulary make the text
   *     longer than 64 MiB
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
   * Cuts a text into the parts that are segmented one by one: words if it {@linkplain
   * #cutsBeforeSpaces can be cut} before every space, or else the whole text.
   *
   * @param text of any length if it can be cut
   * @return parts that concatenate to the {@link #pieceText}; none if that is empty
   * @throws IllegalArgumentException if a part has more than 1,048,576 characters
   */
  public List<String> parts(String text) {
    String marked = pieceText(text);
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < marked.length(); ) {
      int space = cutsBeforeSpaces ? marked.indexOf(TextNormalizer.SPACE_MARK, from + 1) : -1;
      int end = space < 0 ? marked.length() : space;
      if (end - from > MOST_CHARACTERS) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the text has %d characters without a place to cut it; at most %d are supported",
                end - from,
                MOST_CHARACTERS));
      }
      parts.add(marked.substring(from, end));
      from = end;
    }
    return parts;
  }

  /**
   * {@return whether text that is cut before every space and segmented part by part gives the same
   * pieces as the whole text}
   */
  public boolean cutsBeforeSpaces() {
    return cutsBeforeSpaces;
  }

  private boolean noPieceSpansASpace() {
    Integer space = ids.get(String.valueOf(TextNormalizer.SPACE_MARK));
    return trainer.modelType() != SentencePieceFormat.Trainer.UNIGRAM
        && space != null
        && pieces.get(space).isText()
        && pieces.stream()
            .allMatch(piece -> piece.text().lastIndexOf(TextNormalizer.SPACE_MARK) <= 0);
  }

  /** {@return whether text is segmented by byte-pair encoding} */
  public boolean isBytePairEncoding() {
    return trainer.modelType() == SentencePieceFormat.Trainer.BPE;
  }

  /** Whether characters without a piece are spelled by byte pieces. */
  boolean hasByteFallback() {
    return trainer.byteFallback();
  }

  /** All pieces, in id order. */
  List<Piece> entries() {
    return pieces;
  }

  /**
   * {@return whether some piece other than the byte pieces contains a character, and normalization
   * keeps the character}
   *
   * @param codePoint a Unicode character
   */
  public boolean spells(int codePoint) {
    String character = Character.toString(codePoint);
    return pieceText("a" + character + "a").contains(character)
        && pieces.stream().anyMatch(p -> p.isText() && p.text().contains(character));
  }

  /**
   * Joins pieces into one line of text. Control pieces are dropped; unk becomes the text that the
   * model file sets, by default U+2047 between spaces; byte pieces that are not UTF-8 become
   * U+FFFD; line breaks and other controls, which only byte pieces can spell, become spaces.
   *
   * @param pieces with U+2581 for a space, control and byte pieces included
   * @return the text, without the spaces that normalization adds at its ends
   */
  public String detokenize(List<String> pieces) {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    Require.elements(pieces, "pieces").forEach(piece -> utf8.writeBytes(bytes(piece)));
    return detokenizer().decode(utf8.toByteArray(), true);
  }

  /** {@return a new {@link Detokenizer}, which joins pieces one at a time} */
  public Detokenizer detokenizer() {
    return new Detokenizer(this);
  }

  SpaceDecoding spacing() {
    return spacing;
  }

  /* The UTF-8 bytes of a piece. */
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

  /**
   * Joins the pieces of ids into text, as {@link #detokenize} does.
   *
   * @param ids each from 0 to {@code size() - 1}, control pieces included
   * @return the text, without the spaces that normalization adds at its ends
   */
  public String text(int[] ids) {
    Objects.requireNonNull(ids, "ids");
    return detokenize(pieces(ids));
  }

  /** {@return a copy of the bytes of the model file} */
  public byte[] toBytes() {
    return model.clone();
  }

  /**
   * {@return the model for a native runtime: rewritten from validated fields, so that nothing else
   * of the file reaches native code} It has the same ids. Its normalizer changes nothing, so pass
   * {@link #pieceText} to the runtime.
   */
  public byte[] toRuntimeBytes() {
    return SentencePieceFormat.writeForRuntime(pieces, trainer);
  }

  /**
   * Writes the model file; on an error, {@code file} stays as it was.
   *
   * @param file to write; replaced if it exists
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    AtomicFile.write(file, out -> out.write(model));
  }

  /** {@return the SHA-256 of the model file, in hexadecimal} */
  public String sha256() {
    return HexFormat.of().formatHex(Sha256.digest().digest(model));
  }

  /** {@return the user-defined symbols, in id order} */
  public List<String> userDefinedSymbols() {
    return Piece.userDefined(pieces);
  }

  private Piece entry(int id) {
    if (id < 0 || id >= pieces.size()) {
      throw new IllegalArgumentException(
          "id " + id + " is not in the vocabulary; ids run from 0 to " + (pieces.size() - 1));
    }
    return pieces.get(id);
  }
}
