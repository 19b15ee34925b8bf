package dev.thimble.translation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;

/** Translates the texts of another iterator, a window of them at a time. For one thread. */
final class Windows implements Iterator<Translation> {
  private final Translator translator;
  private final Iterator<String> sources;
  private final int size;
  private long read;
  private final Queue<Translation> ready = new ArrayDeque<>();

  Windows(Translator translator, Iterator<String> sources, int size) {
    this.translator = translator;
    this.sources = sources;
    this.size = size;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || sources.hasNext();
  }

  @Override
  public Translation next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more translations");
    }
    if (ready.isEmpty()) {
      List<String> window = new ArrayList<>();
      while (window.size() < size && sources.hasNext()) {
        long index = read++;
        window.add(Objects.requireNonNull(sources.next(), () -> "sources[" + index + "]"));
      }
      ready.addAll(translator.translateAll(window));
    }
    return ready.remove();
  }
}
