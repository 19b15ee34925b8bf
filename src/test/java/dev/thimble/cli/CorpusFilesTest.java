package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.corpus.SentencePair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusFilesTest {
  @TempDir private Path folder;

  @Test
  void targetsBelongToTheFirstSourcesAndFurtherSourcesAreTsv() throws IOException {
    write("a.en", "one");
    write("a.fr", "un");
    write("b.tsv", "two\tdeux");
    CorpusFiles files = new CorpusFiles("dev", paths("a.en", "b.tsv"), paths("a.fr"), false, null);
    assertThat(files.size()).isEqualTo(2);
    assertThat(files.read())
        .extracting(ParallelCorpus::pairs)
        .containsExactly(
            List.of(new SentencePair(1, "one", "un")), List.of(new SentencePair(1, "two", "deux")));
  }

  @Test
  void languageModelReadsTheTargets() throws IOException {
    write("a.fr", "un");
    write("b.fr", "deux");
    CorpusFiles files = new CorpusFiles("dev", List.of(), paths("a.fr", "b.fr"), true, null);
    assertThat(files.size()).isEqualTo(2);
    assertThat(files.read())
        .extracting(ParallelCorpus::pairs)
        .containsExactly(
            List.of(new SentencePair(1, "un", "un")), List.of(new SentencePair(1, "deux", "deux")));
  }

  @Test
  void targetWithoutSourceIsRefused() {
    assertThatThrownBy(() -> new CorpusFiles("dev", paths("a"), paths("b", "c"), false, null))
        .isInstanceOf(WrongUsageException.class)
        .hasMessage(
            "--dev-target is given 2 times, but --dev-source 1 times; each target needs its"
                + " source");
  }

  @Test
  void missingFilesAreRefused() {
    assertThatThrownBy(() -> new CorpusFiles("dev", List.of(), List.of(), false, null))
        .isInstanceOf(WrongUsageException.class)
        .hasMessage("Missing required option: '--dev-source=FILE'");
    assertThatThrownBy(() -> new CorpusFiles("train", List.of(), List.of(), true, null))
        .isInstanceOf(WrongUsageException.class)
        .hasMessage("--language-model needs --train-target");
  }

  private void write(String name, String line) throws IOException {
    Files.writeString(folder.resolve(name), line + "\n");
  }

  private List<Path> paths(String... names) {
    return Arrays.stream(names).map(folder::resolve).toList();
  }
}
