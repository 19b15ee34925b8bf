package dev.thimble.translation;

import dev.thimble.translation.SourceText.Part;
import dev.thimble.vocabulary.Detokenizer;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Passes the text of one sentence to a listener while the model writes it. The sentence is computed
 * in a batch like any other; the listener runs on the caller's thread, so that a slow one delays no
 * other caller. For one thread and one sentence.
 */
final class Streaming {
  private static final int END = -1;

  /** Follows an unfinished text, so that what unmasking adds at the end can be told from it. */
  private static final String CURSOR = "\0";

  private final TranslatorCore core;
  private final Consumer<String> listener;
  private final Call call;
  private final Thread caller = Thread.currentThread();
  private final Vocabulary vocabulary;
  private final Detokenizer detokenizer;
  private final StringBuilder masked = new StringBuilder(); // the text written, with symbols
  private int passed; // characters of the unmasked text that the listener has
  private final List<Integer> written = new ArrayList<>(); // guarded by this, as is ended
  private boolean ended;

  private Streaming(TranslatorCore core, Consumer<String> listener, Call call) {
    this.core = core;
    this.listener = listener;
    this.call = call;
    vocabulary = core.target().vocabulary();
    detokenizer = vocabulary.detokenizer();
  }

  /**
   * Searches the parts of a text one after another and calls the listener, whose exception ends the
   * search. A sentence with insets is passed as a whole, since their places are known at its end.
   *
   * @return the candidate of each of {@link SourceText#searched}
   */
  static List<List<Candidate>> run(
      View view, SourceText text, Consumer<String> listener, Call call) {
    List<List<Candidate>> found = new ArrayList<>();
    Iterator<SearchInput> inputs = view.compiled().inputs(text).iterator();
    BatchTask<SearchInput, List<Candidate>> search = view.compiled().search();
    int index = 0;
    for (Part part : text.parts()) {
      passGap(text.gap(index++), listener);
      if (part.insets() == null) {
        found.add(new Streaming(view.core(), listener, call).run(search, inputs.next()));
      } else {
        List<SearchInput> all = part.searched().map(one -> inputs.next()).toList();
        List<List<Candidate>> ended = view.core().computeAll(search, all, call);
        SourceText alone = new SourceText(List.of(part), null, false);
        listener.accept(view.translations(alone, ended).get(0).text());
        found.addAll(ended);
      }
    }
    passGap(text.gap(index), listener);
    return found;
  }

  private static void passGap(String gap, Consumer<String> listener) {
    if (!gap.isEmpty()) {
      listener.accept(gap);
    }
  }

  private List<Candidate> run(BatchTask<SearchInput, List<Candidate>> task, SearchInput input) {
    PendingResult<SearchInput, List<Candidate>> pending =
        new PendingResult<>(task, input.with(this::add), this::end);
    core.submit(List.of(pending), call);
    try {
      int position = 0;
      for (int id = await(position); id != END; id = await(position)) {
        position++;
        masked.append(detokenizer.append(vocabulary.piece(id)));
        String text = input.unmasking().apply(masked + CURSOR);
        pass(text.substring(0, text.indexOf(CURSOR)).stripTrailing());
      }
      List<Candidate> found = pending.await(call);
      masked.append(detokenizer.end());
      pass(input.unmasking().apply(masked.toString()));
      return found;
    } finally {
      core.cancel(pending);
    }
  }

  private void add(int position, int id) {
    synchronized (this) {
      if (position == written.size()) {
        written.add(id);
      }
    }
    LockSupport.unpark(caller);
  }

  private void end() {
    synchronized (this) {
      ended = true;
    }
    LockSupport.unpark(caller);
  }

  /* Waits for the id at a position; END if the output has none there. */
  private int await(int position) {
    while (true) {
      synchronized (this) {
        if (position < written.size()) {
          return written.get(position);
        }
        if (ended) {
          return END;
        }
      }
      call.park(this);
      if (Thread.interrupted()) {
        throw PendingResult.interrupted();
      }
    }
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
