package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.vocabulary.Detokenizer;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands the text of one sentence to a listener while the model writes it. The sentence crosses the
 * model in batches like any other; the listener runs on the thread that asked, so a slow one holds
 * up nobody else. For one thread and one sentence.
 */
final class Streaming {
  private static final int END = -1;

  private final TranslatorCore core;
  private final Consumer<String> listener;
  private final Vocabulary vocabulary;
  private final Detokenizer detokenizer;
  private final List<Integer> written = new ArrayList<>(); // guarded by this, as is ended
  private boolean ended;

  Streaming(TranslatorCore core, Consumer<String> listener) {
    this.core = core;
    this.listener = listener;
    vocabulary = core.target().vocabulary();
    detokenizer = vocabulary.detokenizer();
  }

  /** Searches, telling the listener; what the listener throws ends the search. */
  List<Hypothesis> run(SearchBatchTask task, SearchInput source) {
    PendingResult<SearchInput, List<Hypothesis>> request =
        new PendingResult<>(task, source.with(this::hear), this::end);
    core.submit(request);
    try {
      int position = 0;
      for (int id = await(position); id != END; id = await(position)) {
        position++;
        say(detokenizer.append(vocabulary.piece(id)));
      }
      List<Hypothesis> found = request.await();
      say(detokenizer.end());
      return found;
    } catch (InterruptedException e) {
      throw PendingResult.interrupted();
    } finally {
      core.giveUp(request);
    }
  }

  private synchronized void hear(int position, int id) {
    if (position == written.size()) {
      written.add(id);
      notifyAll();
    }
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /* The id at a position, once it is written, or END. */
  private synchronized int await(int position) throws InterruptedException {
    while (position == written.size() && !ended) {
      wait();
    }
    return position < written.size() ? written.get(position) : END;
  }

  private void say(String text) {
    if (!text.isEmpty()) {
      listener.accept(text);
    }
  }
}
