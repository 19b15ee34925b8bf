package dev.thimble.translation;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.Calibration.Kind;
import dev.thimble.checkpoint.Calibration.Term;
import dev.thimble.integrity.Require;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.Reliability;
import dev.thimble.translation.SourceText.Computed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Fits the calibration of a model, from which {@link Translation#confidence} is computed:
 * translates examples, compares the translations with references, and fits a logistic regression to
 * features of the search.
 *
 * <p>The calibration also chooses whether long sentences are translated in spans, and of how many
 * words, by trying it on examples of several lines ({@link TranslationOptions#spanWords}).
 *
 * <p>If the translator ranks by a channel ({@link Ranking#CHANNEL} with {@link
 * LoadConfig#withChannel}), the channel's log-probability of the source gives features too. Such a
 * calibration is valid with that channel only and is written as a {@link
 * dev.thimble.checkpoint.ChannelCalibration}.
 *
 * <p>If the search found other hypotheses, a translation counts twice, with them and without them,
 * so that the calibration is valid for greedy search too. The same model, options, examples and
 * native threads give the same calibration. Stateless and thread-safe.
 */
public final class Calibrator {
  /** A translation with at least this sentence chrF2 is good. */
  public static final double MIN_CHRF = Reliability.GOOD_CHRF;

  /** Fewest examples with references. */
  public static final int FEWEST_EXAMPLES = 100;

  private static final int WINDOW = 512; // examples translated at a time
  private static final double PENALTY = 1;
  private static final Chrf CHRF = new Chrf(ChrfConfig.defaults());

  private final List<ConfidenceFeature> features;
  private final List<double[]> rows = new ArrayList<>(); // values of the features
  private final List<Boolean> labels = new ArrayList<>();
  private final Map<String, List<Integer>> kinds = new LinkedHashMap<>(); // rows of each

  private Calibrator(List<ConfidenceFeature> features) {
    this.features = features;
  }

  /**
   * Fits a calibration. Texts are not split into sentences, since references are for whole texts; a
   * text that is too long for the options is ignored. Everything is computed on the calling thread.
   *
   * @param translator has the options that the confidence is for
   * @param examples as by {@link CalibrationExample#of}
   * @param progress called repeatedly with the number of examples done, from 0
   * @return the calibration; the caller writes it into the manifest
   * @throws IllegalArgumentException if fewer than {@value #FEWEST_EXAMPLES} examples have
   *     references, or fewer have words and are short enough
   */
  public static Calibration fit(
      Translator translator, List<CalibrationExample> examples, IntConsumer progress) {
    Objects.requireNonNull(translator, "translator");
    Require.elements(examples, "examples");
    Objects.requireNonNull(progress, "progress");
    long known = examples.stream().filter(example -> !example.references().isEmpty()).count();
    Require.atLeast("the number of examples with references", known, FEWEST_EXAMPLES);
    TranslationOptions whole =
        translator.options().toBuilder()
            .splitSentences(false)
            .longInput(LongInput.SPLIT)
            .minConfidence(0, LowConfidence.SOURCE)
            .spanWords(0)
            .build();
    Calibrator calibrator = new Calibrator(ConfidenceFeature.known(translator.view().hasChannel()));
    for (int from = 0; from < examples.size(); from += WINDOW) {
      progress.accept(from);
      int to = Math.min(examples.size(), from + WINDOW);
      calibrator.add(translator.with(whole), examples.subList(from, to));
    }
    Require.atLeast(
        "the number of examples that have words and are short enough",
        calibrator.kinds.values().stream().mapToInt(List::size).sum(),
        FEWEST_EXAMPLES);
    Calibration fitted = calibrator.calibration();
    TranslationOptions bySentence = whole.toBuilder().splitSentences(true).build();
    int spanWords = SpanChoice.best(translator.with(bySentence), new Confidence(fitted), examples);
    progress.accept(examples.size());
    return new Calibration(
        fitted.minChrf(), fitted.bias(), fitted.terms(), spanWords, fitted.kinds());
  }

  private void add(Translator translator, List<CalibrationExample> examples) {
    List<Computed<List<Candidate>>> searched =
        translator.view().searchedAlone(examples.stream().map(CalibrationExample::source).toList());
    for (int i = 0; i < examples.size(); i++) {
      Computed<List<Candidate>> one = searched.get(i);
      if (one.parts().size() == 1) {
        String text = translator.view().translations(one.text(), one.parts()).get(0).text();
        add(translator.view().evidence(one), examples.get(i).kind(), isGood(text, examples.get(i)));
      }
    }
  }

  private static boolean isGood(String text, CalibrationExample example) {
    List<String> references = example.references();
    return !references.isEmpty()
        && CHRF.score(CHRF.statistics(text, references)).value() >= MIN_CHRF;
  }

  private void add(Evidence evidence, String kind, boolean good) {
    kinds.computeIfAbsent(kind, name -> new ArrayList<>()).add(rows.size());
    rows.add(evidence.values(features));
    labels.add(good);
    if (!evidence.others().isEmpty()) {
      rows.add(evidence.alone().values(features));
      labels.add(good);
    }
  }

  private Calibration calibration() {
    int size = features.size();
    double[][] values = new double[rows.size()][size];
    double[] means = new double[size];
    double[] deviations = new double[size];
    for (int f = 0; f < size; f++) {
      int feature = f;
      means[f] = rows.stream().mapToDouble(row -> row[feature]).average().orElseThrow();
      deviations[f] = deviation(feature, means[f]);
      for (int e = 0; e < values.length; e++) {
        values[e][f] = (rows.get(e)[f] - means[f]) / deviations[f];
      }
    }
    boolean[] good = new boolean[rows.size()];
    for (int e = 0; e < good.length; e++) {
      good[e] = labels.get(e);
    }
    double[] weights = LogisticRegression.fit(values, good, PENALTY);
    Map<String, Term> terms = new LinkedHashMap<>();
    for (int f = 0; f < size; f++) {
      terms.put(features.get(f).name(), new Term(means[f], deviations[f], weights[f]));
    }
    Calibration fitted = new Calibration(MIN_CHRF, weights[size], terms, 0, List.of());
    Confidence confidence = new Confidence(fitted);
    List<Kind> agreement = new ArrayList<>();
    kinds.forEach((name, own) -> agreement.add(kind(name, own, confidence)));
    return new Calibration(fitted.minChrf(), fitted.bias(), fitted.terms(), 0, agreement);
  }

  /* 1 for a feature that never changes, whose weight will be 0. */
  private double deviation(int feature, double mean) {
    double variance =
        rows.stream()
            .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
            .average()
            .orElseThrow();
    return variance > 0 ? Math.sqrt(variance) : 1;
  }

  private Kind kind(String name, List<Integer> own, Confidence confidence) {
    int size = own.size();
    double[] sure = new double[size];
    boolean[] good = new boolean[size];
    double sumSure = 0;
    int sumGood = 0;
    for (int i = 0; i < size; i++) {
      sure[i] = confidence.of(rows.get(own.get(i)));
      good[i] = labels.get(own.get(i));
      sumSure += sure[i];
      sumGood += good[i] ? 1 : 0;
    }
    double error = Reliability.of(sure, good).error();
    return new Kind(name, size, (double) sumGood / size, sumSure / size, error);
  }
}
