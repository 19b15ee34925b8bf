package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(
          List.of("hello world"), new VocabularyConfig(275, 1, true, List.of(), 16));

  @Test
  void nullPieceIsNamedByItsIndex() {
    assertThatNullPointerException()
        .isThrownBy(() -> VOCABULARY.ids(Arrays.asList("a", null)))
        .withMessage("pieces[1]");
  }

  @Test
  void vocabularyIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.model");
    VOCABULARY.write(file);
    Vocabulary read = Vocabulary.read(file);
    assertThat(read.size()).isEqualTo(275);
    assertThat(read.sha256()).isEqualTo(VOCABULARY.sha256());
    assertThat(read.specialTokens()).isEqualTo(SpecialTokens.defaults());
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void idsInAnotherVocabularyAreThoseOfTheSameTexts() {
    Vocabulary letters = plain("abc", SpecialTokens.defaults());
    Vocabulary others = plain("cab", new SpecialTokens(3, 2, 1, 0));
    assertThat(letters.pieces(new int[] {4, 5, 6})).containsExactly("a", "b", "c");
    assertThat(others.pieces(new int[] {4, 5, 6})).containsExactly("c", "a", "b");
    assertThat(letters.idsIn(others)).containsExactly(3, 2, 1, 0, 5, 6, 4);
    assertThat(letters.idsIn(letters)).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void pieceThatAnotherVocabularyLacksHasNoIdThere() {
    assertThat(plain("abc", SpecialTokens.defaults()).idsIn(plain("xb", SpecialTokens.defaults())))
        .containsExactly(0, 1, 2, 3, -1, 5, -1);
  }

  /* Four control pieces, then a piece for each letter. */
  private static Vocabulary plain(String letters, SpecialTokens special) {
    List<Piece> pieces = new ArrayList<>();
    String[] names = new String[4];
    names[special.pad()] = "<pad>";
    names[special.unk()] = "<unk>";
    names[special.bos()] = "<s>";
    names[special.eos()] = "</s>";
    for (int id = 0; id < 4; id++) {
      Piece.Type type = id == special.unk() ? Piece.Type.UNKNOWN : Piece.Type.CONTROL;
      pieces.add(new Piece(names[id], 0, type));
    }
    for (int i = 0; i < letters.length(); i++) {
      pieces.add(new Piece(letters.substring(i, i + 1), -pieces.size(), Piece.Type.NORMAL));
    }
    return Vocabulary.of(pieces, special);
  }

  @Test
  void bytesAreJoinedIntoCharacters() {
    assertThat(VOCABULARY.detokenize(List.of("\u2581", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>")))
        .isEqualTo("😀");
  }

  @Test
  void bytesThatAreNotUtf8BecomeReplacementCharacters() {
    assertThat(VOCABULARY.detokenize(List.of("<0xFF>", "h"))).isEqualTo("\uFFFDh");
  }

  @Test
  void controlPiecesDecodeToNoText() {
    assertThat(VOCABULARY.text(new int[] {2, VOCABULARY.id("h"), 3, 0})).isEqualTo("h");
  }

  @Test
  void bytePiecesAreNamedInHexadecimal() {
    assertThat(Piece.ofByte(0xC3).text()).isEqualTo("<0xC3>");
    assertThat(Piece.ofByte(0x0A).text()).isEqualTo("<0x0A>");
  }

  @Test
  void idOutOfRangeIsNamed() {
    assertThatThrownBy(() -> VOCABULARY.piece(275))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("275")
        .hasMessageContaining("0 to 274");
  }

  @Test
  void foreignFileIsRefusedByName() {
    byte[] foreign = "not a model at all".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Vocabulary.parse(foreign, "notes.txt"))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("notes.txt");
  }

  @Test
  void truncatedFileIsRefusedByName() {
    byte[] whole = VOCABULARY.toBytes();
    assertThatThrownBy(() -> Vocabulary.parse(Arrays.copyOf(whole, whole.length / 2), "x.model"))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("x.model");
  }

  @Test
  void emptyFileIsRefused() {
    assertThatThrownBy(() -> Vocabulary.parse(new byte[0], "x.model"))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining("no pieces");
  }

  @Test
  void normalizationFoldsSpacesAndComposes() {
    assertThat(Vocabulary.normalize("  e\u0301\t\u00A0ﬁ\u2581x\u0000 ")).isEqualTo("é fi x");
  }

  @Test
  void unpairedSurrogateBecomesTheReplacementCharacter() {
    assertThat(Vocabulary.normalize("a\uD83D b\uDE00")).isEqualTo("a\uFFFD b\uFFFD");
  }

  @Test
  void pieceTextIsNormalizedWithSpaceMarks() {
    assertThat(VOCABULARY.pieceText("  hello\tw\u00F6rld ")).isEqualTo("\u2581hello\u2581wörld");
    assertThat(VOCABULARY.pieceText(" \t")).isEmpty();
  }

  @Test
  void charactersOfTheTrainingTextAreSpelled() {
    assertThat(VOCABULARY.spells('h')).isTrue();
    assertThat(VOCABULARY.spells('x')).as("bytes and control pieces do not count").isFalse();
    assertThat(VOCABULARY.spells('\u00A0')).isFalse();
    Vocabulary joined =
        BytePairTrainer.train(
            List.of("a\u200Db\u00AD"), new VocabularyConfig(10, 1, false, List.of(), 16));
    assertThat(joined.spells(0x200D)).isTrue();
    assertThat(joined.spells(0xAD)).isTrue();
    assertThat(joined.spells(0x200B)).isFalse();
  }

  @Test
  void textCanBeCutBeforeSpacesIfNoPieceContainsOne() {
    assertThat(VOCABULARY.cutsBeforeSpaces()).isTrue();
    assertThat(with(new Piece("h\u2581w", 0, Piece.Type.NORMAL)).cutsBeforeSpaces()).isFalse();
    assertThat(with(new Piece("\u2581\u2581", 0, Piece.Type.UNUSED)).cutsBeforeSpaces()).isFalse();
    assertThat(with(new Piece("\u2581a", 0, Piece.Type.NORMAL)).cutsBeforeSpaces()).isTrue();
    List<Piece> without = List.copyOf(ForeignModelTest.HEAD);
    assertThat(Vocabulary.of(without, SpecialTokens.defaults()).cutsBeforeSpaces()).isFalse();
  }

  @Test
  void partsOfATextAreItsWordsWhereItCanBeCut() {
    assertThat(VOCABULARY.parts(" hello\tworld")).containsExactly("\u2581hello", "\u2581world");
    assertThat(with(new Piece("o\u2581w", 0, Piece.Type.NORMAL)).parts("hello world"))
        .containsExactly("\u2581hello\u2581world");
    assertThat(VOCABULARY.parts(" \t")).isEmpty();
  }

  private static Vocabulary with(Piece piece) {
    List<Piece> pieces = new ArrayList<>(ForeignModelTest.HEAD);
    pieces.add(new Piece("\u2581", 0, Piece.Type.NORMAL));
    pieces.add(piece);
    return Vocabulary.of(pieces, SpecialTokens.defaults());
  }

  @Test
  void surrogatePairsStay() {
    assertThat(Vocabulary.normalize("\uD83D\uDE00\uDE00")).isEqualTo("😀\uFFFD");
    assertThat(Vocabulary.normalize("\uD83D\uD83D\uDE00")).isEqualTo("\uFFFD😀");
    assertThat(Vocabulary.normalize("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    assertThat(Vocabulary.normalize("😀x")).isEqualTo("😀x");
  }

  @Test
  void spacesOfEveryKindBecomeOneSpace() {
    assertThat(Vocabulary.normalize("a\u2028\u2029b\u1680c\u202Fd\u001Fe\u009Ff"))
        .isEqualTo("a b c d e f");
    assertThat(Vocabulary.normalize("a\u200Bb\u00ADc")).isEqualTo("a\u200Bb\u00ADc");
  }

  @Test
  void configNamesTheValueOutOfRange() {
    assertThatThrownBy(() -> new VocabularyConfig(4, 1, true, List.of(), 16))
        .hasMessageContaining("size is 4");
    assertThatThrownBy(() -> new VocabularyConfig(400, 1.5, true, List.of(), 16))
        .hasMessageContaining("characterCoverage is 1.5");
    assertThatThrownBy(() -> new VocabularyConfig(400, 1, true, List.of(), 0))
        .hasMessageContaining("maxPieceLength is 0");
    assertThatThrownBy(() -> new VocabularyConfig(400, 1, true, List.of("a", "a"), 9))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> new VocabularyConfig(400, 1, true, List.of(" a"), 9))
        .hasMessageContaining("'a'");
    assertThatThrownBy(() -> new SpecialTokens(0, 0, 1, 2)).hasMessageContaining("four different");
  }

  @Test
  void configBoundsAreInclusive() {
    assertThat(new VocabularyConfig(5, 1, true, List.of(), 1).size()).isEqualTo(5);
    assertThat(new VocabularyConfig(1 << 20, 1e-9, true, List.of(), 1).size()).isEqualTo(1 << 20);
    assertThatThrownBy(() -> new VocabularyConfig((1 << 20) + 1, 1, true, List.of(), 16))
        .hasMessage("size is 1048577; it must be from 5 to 1048576");
    assertThatThrownBy(() -> new VocabularyConfig(5, 0, true, List.of(), 16))
        .hasMessage("characterCoverage is 0.0; it must be above 0, at most 1");
    assertThatThrownBy(() -> new VocabularyConfig(5, Double.NaN, true, List.of(), 16))
        .hasMessageContaining("characterCoverage is NaN");
    assertThat(VocabularyConfig.defaults())
        .isEqualTo(new VocabularyConfig(8000, 0.9995, true, List.of(), 16));
  }

  @Test
  void idsAndPiecesAreInverse() {
    assertThat(VOCABULARY.ids(List.of("<s>", "h", "no such piece")))
        .containsExactly(2, VOCABULARY.id("h"), 1);
    assertThat(VOCABULARY.pieces(new int[] {0, 274}))
        .containsExactly("<pad>", VOCABULARY.piece(274));
    assertThatThrownBy(() -> VOCABULARY.piece(-1)).hasMessageContaining("id -1");
    assertThat(new Segmentation(VOCABULARY, text -> List.of(text, "<s>")).ids("h"))
        .containsExactly(VOCABULARY.id("h"), 2);
  }

  @Test
  void bytesOfTheModelAreACopy() {
    byte[] bytes = VOCABULARY.toBytes();
    bytes[0]++;
    assertThat(VOCABULARY.toBytes()[0]).isNotEqualTo(bytes[0]);
    assertThat(VOCABULARY.sha256()).hasSize(64).matches("[0-9a-f]+");
  }
}
