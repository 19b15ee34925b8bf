package dev.thimble.cli;

import dev.thimble.corpus.CleaningRule;
import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.corpus.SentencePair;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds pairs to whose target a model gives a low probability. A pair with a text that is too long
 * for the model is kept, and reported by its line.
 *
 * @param translator scores; not closed
 * @param least lowest mean log-probability of a piece that is kept, in nats
 * @param warnings where long lines are reported
 */
record LowScores(Translator translator, double least, PrintWriter warnings) {
  /** For each pair, the finding, or null if it is kept. */
  List<@Nullable Finding> check(List<SentencePair> pairs, String file) {
    if (pairs.isEmpty()) {
      return List.of();
    }
    LineScorer scorer = new LineScorer(new LongLines(file, warnings));
    List<Optional<Translation>> scored =
        scorer.scoreAll(
            pairs.stream().map(pair -> List.of(pair.source(), pair.target())).toList(),
            rows ->
                translator.scoreAll(
                    rows.stream().map(row -> row.get(0)).toList(),
                    rows.stream().map(row -> row.get(1)).toList()),
            i -> pairs.get(i).line());
    List<@Nullable Finding> findings = new ArrayList<>();
    scored.forEach(translation -> findings.add(translation.map(this::finding).orElse(null)));
    return findings;
  }

  private @Nullable Finding finding(Translation scored) {
    double score = scored.logProb() / scored.length();
    return score >= least
        ? null
        : new Finding(CleaningRule.LOW_SCORE, String.format(Locale.ROOT, "%.4f", score));
  }
}
