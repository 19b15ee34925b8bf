package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.SmallHeap;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortlistTest {
  private static final int EOS = 3;
  private static final ShortlistTrainer.Sizes SIZES = new ShortlistTrainer.Sizes(20, 20);

  @TempDir private Path folder;

  @Test
  void shortlistIsTheSameInBlocksOfAnySize() throws IOException {
    Random random = new Random(1);
    List<Example> corpus = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int[] source = random.ints(8, 0, 20).toArray();
      corpus.add(new Example(i, source, IntStream.of(source).map(id -> 19 - id).toArray()));
    }
    ShortlistTrainer trainer =
        new ShortlistTrainer(SIZES, EOS, new ShortlistTrainer.Config(4, 1, 4));
    Shortlist whole = trainer.train(corpus, new SilentListener());
    assertThat(whole.targets(new int[] {7})).contains(12).hasSize(6);
    for (int rows : new int[] {1, 3, 19}) {
      Shortlist blocks = trainer.train(corpus, new SilentListener(), 8L * 21 * rows);
      for (int source = 0; source < 20; source++) {
        int[] ids = {source};
        assertThat(blocks.targets(ids)).as("%d, %d", rows, source).isEqualTo(whole.targets(ids));
      }
    }
  }

  @Test
  void limitBoundsTheTargetPiecesInMemory() throws IOException {
    int bytes = 8 * 1000; // of a target piece
    try (TranslationTable table = new TranslationTable(1000, 50, 10 * bytes + bytes - 1)) {
      assertThat(table.blocks()).isEqualTo(5);
      table.load(4);
      assertThat(table.loaded()).hasSize(10).contains(40, 49);
    }
    try (TranslationTable table = new TranslationTable(1000, 50, 1)) {
      assertThat(table.blocks()).isEqualTo(50);
    }
  }

  @Test
  void largeVocabulariesTrainInASmallHeap() throws Exception {
    assertThat(SmallHeap.run("-Xmx32m", ShortlistTest.class)).isEqualTo("[3, 1425]\n");
  }

  /** Trains on 6 million pairs of pieces, whose probabilities and counts take 48 MB. */
  public static void main(String[] arguments) throws IOException {
    List<Example> corpus = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int[] ids = IntStream.range(75 * i, 75 * i + 1500).toArray();
      corpus.add(new Example(i, ids, ids));
    }
    Shortlist shortlist =
        new ShortlistTrainer(
                new ShortlistTrainer.Sizes(3000, 3000), EOS, new ShortlistTrainer.Config(1, 1, 2))
            .train(corpus, new SilentListener());
    System.out.println(Arrays.toString(shortlist.targets(new int[] {1499})));
  }

  @Test
  void progressCountsTheReadingsOfAllExamples() throws IOException {
    List<String> heard = new ArrayList<>();
    CorpusCache.Listener listener =
        new CorpusCache.Listener() {
          @Override
          public void onProgress(String task, long done, long total) {
            heard.add(task + " " + done + "/" + total);
          }

          @Override
          public void onNote(String note) {}
        };
    List<Example> corpus = Collections.nCopies(600, pair(0, "4", "14"));
    new ShortlistTrainer(SIZES, EOS, new ShortlistTrainer.Config(1, 1, 2))
        .train(corpus, listener, 8 * 21 * 10); // two blocks
    assertThat(heard)
        .containsExactly(
            "counting pairs of pieces 1000/2400",
            "counting pairs of pieces 2000/2400",
            "counting pairs of pieces 2400/2400");
  }

  @Test
  void piecesOfEqualProbabilityAreTakenInTheOrderOfTheirIds() throws IOException {
    List<Example> corpus = List.of(pair(0, "4", "12 13 14 15 16 17 18 19 11"), pair(1, "5", "19"));
    Shortlist shortlist = train(corpus, new ShortlistTrainer.Config(3, 1, 1)); // 19 is frequent
    assertThat(shortlist.targets(new int[] {4})).containsExactly(EOS, 11, 12, 13, 19);
  }

  @Test
  void targetPiecesOfASourcePieceAreThoseItsSentencesShare() throws IOException {
    // 4 and 14 occur together in two sentences, 5 and 15, 6 and 16 too, each with other pairs
    List<Example> corpus =
        List.of(pair(0, "4 5", "14 15"), pair(1, "5 6", "15 16"), pair(2, "6 4", "16 14"));
    Shortlist shortlist = train(corpus, new ShortlistTrainer.Config(1, 1, 4));
    assertThat(shortlist.targets(new int[] {4})).containsExactly(EOS, 14);
    assertThat(shortlist.targets(new int[] {6, 5})).containsExactly(EOS, 14, 15, 16);
  }

  @Test
  void likeliestPiecesAreThoseOfModel1AfterTheGivenIterations() throws IOException {
    List<Example> corpus =
        List.of(
            pair(0, "4", "14"),
            pair(1, "5 7", "14 15 17"),
            pair(2, "5 6", "15"),
            pair(3, "6 4", "14 15"));
    Shortlist shortlist = train(corpus, new ShortlistTrainer.Config(1, 1, 3)); // 15 is frequent
    assertThat(shortlist.targets(new int[] {4})).contains(14);
    assertThat(shortlist.targets(new int[] {5})).contains(15).doesNotContain(17);
    assertThat(shortlist.targets(new int[] {7})).contains(17);
  }

  @Test
  void onlyPiecesThatOccurAreFrequent() throws IOException {
    List<Example> corpus = List.of(pair(0, "4", "14 17"));
    assertThat(train(corpus, new ShortlistTrainer.Config(1, 10, 1)).targets(new int[] {}))
        .containsExactly(EOS, 14, 17);
    assertThat(ShortlistTrainer.Config.defaults())
        .isEqualTo(new ShortlistTrainer.Config(50, 150, 4));
  }

  @Test
  void sourceVocabularyOfTheFileIsCheckedToo() throws IOException {
    Vocabulary source = vocabulary("ab");
    Vocabulary target = vocabulary("cd");
    Path file = folder.resolve("shortlist.txt");
    new Shortlist(new int[] {3}, new int[source.size()][0]).write(file, source, target);
    assertThatThrownBy(() -> Shortlist.read(file, target, target))
        .hasMessageContaining(file + ", line 2: made for a vocabulary with SHA-256 ");
  }

  @Test
  void fileOfTheLargestSizeIsRead() throws IOException {
    Vocabulary vocabulary = vocabulary("ab");
    Path file = folder.resolve("shortlist.txt");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(592_816);
    }
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .isInstanceOf(CorpusException.class)
        .hasMessageNotContaining("at most");
  }

  @Test
  void frequentPiecesAreAllowedForEverySource() throws IOException {
    List<Example> corpus = List.of(pair(0, "4", "14 17"), pair(1, "5", "15 17"));
    Shortlist shortlist = train(corpus, new ShortlistTrainer.Config(1, 1, 1));
    assertThat(shortlist.targets(new int[] {})).containsExactly(EOS, 17);
    assertThat(shortlist.targets(new int[] {9})).containsExactly(EOS, 17); // never seen
  }

  @Test
  void fileIsReadAsWrittenAndRefusedForOtherVocabularies() throws IOException {
    Vocabulary source = vocabulary("ab");
    Vocabulary target = vocabulary("cd");
    int[][] bySource = new int[source.size()][0];
    bySource[1] = new int[] {5, 6};
    Path file = folder.resolve("shortlist.txt");
    new Shortlist(new int[] {3, 8}, bySource).write(file, source, target);
    assertThat(Shortlist.read(file, source, target).targets(new int[] {1, 0}))
        .containsExactly(3, 5, 6, 8);
    assertThatThrownBy(() -> Shortlist.read(file, source, source))
        .hasMessageContaining(file + ", line 3: made for a vocabulary with SHA-256 ")
        .hasMessageContaining(source.sha256());
  }

  @Test
  void damagedFileIsRefusedByLine() throws IOException {
    Vocabulary vocabulary = vocabulary("ab");
    Path file = folder.resolve("shortlist.txt");
    new Shortlist(new int[] {3}, new int[vocabulary.size()][0]).write(file, vocabulary, vocabulary);
    List<String> lines = Files.readAllLines(file);
    lines.set(4, "5 x");
    Files.write(file, lines);
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .hasMessageContaining(", line 5: '5 x' is not a list of ids from 0 to 263");
    lines.set(4, "5 100000");
    Files.write(file, lines);
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .hasMessageContaining(", line 5: '5 100000'");
    lines.set(4, "");
    Files.write(file, lines.subList(0, 9));
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .hasMessageContaining("has 9 lines");
    Files.writeString(file, "3\n");
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .hasMessageContaining("line 1");
  }

  @Test
  void tooLargeFileIsRefusedWithoutReadingIt() throws IOException {
    Vocabulary vocabulary = vocabulary("ab");
    Path file = folder.resolve("shortlist.txt");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(5L << 30);
    }
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            file
                + " has 5,368,709,120 bytes; a shortlist for vocabularies of 264 and 264 pieces has"
                + " 592,816 at most");
  }

  @Test
  void linesAfterTheLastAreRefused() throws IOException {
    Vocabulary vocabulary = vocabulary("ab");
    Path file = folder.resolve("shortlist.txt");
    new Shortlist(new int[] {3}, new int[vocabulary.size()][0]).write(file, vocabulary, vocabulary);
    Files.writeString(file, "3\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .hasMessageContaining(
            "has more lines; with a source vocabulary of 264 pieces it must have 268");
  }

  @Test
  void longLineIsQuotedInPart() throws IOException {
    Vocabulary vocabulary = vocabulary("ab");
    Path file = folder.resolve("shortlist.txt");
    new Shortlist(new int[] {3}, new int[vocabulary.size()][0]).write(file, vocabulary, vocabulary);
    List<String> lines = Files.readAllLines(file);
    lines.set(4, "x".repeat(10_000));
    Files.write(file, lines);
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .hasMessageContaining("'" + "x".repeat(100) + "...' is not a list of ids");
    lines.set(4, "x".repeat(100));
    Files.write(file, lines);
    assertThatThrownBy(() -> Shortlist.read(file, vocabulary, vocabulary))
        .hasMessageContaining("'" + "x".repeat(100) + "' is not a list of ids");
  }

  private static Vocabulary vocabulary(String text) {
    return BytePairTrainer.train(List.of(text), VocabularyConfig.defaults().withSize(264));
  }

  private static Shortlist train(List<Example> corpus, ShortlistTrainer.Config config)
      throws IOException {
    return new ShortlistTrainer(SIZES, EOS, config).train(corpus, new SilentListener());
  }

  private static Example pair(int index, String source, String target) {
    return new Example(index, ids(source), ids(target));
  }

  private static int[] ids(String text) {
    return List.of(text.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
  }
}
