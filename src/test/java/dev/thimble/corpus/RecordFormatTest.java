package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordFormatTest {
  private static final RecordFormat.Examples IDS = new RecordFormat.Examples(1 << 20, 1 << 20);

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "127, 7f",
    "128, 8001",
    "16383, ff7f",
    "16384, 808001",
    "2147483647, ffffffff07",
    "-1, ffffffff0f"
  })
  void numbersTakeSevenBitsAByte(int value, String hex) {
    byte[] bytes = new byte[Varint.size(value)];
    assertThat(Varint.put(value, bytes, 0)).isEqualTo(bytes.length);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    assertThat(new Varint.Reader(bytes).nextBits()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "80, a number is cut off",
    "8080808080, a number has more than five bytes",
    "ffffffff1f, 8589934591 has more than 32 bits"
  })
  void wrongNumbersAreRefused(String hex, String message) {
    Varint.Reader reader = new Varint.Reader(HexFormat.of().parseHex(hex));
    assertThatThrownBy(reader::nextBits)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'',''",
    "a,''",
    "'',b",
    "a,b",
    "same,same",
    "Größe,大きさ",
    "\uD83D\uDE00,\uD83D\uDE00"
  })
  void textsComeBack(String source, String target) {
    SentencePair pair = new SentencePair(8, source, target);
    byte[] record = RecordFormat.TEXTS.encode(7, pair);
    assertThat(RecordFormat.TEXTS.decode(7, record)).isEqualTo(pair);
  }

  @Test
  void equalSidesAreStoredOnce() {
    assertThat(RecordFormat.TEXTS.encode(0, new SentencePair(1, "text", "text"))).hasSize(5);
    assertThat(RecordFormat.TEXTS.encode(0, new SentencePair(1, "text", "tex."))).hasSize(9);
  }

  @Test
  void cutSourceIsRefused() {
    assertThatThrownBy(() -> RecordFormat.TEXTS.decode(0, new byte[] {3, 'a'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 is above 2");
    byte[] longHead = {(byte) 0x83, 0, 'a'}; // 3, in a byte more than it needs
    assertThatThrownBy(() -> RecordFormat.TEXTS.decode(0, longHead))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a source is cut off");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "7, 9", "9, 7", "0, 2147483647", "2147483647, 0"})
  void examplesComeBack(int number, int index) {
    for (int[][] sides :
        new int[][][] {{{}, {}}, {{1}, {}}, {{}, {2}}, {{0, 300, 1048575}, {5, 70000, 127, 128}}}) {
      byte[] record = IDS.encode(number, new Example(index, sides[0], sides[1]));
      Example read = IDS.decode(number, record);
      assertThat(read.index()).isEqualTo(index);
      assertThat(read.source()).isEqualTo(sides[0]);
      assertThat(read.target()).isEqualTo(sides[1]);
    }
  }

  @Test
  void idsThatDoNotExistAreRefused() {
    byte[] record = IDS.encode(0, new Example(0, new int[] {10}, new int[] {20}));
    assertThat(new RecordFormat.Examples(11, 21).decode(0, record).source()).containsExactly(10);
    assertThatThrownBy(() -> new RecordFormat.Examples(10, 21).decode(0, record))
        .hasMessage("10 is above 9");
    assertThatThrownBy(() -> new RecordFormat.Examples(11, 20).decode(0, record))
        .hasMessage("20 is above 19");
  }

  @Test
  void cutExampleIsRefusedUnlessItsTargetIsShorter() {
    byte[] record = IDS.encode(0, new Example(0, new int[] {300, 300}, new int[] {300}));
    for (int length = 0; length < record.length; length++) {
      byte[] cut = Arrays.copyOf(record, length);
      if (length == record.length - 2) {
        assertThat(IDS.decode(0, cut).target()).isEmpty();
      } else {
        assertThatThrownBy(() -> IDS.decode(0, cut)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
