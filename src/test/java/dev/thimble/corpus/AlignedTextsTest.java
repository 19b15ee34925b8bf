package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedTextsTest {
  @Test
  void rowHasALineOfEachText() throws IOException {
    AlignedTexts texts = texts("a\nb\n", "c\nd\n", "e\nf");
    assertThat(texts.next()).containsExactly("a", "c", "e");
    assertThat(texts.next()).containsExactly("b", "d", "f");
    assertThat(texts.next()).isNull();
  }

  @Test
  void rowsComeInChunksUntilNoneIsLeft() throws IOException {
    AlignedTexts texts = texts("1\n2\n3\n", "a\nb\nc\n");
    assertThat(texts.next(2)).containsExactly(List.of("1", "a"), List.of("2", "b"));
    assertThat(texts.next(2)).containsExactly(List.of("3", "c"));
    assertThat(texts.next(2)).isEmpty();
  }

  @Test
  void emptyTextsHaveNoRow() throws IOException {
    assertThat(texts("", "").next()).isNull();
  }

  @Test
  void firstLongerAndFirstShorterTextAreNamedWithTheirLines() {
    assertThatThrownBy(() -> texts("1\n", "a\nb\nc\nd\n", "x\n", "y\ny\n").next(9))
        .isInstanceOf(CorpusException.class)
        .hasMessage("text 2 has 4 lines, but text 1 has 1; they must be aligned by line");
  }

  private static AlignedTexts texts(String... contents) throws IOException {
    TextLines[] texts = new TextLines[contents.length];
    for (int i = 0; i < texts.length; i++) {
      byte[] bytes = contents[i].getBytes(StandardCharsets.UTF_8);
      texts[i] = new TextLines(new ByteArrayInputStream(bytes), "text " + (i + 1));
    }
    return new AlignedTexts(List.of(texts));
  }
}
