package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.corpus.ParallelCorpus.CorpusFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DevSetTest {
  @Test
  void setsAreNamedAfterTheirSourceFiles() {
    assertThat(names("a/dev.en", "news.tsv", "dev.fr"))
        .containsExactly("dev.en", "news.tsv", "dev.fr");
  }

  @Test
  void equalNamesAreNumbered() {
    assertThat(names("a/dev.en", "dev.en-2", "b/dev.en", "c/dev.en", "standard input"))
        .containsExactly("dev.en", "dev.en-2", "dev.en-3", "dev.en-4", "standard input");
  }

  private static List<String> names(String... files) {
    List<ParallelCorpus> corpora =
        Arrays.stream(files)
            .map(
                file ->
                    new ParallelCorpus(
                        List.of(),
                        List.of(
                            new CorpusFile(Path.of(file), "", 0),
                            new CorpusFile(Path.of("target"), "", 0))))
            .toList();
    return DevSet.of(corpora).stream().map(DevSet::name).toList();
  }
}
