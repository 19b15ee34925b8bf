package dev.thimble.cli;

import dev.thimble.corpus.CorpusCache;
import dev.thimble.report.Progress;
import dev.thimble.vocabulary.MergeListener;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Shows the progress of preparing training data, for tasks that take more than a second. Not
 * thread-safe.
 */
final class CacheDisplay implements CorpusCache.Listener {
  private static final long SHORT_NANOS = 1_000_000_000;

  private final ProgressStream stream;
  private final PrintWriter notes;
  private String task = "";
  private long startedAt;
  private @Nullable Progress progress;
  private boolean muted;

  CacheDisplay(CommandSpec spec) {
    stream = Thimble.progress(spec);
    notes = Thimble.notes(spec);
  }

  /** Shows no further progress, since another display does. */
  void mute() {
    muted = true;
  }

  @Override
  public void onProgress(String name, long done, long total) {
    if (muted || total <= 0) {
      return;
    }
    if (!name.equals(task)) {
      end();
      task = name;
      startedAt = System.nanoTime();
    }
    if (progress == null && done < total && System.nanoTime() - startedAt >= SHORT_NANOS) {
      progress = stream.start(task, total);
    }
    if (progress != null) {
      progress.update(done, "");
    }
    if (done >= total) {
      end();
    }
  }

  /** Shows the merges of a vocabulary. */
  MergeListener merges() {
    return (done, total) -> onProgress("merging pieces", done, total);
  }

  @Override
  public void onNote(String note) {
    notes.println(note);
    notes.flush();
  }

  private void end() {
    if (progress != null) {
      progress.close();
    }
    progress = null;
    task = "";
  }
}
