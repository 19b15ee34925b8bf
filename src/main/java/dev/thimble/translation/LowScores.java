package dev.thimble.translation;

import dev.thimble.corpus.CleaningRule;
import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.corpus.SentencePair;
import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Internal: finds pairs whose target has a low probability by a model. A pair with a text that is
 * too long for the model is kept. Immutable and thread-safe.
 *
 * @param translator scores; not closed
 * @param least pairs with a lower mean log-probability per piece, in nats, are found
 */
public record LowScores(Translator translator, double least) {
  /** Checks that the translator is not null. */
  public LowScores {
    Objects.requireNonNull(translator, "translator");
  }

  /**
   * Finds the pairs whose score is too low.
   *
   * @param pairs source and target texts
   * @param tooLong called at most once, with the pairs that are too long
   * @return for each pair, the finding, or null if it is kept
   */
  public List<@Nullable Finding> check(
      List<SentencePair> pairs, Consumer<LongTextException> tooLong) {
    Require.elements(pairs, "pairs");
    Objects.requireNonNull(tooLong, "tooLong");
    if (pairs.isEmpty()) {
      return List.of();
    }
    List<Optional<Translation>> scored =
        LineScorer.scoreAll(
            pairs.stream().map(pair -> List.of(pair.source(), pair.target())).toList(),
            rows ->
                translator.scoreAll(
                    rows.stream().map(row -> row.get(0)).toList(),
                    rows.stream().map(row -> row.get(1)).toList()),
            tooLong);
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
