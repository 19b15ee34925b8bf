package dev.thimble.cli;

import dev.thimble.corpus.CleaningRule;
import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.corpus.SentencePair;
import dev.thimble.report.CleaningReport;
import dev.thimble.report.CleaningReport.Example;
import dev.thimble.report.Reservoir;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pairs that rules remove, and keeps a random sample of them as examples; the sample
 * depends on the pairs alone. For one thread.
 */
final class CleaningTally {
  private final Map<CleaningRule, Sample> removed = new EnumMap<>(CleaningRule.class);
  private final Sample kept = new Sample();
  private long pairs;

  /** Counts for rules that apply. */
  CleaningTally(Set<CleaningRule> rules) {
    rules.forEach(rule -> removed.put(rule, new Sample()));
  }

  /**
   * Counts a pair.
   *
   * @param finding why it is removed; null if it is kept
   */
  void add(String file, SentencePair pair, @Nullable Finding finding) {
    pairs++;
    Sample sample = finding == null ? kept : removed.get(finding.rule());
    if (sample != null) {
      sample.add(file, pair, finding == null ? "" : finding.what());
    }
  }

  long pairs() {
    return pairs;
  }

  CleaningReport report(String name) {
    List<CleaningReport.Rule> rules = new ArrayList<>();
    removed.forEach(
        (rule, sample) ->
            rules.add(
                new CleaningReport.Rule(
                    rule.name(), rule.description(), sample.reservoir.count(), sample.examples)));
    return new CleaningReport(name, pairs, rules, kept.examples);
  }

  /** Some pairs, each equally likely. */
  private static final class Sample {
    private final Reservoir reservoir = new Reservoir(CleaningReport.EXAMPLES);
    private final List<Example> examples = new ArrayList<>();

    void add(String file, SentencePair pair, String what) {
      int place = reservoir.next();
      if (place >= 0) {
        Example example = new Example(file, pair.line(), what, pair.source(), pair.target());
        if (place == examples.size()) {
          examples.add(example);
        } else {
          examples.set(place, example);
        }
      }
    }
  }
}
