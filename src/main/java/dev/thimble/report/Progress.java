package dev.thimble.report;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a long task: a bar on a terminal, else a line every ten seconds, with the
 * time left. For one thread.
 */
public final class Progress implements AutoCloseable {
  private static final long LINE_EVERY_MILLIS = 10_000;

  /** The time left is estimated from the speed in this window, so that old pauses do not count. */
  private static final long WINDOW_MILLIS = 120_000;

  /** Least time between two marks. */
  private static final long MARK_EVERY_MILLIS = 1_000;

  /** The number of units done at a time. */
  private record Mark(long millis, long done) {}

  private final String task;
  private final PrintStream out;
  private final Clock clock;
  private final long total;
  private final @Nullable ProgressBar bar;
  private final Deque<Mark> marks = new ArrayDeque<>(); // oldest first
  private long lineAt;
  private volatile long millisLeft = -1; // -1: unknown; the bar's own thread reads it

  private Progress(String task, long total, PrintStream out, Clock clock, boolean drawn) {
    this.task = task;
    this.total = total;
    this.out = out;
    this.clock = clock;
    bar = drawn ? bar() : null;
    lineAt = clock.millis();
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(out))
        .setEtaFunction(
            state -> Optional.of(millisLeft).filter(left -> left >= 0).map(Duration::ofMillis))
        .build();
  }

  /**
   * Starts a display.
   *
   * @param task name of the task
   * @param total total number of units of work
   * @param out usually standard error
   * @param isTerminal whether {@code out} is a terminal, and so can show a bar
   */
  public static Progress start(String task, long total, PrintStream out, boolean isTerminal) {
    return new Progress(task, total, out, Clock.systemUTC(), isTerminal);
  }

  /** A display of plain lines, with a given clock. */
  static Progress plain(String task, long total, PrintStream out, Clock clock) {
    return new Progress(task, total, out, clock, false);
  }

  /**
   * Shows the number of units done.
   *
   * @param done units done of the total. The first call sets the start of the work: 0 if {@code
   *     done} is 0, else one unit before {@code done}, as in a resumed run. A caller that does
   *     several units at a time begins with 0
   * @param note further text to show, such as the loss
   */
  public void update(long done, String note) {
    long now = clock.millis();
    mark(now, done);
    if (bar != null) {
      bar.maxHint(total).stepTo(done).setExtraMessage(" " + note);
      return;
    }
    if (now - lineAt >= LINE_EVERY_MILLIS) {
      lineAt = now;
      out.printf(
          Locale.ROOT,
          "%s %,d/%,d%s, %s left%n",
          task,
          done,
          total,
          note.isEmpty() ? "" : " " + note,
          left());
    }
  }

  private void mark(long now, long done) {
    if (marks.isEmpty()) {
      marks.add(new Mark(lineAt, Math.max(0, done - 1))); // the work began with the display
    }
    if (now - marks.getLast().millis() >= MARK_EVERY_MILLIS) {
      marks.add(new Mark(now, done));
    }
    while (marks.size() > 2 && now - marks.getFirst().millis() > WINDOW_MILLIS) {
      marks.removeFirst();
    }
    long fresh = done - marks.getFirst().done();
    millisLeft = fresh <= 0 ? -1 : (total - done) * (now - marks.getFirst().millis()) / fresh;
  }

  /** Prints a line without disturbing the display. */
  public void say(String line) {
    out.println((bar == null ? "" : "\r\u001B[K") + line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private String left() {
    if (millisLeft < 0) {
      return "?";
    }
    long seconds = millisLeft / 1000;
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
