package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final byte[] MODEL =
      BytePairTrainer.train(
              List.of("hello world"), new VocabularyConfig(275, 1, true, List.of("<url>"), 16))
          .toBytes();

  private static final List<Piece> HEAD =
      List.of(
          new Piece("<pad>", 0, Piece.Type.CONTROL),
          new Piece("<unk>", 0, Piece.Type.UNKNOWN),
          new Piece("<s>", 0, Piece.Type.CONTROL),
          new Piece("</s>", 0, Piece.Type.CONTROL));

  @Test
  void truncatedModelIsRefusedByName() {
    for (int length = 0; length < MODEL.length; length += length < 7000 ? 1 : 997) {
      byte[] cut = Arrays.copyOf(MODEL, length);
      assertThatThrownBy(() -> Vocabulary.parse(cut, "x.model"))
          .isInstanceOf(VocabularyException.class)
          .hasMessageStartingWith("x.model ");
    }
  }

  @Test
  void firstPiecesAreControlThenUserDefinedThenBytes() {
    Vocabulary vocabulary = Vocabulary.parse(MODEL, "x.model");
    assertThat(vocabulary.pieces(new int[] {0, 1, 2, 3, 4, 5, 260}))
        .containsExactly("<pad>", "<unk>", "<s>", "</s>", "<url>", "<0x00>", "<0xFF>");
  }

  @Test
  void scoresDecreaseByOnePerRank() throws IOException {
    List<Piece> pieces = SentencePieceFormat.read(MODEL).pieces();
    assertThat(pieces.subList(261, 264)).extracting(Piece::score).containsExactly(0f, -1f, -2f);
  }

  @Test
  void normalizationRulesAreInTheFile() throws IOException {
    var charsmap = SentencePieceFormat.read(MODEL).normalizer().charsmap();
    assertThat(charsmap).isEqualTo(NormalizationRules.charsmap());
  }

  @Test
  void pieceThatOccursTwiceIsNamed() {
    assertThatThrownBy(() -> parse(normal("a"), normal("b"), normal("a")))
        .hasMessage("x.model cannot be used as a SentencePiece model: piece 6, 'a', occurs twice");
  }

  @Test
  void pieceWithoutTextIsNumbered() {
    assertThatThrownBy(() -> parse(normal(""))).hasMessageContaining("piece 4 has no text");
  }

  @Test
  void scoreThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> parse(new Piece("a", Float.NaN, Piece.Type.NORMAL)))
        .hasMessageContaining("the score of piece 4 is NaN");
  }

  @Test
  void secondUnknownPieceIsRefused() {
    assertThatThrownBy(() -> parse(new Piece("?", 0, Piece.Type.UNKNOWN)))
        .hasMessageContaining("pieces 1 and 4 are both unk");
  }

  @Test
  void bytePiecesMustBeCompleteAndWellNamed() {
    assertThatThrownBy(() -> parse(Piece.ofByte(7))).hasMessageContaining("it has 1 byte pieces");
    assertThatThrownBy(() -> parse(new Piece("<0xZZ>", 0, Piece.Type.BYTE)))
        .hasMessageContaining("'<0xZZ>' must be named as in '<0x0A>'");
  }

  @Test
  void controlPieceOfTypeNormalIsRefused() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.set(2, normal("<s>"));
    assertThatThrownBy(() -> parse(SentencePieceFormat.write(pieces, SpecialTokens.defaults())))
        .hasMessageContaining("piece 2, '<s>', is set as bos, but its type is NORMAL, not CONTROL");
  }

  @Test
  void modelWithoutPadSaysSo() throws IOException {
    byte[] trainer = ModelBytes.message(out -> out.writeInt32(40, 1), out -> out.writeInt32(41, 2));
    assertThatThrownBy(() -> parse(model(trainer)))
        .hasMessageContaining("pad, unk, bos and eos are -1, 1, 2, 2");
    byte[] noPad =
        ModelBytes.message(
            out -> out.writeInt32(40, 1),
            out -> out.writeInt32(41, 2),
            out -> out.writeInt32(42, 3));
    assertThatThrownBy(() -> parse(model(noPad)))
        .hasMessageContaining(
            "the id of pad is -1, of 4 pieces; pad, unk, bos and eos are all needed");
  }

  @Test
  void unknownPieceTypeIsNamed() throws IOException {
    byte[] piece = ModelBytes.message(out -> out.writeString(1, "a"), out -> out.writeEnum(3, 9));
    byte[] model = ModelBytes.message(out -> out.writeByteArray(1, piece));
    assertThatThrownBy(() -> parse(model)).hasMessageContaining("piece type 9 is unknown");
  }

  @Test
  void unknownFieldsAreSkipped() throws IOException {
    byte[] extra = ModelBytes.message(out -> out.writeString(99, "self test"));
    byte[] longer = Arrays.copyOf(MODEL, MODEL.length + extra.length);
    System.arraycopy(extra, 0, longer, MODEL.length, extra.length);
    assertThat(Vocabulary.parse(longer, "x.model").size()).isEqualTo(275);
  }

  @Test
  void laterChangeOfTheArrayDoesNotChangeTheVocabulary() {
    byte[] bytes = MODEL.clone();
    Vocabulary vocabulary = Vocabulary.parse(bytes, "x.model");
    Arrays.fill(bytes, (byte) 0);
    assertThat(vocabulary.toBytes()).isEqualTo(MODEL);
  }

  @Test
  void unknownNestedFieldsAreSkipped() throws IOException {
    byte[] piece =
        ModelBytes.message(
            out -> out.writeInt32(4, 7),
            out -> out.writeString(1, "a"),
            out -> out.writeInt32(9, 7));
    byte[] normalizer = ModelBytes.of(MODEL).content(3);
    byte[] longer = ModelBytes.of(normalizer).and(out -> out.writeString(6, "rules.tsv")).toBytes();
    SentencePieceFormat.Content content =
        SentencePieceFormat.read(
            ModelBytes.message(
                out -> out.writeByteArray(3, longer), out -> out.writeByteArray(1, piece)));
    assertThat(content.pieces()).containsExactly(normal("a"));
    assertThat(content.normalizer())
        .usingRecursiveComparison()
        .isEqualTo(
            SentencePieceFormat.read(ModelBytes.message(out -> out.writeByteArray(3, normalizer)))
                .normalizer());
  }

  @Test
  void secondUnknownPieceBesideTheFirstIdIsRefused() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.set(0, new Piece("<pad>", 0, Piece.Type.UNKNOWN));
    assertThatThrownBy(() -> parse(SentencePieceFormat.write(pieces, SpecialTokens.defaults())))
        .hasMessageContaining("pieces 0 and 1 are both unk");
  }

  @Test
  void settingsOfATrainedVocabulary() throws IOException {
    ModelBytes model =
        ModelBytes.of(
            BytePairTrainer.train(
                    List.of("hello world"),
                    new VocabularyConfig(275, 1, true, List.of("<url>"), 16))
                .toBytes());
    assertThat(model.content(2))
        .isEqualTo(
            ModelBytes.message(
                out -> out.writeEnum(3, 2),
                out -> out.writeInt32(4, 275),
                out -> out.writeString(31, "<url>"),
                out -> out.writeBool(35, true),
                out -> out.writeInt32(40, 1),
                out -> out.writeInt32(41, 2),
                out -> out.writeInt32(42, 3),
                out -> out.writeInt32(43, 0),
                out -> out.writeString(45, "<unk>"),
                out -> out.writeString(46, "<s>"),
                out -> out.writeString(47, "</s>"),
                out -> out.writeString(48, "<pad>")));
    assertThat(model.content(3))
        .isEqualTo(
            ModelBytes.message(
                out -> out.writeString(1, "nfkc_single_spaces"),
                out -> out.writeByteArray(2, NormalizationRules.charsmap()),
                out -> out.writeBool(3, true),
                out -> out.writeBool(4, true),
                out -> out.writeBool(5, true)));
    byte[] plain = SentencePieceFormat.write(HEAD, SpecialTokens.defaults());
    assertThat(ModelBytes.of(ModelBytes.of(plain).content(2)).fields())
        .extracting(ModelBytes.Field::number)
        .doesNotContain(31);
    assertThat(SentencePieceFormat.read(plain).trainer().byteFallback()).isFalse();
  }

  @Test
  void missingSettingsAreTheDefaultsOfTheFormat() throws IOException {
    SentencePieceFormat.Content content =
        SentencePieceFormat.read(
            ModelBytes.message(
                out -> out.writeByteArray(2, ModelBytes.message(o -> o.writeInt32(43, 3))),
                out -> out.writeByteArray(3, new byte[0])));
    assertThat(content.trainer())
        .isEqualTo(
            new SentencePieceFormat.Trainer(
                1, new SpecialTokens(3, 0, 1, 2), false, false, " \u2047 "));
    assertThat(content.normalizer())
        .usingRecursiveComparison()
        .isEqualTo(new SentencePieceFormat.Normalizer("", new byte[0], true, true, true));
    assertThat(content.denormalizes()).isFalse();
  }

  @Test
  void missingSettingsAreNamed() throws IOException {
    ModelBytes model = ModelBytes.of(MODEL);
    assertThatThrownBy(() -> parse(model.without(2).toBytes()))
        .hasMessageContaining("it has 275 pieces but no trainer settings");
    assertThatThrownBy(() -> parse(model.without(3).toBytes()))
        .hasMessageContaining("it has 275 pieces but no normalizer settings");
  }

  @Test
  void idsOfControlPiecesMustExist() {
    for (int id : new int[] {-1, 4}) {
      byte[] trainer =
          ModelBytes.message(
              out -> out.writeInt32(40, 1),
              out -> out.writeInt32(41, 2),
              out -> out.writeInt32(42, 3),
              out -> out.writeInt32(43, id));
      assertThatThrownBy(() -> parse(model(trainer)))
          .hasMessageContaining("the id of pad is " + id + ", of 4 pieces");
    }
  }

  @Test
  void eachControlPieceIsChecked() throws IOException {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.add(normal("a"));
    String[] roles = {"unk", "bos", "eos", "pad"};
    for (int role = 0; role < 4; role++) {
      int[] ids = {1, 2, 3, 0};
      ids[role] = 4;
      byte[] trainer =
          ModelBytes.message(
              out -> out.writeInt32(40, ids[0]),
              out -> out.writeInt32(41, ids[1]),
              out -> out.writeInt32(42, ids[2]),
              out -> out.writeInt32(43, ids[3]));
      byte[] model = ModelBytes.of(pieces).with(2, trainer).toBytes();
      assertThatThrownBy(() -> parse(model))
          .hasMessageContaining(
              "piece 4, 'a', is set as " + roles[role] + ", but its type is NORMAL");
    }
  }

  @Test
  void typesOfPiecesAreRead() {
    for (int code = 1; code <= 6; code++) {
      assertThat(Piece.Type.of(code).code).isEqualTo(code);
    }
    for (int code : new int[] {0, 7, -1}) {
      assertThatThrownBy(() -> Piece.Type.of(code))
          .hasMessage("piece type " + code + " is unknown; 1 to 6 are supported");
    }
    assertThat(Piece.ofByte(0x0A)).isEqualTo(new Piece("<0x0A>", 0, Piece.Type.BYTE));
    assertThat(Piece.ofByte(255).byteValue()).isEqualTo(255);
    assertThat(Piece.isByteName("<0x0A>")).isTrue();
    assertThat(Piece.isByteName("<0x0a>")).isFalse();
    assertThat(
            List.of(
                normal("a"),
                new Piece("b", 0, Piece.Type.USER_DEFINED),
                new Piece("c", 0, Piece.Type.UNUSED)))
        .allMatch(Piece::isText);
    assertThat(HEAD).noneMatch(Piece::isText);
    assertThat(Piece.ofByte(1).isText()).isFalse();
  }

  @Test
  void byteFallbackNeedsAllBytePieces() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    for (int value = 0; value < 255; value++) {
      pieces.add(Piece.ofByte(value));
    }
    byte[] without = SentencePieceFormat.write(pieces, SpecialTokens.defaults());
    assertThatThrownBy(() -> parse(without))
        .hasMessageContaining("it has 255 byte pieces; with byte fallback on there must be 256");
    pieces.add(Piece.ofByte(255));
    assertThat(parse(SentencePieceFormat.write(pieces, SpecialTokens.defaults())).size())
        .isEqualTo(260);
  }

  private static Piece normal(String text) {
    return new Piece(text, 0, Piece.Type.NORMAL);
  }

  private static Vocabulary parse(Piece... more) {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.addAll(List.of(more));
    byte[] model = SentencePieceFormat.write(pieces, SpecialTokens.defaults());
    return parse(model);
  }

  private static Vocabulary parse(byte[] model) {
    return Vocabulary.parse(model, "x.model");
  }

  private static byte[] model(byte[] trainer) throws IOException {
    return ModelBytes.of(HEAD).with(2, trainer).toBytes();
  }
}
