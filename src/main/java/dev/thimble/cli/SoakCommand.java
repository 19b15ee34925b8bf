package dev.thimble.cli;

import dev.thimble.corpus.CorpusException;
import dev.thimble.report.ProcessMemory;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has many threads translate for a long time, and watches results, throughput and memory. */
@Command(
    name = "soak",
    description = {
      "Let many threads share a translator for a long time; watch results, speed and memory.",
      "Each text is translated alone first, and every later translation of it must be the same. The"
          + " exit code is 1 if one differs, or if memory grows after the warm-up."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Example:",
      "  thimble soak checkpoints/en-fr --input eval/everyday.en --callers 16 --translations 200000"
    })
final class SoakCommand implements Callable<Integer> {
  /** Every so many texts is one of several lines, so that lengths are mixed. */
  private static final int LONG_TEXT_EVERY = 4;

  private static final int LINES_OF_LONG_TEXT = 3;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder to translate with.")
  private Path model;

  @Section("Test")
  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description =
          "Lines to translate again and again; every fourth text is that line and"
              + " the two that follow it.")
  private Path input;

  @Bounds(min = 1, max = 1024)
  @Option(names = "--callers", description = "Threads that translate, one text at a time.")
  private int callers = 16;

  @Bounds(min = 1, max = 1e12)
  @Option(names = "--translations", description = "Number of translations in all.")
  private long translations = 200_000;

  @Bounds(min = 0.1, max = 86400)
  @Option(names = "--report-every", description = "Seconds between two lines of the report.")
  private double reportEvery = 10;

  @Bounds(min = 1, max = 1e12)
  @Option(
      names = "--warm-up",
      description =
          "Number of translations after which memory must not grow; a shorter run"
              + " is not judged by its memory.")
  private long warmUp = 20_000;

  @Bounds(min = -1000000, max = 1000000)
  @Option(
      names = "--max-growth",
      description = "Megabytes that memory may grow by after the warm-up; below 0 it must shrink.")
  private long maxGrowth = 64;

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  private final AtomicLong started = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong different = new AtomicLong();

  @Override
  public Integer call() throws IOException {
    if (callers < 1 || translations < 1 || warmUp < 1) {
      throw new WrongUsageException(
          String.format(
              Locale.ROOT,
              "--callers is %d, --translations %d and --warm-up %d; they must be at least 1",
              callers,
              translations,
              warmUp));
    }
    List<String> texts = texts();
    TranslatorOptions.Loader loader = translatorOptions.of(model, searchOptions.translation(1));
    return Signals.guard(
        () -> {
          try (Translator translator = loader.load()) {
            return soak(translator, texts);
          }
        });
  }

  private List<String> texts() throws IOException {
    List<String> lines = TextInput.readAll(input);
    if (lines.isEmpty()) {
      throw new CorpusException(TextInput.name(input) + " is empty; there is nothing to translate");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isLong = i % LONG_TEXT_EVERY == LONG_TEXT_EVERY - 1;
      int to = Math.min(lines.size(), i + (isLong ? LINES_OF_LONG_TEXT : 1));
      texts.add(String.join(" ", lines.subList(i, to)));
    }
    return texts;
  }

  private int soak(Translator translator, List<String> texts) throws IOException {
    List<String> expected = texts.stream().map(text -> translator.translate(text).text()).toList();
    spec.commandLine().getOut().printf(Locale.ROOT, "%d texts translated alone%n", texts.size());
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CompletableFuture<?> all =
          CompletableFuture.allOf(
              IntStream.range(0, callers)
                  .mapToObj(
                      i ->
                          CompletableFuture.runAsync(
                              () -> translate(translator, texts, expected), threads))
                  .toArray(CompletableFuture[]::new));
      return watch(all);
    } catch (InterruptedException e) {
      throw new IOException("interrupted while callers were at work", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void translate(Translator translator, List<String> texts, List<String> expected) {
    for (long n = started.getAndIncrement(); n < translations; n = started.getAndIncrement()) {
      int text = (int) (n % texts.size());
      if (!translator.translate(texts.get(text)).text().equals(expected.get(text))) {
        different.incrementAndGet();
      }
      done.incrementAndGet();
    }
  }

  private int watch(CompletableFuture<?> all) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("seconds\ttranslations\ta second\tresident MB\tdifferent");
    long startedAt = System.nanoTime();
    long reportedAt = startedAt;
    long reported = 0;
    long warm = -1;
    while (!all.isDone()) {
      Thread.sleep(20);
      long now = System.nanoTime();
      if (warm < 0 && done.get() >= warmUp) {
        warm = ProcessMemory.usedMegabytes();
      }
      if (now - reportedAt >= reportEvery * 1e9) {
        long count = done.get();
        report(out, now - startedAt, count, (count - reported) * 1e9 / (now - reportedAt));
        reportedAt = now;
        reported = count;
      }
    }
    all.join();
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    report(out, System.nanoTime() - startedAt, done.get(), done.get() / seconds);
    return verdict(out, warm);
  }

  private void report(PrintWriter out, long nanos, long count, double rate) {
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

  private int verdict(PrintWriter out, long warm) {
    long end = warm < 0 ? -1 : ProcessMemory.usedMegabytes();
    boolean known = end >= 0;
    out.println(
        known
            ? String.format(
                Locale.ROOT,
                "memory without free heap: %d MB after %d translations, %d MB at the end",
                warm,
                warmUp,
                end)
            : "memory is not judged: the run ended before its warm-up, or this system does not"
                + " tell");
    out.printf(
        Locale.ROOT,
        "%d of %d translations differ from those made alone%n",
        different.get(),
        done.get());
    out.flush();
    return different.get() > 0 || (known && end - warm > maxGrowth) ? 1 : 0;
  }
}
