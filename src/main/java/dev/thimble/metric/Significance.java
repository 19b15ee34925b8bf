package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Confidence intervals of scores and significance tests of their differences, computed from
 * sufficient statistics.
 *
 * <p>Intervals are computed by bootstrap resampling, p-values by paired bootstrap resampling (Koehn
 * 2004, <a href="https://aclanthology.org/W04-3250">W04-3250</a>) or paired approximate
 * randomization (Riezler and Maxwell 2005, <a
 * href="https://aclanthology.org/W05-0908">W05-0908</a>), with the conventions and the random
 * numbers of sacreBLEU. Results are a function of the arguments and the seed. Immutable and
 * thread-safe.
 *
 * <p>Two things differ from sacreBLEU. First, systems with equal scores and systems compared on a
 * single segment get p = 1, since there is no evidence of a difference; sacreBLEU's formula gives
 * identical systems 1 / (trials + 1), which looks highly significant. Second, the intervals do not
 * depend on the test; sacreBLEU draws other resamples for the intervals with randomization.
 */
public final class Significance {
  private final SignificanceConfig config;

  /**
   * Makes the test.
   *
   * @param config test, number of trials and seed
   */
  public Significance(SignificanceConfig config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  /**
   * The confidence interval of the score of one system.
   *
   * @param system the statistics of each segment
   * @param resamples at least 1
   * @param seed 0 or above
   * @return the 95% interval
   */
  public static ConfidenceInterval interval(SegmentStatistics system, int resamples, long seed) {
    Objects.requireNonNull(system, "system");
    return ConfidenceInterval.of(resampled(List.of(system), resamples, seed)[0]);
  }

  /**
   * The scores of systems with confidence intervals, without a comparison.
   *
   * @param systems statistics of each system; their segments may differ
   * @return the scores in the order of the systems; without p-values
   */
  public List<SystemScore> intervals(List<SegmentStatistics> systems) {
    List<SystemScore> results = new ArrayList<>();
    for (SegmentStatistics system : Require.elements(systems, "systems")) {
      ConfidenceInterval interval = interval(system, config.resamples(), config.seed());
      results.add(new SystemScore(system.score(), interval, null));
    }
    return results;
  }

  /**
   * Compares each system with the first one, the baseline, by one metric on one test set.
   *
   * @param systems at least one, all with the same number of segments
   * @return the scores, in the order of the systems
   * @throws IllegalArgumentException if there is no system, or the numbers of segments differ
   */
  public List<SystemScore> compare(List<SegmentStatistics> systems) {
    requireAligned(Require.elements(systems, "systems"));
    boolean bootstraps = config.test() == SignificanceConfig.Test.BOOTSTRAP;
    // intervals and test have the same seed, so that they can share their first resamples
    int resamples = bootstraps ? Math.max(config.resamples(), config.trials()) : config.resamples();
    double[][] scores = resampled(systems, resamples, config.seed());
    double[] pValues = bootstraps ? bootstrap(systems, scores) : randomization(systems);
    List<SystemScore> results = new ArrayList<>();
    for (int s = 0; s < systems.size(); s++) {
      ConfidenceInterval interval =
          ConfidenceInterval.of(Arrays.copyOf(scores[s], config.resamples()));
      results.add(new SystemScore(systems.get(s).score(), interval, s == 0 ? null : pValues[s]));
    }
    return results;
  }

  /** Scores by system and resample; a resample has the same segments of every system. */
  private static double[][] resampled(List<SegmentStatistics> systems, int resamples, long seed) {
    Require.atLeast("resamples", resamples, 1);
    double[][] scores = new double[systems.size()][resamples];
    BootstrapSamples draws = new BootstrapSamples(systems.get(0).segments(), seed);
    for (int trial = 0; trial < resamples; trial++) {
      int[] sample = draws.next();
      for (int s = 0; s < scores.length; s++) {
        SegmentStatistics system = systems.get(s);
        scores[s][trial] = system.metric().score(system.sum(sample)).value();
      }
    }
    return scores;
  }

  /* The differences minus their mean estimate the distribution for systems that do not differ. */
  private double[] bootstrap(List<SegmentStatistics> systems, double[][] scores) {
    double[] pValues = new double[systems.size()];
    for (int s = 1; s < pValues.length; s++) {
      double[] differences = new double[config.trials()];
      double mean = 0;
      for (int trial = 0; trial < differences.length; trial++) {
        differences[trial] = Math.abs(scores[s][trial] - scores[0][trial]);
        mean += differences[trial] / differences.length;
      }
      double difference = difference(systems.get(0), systems.get(s));
      int larger = 0;
      for (double value : differences) {
        larger += value - mean > difference ? 1 : 0;
      }
      pValues[s] = pValue(systems.get(0), difference, larger);
    }
    return pValues;
  }

  private double[] randomization(List<SegmentStatistics> systems) {
    SegmentStatistics baseline = systems.get(0);
    List<Exchange> exchanges =
        systems.stream().skip(1).map(system -> new Exchange(baseline, system)).toList();
    NumpyRandom random = new NumpyRandom(config.seed());
    boolean[] exchanged = new boolean[baseline.segments()];
    for (int trial = 0; trial < config.trials(); trial++) {
      for (int i = 0; i < exchanged.length; i++) {
        exchanged[i] = random.nextBoolean();
      }
      exchanges.forEach(exchange -> exchange.count(exchanged));
    }
    double[] pValues = new double[systems.size()];
    for (int s = 1; s < pValues.length; s++) {
      Exchange exchange = exchanges.get(s - 1);
      pValues[s] = pValue(baseline, exchange.difference, exchange.larger);
    }
    return pValues;
  }

  /** Counts the trials in which exchanging segments gives a larger difference of the scores. */
  private static final class Exchange {
    private final CorpusMetric metric;
    private final double[] baseline;
    private final double[] system;
    private final SegmentStatistics differences;
    private final double difference;
    private int larger;

    Exchange(SegmentStatistics baseline, SegmentStatistics system) {
      this.metric = baseline.metric();
      this.baseline = baseline.total();
      this.system = system.total();
      this.differences = system.differenceTo(baseline);
      this.difference = difference(baseline, system);
    }

    void count(boolean[] exchanged) {
      double[] moved = new double[system.length];
      differences.addTo(moved, exchanged);
      double[] one = system.clone();
      double[] other = baseline.clone();
      for (int i = 0; i < moved.length; i++) {
        one[i] += moved[i];
        other[i] -= moved[i];
      }
      double found = Math.abs(metric.score(one).value() - metric.score(other).value());
      larger += found > difference ? 1 : 0;
    }
  }

  private static double difference(SegmentStatistics baseline, SegmentStatistics system) {
    return Math.abs(baseline.score().value() - system.score().value());
  }

  // The test set itself counts as one trial, so that no p-value is 0.
  private double pValue(SegmentStatistics baseline, double difference, int larger) {
    boolean noEvidence = difference == 0 || baseline.segments() == 1;
    return noEvidence ? 1 : (larger + 1.0) / (config.trials() + 1.0);
  }

  private static void requireAligned(List<SegmentStatistics> systems) {
    if (systems.isEmpty()) {
      throw new IllegalArgumentException("there is no system to compare");
    }
    SegmentStatistics baseline = systems.get(0);
    for (SegmentStatistics system : systems) {
      if (system.segments() != baseline.segments() || system.width() != baseline.width()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a system has %d segments of %d statistics, but the baseline has %d of %d",
                system.segments(),
                system.width(),
                baseline.segments(),
                baseline.width()));
      }
    }
  }
}
