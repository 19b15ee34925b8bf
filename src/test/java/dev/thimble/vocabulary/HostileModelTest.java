package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that must never reach a native library. */
class HostileModelTest {
  private static final byte[] MODEL =
      BytePairTrainer.train(
              List.of("hello world"), new VocabularyConfig(275, 1, true, List.of("<url>"), 16))
          .toBytes();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void settingsThatOccurTwiceAreRefused(int field) {
    byte[] name = ModelBytes.message(out -> out.writeString(1, "x"));
    ModelBytes once =
        field == 5
            ? ModelBytes.of(MODEL).and(out -> out.writeByteArray(5, name))
            : ModelBytes.of(MODEL);
    assertThat(parse(once).size()).isEqualTo(275);
    assertRefused(
        once.and(out -> out.writeByteArray(field, name)),
        "field " + field + " of the model occurs twice");
  }

  @ParameterizedTest
  @CsvSource({
    "3, VARINT",
    "24, VARINT",
    "35, VARINT",
    "40, VARINT",
    "43, VARINT",
    "44, TEXT",
  })
  void trainerSettingThatOccursTwiceIsRefused(int field, String type) throws IOException {
    ModelBytes trainer = ModelBytes.of(ModelBytes.of(MODEL).content(2));
    assertRefused(
        ModelBytes.of(MODEL).with(2, twice(trainer, field, type)),
        "field " + field + " of the trainer occurs twice");
  }

  @ParameterizedTest
  @CsvSource({"1, TEXT", "2, TEXT", "3, VARINT", "4, VARINT", "5, VARINT"})
  void normalizerSettingThatOccursTwiceIsRefused(int field, String type) throws IOException {
    ModelBytes normalizer = ModelBytes.of(ModelBytes.of(MODEL).content(3));
    assertRefused(
        ModelBytes.of(MODEL).with(3, twice(normalizer, field, type)),
        "field " + field + " of the normalizer occurs twice");
  }

  private static byte[] twice(ModelBytes message, int field, String type) {
    ModelBytes.Writing one =
        type.equals("TEXT") ? out -> out.writeString(field, "x") : out -> out.writeInt32(field, 1);
    return message.and(one, one).toBytes();
  }

  @Test
  void pieceFieldThatOccursTwiceIsRefused() {
    assertRefused(piece("a", 1, 2), "field 2 of piece 275 occurs twice");
    assertRefused(
        ModelBytes.of(MODEL)
            .and(
                out ->
                    out.writeByteArray(
                        1,
                        ModelBytes.message(
                            m -> m.writeString(1, "a"), m -> m.writeString(1, "b")))),
        "field 1 of piece 275 occurs twice");
  }

  private static ModelBytes piece(String text, float... scores) {
    ModelBytes piece = ModelBytes.of(ModelBytes.message(out -> out.writeString(1, text)));
    for (float score : scores) {
      piece = piece.and(out -> out.writeFloat(2, score));
    }
    byte[] bytes = piece.toBytes();
    return ModelBytes.of(MODEL).and(out -> out.writeByteArray(1, bytes));
  }

  @Test
  void fieldOfAnotherTypeIsRefused() {
    assertRefused(
        ModelBytes.of(MODEL).without(3).and(out -> out.writeInt32(3, 1)),
        "field 3 of the model has wire type 0, not 2");
    assertRefused(
        ModelBytes.of(MODEL).and(out -> out.writeInt32(1, 1)),
        "field 1 of the model has wire type 0, not 2");
    byte[] piece = ModelBytes.message(out -> out.writeString(1, "a"), out -> out.writeInt32(2, 1));
    assertRefused(
        ModelBytes.of(MODEL).and(out -> out.writeByteArray(1, piece)),
        "field 2 of piece 275 has wire type 0, not 5");
  }

  @Test
  void endOfAGroupThatNeverBeganIsRefused() {
    byte[] bytes = Arrays.copyOf(MODEL, MODEL.length + 1);
    bytes[MODEL.length] = 9 << 3 | 4;
    assertRefused(bytes, "is not a SentencePiece model");
  }

  @Test
  void pieceWithANulIsRefused() {
    assertRefused(piece("a\0b"), "piece 275 contains U+0000");
    assertRefused(piece("\0b"), "piece 275 contains U+0000");
  }

  @Test
  void longPieceIsRefused() {
    assertThat(parse(piece("a".repeat(1024))).size()).isEqualTo(276);
    assertRefused(piece("a".repeat(1025)), "piece 275 has 1025 bytes; at most 1024 are supported");
    assertRefused(piece("é".repeat(513)), "piece 275 has 1026 bytes; at most 1024 are supported");
  }

  @Test
  void pieceThatIsNotUtf8IsRefused() {
    byte[] piece = ModelBytes.message(out -> out.writeByteArray(1, new byte[] {(byte) 0xC3}));
    assertRefused(
        ModelBytes.of(MODEL).and(out -> out.writeByteArray(1, piece)),
        "field 1 of piece 275 is not UTF-8");
  }

  @Test
  void symbolsThatArePrefixesOfOneAnotherAreBounded() {
    assertThat(Vocabulary.parse(nested(64), "x").size()).isEqualTo(68);
    assertRefused(
        nested(65), "more than 64 user-defined symbols are prefixes of one another, from 'a' on");
  }

  private static byte[] nested(int count) {
    List<Piece> pieces = new ArrayList<>(HEAD);
    for (int i = 1; i <= count; i++) {
      pieces.add(new Piece("a".repeat(i), 0, Piece.Type.USER_DEFINED));
    }
    return SentencePieceFormat.write(pieces, SpecialTokens.defaults());
  }

  @Test
  void symbolsThatAreNoPrefixesAreNotBounded() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    for (int i = 0; i < 100; i++) {
      pieces.add(new Piece("s" + (100 + i), 0, Piece.Type.USER_DEFINED));
    }
    byte[] model = SentencePieceFormat.write(pieces, SpecialTokens.defaults());
    assertThat(Vocabulary.parse(model, "x").size()).isEqualTo(104);
  }

  @Test
  void totalLengthOfSymbolsIsBounded() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    for (int i = 0; i < 1100; i++) {
      pieces.add(new Piece(1000 + i + "x".repeat(996), 0, Piece.Type.USER_DEFINED));
    }
    assertRefused(
        SentencePieceFormat.write(pieces, SpecialTokens.defaults()),
        "its user-defined symbols have more than 1048576 bytes together");
  }

  @Test
  void totalLengthOfSymbolsMayBeOneMebibyte() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    for (int i = 0; i < 1024; i++) {
      pieces.add(new Piece(1000 + i + "x".repeat(1020), 0, Piece.Type.USER_DEFINED));
    }
    byte[] model = SentencePieceFormat.write(pieces, SpecialTokens.defaults());
    assertThat(Vocabulary.parse(model, "x").size()).isEqualTo(1028);
    pieces.add(new Piece("y", 0, Piece.Type.USER_DEFINED));
    assertRefused(
        SentencePieceFormat.write(pieces, SpecialTokens.defaults()), "more than 1048576 bytes");
  }

  @Test
  void fileMayHave16Mebibytes() {
    assertRefused(new byte[1 << 24], "is not a SentencePiece model, or is cut short");
    assertRefused(new byte[(1 << 24) + 1], "it has more than 16777216 bytes");
  }

  @Test
  void controlPieceOfOneCharacterIsRefused() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.add(new Piece("🦆", 0, Piece.Type.CONTROL));
    assertRefused(
        SentencePieceFormat.write(pieces, SpecialTokens.defaults()),
        "piece 4, '🦆', is a control piece of one character");
  }

  @Test
  void infiniteScoresAreRefused() {
    assertRefused(piece("a", Float.POSITIVE_INFINITY), "the score of piece 275 is Infinity");
    assertRefused(piece("a", Float.NEGATIVE_INFINITY), "the score of piece 275 is -Infinity");
  }

  @Test
  void unknownSurfaceIsBounded() throws IOException {
    ModelBytes trainer = ModelBytes.of(ModelBytes.of(MODEL).content(2));
    assertRefused(
        ModelBytes.of(MODEL).with(2, trainer.and(out -> out.writeString(44, "\0a")).toBytes()),
        "its unk_surface has U+0000 or more than 1024 characters");
    String longest = "a".repeat(1024);
    Vocabulary vocabulary =
        parse(
            ModelBytes.of(MODEL)
                .with(2, trainer.and(out -> out.writeString(44, longest)).toBytes()));
    assertThat(vocabulary.detokenize(List.of("<unk>"))).isEqualTo(longest);
    assertRefused(
        ModelBytes.of(MODEL)
            .with(2, trainer.and(out -> out.writeString(44, longest + "a")).toBytes()),
        "its unk_surface");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 'its model type is WORD, which is not supported; UNIGRAM, BPE and CHAR are'",
    "0, its model type is 0; 1 to 4 are known",
    "5, its model type is 5; 1 to 4 are known",
  })
  void unsupportedModelTypeIsNamed(int type, String message) throws IOException {
    ModelBytes trainer = ModelBytes.of(ModelBytes.of(MODEL).content(2)).without(3);
    assertRefused(
        ModelBytes.of(MODEL).with(2, trainer.and(out -> out.writeEnum(3, type)).toBytes()),
        message);
  }

  @Test
  void denormalizationRulesAreRefused() {
    byte[] rules = ModelBytes.message(out -> out.writeByteArray(2, new byte[] {1}));
    assertRefused(
        ModelBytes.of(MODEL).and(out -> out.writeByteArray(5, rules)),
        "it has denormalization rules, which are not supported");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void thimbleRulesWithOtherSpaceSettingsAreRefused(int setting) throws IOException {
    ModelBytes normalizer = ModelBytes.of(ModelBytes.of(MODEL).content(3)).without(setting);
    assertRefused(
        ModelBytes.of(MODEL)
            .with(3, normalizer.and(out -> out.writeBool(setting, false)).toBytes()),
        "its normalization is nfkc_single_spaces, but");
  }

  @Test
  void thimbleRulesWithSpaceAsSuffixAreRefused() throws IOException {
    ModelBytes trainer = ModelBytes.of(ModelBytes.of(MODEL).content(2));
    assertRefused(
        ModelBytes.of(MODEL).with(2, trainer.and(out -> out.writeBool(24, true)).toBytes()),
        "its normalization is nfkc_single_spaces, but");
  }

  @Test
  void tooManyPiecesAreRefused() {
    byte[] piece = {10, 3, 10, 1, 'a'};
    byte[] bytes = new byte[piece.length * ((1 << 20) + 1)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = piece[i % piece.length];
    }
    assertRefused(bytes, "it has more than 1048576 pieces");
  }

  @Test
  void tooLargeFileIsRefusedWithoutReadingAllOfIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.model");
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(6L << 30);
    }
    assertThatThrownBy(() -> Vocabulary.read(file))
        .isInstanceOf(VocabularyException.class)
        .hasMessage(file + " is not a SentencePiece model: it has more than 16777216 bytes");
    Files.delete(file);
  }

  @Test
  void onlyPiecesAndModelTypeReachARuntime() throws IOException {
    Vocabulary vocabulary =
        parse(
            ModelBytes.of(MODEL)
                .and(
                    out -> out.writeByteArray(4, new byte[] {1}), // self-test data
                    out -> out.writeString(200, "extension")));
    ModelBytes runtime = ModelBytes.of(vocabulary.toRuntimeBytes());
    assertThat(numbers(runtime)).containsOnly(1, 2, 3).hasSize(277);
    assertThat(numbers(ModelBytes.of(runtime.content(2)))).containsExactly(3, 35);
    assertThat(numbers(ModelBytes.of(runtime.content(3)))).containsExactly(1, 3, 4, 5);
    assertThat(runtime.content(3))
        .isEqualTo(
            ModelBytes.message(
                out -> out.writeString(1, "identity"),
                out -> out.writeBool(3, false),
                out -> out.writeBool(4, false),
                out -> out.writeBool(5, false)));
    assertThat(runtime.content(2))
        .isEqualTo(ModelBytes.message(out -> out.writeEnum(3, 2), out -> out.writeBool(35, true)));
  }

  @Test
  void modelFileIsKeptByteForByte() {
    byte[] longer = ModelBytes.of(MODEL).and(out -> out.writeString(200, "extension")).toBytes();
    assertThat(Vocabulary.parse(longer, "x").toBytes()).isEqualTo(longer);
  }

  private static List<Integer> numbers(ModelBytes message) {
    return message.fields().stream().map(ModelBytes.Field::number).toList();
  }

  private static final List<Piece> HEAD =
      List.of(
          new Piece("<pad>", 0, Piece.Type.CONTROL),
          new Piece("<unk>", 0, Piece.Type.UNKNOWN),
          new Piece("<s>", 0, Piece.Type.CONTROL),
          new Piece("</s>", 0, Piece.Type.CONTROL));

  private static Vocabulary parse(ModelBytes model) {
    return Vocabulary.parse(model.toBytes(), "x.model");
  }

  private static void assertRefused(ModelBytes model, String message) {
    assertRefused(model.toBytes(), message);
  }

  private static void assertRefused(byte[] model, String message) {
    assertThatThrownBy(() -> Vocabulary.parse(model, "x.model"))
        .isInstanceOf(VocabularyException.class)
        .hasMessageStartingWith("x.model ")
        .hasMessageContaining(message);
  }
}
