package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls, futures, listeners and streams on one translator. */
@Timeout(120)
class TranslatorServingIT extends LoadedTranslator {
  /** Writes 10,000 pieces for each source, which takes seconds. */
  private static final TranslationOptions ENDLESS =
      TranslationOptions.builder()
          .beamSize(1)
          .constraints(
              Constraints.defaults()
                  .withMinLength(LengthFormula.absolute(9_999))
                  .withMaxLength(LengthFormula.absolute(10_000)))
          .build();

  @Test
  void futuresGiveTheSameAsCalls() throws Exception {
    List<String> sources = RandomModel.sources(100);
    List<CompletableFuture<Translation>> futures =
        sources.stream().map(translator::translateAsync).toList();
    for (int i = 0; i < sources.size(); i++) {
      assertThat(futures.get(i).get().text())
          .isEqualTo(translator.translate(sources.get(i)).text());
    }
    assertThat(translator.translateAsync(" ").get().text()).isEmpty();
  }

  @Test
  void cancelledFutureEndsItsBatch() {
    Translator endless = translator.with(ENDLESS);
    List<CompletableFuture<Translation>> futures =
        IntStream.range(0, 400).mapToObj(i -> endless.translateAsync("the cat " + i)).toList();
    futures.forEach(future -> future.cancel(true));
    long start = System.nanoTime();
    assertThat(translator.translate("the cat").text()).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(futures).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void timeoutOfAFutureEndsItsBatch() {
    CompletableFuture<Translation> future =
        translator.with(ENDLESS).translateAsync("the cat").orTimeout(20, TimeUnit.MILLISECONDS);
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(translator.translate("the cat").text()).isNotNull();
  }

  @Test
  void dependentStageMayTranslate() throws Exception {
    Translation twice =
        translator
            .translateAsync("the cat")
            .thenApply(first -> translator.translate(first.text()))
            .get(30, TimeUnit.SECONDS);
    assertThat(twice).isEqualTo(translator.translate(translator.translate("the cat").text()));
  }

  @Test
  void errorOfAListenerEndsOnlyItsOwnCall() {
    AssertionError error = new AssertionError("listener");
    assertThatThrownBy(
            () ->
                translator.translate(
                    "the cat",
                    text -> {
                      throw error;
                    }))
        .isSameAs(error);
    assertThat(translator.translate("the cat").text()).isNotNull();
  }

  @Test
  void everyCallerContinuesAfterAFullHeap() throws Exception {
    assertThat(FullHeap.run("-Xmx64m", "translator", model.toString()))
        .contains("every caller went on");
  }

  @Test
  void fragmentsJoinToTheTranslation() {
    for (String source : RandomModel.sources(50)) {
      StringBuilder written = new StringBuilder();
      Translation translation =
          translator.translate(
              source,
              text -> {
                assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1))).isFalse();
                written.append(text);
              });
      assertThat(written).hasToString(translation.text());
      assertThat(translation.text()).isEqualTo(translator.translate(source).text());
    }
  }

  @Test
  void listenerGetsTextDuringTheSearch() {
    AtomicInteger written = new AtomicInteger();
    assertThatThrownBy(
            () ->
                translator
                    .with(ENDLESS)
                    .translate(
                        "the cat",
                        text -> {
                          if (written.incrementAndGet() == 5) {
                            throw new IllegalArgumentException("enough");
                          }
                        }))
        .hasMessage("enough");
    assertThat(written).hasValue(5);
  }

  @Test
  void callsWithListenersShareBatchesWithOthers() {
    List<String> sources = RandomModel.sources(64);
    List<String> found =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                i -> {
                  StringBuilder written = new StringBuilder();
                  return i % 2 == 0
                      ? translator.translate(sources.get(i)).text()
                      : ""
                          + translator.translate(sources.get(i), written::append).text()
                          + "|"
                          + written;
                })
            .toList();
    for (int i = 0; i < 64; i++) {
      String alone = translator.translate(sources.get(i)).text();
      assertThat(found.get(i)).isEqualTo(i % 2 == 0 ? alone : alone + "|" + alone);
    }
  }

  @Test
  void listenerIsRefusedForABeam() {
    assertThatThrownBy(
            () -> translator.with(TranslationOptions.defaults()).translate("x", text -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Beam[size=5");
  }

  @Test
  void streamIsLazyAndInOrder() throws IOException {
    ServingConfig serving = ServingConfig.defaults().withBatchSize(2); // windows of 16
    AtomicInteger read = new AtomicInteger();
    try (Translator small = Translator.load(model, TranslationOptions.greedy(), serving);
        Stream<String> endless =
            Stream.generate(
                () -> {
                  int i = read.getAndIncrement();
                  return RandomModel.sources(50).get(i % 50);
                })) {
      List<String> found = small.translateAll(endless).limit(40).map(Translation::text).toList();
      assertThat(read.get()).isLessThanOrEqualTo(48);
      List<String> sources = RandomModel.sources(50).subList(0, 40);
      assertThat(found).isEqualTo(texts(small.translateAll(sources).stream()));
    }
  }

  @Test
  void emptyStreamGivesAnEmptyStream() {
    assertThat(translator.translateAll(Stream.empty())).isEmpty();
  }

  @Test
  void documentKeepsItsWhiteSpace() {
    Document source = Document.of("The cat. On the mat.\n\n  Sat 42!\n");
    Document target = translator.translate(source);
    List<String> alone =
        source.sentences().stream().map(text -> translator.translate(text).text()).toList();
    assertThat(target.text())
        .isEqualTo(alone.get(0) + " " + alone.get(1) + "\n\n  " + alone.get(2) + "\n");
  }

  @Test
  void longTextIsSplitIfTheOptionsSaySo() {
    Translator splitting =
        translator.with(
            TranslationOptions.builder()
                .beamSize(1)
                .maxSourceLength(12)
                .longInput(LongInput.SPLIT)
                .build());
    Translation whole = splitting.translate("The cat sat.  On the mat.");
    Translation first = splitting.translate("The cat sat.");
    Translation second = splitting.translate("On the mat.");
    assertThat(whole.text()).isEqualTo(first.text() + "  " + second.text());
    assertThat(whole.length()).isEqualTo(first.length() + second.length());
    assertThat(whole.logProb())
        .isCloseTo(
            first.logProb() + second.logProb(), offset(1e-3)); // rounding depends on the batch
    assertThat(whole.score()).isEqualTo(whole.logProb() / whole.length());
    StringBuilder written = new StringBuilder();
    splitting.translate("The cat sat.  On the mat.", written::append);
    assertThat(written).hasToString(whole.text());
  }

  @Test
  void characterWithMorePiecesThanTheLimitIsRefused() {
    Translator splitting =
        translator.with(
            TranslationOptions.builder().maxSourceLength(2).longInput(LongInput.SPLIT).build());
    assertThatThrownBy(() -> splitting.translate("😀"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxSourceLength, 2; the text contains a character");
  }

  @Test
  void translationCutAtTheLimitIsNotFinished() {
    assertThat(translator.with(ENDLESS.toBuilder().maxLength(0, 3).build()).translate("a"))
        .matches(translation -> !translation.finished() && translation.length() == 3);
  }

  @Test
  void nullIsRefusedByName() {
    assertThatThrownBy(() -> translator.translate((String) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("source");
    List<String> sources = new ArrayList<>(List.of("the", "cat"));
    sources.add(null);
    assertThatThrownBy(() -> translator.translateAll(sources))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("sources[2]");
    assertThatThrownBy(() -> translator.translateAll(sources.stream()).toList())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("sources[2]");
    assertThatThrownBy(() -> translator.translateAsync(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("source");
  }

  @Test
  void interruptEndsACall() throws Exception {
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch entered = new CountDownLatch(1);
    Thread caller =
        new Thread(
            () -> {
              entered.countDown();
              try {
                translator.with(ENDLESS).translate("the cat");
              } catch (CancellationException e) {
                thrown.add(e);
              }
            });
    caller.start();
    entered.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown).hasSize(1);
    assertThat(translator.translate("the cat").text()).isNotNull();
  }

  @Test
  void boundedQueueServesMoreCallersThanItsCapacity() throws Exception {
    ServingConfig serving = ServingConfig.defaults().withBatchSize(3).withQueueCapacity(2);
    List<String> sources = RandomModel.sources(40);
    try (Translator small = Translator.load(model, TranslationOptions.greedy(), serving)) {
      List<String> alone = texts(sources.stream().map(small::translate));
      assertThat(texts(small.translateAll(sources).stream())).isEqualTo(alone);
      List<CompletableFuture<Translation>> futures =
          sources.stream().map(small::translateAsync).toList();
      assertThat(texts(futures.stream().map(CompletableFuture::join))).isEqualTo(alone);
    }
  }

  private static List<String> texts(Stream<Translation> translations) {
    return translations.map(Translation::text).toList();
  }
}
