package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.vocabulary.Detokenizer;
import dev.thimble.vocabulary.Vocabulary;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Hands the text of one sentence to a listener while the model writes it. The sentence crosses the
 * model in batches like any other; the listener runs on the thread that asked, so a slow one holds
 * up nobody else. For one thread and one sentence.
 */
final class Streaming {
  private static final int END = -1;

  private final Engine engine;
  private final Consumer<String> listener;
  private final Vocabulary vocabulary;
  private final Detokenizer detokenizer;
  private final BlockingQueue<Integer> written = new LinkedBlockingQueue<>();
  private int heard; // pieces that were put into the queue; by its thread alone

  Streaming(Engine engine, Consumer<String> listener) {
    this.engine = engine;
    this.listener = listener;
    vocabulary = engine.segmentations().target().vocabulary();
    detokenizer = vocabulary.detokenizer();
  }

  /** Searches, telling the listener; what the listener throws ends the search. */
  List<Hypothesis> run(SearchWork work, Source source) {
    Request<Source, List<Hypothesis>> request = engine.submit(work, source.with(this::hear));
    var unused = request.answer().whenComplete((answer, failure) -> written.add(END));
    try {
      for (int id = written.take(); id != END; id = written.take()) {
        say(detokenizer.append(vocabulary.piece(id)));
      }
      List<Hypothesis> found = request.await();
      say(detokenizer.end());
      return found;
    } catch (InterruptedException e) {
      throw Request.interrupted();
    } finally {
      engine.giveUp(request);
    }
  }

  private void hear(int position, int id) {
    if (position == heard) {
      heard++;
      written.add(id);
    }
  }

  private void say(String text) {
    if (!text.isEmpty()) {
      listener.accept(text);
    }
  }
}
