package dev.thimble.report;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work is: a bar on a terminal, else a plain line every few seconds, with rate
 * and time left. For one thread.
 */
public final class Progress implements AutoCloseable {
  private static final long LINE_EVERY_MILLIS = 10_000;

  private final String task;
  private final PrintStream out;
  private final Clock clock;
  private final @Nullable ProgressBar bar;
  private final long startedAt;
  private long lineAt;
  private long total;
  private long first = -1;

  private Progress(String task, PrintStream out, Clock clock, @Nullable ProgressBar bar) {
    this.task = task;
    this.out = out;
    this.clock = clock;
    this.bar = bar;
    startedAt = clock.millis();
    lineAt = startedAt;
  }

  /**
   * Starts a display.
   *
   * @param task what is being done
   * @param total units of work in all
   * @param out usually standard error
   */
  public static Progress start(String task, long total, PrintStream out) {
    ProgressBar bar = null;
    if (isTerminal()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(out))
              .build();
    }
    Progress progress = new Progress(task, out, Clock.systemUTC(), bar);
    progress.total = total;
    return progress;
  }

  /** Whether a person watches: neither standard input nor standard output is redirected. */
  @SuppressWarnings("SystemConsoleNull") // on later JDKs a redirected process may get the bar
  public static boolean isTerminal() {
    return System.console() != null;
  }

  /** Plain lines by a given clock. */
  static Progress plain(String task, long total, PrintStream out, Clock clock) {
    Progress progress = new Progress(task, out, clock, null);
    progress.total = total;
    return progress;
  }

  /**
   * Shows that so many units are done.
   *
   * @param done of the total; counting may start above 0 in a resumed run
   * @param note what else to show, such as rate and loss
   */
  public void update(long done, String note) {
    first = first < 0 ? done - 1 : first;
    if (bar != null) {
      bar.maxHint(total).stepTo(done).setExtraMessage(" " + note);
      return;
    }
    long now = clock.millis();
    if (now - lineAt >= LINE_EVERY_MILLIS) {
      lineAt = now;
      out.printf(
          Locale.ROOT,
          "%s %,d/%,d%s, %s left%n",
          task,
          done,
          total,
          note.isEmpty() ? "" : " " + note,
          left(done, now - startedAt));
    }
  }

  /** Prints a line beside the display. */
  public void say(String line) {
    out.println((bar == null ? "" : "\r\u001B[K") + line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private String left(long done, long millis) {
    long fresh = done - first;
    if (fresh <= 0) {
      return "?";
    }
    long seconds = (total - done) * millis / fresh / 1000;
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
