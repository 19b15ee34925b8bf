package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of calls, status and progress of a translator. */
@Timeout(120)
class TranslatorLimitsIT extends LoadedTranslator {
  /** Writes 100,000 pieces for each source, which takes far longer than the tests wait. */
  private static final TranslationOptions ENDLESS =
      TranslationOptions.builder()
          .beamSize(1)
          .constraints(
              Constraints.defaults()
                  .withMinLength(LengthFormula.absolute(99_999))
                  .withMaxLength(LengthFormula.absolute(100_000)))
          .build();

  private static final CallLimits BRIEF = CallLimits.none().withTimeLimit(Duration.ofMillis(20));
  private static final CallLimits AT_ONCE = CallLimits.none().withQueueWait(Duration.ZERO);

  @Test
  void callThatTakesTooLongEndsAndItsSearchStops() {
    Translator brief = translator.with(ENDLESS).with(BRIEF);
    assertThatThrownBy(() -> brief.translate("the cat")).isInstanceOf(TimeLimitException.class);
    await(() -> translator.status().running() == 0); // else the test times out
    assertThat(translator.status().totals().timedOut()).isEqualTo(1);
    assertThat(translator.translate("the cat").text()).isNotNull();
  }

  @Test
  void sentenceOfAnEndedCallLeavesTheBatchThatItSharesWithAnother() {
    Translator endless = translator.with(ENDLESS);
    CompletableFuture<Translation> first = endless.translateAsync("the mat");
    CompletableFuture<Translation> other = endless.translateAsync("the cat");
    assertThatThrownBy(() -> endless.with(BRIEF).translateAll(List.of("sat", "on")))
        .isInstanceOf(TimeLimitException.class);
    assertThat(other).isNotDone();
    first.cancel(true);
    other.cancel(true);
    await(() -> translator.status().running() == 0);
  }

  @Test
  void listenersCallAndFutureHaveTheLimitToo() {
    Translator brief = translator.with(ENDLESS).with(BRIEF);
    assertThatThrownBy(() -> brief.translate("the cat", text -> {}))
        .isInstanceOf(TimeLimitException.class);
    CompletableFuture<Translation> future = brief.translateAsync("the cat");
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TimeLimitException.class);
    await(() -> translator.status().running() == 0);
  }

  @Test
  void callWithinItsTimeGivesTheSameAsWithoutALimit() {
    CallLimits ample = new CallLimits(Duration.ofMinutes(5), Duration.ofMinutes(5));
    Translator limited = translator.with(ample);
    assertThat(limited.limits()).isEqualTo(ample);
    assertThat(limited.translate("the cat").text())
        .isEqualTo(translator.translate("the cat").text());
    assertThat(limited.translateAsync("the cat").join().text())
        .isEqualTo(translator.translate("the cat").text());
    assertThat(limited.with(TranslationOptions.greedy()).limits()).isEqualTo(ample);
  }

  @Test
  void fullQueueRejectsWhatMayNotWait() throws Exception {
    ServingConfig serving =
        ServingConfig.defaults().withThreads(1, 1).withBatchSize(1).withQueueCapacity(1);
    try (Translator small = Translator.load(model, TranslationOptions.greedy(), serving)) {
      Translator endless = small.with(ENDLESS);
      CompletableFuture<Translation> running = endless.translateAsync("the cat");
      await(() -> small.status().running() == 1);
      CompletableFuture<Translation> waiting = endless.translateAsync("sat. On the mat. Sat.");
      assertThat(small.status().isFull()).isTrue();
      assertThat(small.status().queued()).isEqualTo(3); // the sentences of one text, together
      Translator rejecting = small.with(AT_ONCE);
      assertThatThrownBy(() -> rejecting.translate("the cat"))
          .isInstanceOf(QueueFullException.class);
      assertThatThrownBy(() -> rejecting.translateAsync("the cat"))
          .isInstanceOf(QueueFullException.class);
      assertThatThrownBy(() -> rejecting.contextVector("the cat"))
          .isInstanceOf(QueueFullException.class);
      assertThat(small.status().totals().rejected()).isEqualTo(3);
      running.cancel(true);
      waiting.cancel(true);
      await(() -> small.status().queued() == 0);
      List<String> many = RandomModel.sources(20); // more than the queue holds
      assertThat(texts(rejecting.translateAll(many))).isEqualTo(texts(small.translateAll(many)));
    }
  }

  @Test
  void statusTellsWhetherTheTranslatorIsOpen() {
    assertThat(translator.status().open()).isTrue();
    translator.translateAll(List.of("the cat", "", "on the mat"));
    translator.close();
    ServingStatus status = translator.status();
    assertThat(status.open()).isFalse();
    assertThat(status.totals().sentences()).isEqualTo(2);
    assertThat(status.queued() + status.running() + status.runningBatches()).isZero();
  }

  @Test
  void progressIsToldForEachSentence() {
    List<String> heard = new ArrayList<>();
    Thread caller = Thread.currentThread();
    List<Translation> found =
        translator.translateAll(
            List.of("The cat. On the mat.", "", "Sat."),
            (done, total) -> {
              assertThat(Thread.currentThread()).isSameAs(caller);
              heard.add(done + "/" + total);
            });
    assertThat(heard).containsExactly("1/3", "2/3", "3/3");
    assertThat(texts(found))
        .isEqualTo(texts(translator.translateAll(List.of("The cat. On the mat.", "", "Sat."))));
  }

  @Test
  void exceptionOfAProgressListenerEndsTheCall() {
    IllegalStateException stop = new IllegalStateException("stop");
    assertThatThrownBy(
            () ->
                translator.translateAll(
                    RandomModel.sources(300),
                    (done, total) -> {
                      throw stop;
                    }))
        .isSameAs(stop);
    await(() -> translator.status().queued() + translator.status().running() == 0);
  }

  @Test
  void languageModelHasLimitsAndAStatus() throws Exception {
    TranslationOptions endless =
        LanguageModel.defaults().toBuilder().constraints(ENDLESS.search().constraints()).build();
    try (LanguageModel languageModel =
        LanguageModel.load(
            LoadConfig.of(RandomModel.writeLanguageModel(model.resolveSibling("language"), 3)),
            endless,
            ServingConfig.defaults())) {
      assertThatThrownBy(() -> languageModel.with(BRIEF).sample(0, 1))
          .isInstanceOf(TimeLimitException.class);
      assertThat(languageModel.with(BRIEF).with(CallLimits.none()).score("the cat").logProb())
          .isEqualTo(languageModel.score("the cat").logProb());
      assertThat(languageModel.status().totals().timedOut()).isEqualTo(1);
    }
  }

  private static List<String> texts(List<Translation> translations) {
    return translations.stream().map(Translation::text).toList();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
