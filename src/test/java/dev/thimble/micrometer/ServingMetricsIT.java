package dev.thimble.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.RandomModel;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.ServingStatus;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A translator's status in a registry of Micrometer. */
class ServingMetricsIT {
  @TempDir private static Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  @SuppressWarnings("try") // closed early: the workers have ended, so nothing changes any more
  void metersShowTheStatus() throws Exception {
    Path model = RandomModel.write(folder.resolve("model"), 3);
    ServingConfig serving = ServingConfig.defaults().withThreads(2, 1).withQueueCapacity(9);
    try (Translator translator = Translator.load(model, TranslationOptions.greedy(), serving)) {
      ServingMetrics.of(translator, Tags.of("model", "random")).bindTo(registry);
      assertThat(gauge("thimble.open")).isEqualTo(1);
      assertThat(gauge("thimble.queue.size")).isZero();
      assertThat(gauge("thimble.queue.capacity")).isEqualTo(9);
      assertThat(gauge("thimble.running")).isZero();
      assertThat(gauge("thimble.workers")).isEqualTo(2);
      translator.translateAll(List.of("the cat", "sat", "on the mat"));
      translator.close();
      ServingStatus.Totals totals = translator.status().totals();
      assertThat(gauge("thimble.open")).isZero();
      FunctionTimer waits = registry.get("thimble.queue.wait").functionTimer();
      assertThat(waits.count()).isEqualTo(3);
      assertThat(waits.totalTime(TimeUnit.NANOSECONDS))
          .isEqualTo((double) totals.waiting().toNanos());
      FunctionTimer batches = registry.get("thimble.batches").functionTimer();
      assertThat(batches.count()).isEqualTo((double) totals.batches()).isBetween(1.0, 3.0);
      assertThat(batches.totalTime(TimeUnit.NANOSECONDS))
          .isEqualTo((double) totals.computing().toNanos())
          .isPositive();
      assertThat(counter("thimble.failures")).isZero();
      assertThat(counter("thimble.calls.rejected")).isZero();
      assertThat(counter("thimble.calls.timed.out")).isZero();
    }
  }

  @Test
  @SuppressWarnings("try") // closed early, as above
  void languageModelHasTheSameMeters() throws Exception {
    Path model = RandomModel.writeLanguageModel(folder.resolve("language-model"), 3);
    try (LanguageModel languageModel = LanguageModel.load(model)) {
      ServingMetrics.of(languageModel, Tags.of("model", "random")).bindTo(registry);
      languageModel.sample(0, 4);
      languageModel.close();
      assertThat(registry.get("thimble.queue.wait").functionTimer().count()).isEqualTo(4);
    }
  }

  private double gauge(String name) {
    return registry.get(name).tag("model", "random").gauge().value();
  }

  private double counter(String name) {
    return registry.get(name).tag("model", "random").functionCounter().count();
  }
}
