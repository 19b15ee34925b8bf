package dev.thimble.cli;

import dev.thimble.cli.CleaningOutput.Sink;
import dev.thimble.corpus.DuplicateFinder;
import dev.thimble.corpus.PairCleaner;
import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.corpus.PairReader;
import dev.thimble.corpus.SentencePair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cleans corpora in bounded memory. All processors apply the rules for single pairs; duplicates are
 * found in the order of the pairs, then a model scores the remaining pairs. The result does not
 * depend on the number of processors.
 *
 * @param duplicates finds duplicates within all corpora
 * @param scores finds pairs of a low score; null for none
 * @param tally counts the pairs of all corpora
 */
record CorpusCleaning(
    PairCleaner cleaner, DuplicateFinder duplicates, @Nullable Scores scores, CleaningTally tally) {
  private static final int WINDOW = 4096;

  /** Finds pairs of a low score. */
  @FunctionalInterface
  interface Scores {
    /** For each pair of a file, the finding, or null if it is kept. */
    List<@Nullable Finding> check(List<SentencePair> pairs, String file);
  }

  /** Receives the progress. */
  @FunctionalInterface
  interface Listener {
    /** After each window of pairs. */
    void onProgress(long bytes, long pairs);
  }

  /** Cleans a corpus. */
  void clean(PairReader reader, String file, Sink sink, Listener listener) throws IOException {
    for (List<SentencePair> window = next(reader); !window.isEmpty(); window = next(reader)) {
      @Nullable Finding[] findings = findings(window, file);
      for (int i = 0; i < findings.length; i++) {
        SentencePair pair = window.get(i);
        Finding finding = findings[i];
        tally.add(file, pair, finding);
        if (finding == null) {
          sink.keep(pair);
        } else {
          sink.remove(file, pair, finding);
        }
      }
      listener.onProgress(reader.bytes(), tally.pairs());
      if (Thread.interrupted()) {
        throw new IOException("interrupted");
      }
    }
  }

  private static List<SentencePair> next(PairReader reader) throws IOException {
    List<SentencePair> window = new ArrayList<>(WINDOW);
    while (window.size() < WINDOW) {
      SentencePair pair = reader.next();
      if (pair == null) {
        break;
      }
      window.add(pair);
    }
    return window;
  }

  private @Nullable Finding[] findings(List<SentencePair> window, String file) throws IOException {
    @Nullable Finding[] findings = new Finding[window.size()];
    IntStream.range(0, findings.length)
        .parallel()
        .forEach(i -> findings[i] = cleaner.check(window.get(i).source(), window.get(i).target()));
    for (int i = 0; i < findings.length; i++) {
      if (findings[i] == null) {
        findings[i] = duplicates.check(window.get(i).source(), window.get(i).target());
      }
    }
    if (scores != null) {
      int[] left = IntStream.range(0, findings.length).filter(i -> findings[i] == null).toArray();
      List<@Nullable Finding> low =
          scores.check(Arrays.stream(left).mapToObj(window::get).toList(), file);
      for (int i = 0; i < left.length; i++) {
        findings[left[i]] = low.get(i);
      }
    }
    return findings;
  }
}
