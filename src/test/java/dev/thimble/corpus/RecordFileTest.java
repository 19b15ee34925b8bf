package dev.thimble.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1000, 20000})
  void recordsComeBackByNumber(int count) throws IOException {
    RecordFile file = RecordFile.open(written(bytes(count, Map.of("name", "a value"))));
    assertThat(file.size()).isEqualTo(count);
    assertThat(file.metadata()).isEqualTo(Map.of("name", "a value"));
    for (int number = count - 1; number >= 0; number--) {
      assertThat(new String(file.record(number), UTF_8)).isEqualTo("record " + number);
    }
  }

  @Test
  void longRecordsAreReadOneByOne() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordWriter writer = new RecordWriter(out);
    byte[] large = new byte[1 << 20];
    Arrays.fill(large, (byte) 7);
    writer.add("first".getBytes(UTF_8));
    writer.add(large);
    writer.add("last".getBytes(UTF_8));
    writer.finish(Map.of());
    RecordFile file = RecordFile.open(written(out.toByteArray()));
    assertThat(file.record(0)).isEqualTo("first".getBytes(UTF_8));
    assertThat(file.record(1)).isEqualTo(large);
    assertThat(file.record(2)).isEqualTo("last".getBytes(UTF_8));
  }

  @Test
  void recordOfMoreThan64MebibytesIsRefused() throws IOException {
    RecordWriter writer = new RecordWriter(new ByteArrayOutputStream());
    assertThatThrownBy(() -> writer.add(new byte[(1 << 26) + 1]))
        .isInstanceOf(CorpusException.class)
        .hasMessage("a record has 67108865 bytes; at most 67108864 are supported");
  }

  @Test
  void everyChangedByteIsFound() throws IOException {
    byte[] whole = bytes(20, Map.of("a", "b"));
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> RecordFile.open(written(changed)))
          .isInstanceOf(CorpusException.class);
    }
  }

  @Test
  void everyCutIsFound() throws IOException {
    byte[] whole = bytes(20, Map.of("a", "b"));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> RecordFile.open(written(cut))).isInstanceOf(CorpusException.class);
    }
  }

  @Test
  void messagesSayWhatIsWrong() throws IOException {
    byte[] whole = bytes(1, Map.of());
    assertThatThrownBy(() -> RecordFile.open(written(new byte[3])))
        .hasMessage("it has only 3 bytes");
    assertThatThrownBy(() -> RecordFile.open(written(new byte[100])))
        .hasMessage("it is no file of this kind");
    byte[] later = whole.clone();
    later[11] = 2;
    assertThatThrownBy(() -> RecordFile.open(written(later)))
        .hasMessage("its format version is 2, but this version of Thimble reads 1");
    byte[] wrong = whole.clone();
    wrong[14] ^= 1;
    assertThatThrownBy(() -> RecordFile.open(written(wrong))).hasMessage("its checksum is wrong");
  }

  /* Each with the right checksum: number of records, position of the index, of the metadata. */
  @Test
  void contradictingPositionsAreFound() throws IOException {
    byte[] whole = bytes(20, Map.of());
    ByteBuffer trailer = ByteBuffer.wrap(whole, whole.length - 28, 24);
    long count = trailer.getLong();
    long index = trailer.getLong();
    long described = trailer.getLong();
    List<long[]> wrong = new ArrayList<>();
    for (long value : new long[] {-1, 0, 5, 40, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE}) {
      wrong.add(new long[] {value == 0 ? 99 : value, index, described});
      wrong.add(new long[] {count, value, described});
      wrong.add(new long[] {count, index, value});
    }
    for (long[] positions : wrong) {
      byte[] changed = whole.clone();
      ByteBuffer end = ByteBuffer.wrap(changed, changed.length - 28, 24);
      for (long position : positions) {
        end.putLong(position);
      }
      Path file = written(checked(changed));
      assertThatThrownBy(() -> RecordFile.open(file))
          .as(Arrays.toString(positions))
          .isInstanceOf(CorpusException.class)
          .hasMessage("the positions of its parts contradict each other");
    }
  }

  @Test
  void indexThatIsNotInOrderIsFound() throws IOException {
    byte[] whole = bytes(20, Map.of());
    int index = (int) ByteBuffer.wrap(whole, whole.length - 20, 8).getLong();
    ByteBuffer.wrap(whole, index + 8, 8).putLong(3);
    assertThatThrownBy(() -> RecordFile.open(written(checked(whole))))
        .hasMessage("its index is not in order");
  }

  @Test
  void recordBeyondItsGroupIsFoundWhenItIsRead() throws IOException {
    byte[] whole = bytes(1, Map.of());
    whole[12] = 100; // the length of the record
    RecordFile file = RecordFile.open(written(checked(whole)));
    assertThatThrownBy(() -> file.record(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a record is cut off");
  }

  @Test
  void linesOfMetadataWithoutNameAreLeftOut() throws IOException {
    byte[] whole = bytes(0, Map.of("a", "\nx\n y\nb c d"));
    assertThat(RecordFile.open(written(whole)).metadata()).isEqualTo(Map.of("a", "", "b", "c d"));
  }

  @Test
  void deletedFileCanStillBeRead() throws IOException {
    Path path = written(bytes(3, Map.of()));
    RecordFile file = RecordFile.trusted(path);
    Files.delete(path);
    assertThat(new String(file.record(2), UTF_8)).isEqualTo("record 2");
  }

  private static byte[] bytes(int count, Map<String, String> metadata) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordWriter writer = new RecordWriter(out);
    for (int number = 0; number < count; number++) {
      assertThat(writer.records()).isEqualTo(number);
      writer.add(("record " + number).getBytes(UTF_8));
    }
    writer.finish(metadata);
    return out.toByteArray();
  }

  private static byte[] checked(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes, bytes.length - 4, 4).putInt((int) checksum.getValue());
    return bytes;
  }

  private Path written(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.records"), bytes);
  }
}
