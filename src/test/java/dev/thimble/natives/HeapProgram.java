package dev.thimble.natives;

import dev.thimble.sentencepiece.SentencePieceSegmenter;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program of {@link HeapIT}: some threads fill the heap again and again while others segment and
 * translate; then the heap stays full during a call. Prints the outcome of the calls.
 */
final class HeapProgram {
  private static final String TEXT = "I would like a cup of coffee.";

  /* Its pieces take more than the rest of a heap that is full. */
  private static final String LONG_TEXT = TEXT.repeat(1000);

  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean stopped;

  private HeapProgram() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path model = Path.of(arguments[0]);
    try (Translator translator = Translator.load(model);
        SentencePieceSegmenter segmenter =
            SentencePieceSegmenter.load(model.resolve("vocabulary.model"))) {
      String expected = translator.translate(TEXT).text();
      List<String> pieces = segmenter.segment(TEXT);
      new HeapProgram().run(Integer.parseInt(arguments[1]), translator, segmenter);
      System.out.println(inFullHeap(() -> segmenter.segment(LONG_TEXT)));
      System.out.println(inFullHeap(() -> translator.translate(TEXT)));
      boolean same =
          translator.translate(TEXT).text().equals(expected)
              && segmenter.segment(TEXT).equals(pieces);
      System.out.println(same ? "goes on as before" : "differs");
    }
  }

  private void run(int seconds, Translator translator, SentencePieceSegmenter segmenter)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Random random = new Random(i);
      threads.add(new Thread(() -> fill(random)));
      threads.add(new Thread(() -> repeat(() -> segmenter.segment(TEXT))));
      threads.add(new Thread(() -> repeat(() -> translator.translate(TEXT))));
    }
    threads.forEach(Thread::start);
    Thread.sleep(seconds * 1000L);
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(done.get() > 0 ? "some calls were made" : "no call was made");
  }

  private static String inFullHeap(Runnable work) {
    Object[] ballast = {null};
    try {
      while (ballast.length > 0) {
        ballast = new Object[] {ballast, new byte[1000]};
      }
      return "never full";
    } catch (OutOfMemoryError full) {
      return outcome(work);
    } finally {
      Reference.reachabilityFence(ballast);
    }
  }

  private static String outcome(Runnable work) {
    try {
      work.run();
      return "made";
    } catch (OutOfMemoryError e) {
      return "refused";
    }
  }

  private void fill(Random random) {
    while (!stopped) {
      try {
        fillWith(1 << (10 + 5 * random.nextInt(3)));
      } catch (OutOfMemoryError e) {
        // the arrays are unreachable again
      }
    }
  }

  private void fillWith(int size) {
    Object[] ballast = {null};
    try {
      while (!stopped) {
        ballast = new Object[] {ballast, new byte[size]};
      }
    } finally {
      Reference.reachabilityFence(ballast);
    }
  }

  private void repeat(Runnable work) {
    while (!stopped) {
      try {
        work.run();
        done.incrementAndGet();
      } catch (OutOfMemoryError e) {
        // expected: the heap is full
      }
    }
  }
}
