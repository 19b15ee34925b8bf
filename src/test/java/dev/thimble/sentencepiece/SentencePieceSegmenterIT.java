package dev.thimble.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePieceSegmenterIT {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(
          List.of("the cat sat on the mat", "the bat sat"),
          new VocabularyConfig(285, 1, true, List.of("<url>"), 16));
  private static final SentencePieceSegmenter SEGMENTER = SentencePieceSegmenter.of(VOCABULARY);

  @Test
  void commonWordsAreOnePiece() {
    assertThat(SEGMENTER.segment("the cat")).startsWith("\u2581the");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the cat 😀 sat 👩‍👩‍👧",
        "مرحبا بالعالم",
        "你好，世界",
        "e\u0301te\u0301 A\u030A",
        "𝒜𝓃 𐍈 \uD83C\uDDEB\uD83C\uDDF7",
        "<s> </s> <pad> <unk> <0x0A> literal",
        "  spaces\t\tand\u00A0more  ",
        "\u2581 mark",
        "\u0000\u0007 controls",
        "\uFEFFbom",
        "\uD83D half"
      })
  void piecesJoinToTheNormalizedText(String text) {
    assertThat(VOCABULARY.detokenize(SEGMENTER.segment(text)))
        .isEqualTo(Vocabulary.normalize(text));
  }

  @Property(tries = 500)
  void piecesOfAnyLineJoinToTheNormalizedLine(@ForAll("lines") String text) {
    assertThat(VOCABULARY.detokenize(SEGMENTER.segment(text)))
        .isEqualTo(Vocabulary.normalize(text));
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40),
        Arbitraries.integers()
            .between(0, 0x10FFFF)
            .filter(c -> c != '\n')
            .array(int[].class)
            .ofMaxSize(30)
            .map(points -> new String(points, 0, points.length)));
  }

  @Test
  void controlPiecesNeverComeFromText() {
    assertThat(VOCABULARY.ids(SEGMENTER.segment("<s> a </s> <pad>"))).doesNotContain(0, 1, 2, 3);
  }

  @Test
  void userDefinedSymbolsStayWhole() {
    assertThat(SEGMENTER.segment("see <url> there")).contains("<url>");
  }

  @Test
  void blankTextHasNoPieces() {
    assertThat(SEGMENTER.segment("")).isEmpty();
    assertThat(SEGMENTER.segment(" \t\u3000")).isEmpty();
  }

  @Test
  void threadsCanShareASegmenter() {
    List<String> expected = SEGMENTER.segment("the cat sat on 😀");
    assertThat(
            IntStream.range(0, 2000)
                .parallel()
                .mapToObj(i -> SEGMENTER.segment("the cat sat on 😀"))
                .distinct()
                .toList())
        .containsExactly(expected);
  }
}
