package dev.thimble.translation;

import dev.thimble.text.Clauses;
import dev.thimble.translation.SourceText.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Translation of a long sentence in spans: automatic segmentation after Pouget-Abadie et al. 2014.
 * All spans of neighbouring clauses are translated in one batch; dynamic programming chooses the
 * cover of the sentence with the highest confidence.
 *
 * @param clauses the smallest parts, which concatenate to the sentence
 * @param spans runs of clauses of at most the wanted number of words, by their first clause
 */
record LongSentence(List<String> clauses, List<Span> spans) {
  /**
   * Most words of all spans together, as a multiple of the sentence's words; with the whole
   * sentence it is five times.
   */
  private static final int MOST_TIMES = 4;

  /**
   * A run of clauses.
   *
   * @param from index of its first clause
   * @param to index after its last
   * @param words their number
   * @param part the run as a text of its own
   */
  record Span(int from, int to, int words, Part part) {}

  /** A span with its translation, which has a confidence. */
  record Translated(Span span, Translation translation) {
    private double gain() {
      return span.words * translation.confidence().orElseThrow();
    }
  }

  /**
   * Cuts a sentence of more than {@code mostWords} words.
   *
   * @param reader reads a span as a text of its own; gives null for one that no model translates
   * @return null if a clause cannot be translated by itself
   */
  static @Nullable LongSentence of(
      String sentence, Locale language, int mostWords, Function<String, @Nullable Part> reader) {
    List<String> clauses = Clauses.cut(sentence, language, mostWords);
    int[] words = clauses.stream().mapToInt(Clauses::words).toArray();
    int most = MOST_TIMES * Arrays.stream(words).sum();
    int run = clauses.size() - 1; // the whole is none of the spans
    while (run > 1 && cost(words, run, mostWords) > most) {
      run--;
    }
    List<Span> spans = new ArrayList<>();
    for (int from = 0; from < words.length; from++) {
      int total = 0;
      for (int to = from + 1; to <= Math.min(words.length, from + run); to++) {
        total += words[to - 1];
        if (total <= mostWords) {
          Part part = reader.apply(String.join("", clauses.subList(from, to)).strip());
          if (part != null) {
            spans.add(new Span(from, to, total, part));
          } else if (to == from + 1) {
            return null;
          }
        }
      }
    }
    return new LongSentence(clauses, spans);
  }

  /* Words of all spans of at most so many clauses. */
  private static int cost(int[] words, int run, int mostWords) {
    int cost = 0;
    for (int from = 0; from < words.length; from++) {
      int total = 0;
      for (int to = from; to < Math.min(words.length, from + run); to++) {
        total += words[to];
        cost += total <= mostWords ? total : 0;
      }
    }
    return cost;
  }

  /**
   * The spans that cover the sentence with the highest mean confidence, weighted by words.
   *
   * @param all a translation of each span, in their order
   */
  List<Translated> best(List<Translated> all) {
    double[] gains = new double[clauses.size() + 1]; // of the best cover up to each clause
    Translated[] last = new Translated[clauses.size() + 1]; // its last span
    Arrays.fill(gains, 1, gains.length, Double.NEGATIVE_INFINITY);
    for (Translated one : all) { // all spans that end where it begins stand before it
      Span span = one.span();
      double gain = gains[span.from()] + one.gain();
      if (gain > gains[span.to()]) {
        gains[span.to()] = gain;
        last[span.to()] = one;
      }
    }
    ArrayDeque<Translated> best = new ArrayDeque<>();
    for (int end = clauses.size(); end > 0; end = best.getFirst().span().from()) {
      best.addFirst(last[end]);
    }
    return List.copyOf(best);
  }
}
