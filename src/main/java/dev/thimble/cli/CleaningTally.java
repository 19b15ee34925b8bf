package dev.thimble.cli;

import dev.thimble.corpus.CleaningRule;
import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.corpus.SentencePair;
import dev.thimble.report.CleaningReport;
import dev.thimble.report.CleaningReport.Example;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pairs that rules remove, and keeps a random sample of them as examples; the sample
 * depends on the pairs alone. For one thread.
 */
final class CleaningTally {
  private static final int EXAMPLES = 20;
  private static final int LONGEST_EXAMPLE = 500; // characters

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
                    rule.name(), rule.description(), sample.count, sample.examples)));
    return new CleaningReport(name, pairs, rules, kept.examples);
  }

  /** A sample in which each pair is equally likely (Vitter 1985, algorithm R). */
  private static final class Sample {
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Example> examples = new ArrayList<>();
    private long count;

    void add(String file, SentencePair pair, String what) {
      count++;
      long at = count <= EXAMPLES ? count - 1 : random.nextLong(count);
      if (at < EXAMPLES) {
        Example example =
            new Example(
                file, pair.line(), what, shortened(pair.source()), shortened(pair.target()));
        if (at == examples.size()) {
          examples.add(example);
        } else {
          examples.set((int) at, example);
        }
      }
    }

    private static String shortened(String text) {
      return text.codePointCount(0, text.length()) <= LONGEST_EXAMPLE
          ? text
          : text.substring(0, text.offsetByCodePoints(0, LONGEST_EXAMPLE)) + " …";
    }
  }
}
