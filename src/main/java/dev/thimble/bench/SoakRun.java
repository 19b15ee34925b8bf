package dev.thimble.bench;

import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A soak test: many threads share a translator for a long time, while results, speed and memory are
 * checked. Run each instance once, from one thread.
 */
public final class SoakRun {
  /** Every fourth text joins several lines, so that batches mix lengths. */
  private static final int LONG_TEXT_EVERY = 4;

  private static final int LINES_OF_LONG_TEXT = 3;

  private final SoakConfig config;
  private final PrintWriter out;
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong different = new AtomicLong();

  /**
   * Prepares a run.
   *
   * @param out receives the report, tab-separated, and the verdict
   */
  public SoakRun(SoakConfig config, PrintWriter out) {
    this.config = config;
    this.out = out;
  }

  /**
   * Translates each text alone first, then all of them repeatedly on all threads.
   *
   * @param translator stays open
   * @param lines source text, at least one line
   * @return whether every translation was the same as alone, and memory stayed within its limit
   * @throws IOException if the thread is interrupted
   */
  public boolean run(Translator translator, List<String> lines) throws IOException {
    List<String> texts = texts(lines);
    List<String> expected = texts.stream().map(text -> translator.translate(text).text()).toList();
    out.printf(Locale.ROOT, "%d texts translated alone%n", texts.size());
    ExecutorService threads = Executors.newFixedThreadPool(config.callers());
    try {
      CompletableFuture<?> all =
          CompletableFuture.allOf(
              IntStream.range(0, config.callers())
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> translate(translator, texts, expected), threads))
                  .toArray(CompletableFuture[]::new));
      return watch(all);
    } catch (InterruptedException e) {
      throw new IOException("interrupted while callers were translating", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> texts(List<String> lines) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isLong = i % LONG_TEXT_EVERY == LONG_TEXT_EVERY - 1;
      int to = Math.min(lines.size(), i + (isLong ? LINES_OF_LONG_TEXT : 1));
      texts.add(String.join(" ", lines.subList(i, to)));
    }
    return texts;
  }

  private void translate(Translator translator, List<String> texts, List<String> expected) {
    long translations = config.translations();
    for (long n = started.getAndIncrement(); n < translations; n = started.getAndIncrement()) {
      int text = (int) (n % texts.size());
      if (!translator.translate(texts.get(text)).text().equals(expected.get(text))) {
        different.incrementAndGet();
      }
      done.incrementAndGet();
    }
  }

  private boolean watch(CompletableFuture<?> all) throws InterruptedException {
    out.println("seconds\ttranslations\ta second\tresident MB\tdifferent");
    long startedAt = System.nanoTime();
    long reportedAt = startedAt;
    long reported = 0;
    long warm = -1; // megabytes after the warm-up
    while (!all.isDone()) {
      Thread.sleep(20);
      long now = System.nanoTime();
      if (warm < 0 && done.get() >= config.warmUp()) {
        warm = ProcessMemory.usedMegabytes();
      }
      if (now - reportedAt >= config.reportSeconds() * 1e9) {
        long count = done.get();
        report(now - startedAt, count, (count - reported) * 1e9 / (now - reportedAt));
        reportedAt = now;
        reported = count;
      }
    }
    all.join();
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    report(System.nanoTime() - startedAt, done.get(), done.get() / seconds);
    return verdict(warm);
  }

  private void report(long nanos, long count, double rate) {
    out.printf(
        Locale.ROOT,
        "%.0f\t%d\t%.1f\t%d\t%d%n",
        nanos / 1e9,
        count,
        rate,
        ProcessMemory.residentMegabytes(),
        different.get());
    out.flush();
  }

  private boolean verdict(long warm) {
    long end = warm < 0 ? -1 : ProcessMemory.usedMegabytes();
    boolean known = end >= 0;
    out.println(
        known
            ? String.format(
                Locale.ROOT,
                "memory without free heap: %d MB after %d translations, %d MB at the end",
                warm,
                config.warmUp(),
                end)
            : "memory was not checked: the run ended before its warm-up, or this system does"
                + " not report memory");
    out.printf(
        Locale.ROOT,
        "%d of %d translations differ from those made alone%n",
        different.get(),
        done.get());
    out.flush();
    return different.get() == 0 && !(known && end - warm > config.maxGrowth());
  }
}
