package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusCacheTest {
  @TempDir private Path folder;

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger opened = new AtomicInteger();

  private final CorpusCache.Listener listener =
      new CorpusCache.Listener() {
        @Override
        public void onProgress(String task, long done, long total) {
          assertThat(done).isBetween(0L, total);
        }

        @Override
        public void onNote(String note) {
          heard.add(note.replace(folder.toString(), ""));
        }
      };

  @Test
  void textsAreReadOnceAndFoundAgain() throws IOException {
    List<CorpusInput> inputs = List.of(tsv("a.tsv", "a\tA\n\tB\n"), tsv("b.tsv", "c\tC\n"));
    CorpusCache.Corpora first = cache().texts(inputs);
    CorpusCache.Corpora again = cache().texts(inputs);
    for (CorpusCache.Corpora corpora : List.of(first, again)) {
      assertThat(corpora.whole().pairs())
          .containsExactly(
              new SentencePair(1, "a", "A"),
              new SentencePair(2, "", "B"),
              new SentencePair(3, "c", "C"));
      assertThat(corpora.sizes()).containsExactly(2, 1);
      assertThat(corpora.whole().files())
          .extracting(file -> file.path().getFileName() + " " + file.lines())
          .containsExactly("a.tsv 2", "b.tsv 1");
    }
    assertThat(again.whole().files()).isEqualTo(first.whole().files());
    assertThat(again.key()).isEqualTo(first.key());
    assertThat(opened).hasValue(2);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void hashesAreThoseOfTheFiles() throws IOException {
    CorpusInput input = tsv("a.tsv", "a\tA\n");
    assertThat(cache().texts(List.of(input)).whole().files())
        .isEqualTo(ParallelCorpus.readTsv(folder.resolve("a.tsv")).files());
  }

  @Test
  void otherDataOrAnotherFormatMakesAnotherFile() throws IOException {
    cache().texts(List.of(tsv("a.tsv", "a\tA\n")));
    cache().texts(List.of(tsv("a.tsv", "a\tB\n")));
    Path file = folder.resolve("a.tsv");
    CorpusCache.Corpora texts =
        cache()
            .texts(
                List.of(
                    new CorpusInput(
                        "texts",
                        List.of(file),
                        true,
                        () -> PairReader.texts(TextLines.open(file)))));
    assertThat(texts.whole().pairs()).containsExactly(new SentencePair(1, "a\tB", "a\tB"));
    assertThat(stored()).hasSize(3);
  }

  @Test
  void damagedFileIsMadeAgain() throws IOException {
    CorpusInput input = tsv("a.tsv", "a\tA\n");
    cache().texts(List.of(input));
    Path file = stored().get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThat(cache().texts(List.of(input)).whole().pairs())
        .containsExactly(new SentencePair(1, "a", "A"));
    assertThat(heard)
        .isNotEmpty()
        .containsOnly(
            "/cache/" + file.getFileName() + " is damaged and made again: its checksum is wrong");
    assertThat(opened).hasValue(2);
    heard.clear();
    cache().texts(List.of(input));
    assertThat(heard).isEmpty();
  }

  @Test
  void whatCanBeReadOnlyOnceLeavesNoFile() throws IOException {
    byte[] bytes = "a\tA\n".getBytes(StandardCharsets.UTF_8);
    CorpusInput pipe =
        new CorpusInput(
            "tsv",
            List.of(Path.of("standard input")),
            false,
            () -> PairReader.tsv(new TextLines(new ByteArrayInputStream(bytes), "standard input")));
    CorpusCache.Corpora read = cache().texts(List.of(pipe));
    assertThat(read.whole().pairs()).containsExactly(new SentencePair(1, "a", "A"));
    assertThat(read.key()).isEqualTo(cache().texts(List.of(tsv("a.tsv", "a\tA\n"))).key());
    assertThat(stored()).hasSize(1);
  }

  @Test
  void unreadableCorpusLeavesNoFile() throws IOException {
    CorpusInput input = tsv("a.tsv", "a\tA\nno tab\n");
    assertThatThrownBy(() -> cache().texts(List.of(input)))
        .isInstanceOf(CorpusException.class)
        .hasMessageEndingWith("a.tsv, line 2: no tab; a line must be source, tab, target");
    CorpusInput pipe = new CorpusInput("tsv", input.files(), false, input.opener());
    assertThatThrownBy(() -> cache().texts(List.of(pipe))).isInstanceOf(CorpusException.class);
    assertThat(stored()).isEmpty();
  }

  @Test
  void missingCorpusHasTheMessageOfItsOpener() {
    Path missing = folder.resolve("none.tsv");
    CorpusInput input =
        new CorpusInput(
            "tsv", List.of(missing), true, () -> PairReader.tsv(TextLines.open(missing)));
    assertThatThrownBy(() -> cache().texts(List.of(input)))
        .isInstanceOf(CorpusException.class)
        .hasMessage(missing + " does not exist");
  }

  @Test
  void corpusThatChangesMeanwhileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tsv"), "a\tA\n");
    CorpusInput input =
        new CorpusInput(
            "tsv",
            List.of(file),
            true,
            () -> {
              Files.writeString(file, "a\tA\nb\tB\n");
              return PairReader.tsv(TextLines.open(file));
            });
    assertThatThrownBy(() -> cache().texts(List.of(input)))
        .isInstanceOf(CorpusException.class)
        .hasMessage(file + " was changed while it was read; start again");
    assertThat(stored()).isEmpty();
  }

  @Test
  void threadsMakeAFileOnce() throws Exception {
    CorpusInput input = tsv("a.tsv", "a\tA\n".repeat(5000));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> reading = () -> cache().texts(List.of(input)).whole().pairs().size();
      for (Future<Integer> each : threads.invokeAll(Collections.nCopies(8, reading))) {
        assertThat(each.get()).isEqualTo(5000);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(opened).hasValue(1);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void examplesAreThoseInMemory() throws IOException {
    CorpusCache.Corpora corpora =
        cache()
            .texts(
                List.of(tsv("a.tsv", "ab\tAB\n".repeat(20) + "\tB\n" + "a".repeat(101) + "\tA\n")));
    PairSegmenter segmenter = segmenter();
    for (Augmentation augmentation :
        List.of(
            Augmentation.none(),
            new Augmentation(new SourceNoise(0.5, 0.5, 0, 0.5), 0.5, null),
            Augmentation.none()
                .withWeights(new CorpusWeights(List.of(new CorpusWeights.Part(22, 2.5)))))) {
      AugmentedCorpus memory =
          new AugmentedCorpus(corpora.whole().pairs(), augmentation, segmenter, 1);
      AugmentedCorpus files = memory.in(cache(), corpora.key());
      for (int epoch : new int[] {1, 2, 3, 1}) {
        assertThat(text(files.epoch(epoch))).isEqualTo(text(memory.epoch(epoch))).isNotEmpty();
        assertThat(files.prepared(epoch).summary()).isEqualTo(memory.prepared(epoch).summary());
      }
    }
    assertThat(stored())
        .extracting(file -> file.getFileName().toString().replaceAll("-.*", ""))
        .containsExactly("ids", "texts"); // those of the augmented epochs have gone
  }

  @Test
  void deletedCacheLeavesOnlyWhatIsNotItsOwn() throws IOException {
    CorpusCache.Corpora corpora = cache().texts(List.of(tsv("a.tsv", "a\tA\n")));
    cache().delete();
    assertThat(folder.resolve("cache")).doesNotExist();
    assertThat(corpora.whole().pairs()).containsExactly(new SentencePair(1, "a", "A"));
    cache().delete(); // nothing to delete
    cache().texts(List.of(tsv("a.tsv", "a\tA\n")));
    Path other = Files.writeString(folder.resolve("cache/notes.txt"), "mine");
    cache().delete();
    assertThat(stored()).containsExactly(other);
  }

  @Test
  void filesThatTheCacheHasNotUsedAreDeleted() throws IOException {
    CorpusInput first = tsv("a.tsv", "a\tA\n");
    CorpusInput second = tsv("b.tsv", "b\tB\n");
    cache().texts(List.of(first));
    cache().texts(List.of(second));
    Path notes = Files.writeString(folder.resolve("cache/notes.txt"), "mine");
    List<Path> all = stored();
    CorpusCache cache = cache();
    cache.texts(List.of(first)); // found
    cache.deleteUnused();
    assertThat(stored()).hasSize(2).contains(notes).isSubsetOf(all);
    cache().texts(List.of(first));
    assertThat(opened).hasValue(2); // it is still there
    new CorpusCache(folder.resolve("none"), listener).deleteUnused(); // there is no folder
  }

  @Test
  void filterVocabularyAndIdentityDecideTheFileOfExamples() throws IOException {
    List<SentencePair> pairs = List.of(new SentencePair(1, "ab", "AB"));
    PairSegmenter segmenter = segmenter();
    PairSegmenter strict =
        new PairSegmenter(new PairFilter(1, 0), segmenter.source(), segmenter.target());
    for (int run = 0; run < 2; run++) {
      assertThat(examples(pairs, segmenter, "x").epoch(1)).hasSize(1);
      assertThat(examples(pairs, segmenter, "y").epoch(1)).hasSize(1);
      assertThat(examples(pairs, strict, "x").epoch(1)).isEmpty();
      assertThat(stored()).hasSize(3);
    }
  }

  private AugmentedCorpus examples(
      List<SentencePair> pairs, PairSegmenter segmenter, String identity) {
    return new AugmentedCorpus(pairs, Augmentation.none(), segmenter, 1).in(cache(), identity);
  }

  private static PairSegmenter segmenter() {
    Vocabulary letters =
        BytePairTrainer.train(
            List.of("abcdefghijklmnopqrstuvwxyz .ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            new VocabularyConfig(58, 1, false, List.of(), 1));
    Segmentation side =
        new Segmentation(
            letters, text -> text.chars().mapToObj(c -> Character.toString((char) c)).toList());
    return new PairSegmenter(PairFilter.defaults(), side, side);
  }

  private static String text(List<Example> examples) {
    return examples.stream()
        .map(each -> each.index() + List.of(boxed(each.source()), boxed(each.target())).toString())
        .collect(Collectors.joining(" "));
  }

  private static List<Integer> boxed(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }

  private CorpusCache cache() {
    return new CorpusCache(folder.resolve("cache"), listener);
  }

  private CorpusInput tsv(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return new CorpusInput(
        "tsv",
        List.of(file),
        true,
        () -> {
          opened.incrementAndGet();
          return PairReader.tsv(TextLines.open(file));
        });
  }

  private List<Path> stored() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files
          .filter(file -> !file.getFileName().toString().equals("cache.lock"))
          .sorted()
          .toList();
    }
  }
}
