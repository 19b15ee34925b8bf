package dev.thimble.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.sentencepiece.SpTokenizer;
import dev.thimble.SharedData;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import dev.thimble.vocabulary.VocabularyException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native library with models that Thimble trained, and with input that would crash it. */
class NativeRuntimeIT {
  private static final List<String> LINES =
      List.of("the cat sat on the mat", "the bat sat", "cafés à la carte 😀😀", "été 2024");
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(LINES, new VocabularyConfig(310, 1, true, List.of("<url>", "🦆"), 16));
  private static final SentencePieceSegmenter SEGMENTER = SentencePieceSegmenter.of(VOCABULARY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the cat sat",
        "cafe\u0301s a\u0300 la carte", // decomposed
        "ｔｈｅ\u3000ｃａｔ", // full-width
        "the\u00A0cat\tsat ",
        "the \u2581 mat",
        "ﬁne ½ ℃ ①",
        "한\u1112\u1161\u11AB ｶﾞ",
        "😀 🦆🦆 𝒜"
      })
  void nativeNormalizationEqualsThatOfThimble(String raw) {
    try (SpTokenizer tokenizer = new SpTokenizer(VOCABULARY.toBytes())) {
      assertThat(tokenizer.getProcessor().encode(raw))
          .isEqualTo(VOCABULARY.ids(SEGMENTER.segment(raw)));
    }
  }

  @Property(tries = 1000)
  void piecesOfAnyLineJoinToTheNormalizedLine(@ForAll("lines") String line) {
    assertThat(VOCABULARY.detokenize(SEGMENTER.segment(line)))
        .isEqualTo(Vocabulary.normalize(line));
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<Integer> telling =
        Arbitraries.of(
            0x20, 0x09, 0, 0x65, 0x301, 0x323, 0x302, 0x2581, 0xA0, 0x1F600, 0x200D, 0xFE0F, 0x1112,
            0x1161, 0x11AB, 0x651, 0x64E, 0x4F60, 0xFF76, 0xFF9E, 0x3C, 0x73, 0x3E, 0x2F);
    return Arbitraries.oneOf(Arbitraries.integers().between(0, 0x10FFFF), telling)
        .array(int[].class)
        .ofMaxSize(30)
        .map(points -> new String(points, 0, points.length));
  }

  @Test
  void piecesFollowTheMergesInOrderOfRank() {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("ab ab ab abc"), new VocabularyConfig(10, 1, false, List.of(), 16));
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary)) {
      // ab and then \u2581ab are the merges
      assertThat(segmenter.segment("ab ba cab"))
          .containsExactly("\u2581ab", "\u2581", "b", "a", "\u2581", "c", "ab");
    }
  }

  @Test
  void charactersBeyondTheBasicPlaneAreSegmented() {
    assertThat(SEGMENTER.segment("🦆")).containsExactly("\u2581", "🦆");
    assertThat(SEGMENTER.segment("😀😀").get(0)).isEqualTo("\u2581😀😀");
    assertThat(SEGMENTER.segment("𝄞"))
        .containsExactly("\u2581", "<0xF0>", "<0x9D>", "<0x84>", "<0x9E>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<s>", "</s>", "<pad>", "<unk>", "<0x0A>", "a<s>b</s>"})
  void namesOfControlAndBytePiecesAreOrdinaryText(String text) {
    List<String> pieces = SEGMENTER.segment(text);
    assertThat(VOCABULARY.ids(pieces)).doesNotContain(0, 1, 2, 3);
    assertThat(VOCABULARY.detokenize(pieces)).isEqualTo(text);
  }

  @Test
  void threadsSegmentInParallel() {
    List<String> texts =
        IntStream.range(0, 4000)
            .mapToObj(i -> "the cat " + i + " 😀 " + Integer.toHexString(i * 7919))
            .toList();
    List<List<String>> one = texts.stream().map(SEGMENTER::segment).toList();
    assertThat(texts.parallelStream().map(SEGMENTER::segment).toList()).isEqualTo(one);
  }

  @Test
  @Timeout(60)
  void closingWaitsForThreadsAndLaterCallsFail() throws InterruptedException {
    SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(VOCABULARY);
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger segmented = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (true) {
                    segmenter.segment("the cat sat on the mat");
                    segmented.incrementAndGet();
                  }
                } catch (IllegalStateException e) {
                  refused.incrementAndGet();
                }
              });
      thread.start();
      threads.add(thread);
    }
    while (segmented.get() < 100) {
      Thread.onSpinWait();
    }
    segmenter.close();
    segmenter.close();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(refused).hasValue(4);
  }

  @Test
  void closedSegmenterIsReportedForWordsThatItKnows() {
    SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(VOCABULARY);
    segmenter.segment("the");
    segmenter.close();
    assertThatThrownBy(() -> segmenter.segment("the"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void modelFileIsLoaded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.model");
    VOCABULARY.write(file);
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.load(file)) {
      assertThat(segmenter.segment("the cat")).isEqualTo(SEGMENTER.segment("the cat"));
    }
    Files.writeString(file, "nothing of the kind");
    assertThatThrownBy(() -> SentencePieceSegmenter.load(file))
        .isInstanceOf(VocabularyException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void damagedModelIsRefusedOrHarmless() {
    Random random = new Random(1);
    byte[] whole = VOCABULARY.toBytes();
    int refused = 0;
    int tries = 200;
    for (int i = 0; i < tries; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(i % 2 == 0 ? 7000 : whole.length)] = (byte) random.nextInt(256);
      try {
        Vocabulary vocabulary = Vocabulary.parse(damaged, "damaged");
        try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary)) {
          vocabulary.detokenize(segmenter.segment("the <url> é e\u0301 ﬁ 😀 你"));
        }
      } catch (VocabularyException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, tries - 1);
  }

  @Test
  void longTextIsSegmentedInParts() {
    String words = "the cat sat on the mat ".repeat(100_000);
    List<String> some = SEGMENTER.segment("the cat sat on the mat");
    List<String> all = SEGMENTER.segment(words);
    assertThat(all).hasSize(100_000 * some.size());
    assertThat(all.subList(all.size() - some.size(), all.size())).isEqualTo(some);
    assertThat(VOCABULARY.detokenize(all)).isEqualTo(words.strip());
  }

  @Test
  void longTextThatCannotBeCutIsRefused() {
    String longest = "t".repeat((1 << 20) - 1); // a space is added before it
    assertThat(VOCABULARY.detokenize(SEGMENTER.segment(longest))).isEqualTo(longest);
    assertThatThrownBy(() -> SEGMENTER.segment(longest + "t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the text has 1048577 characters without a place to cut it; at most 1048576 are supported");
    Vocabulary unigram =
        Vocabulary.parse(SentencePieceResources.model("unigram-kept-spaces"), "unigram");
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(unigram)) {
      assertThatThrownBy(() -> segmenter.segment("the cat ".repeat(1 << 18)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void idsOfTheShippedVocabularyEqualThoseOfItsFile() throws IOException {
    Vocabulary shipped = Vocabulary.read(Path.of("vocab/en-fr.model"));
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(shipped);
        SpTokenizer file = new SpTokenizer(shipped.toBytes())) {
      for (String name : List.of("everyday.en", "everyday.fr")) {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("eval", name)));
        lines.add(String.join(" ", lines).repeat(5)); // cut into several native calls
        for (String line : lines) {
          assertThat(shipped.ids(segmenter.segment(line)))
              .isEqualTo(file.getProcessor().encode(Vocabulary.normalize(line)));
        }
      }
    }
  }

  @Test
  void decomposedTextIsSegmentedAsComposedText() throws IOException {
    Path corpus = SharedData.find("data/tatoeba-en-fr/train.fr.gz");
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
      in.lines().limit(3000).forEach(lines::add);
    }
    Vocabulary vocabulary =
        BytePairTrainer.train(lines, VocabularyConfig.defaults().withSize(2000));
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary);
        SpTokenizer tokenizer = new SpTokenizer(vocabulary.toBytes())) {
      for (String line : lines) {
        String decomposed = Normalizer.normalize(line, Normalizer.Form.NFD);
        int[] ids = vocabulary.ids(segmenter.segment(line));
        assertThat(tokenizer.getProcessor().encode(decomposed)).isEqualTo(ids);
        assertThat(vocabulary.text(ids)).isEqualTo(Vocabulary.normalize(line));
      }
    }
  }
}
