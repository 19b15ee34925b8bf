package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DetokenizeTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(
          List.of("hello world"), new VocabularyConfig(275, 1, true, List.of("<url>"), 16));

  @Property(tries = 1000)
  void bytePiecesOfAnyTextDecodeToIt(@ForAll("texts") String text) {
    String normalized = Vocabulary.normalize(text);
    List<String> pieces = new ArrayList<>(List.of("\u2581"));
    for (byte b : normalized.getBytes(StandardCharsets.UTF_8)) {
      pieces.add(Piece.ofByte(b & 0xFF).text());
    }
    assertThat(VOCABULARY.detokenize(pieces)).isEqualTo(normalized);
  }

  @Property(tries = 1000)
  void anyIdsDecodeToOneLine(@ForAll("ids") int[] ids) {
    assertThat(VOCABULARY.text(ids)).doesNotContainPattern("[\\p{Cc}\u2028\u2029]");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.integers()
        .between(0, 0x10FFFF)
        .array(int[].class)
        .ofMaxSize(20)
        .map(points -> new String(points, 0, points.length));
  }

  @Provide
  Arbitrary<int[]> ids() {
    return Arbitraries.integers().between(0, VOCABULARY.size() - 1).array(int[].class);
  }

  @Test
  void lineBreakInBytesBecomesASpace() {
    assertThat(VOCABULARY.detokenize(List.of("\u2581", "h", "<0x0A>", "e"))).isEqualTo("h e");
  }

  @Test
  void onlyTheFirstSpaceIsDropped() {
    assertThat(VOCABULARY.detokenize(List.of("\u2581", "\u2581", "h"))).isEqualTo(" h");
  }

  @Test
  void noPiecesDecodeToNoText() {
    assertThat(VOCABULARY.detokenize(List.of())).isEmpty();
  }

  @Test
  void incompleteCharacterDoesNotConsumeTheNextPiece() {
    assertThat(VOCABULARY.detokenize(List.of("<0xF0>", "<0x9F>", "h"))).isEqualTo("\uFFFDh");
  }

  @Test
  void unknownPieceBecomesADoubleQuestionMark() {
    assertThat(VOCABULARY.detokenize(List.of("h", "<unk>", "e"))).isEqualTo("h \u2047 e");
  }

  @Test
  void userDefinedSymbolIsText() {
    assertThat(VOCABULARY.detokenize(List.of("\u2581", "<url>", "h"))).isEqualTo("<url>h");
  }

  @Property(tries = 1000)
  void fragmentsConcatenateToTheText(@ForAll("ids") int[] ids) {
    Detokenizer detokenizer = VOCABULARY.detokenizer();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(detokenizer.append(VOCABULARY.piece(id)));
    }
    assertThat(text.append(detokenizer.end())).hasToString(VOCABULARY.text(ids));
  }

  @Test
  void fragmentEndsOnlyAfterAWholeCharacter() {
    Detokenizer detokenizer = VOCABULARY.detokenizer();
    List<String> fragments = new ArrayList<>();
    for (String piece : List.of("\u2581", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>", "h")) {
      fragments.add(detokenizer.append(piece));
    }
    assertThat(fragments).containsExactly("", "", "", "", "😀", "h");
    assertThat(detokenizer.end()).isEmpty();
  }

  @Test
  void incompleteCharacterIsReplacedAtTheEnd() {
    Detokenizer detokenizer = VOCABULARY.detokenizer();
    assertThat(detokenizer.append("<0xF0>")).isEmpty();
    assertThat(detokenizer.end()).isEqualTo("\uFFFD");
  }
}
