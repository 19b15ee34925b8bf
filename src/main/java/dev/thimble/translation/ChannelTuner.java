package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.Score;
import dev.thimble.metric.SegmentStatistics;
import dev.thimble.search.Hypothesis;
import dev.thimble.translation.SourceText.Computed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the weights of a noisy-channel ranking on a dev set. The n-best list of every source is
 * searched and scored once; then each pair of weights on a grid ranks the lists, and the metric
 * scores the first of each. The grid has the channel's weights from 0 to 2 and nats for each piece
 * from -1 to 3, both in steps of 0.1. Ties go to the smaller weight of the channel, then to the
 * smaller one of length. For one thread.
 */
public final class ChannelTuner {
  private static final int GREATEST_CHANNEL = 20; // tenths
  private static final int LEAST_LENGTH = -10;
  private static final int GREATEST_LENGTH = 30;

  /**
   * The result.
   *
   * @param weights the best weights of the grid
   * @param score of the dev set with them
   * @param before score of the dev set in the order of the search
   */
  public record Tuned(ChannelWeights weights, Score score, Score before) {
    /** Checks for nulls. */
    public Tuned {
      Objects.requireNonNull(weights, "weights");
      Objects.requireNonNull(score, "score");
      Objects.requireNonNull(before, "before");
    }
  }

  private final Translator translator;
  private final CorpusMetric metric;
  private final List<Line> lines = new ArrayList<>();

  private ChannelTuner(Translator translator, CorpusMetric metric) {
    this.translator = translator;
    this.metric = metric;
  }

  /**
   * Finds the weights with the highest score.
   *
   * @param translator has a channel and {@link Ranking#CHANNEL}; its own weights do not matter
   * @param metric of which higher is better, such as BLEU
   * @param sources at least one
   * @param references as in {@link CorpusMetric#score(List, List)}
   * @throws IllegalArgumentException if the translator's ranking is another, or the numbers of
   *     lines differ
   */
  public static Tuned tune(
      Translator translator,
      CorpusMetric metric,
      List<String> sources,
      List<? extends List<? extends @Nullable String>> references) {
    Objects.requireNonNull(translator, "translator");
    Objects.requireNonNull(metric, "metric");
    Require.elements(sources, "sources");
    Require.elements(references, "references");
    for (List<?> set : references) {
      if (set.size() != sources.size()) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "%d references for %d sources", set.size(), sources.size()));
      }
    }
    ChannelTuner tuner = new ChannelTuner(translator, metric);
    List<Computed<List<Rescored>>> found = translator.rescored(sources);
    for (int i = 0; i < found.size(); i++) {
      List<@Nullable String> own = new ArrayList<>();
      for (List<? extends @Nullable String> set : references) {
        own.add(set.get(i));
      }
      tuner.lines.add(new Line(found.get(i), own, new HashMap<>()));
    }
    return tuner.best();
  }

  /* A source, its references, and the statistics of the choices that were scored already. */
  private record Line(
      Computed<List<Rescored>> found,
      List<@Nullable String> references,
      Map<List<Hypothesis>, double[]> statistics) {}

  private Tuned best() {
    Score before = score(part -> part.get(0).hypothesis());
    ChannelWeights best = ChannelWeights.defaults();
    Score highest = null;
    for (int channel = 0; channel <= GREATEST_CHANNEL; channel++) {
      for (int length = LEAST_LENGTH; length <= GREATEST_LENGTH; length++) {
        ChannelWeights weights = new ChannelWeights(channel / 10.0, length / 10.0);
        Score score = score(part -> Rescored.ranked(part, weights).get(0));
        if (highest == null || score.value() > highest.value()) {
          highest = score;
          best = weights;
        }
      }
    }
    return new Tuned(best, Objects.requireNonNull(highest), before);
  }

  /* The score of the dev set, if each sentence gets the chosen one of its hypotheses. */
  private Score score(Function<List<Rescored>, Hypothesis> choice) {
    List<double[]> rows = new ArrayList<>(lines.size());
    for (Line line : lines) {
      List<Hypothesis> chosen = line.found().parts().stream().map(choice).toList();
      rows.add(line.statistics().computeIfAbsent(chosen, parts -> statistics(line, parts)));
    }
    return new SegmentStatistics(metric, rows).score();
  }

  private double[] statistics(Line line, List<Hypothesis> chosen) {
    List<List<Hypothesis>> best = chosen.stream().map(List::of).toList();
    String text = translator.translations(line.found().text(), best).get(0).text();
    return metric.statistics(text, line.references());
  }
}
