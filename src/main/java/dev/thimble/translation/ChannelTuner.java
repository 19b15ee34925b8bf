package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.Score;
import dev.thimble.metric.SegmentStatistics;
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
 * searched and scored once; then weights on a grid rank the lists, and the metric scores the first
 * of each. The grid has weights of channel and language model from 0 to 2 and length rewards from
 * -1 to 3 nats a piece, all in steps of 0.1.
 *
 * <p>With one of the two models, all pairs of its weight and the length reward are tried. With
 * both, it is block coordinate ascent: all pairs of one model's weight and the length reward while
 * the other model's weight is fixed, then with the models exchanged, in turn until nothing
 * improves. One search starts with each model, and the better result counts, so that it is never
 * worse than with one model alone. All weights start at 0, and only a higher score changes them.
 * Stateless.
 */
public final class ChannelTuner {
  private static final int GREATEST_MODEL = 20; // tenths
  private static final int LEAST_LENGTH = -10;
  private static final int GREATEST_LENGTH = 30;

  /**
   * The result.
   *
   * @param weights the best weights found; 0 for a model that is not loaded
   * @param score score of the dev set with them
   * @param before score of the dev set in the search's own order
   */
  public record Tuned(ChannelWeights weights, Score score, Score before) {
    /** Checks for nulls. */
    public Tuned {
      Objects.requireNonNull(weights, "weights");
      Objects.requireNonNull(score, "score");
      Objects.requireNonNull(before, "before");
    }
  }

  /* Weights with others of one model and of length. */
  @FunctionalInterface
  private interface Plane {
    ChannelWeights at(ChannelWeights from, double model, double length);
  }

  private static final Plane CHANNEL =
      (from, model, length) -> new ChannelWeights(model, length, from.languageModel());
  private static final Plane LANGUAGE_MODEL =
      (from, model, length) -> new ChannelWeights(from.channel(), length, model);

  private final Translator translator;
  private final CorpusMetric metric;
  private final List<Line> lines = new ArrayList<>();
  private final Map<ChannelWeights, Score> scores = new HashMap<>();

  private ChannelTuner(Translator translator, CorpusMetric metric) {
    this.translator = translator;
    this.metric = metric;
  }

  /**
   * Finds the weights with the highest score. No sentence is translated in spans ({@link
   * TranslationOptions#spanWords}).
   *
   * @param translator has the ranking {@link Ranking#CHANNEL}; its weights are ignored
   * @param metric a metric whose higher values are better, such as BLEU
   * @param sources at least one
   * @param references as in {@link CorpusMetric#score(List, List)}
   * @return the best weights, and the scores with them and in the search's own order
   * @throws IllegalArgumentException if the translator has another ranking, or the numbers of lines
   *     differ
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
    Translator whole = translator.with(translator.options().toBuilder().spanWords(0).build());
    ChannelTuner tuner = new ChannelTuner(whole, metric);
    List<Computed<List<Candidate>>> found = whole.view().rescored(sources);
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
      Computed<List<Candidate>> found,
      List<@Nullable String> references,
      Map<List<Candidate>, double[]> statistics) {}

  private Tuned best() {
    Score before = score(part -> part.get(0));
    ChannelModels models = translator.view().channelModels();
    ChannelWeights best;
    if (models.languageModel() == null) {
      best = climb(List.of(CHANNEL));
    } else if (models.channel() == null) {
      best = climb(List.of(LANGUAGE_MODEL));
    } else {
      best =
          higher(climb(List.of(CHANNEL, LANGUAGE_MODEL)), climb(List.of(LANGUAGE_MODEL, CHANNEL)));
    }
    return new Tuned(best, score(best), before);
  }

  /* Searches the planes in turn until none gives a higher score. */
  private ChannelWeights climb(List<Plane> planes) {
    ChannelWeights best = new ChannelWeights(0, 0);
    int without = 0;
    for (int turn = 0; without < planes.size(); turn++) {
      ChannelWeights highest = highest(planes.get(turn % planes.size()), best);
      without = highest.equals(best) ? without + 1 : 0;
      best = highest;
    }
    return best;
  }

  private ChannelWeights highest(Plane plane, ChannelWeights from) {
    ChannelWeights best = from;
    for (int model = 0; model <= GREATEST_MODEL; model++) {
      for (int length = LEAST_LENGTH; length <= GREATEST_LENGTH; length++) {
        best = higher(best, plane.at(from, model / 10.0, length / 10.0));
      }
    }
    return best;
  }

  /* The first, unless the score of the second is higher. */
  private ChannelWeights higher(ChannelWeights first, ChannelWeights second) {
    return score(second).value() > score(first).value() ? second : first;
  }

  private Score score(ChannelWeights weights) {
    return scores.computeIfAbsent(weights, tried -> score(part -> Candidate.best(part, tried)));
  }

  /* The score of the dev set, if each sentence gets the chosen one of its hypotheses. */
  private Score score(Function<List<Candidate>, Candidate> choice) {
    List<double[]> rows = new ArrayList<>(lines.size());
    for (Line line : lines) {
      List<Candidate> chosen = line.found().parts().stream().map(choice).toList();
      rows.add(line.statistics().computeIfAbsent(chosen, parts -> statistics(line, parts)));
    }
    return new SegmentStatistics(metric, rows).score();
  }

  private double[] statistics(Line line, List<Candidate> chosen) {
    List<List<Candidate>> best = chosen.stream().map(List::of).toList();
    String text = translator.view().translations(line.found().text(), best).get(0).text();
    return metric.statistics(text, line.references());
  }
}
