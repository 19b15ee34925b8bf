package dev.thimble.micrometer;

import dev.thimble.integrity.Require;
import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.ServingStatus;
import dev.thimble.translation.Translator;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The {@link ServingStatus} of a translator as meters, which are read when the registry asks for
 * them:
 *
 * <ul>
 *   <li>{@code thimble.open}: 1 while calls are accepted, then 0
 *   <li>{@code thimble.queue.size} and {@code thimble.queue.capacity}, in sentences
 *   <li>{@code thimble.running}, in sentences, and {@code thimble.workers}
 *   <li>{@code thimble.queue.wait}: number of computed sentences, and their time in the queue
 *   <li>{@code thimble.batches}: number of computed batches, and the time of computing them
 *   <li>{@code thimble.failures}: sentences that failed
 *   <li>{@code thimble.calls.rejected} and {@code thimble.calls.timed.out}
 * </ul>
 *
 * <p>The registry has only a weak reference to the translator: keep a strong one while the meters
 * are in use.
 *
 * @param <T> a translator or a language model
 */
@SuppressWarnings("exports") // transitive, every modular application would need Micrometer
public final class ServingMetrics<T> implements MeterBinder {
  private final T served;
  private final Function<T, ServingStatus> status;
  private final Tags tags;

  private ServingMetrics(T served, Function<T, ServingStatus> status, Iterable<Tag> tags) {
    this.served = served;
    this.status = status;
    this.tags = Tags.of(tags);
  }

  /**
   * {@return the metrics of a translator, which all its views share}
   *
   * @param translator stays open
   * @param tags tags of every meter, such as the name of the model
   */
  public static ServingMetrics<Translator> of(Translator translator, Iterable<Tag> tags) {
    Objects.requireNonNull(translator, "translator");
    Require.elements(tags, "tags");
    return new ServingMetrics<>(translator, Translator::status, tags);
  }

  /**
   * {@return the metrics of a language model} See {@link #of(Translator, Iterable)}.
   *
   * @param model stays open
   * @param tags tags of every meter, such as the name of the model
   */
  public static ServingMetrics<LanguageModel> of(LanguageModel model, Iterable<Tag> tags) {
    Objects.requireNonNull(model, "model");
    Require.elements(tags, "tags");
    return new ServingMetrics<>(model, LanguageModel::status, tags);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    gauge(registry, "thimble.open", now -> now.open() ? 1 : 0);
    gauge(registry, "thimble.queue.size", ServingStatus::queued);
    gauge(registry, "thimble.queue.capacity", ServingStatus::queueCapacity);
    gauge(registry, "thimble.running", ServingStatus::running);
    gauge(registry, "thimble.workers", ServingStatus::workers);
    timer(
        registry,
        "thimble.queue.wait",
        ServingStatus.Totals::sentences,
        ServingStatus.Totals::waiting);
    timer(
        registry,
        "thimble.batches",
        ServingStatus.Totals::batches,
        ServingStatus.Totals::computing);
    counter(registry, "thimble.failures", ServingStatus.Totals::failed);
    counter(registry, "thimble.calls.rejected", ServingStatus.Totals::rejected);
    counter(registry, "thimble.calls.timed.out", ServingStatus.Totals::timedOut);
  }

  private ServingStatus.Totals totals(T of) {
    return status.apply(of).totals();
  }

  private void gauge(MeterRegistry registry, String name, ToLongFunction<ServingStatus> value) {
    Gauge.builder(name, served, of -> value.applyAsLong(status.apply(of)))
        .tags(tags)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, ToLongFunction<ServingStatus.Totals> value) {
    FunctionCounter.builder(name, served, of -> value.applyAsLong(totals(of)))
        .tags(tags)
        .register(registry);
  }

  private void timer(
      MeterRegistry registry,
      String name,
      ToLongFunction<ServingStatus.Totals> events,
      Function<ServingStatus.Totals, Duration> time) {
    FunctionTimer.builder(
            name,
            served,
            of -> events.applyAsLong(totals(of)),
            of -> time.apply(totals(of)).toNanos(),
            TimeUnit.NANOSECONDS)
        .tags(tags)
        .register(registry);
  }
}
