package dev.thimble.corpus;

/** Hears nothing. */
public final class SilentListener implements CorpusCache.Listener {
  @Override
  public void onProgress(String task, long done, long total) {}

  @Override
  public void onNote(String note) {}
}
