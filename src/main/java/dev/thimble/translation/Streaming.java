package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.vocabulary.Detokenizer;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes the text of one sentence to a listener while the model writes it. The sentence is computed
 * in a batch like any other; the listener runs on the caller's thread, so that a slow one delays no
 * other caller. For one thread and one sentence.
 */
final class Streaming {
  private static final int END = -1;

  private final TranslatorCore core;
  private final Consumer<String> listener;
  private final Vocabulary vocabulary;
  private final Detokenizer detokenizer;
  private final StringBuilder masked = new StringBuilder(); // the text written, with symbols
  private int passed; // characters of the unmasked text that the listener has
  private final List<Integer> written = new ArrayList<>(); // guarded by this, as is ended
  private boolean ended;

  Streaming(TranslatorCore core, Consumer<String> listener) {
    this.core = core;
    this.listener = listener;
    vocabulary = core.target().vocabulary();
    detokenizer = vocabulary.detokenizer();
  }

  /** Searches and calls the listener, whose exception ends the search. */
  List<Hypothesis> run(SearchBatchTask task, SearchInput input) {
    PendingResult<SearchInput, List<Hypothesis>> pending =
        new PendingResult<>(task, input.with(this::add), this::end);
    core.submit(pending);
    try {
      int position = 0;
      for (int id = await(position); id != END; id = await(position)) {
        position++;
        masked.append(detokenizer.append(vocabulary.piece(id)));
        pass(input.unmasking().apply(masked.toString()).stripTrailing());
      }
      List<Hypothesis> found = pending.await();
      masked.append(detokenizer.end());
      pass(input.unmasking().apply(masked.toString()));
      return found;
    } catch (InterruptedException e) {
      throw PendingResult.interrupted();
    } finally {
      core.cancel(pending);
    }
  }

  private synchronized void add(int position, int id) {
    if (position == written.size()) {
      written.add(id);
      notifyAll();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /* Waits for the id at a position; END if the output has none there. */
  private synchronized int await(int position) throws InterruptedException {
    while (position == written.size() && !ended) {
      wait();
    }
    return position < written.size() ? written.get(position) : END;
  }

  /* White space at the end waits for the next word, since unmasking may still drop it. */
  private void pass(String text) {
    if (text.length() > passed) {
      String fragment = text.substring(passed);
      passed = text.length();
      listener.accept(fragment);
    }
  }
}
