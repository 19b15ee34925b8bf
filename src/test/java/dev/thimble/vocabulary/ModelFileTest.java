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
  void cutAnywhereItIsRefusedByName() {
    for (int length = 0; length < MODEL.length; length += length < 7000 ? 1 : 997) {
      byte[] cut = Arrays.copyOf(MODEL, length);
      assertThatThrownBy(() -> Vocabulary.parse(cut, "x.model"))
          .isInstanceOf(VocabularyException.class)
          .hasMessageStartingWith("x.model ");
    }
  }

  @Test
  void headIsControlPiecesThenSymbolsThenBytes() {
    Vocabulary vocabulary = Vocabulary.parse(MODEL, "x.model");
    assertThat(vocabulary.pieces(new int[] {0, 1, 2, 3, 4, 5, 260}))
        .containsExactly("<pad>", "<unk>", "<s>", "</s>", "<url>", "<0x00>", "<0xFF>");
  }

  @Test
  void scoresFallByOneARank() throws IOException {
    List<Piece> pieces = SentencePieceFormat.read(MODEL).pieces();
    assertThat(pieces.subList(261, 264)).extracting(Piece::score).containsExactly(0f, -1f, -2f);
  }

  @Test
  void rulesOfNormalizationAreInTheFile() throws IOException {
    var charsmap = SentencePieceFormat.read(MODEL).normalizer().charsmap();
    assertThat(charsmap.toByteArray()).isEqualTo(NormalizationRules.charsmap());
  }

  @Test
  void pieceThatIsThereTwiceIsNamed() {
    assertThatThrownBy(() -> parse(normal("a"), normal("b"), normal("a")))
        .hasMessage(
            "x.model cannot be used as a SentencePiece model: piece 6, 'a', is there twice");
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
  void bytePiecesMustBeAllThereAndWellNamed() {
    assertThatThrownBy(() -> parse(Piece.ofByte(7))).hasMessageContaining("it has 1 byte pieces");
    assertThatThrownBy(() -> parse(new Piece("<0xZZ>", 0, Piece.Type.BYTE)))
        .hasMessageContaining("'<0xZZ>' is not named like '<0x0A>'");
  }

  @Test
  void controlPieceThatTextCouldYieldIsRefused() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.set(2, normal("<s>"));
    assertThatThrownBy(() -> parse(SentencePieceFormat.write(pieces, SpecialTokens.defaults())))
        .hasMessageContaining("piece 2, '<s>', is to be bos but its type is NORMAL, not CONTROL");
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
        .hasMessageContaining("the id of pad is -1 of 4; pad, unk, bos and eos are all needed");
  }

  @Test
  void unknownPieceTypeIsNamed() throws IOException {
    byte[] piece = ModelBytes.message(out -> out.writeString(1, "a"), out -> out.writeEnum(3, 9));
    byte[] model = ModelBytes.message(out -> out.writeByteArray(1, piece));
    assertThatThrownBy(() -> parse(model)).hasMessageContaining("piece type 9 is unknown");
  }

  @Test
  void fieldsOfOtherWritersAreSkipped() throws IOException {
    byte[] extra = ModelBytes.message(out -> out.writeString(99, "self test"));
    byte[] longer = Arrays.copyOf(MODEL, MODEL.length + extra.length);
    System.arraycopy(extra, 0, longer, MODEL.length, extra.length);
    assertThat(Vocabulary.parse(longer, "x.model").size()).isEqualTo(275);
  }

  @Test
  void laterChangeOfTheArrayDoesNotReachTheVocabulary() {
    byte[] bytes = MODEL.clone();
    Vocabulary vocabulary = Vocabulary.parse(bytes, "x.model");
    Arrays.fill(bytes, (byte) 0);
    assertThat(vocabulary.toBytes()).isEqualTo(MODEL);
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
