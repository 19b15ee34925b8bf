package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenTextsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1000, 3000, 1 << 20})
  void everyTextIsNewOnceWhereverTheLimitIs(int limit) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Set<Integer> expected = new HashSet<>();
    try (SeenTexts seen = new SeenTexts(limit, folder)) {
      for (int i = 0; i < (limit == 1 ? 300 : 6000); i++) {
        int text = random.nextInt(limit == 1 ? 100 : 4000);
        assertThat(seen.add(TextHash.of(List.of("text " + text)))).isEqualTo(expected.add(text));
      }
      assertThat(seen.files()).isEqualTo((expected.size() - 1) / limit);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void extremeHashesAreKept() throws IOException {
    List<TextHash> hashes =
        List.of(
            new TextHash(-1, -1),
            new TextHash(-1, -2),
            new TextHash(0, 0),
            new TextHash(0, 1),
            new TextHash(1, 0),
            new TextHash(Long.MIN_VALUE, 0));
    try (SeenTexts seen = new SeenTexts(2, folder)) {
      for (TextHash hash : hashes) {
        assertThat(seen.add(hash)).isTrue();
      }
      for (TextHash hash : hashes) {
        assertThat(seen.add(hash)).isFalse();
      }
    }
  }

  @Test
  void hashIsTheStartOfSha256OfLengthsAndTexts() {
    // printf '\0\0\0\1a\0\0\0\0' | sha256sum
    assertThat(TextHash.of(List.of("a", ""))).isEqualTo(new TextHash(HIGH, LOW));
    assertThat(TextHash.of(List.of("a", "b"))).isNotEqualTo(TextHash.of(List.of("ab", "")));
  }

  private static final long HIGH = 0x6a9f797717b7913cL;
  private static final long LOW = 0xc94af9ede3b2c995L;

  @Test
  void foldedTextsHaveLettersAndDigitsAlone() {
    assertThat(TextHash.folded("It's 9:40, TOM!")).isEqualTo("its940tom");
    assertThat(TextHash.folded("?!")).isEqualTo("?!");
  }

  @Test
  void defaultLimitFitsTheHeap() {
    assertThat(SeenTexts.defaultLimit()).isBetween(1, 1 << 24);
    assertThat(64L * SeenTexts.defaultLimit()).isLessThan(Runtime.getRuntime().maxMemory());
  }
}
