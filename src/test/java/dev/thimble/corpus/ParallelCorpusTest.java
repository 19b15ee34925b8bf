package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelCorpusTest {
  @TempDir private Path folder;

  @Test
  void linesOfTwoFilesArePaired() throws IOException {
    ParallelCorpus corpus = ParallelCorpus.read(file("x.en", "a\nb\n"), file("x.fr", "c\nd"));
    assertThat(corpus.pairs())
        .containsExactly(new SentencePair(1, "a", "c"), new SentencePair(2, "b", "d"));
  }

  @Test
  void filesAreIdentifiedByTheirHash() throws IOException {
    ParallelCorpus corpus = ParallelCorpus.read(file("x.en", "abc"), file("x.fr", "d"));
    assertThat(corpus.files().get(0).sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(corpus.files().get(0).lines()).isEqualTo(1);
  }

  @Test
  void filesOfDifferentLengthAreRefusedWithBothCounts() throws IOException {
    Path source = file("x.en", "a\nb\nc\n");
    Path target = file("x.fr", "d\n");
    assertThatThrownBy(() -> ParallelCorpus.read(source, target))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("x.en has 3 lines")
        .hasMessageContaining("x.fr has 1");
  }

  @Test
  void columnsOfOneFileArePaired() throws IOException {
    assertThat(ParallelCorpus.open(file("x.tsv", "a\tb\textra\n\tc\n"), null).pairs())
        .containsExactly(new SentencePair(1, "a", "b"), new SentencePair(2, "", "c"));
  }

  @Test
  void missingColumnIsNamedWithItsLine() throws IOException {
    Path tsv = file("x.tsv", "a\tb\nno tab\n");
    assertThatThrownBy(() -> ParallelCorpus.readTsv(tsv))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("x.tsv, line 2");
  }

  @Test
  void concatenationNumbersItsPairsOn() throws IOException {
    ParallelCorpus first = ParallelCorpus.readTsv(file("x.tsv", "a\tb\nc\td\n"));
    ParallelCorpus second = ParallelCorpus.readTsv(file("y.tsv", "e\tf\n"));
    ParallelCorpus both = ParallelCorpus.concatenation(List.of(first, second));
    assertThat(both.pairs())
        .containsExactly(
            new SentencePair(1, "a", "b"),
            new SentencePair(2, "c", "d"),
            new SentencePair(3, "e", "f"));
    assertThat(both.files())
        .extracting(corpusFile -> corpusFile.path().getFileName().toString())
        .containsExactly("x.tsv", "y.tsv");
    assertThat(ParallelCorpus.concatenation(List.of(first))).isEqualTo(first);
  }

  @Test
  void droppedPairsAreCountedByReason() {
    Vocabulary letters =
        BytePairTrainer.train(List.of("a"), new VocabularyConfig(6, 1, false, List.of(), 1));
    Segmentation side =
        new Segmentation(
            letters, text -> text.chars().mapToObj(c -> Character.toString((char) c)).toList());
    List<SentencePair> pairs =
        List.of(
            new SentencePair(1, "aaa", "aa"),
            new SentencePair(2, "", "a"),
            new SentencePair(3, "a".repeat(31), "a".repeat(31)),
            new SentencePair(4, "a".repeat(20), "aa"),
            new SentencePair(5, "aaaaaaa", "a"));
    PairFilter.Filtered filtered = new PairFilter(30, 4).apply(pairs, side, side);
    assertThat(filtered.examples()).extracting(Example::index).containsExactly(0, 4);
    assertThat(filtered.summary())
        .isEqualTo("2 pairs kept; left out: 1 blank, 1 too long, 1 lopsided");
  }

  @ParameterizedTest
  @CsvSource({
    "30, 4, 12, 3, kept", // the ratio itself
    "30, 4, 13, 3, lopsided",
    "30, 4, 3, 13, lopsided",
    "30, 4, 10, 1, kept", // up to ten pieces are exempt
    "30, 4, 11, 1, lopsided",
    "30, 1, 11, 11, kept",
    "30, 1, 12, 11, lopsided",
    "30, 0, 30, 1, kept", // no bound
    "30, 0, 31, 31, too long",
    "1, 0, 1, 1, kept"
  })
  void boundsAreInclusive(int maxLength, double maxRatio, int source, int target, String outcome) {
    Vocabulary letters =
        BytePairTrainer.train(List.of("a"), new VocabularyConfig(6, 1, false, List.of(), 1));
    Segmentation side =
        new Segmentation(
            letters, text -> text.chars().mapToObj(c -> Character.toString((char) c)).toList());
    List<SentencePair> pairs = List.of(new SentencePair(1, "a".repeat(source), "a".repeat(target)));
    PairFilter.Filtered filtered = new PairFilter(maxLength, maxRatio).apply(pairs, side, side);
    assertThat(filtered.examples()).hasSize(outcome.equals("kept") ? 1 : 0);
    assertThat(filtered.tooLong()).isEqualTo(outcome.equals("too long") ? 1 : 0);
    assertThat(filtered.lopsided()).isEqualTo(outcome.equals("lopsided") ? 1 : 0);
  }

  @Test
  void filterNamesTheValueOutOfRange() {
    assertThatThrownBy(() -> new PairFilter(0, 4)).hasMessageContaining("maxLength is 0");
    assertThatThrownBy(() -> new PairFilter(9, 0.5)).hasMessageContaining("maxRatio is 0.5");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
