package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Normalization and detokenization by the settings of a model of another trainer. */
class ForeignModelTest {
  /* Settings: p addDummyPrefix, f removeExtraSpaces, e escapeSpaces, s spaceAsSuffix. */
  @ParameterizedTest
  @CsvSource({
    "pfe, '  a  b ', ▁a▁b",
    "pe, '  a  b ', '▁▁▁a▁▁b▁'",
    "fe, '  a  b ', a▁b",
    "e, '  a  b ', ▁▁a▁▁b▁",
    "pf, '  a  b ', ' a b'",
    "p, ' a', '  a'",
    "'', ' a ', ' a '",
    "pfes, '  a  b ', a▁b▁",
    "pes, ' a ', ▁a▁▁",
    "fes, ' a ', a",
    "pfs, 'a b', 'a b '",
    "pfe, '', ''",
    "pe, '', ''",
    "pfe, '   ', ''",
    "pe, ' ', ▁▁",
    "pfes, ' ', ''",
    "pfe, 'a\tb', '▁a\tb'",
    "pfe, '▁a▁', ▁▁a",
    "pf, 'a▁', ' a▁'",
  })
  void spacesFollowTheSettings(String settings, String text, String marked) {
    assertThat(model(settings, rules()).pieceText(text)).isEqualTo(marked);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, ▁x",
    "ab, ▁1",
    "abab, ▁11",
    "a, ''",
    "ba, ▁b",
    "é, ▁e\u0301",
    "z, '▁z'",
    "w, ''",
    "ww, ''",
    "awb, ▁b",
    "twt, ▁t▁t",
    "tw wt, ▁t▁t",
    "vtv, ▁t",
    "tvt, ▁t▁▁t",
    "t v, ▁t",
    "u, ▁a▁▁b",
    "tu, ▁ta▁▁b",
  })
  void longestMatchingRuleIsApplied(String text, String marked) {
    CompiledRulesBuilder rules =
        rules()
            .add("abc", "x")
            .add("ab", "1")
            .add("a", "")
            .add("é", "e\u0301")
            .add("w", " ")
            .add("v", "  ")
            .add("u", "a  b");
    assertThat(model("pfe", rules).pieceText(text)).isEqualTo(marked);
  }

  @Test
  void restOfACharacterThatARuleEndsInsideIsReplacedByteByByte() {
    byte[] half = {(byte) 0xE4};
    assertThat(model("", rules().add(half, "x")).pieceText("你a")).isEqualTo("x\uFFFD\uFFFDa");
  }

  @Test
  void charactersOfEveryLengthAreCopied() {
    assertThat(model("", rules().add("x", "y")).pieceText("aé你😀x")).isEqualTo("aé你😀y");
  }

  @Test
  void unpairedSurrogateIsReplaced() {
    assertThat(model("", rules()).pieceText("a\uD83D")).isEqualTo("a\uFFFD");
  }

  @Test
  void userDefinedSymbolIsNotRewritten() {
    Vocabulary vocabulary = model("pfe", rules().add("a", "b").add("a c", "x"), "aa", "aab c");
    assertThat(vocabulary.pieceText("aa a aaa")).isEqualTo("▁aa▁b▁aab");
    assertThat(vocabulary.pieceText("aab c")).isEqualTo("▁aab▁c");
    assertThat(vocabulary.pieceText("aab  c")).isEqualTo("▁aab▁c");
  }

  @Test
  void leadingSpacesMadeByRulesAreDropped() {
    Vocabulary vocabulary = model("pfe", rules().add("\t", " ").add("\n", ""), " a");
    assertThat(vocabulary.pieceText("\t b")).isEqualTo("▁b");
    assertThat(vocabulary.pieceText("\n b")).isEqualTo("▁b");
    assertThat(vocabulary.pieceText("\t")).isEmpty();
    assertThat(vocabulary.pieceText("\n")).isEmpty();
  }

  @Test
  void lengthOfNormalizedTextIsBounded() {
    Vocabulary vocabulary = model("fe", rules().add("a", "b".repeat(1 << 20)));
    assertThat(vocabulary.pieceText("a".repeat(65))).hasSize(65 << 20);
    assertThatThrownBy(() -> vocabulary.pieceText("a".repeat(66)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a text becomes longer than 67108864 bytes by the vocabulary's normalization rules");
  }

  @ParameterizedTest
  @CsvSource({
    "pfe, '▁a▁b', a b",
    "pfe, '▁▁a', a",
    "pe, '▁▁a▁', ' a '",
    "pe, '▁', ''",
    "e, '▁a▁', ' a '",
    "fe, '▁a', a",
    "pfes, 'a▁b▁', a b",
    "pfes, '▁a▁▁', 'a '",
    "pes, '▁a▁', ' a'",
    "fes, 'a▁', 'a '",
    "p, ' a', a",
    "pe, 'a\u3000\tb\u00A0', 'a\u3000\tb\u00A0'",
    "pe, 'a\nb\u2028c\u2029d\u0085e', 'a b c d e'",
  })
  void spacesAreDecodedByTheSettings(String settings, String joined, String text) {
    Vocabulary vocabulary = model(settings, rules());
    List<String> pieces = joined.codePoints().mapToObj(Character::toString).toList();
    assertThat(vocabulary.detokenize(pieces)).isEqualTo(text);
    Detokenizer detokenizer = vocabulary.detokenizer();
    StringBuilder streamed = new StringBuilder();
    pieces.forEach(piece -> streamed.append(detokenizer.append(piece)));
    assertThat(streamed.append(detokenizer.end())).hasToString(text);
  }

  @Test
  void unusedPieceIsText() {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.add(new Piece("old", 0, Piece.Type.UNUSED));
    assertThat(Vocabulary.of(pieces, SpecialTokens.defaults()).text(new int[] {4}))
        .isEqualTo("old");
  }

  @Test
  void unknownSurfaceIsReadFromTheModel() {
    Vocabulary vocabulary = model("pfe", rules());
    assertThat(vocabulary.text(new int[] {4, 1, 4})).isEqualTo("a ⁇ a");
  }

  static final List<Piece> HEAD =
      List.of(
          new Piece("<pad>", 0, Piece.Type.CONTROL),
          new Piece("<unk>", 0, Piece.Type.UNKNOWN),
          new Piece("<s>", 0, Piece.Type.CONTROL),
          new Piece("</s>", 0, Piece.Type.CONTROL));

  private static CompiledRulesBuilder rules() {
    return new CompiledRulesBuilder();
  }

  private static Vocabulary model(String settings, CompiledRulesBuilder rules, String... symbols) {
    List<Piece> pieces = new ArrayList<>(HEAD);
    pieces.add(new Piece("a", 0, Piece.Type.NORMAL));
    for (String symbol : symbols) {
      pieces.add(new Piece(symbol, 0, Piece.Type.USER_DEFINED));
    }
    ModelBytes model = ModelBytes.of(pieces);
    byte[] normalizer =
        ModelBytes.message(
            out -> out.writeByteArray(2, rules.compile()),
            out -> out.writeBool(3, settings.contains("p")),
            out -> out.writeBool(4, settings.contains("f")),
            out -> out.writeBool(5, settings.contains("e")));
    try {
      byte[] trainer =
          ModelBytes.of(model.content(2))
              .and(out -> out.writeBool(24, settings.contains("s")))
              .toBytes();
      return Vocabulary.parse(model.with(2, trainer).with(3, normalizer).toBytes(), "x");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Builds a precompiled charsmap. */
  private static final class CompiledRulesBuilder {
    private final TreeMap<byte[], byte[]> rules = new TreeMap<>(Arrays::compareUnsigned);

    CompiledRulesBuilder add(String left, String right) {
      return add(left.getBytes(StandardCharsets.UTF_8), right);
    }

    CompiledRulesBuilder add(byte[] left, String right) {
      rules.put(left, right.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    byte[] compile() {
      if (rules.isEmpty()) {
        return new byte[0];
      }
      int[] values = new int[rules.size()];
      int size = 0;
      int at = 0;
      for (byte[] right : rules.values()) {
        values[at++] = size;
        size += right.length + 1;
      }
      int[] units = DoubleArrayTrie.of(rules.keySet().toArray(new byte[0][]), values).units();
      ByteBuffer bytes =
          ByteBuffer.allocate(4 + 4 * units.length + size).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putInt(4 * units.length);
      for (int unit : units) {
        bytes.putInt(unit);
      }
      rules.values().forEach(right -> bytes.put(right).put((byte) 0));
      return bytes.array();
    }
  }
}
