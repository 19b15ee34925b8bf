import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.Reliability;
import dev.thimble.model.ComputeType;
import dev.thimble.search.Beam;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.Ranking;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures what the confidence of an English to French model tells, and what it costs: java -cp target/thimble.jar
 * eval/Confidence.java MODEL TATOEBA REAL [CHANNEL], where TATOEBA has test.en and test.refs.fr.tsv, and REAL
 * has news.en and news.fr. CHANNEL, a model from French to English, ranks the whole beam, with the weights by default.
 */
final class Confidence {
  private static final Chrf CHRF = new Chrf(ChrfConfig.defaults());
  private static final int NEWS_FOR_ROC = 300;
  private static final int ROUNDS = 7;

  /** A translation and its sentence chrF2, or -1 without a reference. */
  private record Rated(Translation translation, double chrf) {
    double confidence() {
      return translation.confidence().orElseThrow();
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path model = Path.of(arguments[0]);
    Path tatoeba = Path.of(arguments[1]);
    Path real = Path.of(arguments[2]);
    LoadConfig config = LoadConfig.of(model);
    TranslationOptions usual = TranslationOptions.defaults();
    if (arguments.length > 3) {
      config = config.withChannel(Path.of(arguments[3]));
      usual = TranslationOptions.builder().nBest(Beam.defaults().size()).ranking(Ranking.CHANNEL).build();
    }
    try (Translator translator = Translator.load(config, usual, ServingConfig.defaults())) {
      print("by sentence, long ones also in spans:");
      measure(translator, tatoeba, real);
      print("every line as a whole:");
      measure(translator.with(usual.toBuilder().splitSentences(false).spanWords(0).build()), tatoeba, real);
    }
    List<String> sources = Files.readAllLines(tatoeba.resolve("test.en"));
    for (ComputeType type : List.of(ComputeType.FLOAT32, ComputeType.INT8)) {
      print("%s: time of the test with confidence, without spans, over that without confidence: %.3f", type, cost(model, type, sources));
    }
  }

  /* Rounds in turns; the ratio of the medians. */
  private static double cost(Path model, ComputeType type, List<String> sources) throws IOException {
    LoadConfig config = LoadConfig.of(model).withComputeType(type);
    TranslationOptions whole = TranslationOptions.builder().spanWords(0).build();
    try (Translator with = Translator.load(config, whole, ServingConfig.defaults());
        Translator without = Translator.load(config.withConfidence(false), whole, ServingConfig.defaults())) {
      double[] slow = new double[ROUNDS];
      double[] fast = new double[ROUNDS];
      for (int round = -1; round < ROUNDS; round++) { // the first warms up
        double one = seconds(with, sources);
        double other = seconds(without, sources);
        if (round >= 0) {
          slow[round] = one;
          fast[round] = other;
        }
      }
      Arrays.sort(slow);
      Arrays.sort(fast);
      return slow[ROUNDS / 2] / fast[ROUNDS / 2];
    }
  }

  private static double seconds(Translator translator, List<String> sources) {
    long start = System.nanoTime();
    translator.translateAll(sources);
    return (System.nanoTime() - start) / 1e9;
  }

  private static void measure(Translator translator, Path tatoeba, Path real) throws IOException {
    List<Rated> test = rated(translator, tatoeba.resolve("test.en"), tatoeba.resolve("test.refs.fr.tsv"));
    List<Rated> news = rated(translator, real.resolve("news.en"), real.resolve("news.fr"));
    List<Rated> unfit = rated(translator, Path.of("eval/unfit.txt"), null);
    List<Rated> both = new ArrayList<>(test);
    both.addAll(news.subList(0, NEWS_FOR_ROC));
    print("area under the ROC curve for chrF2 under 40, test: by score %.3f, by confidence %.3f",
        area(test, r -> r.translation().score()), area(test, Rated::confidence));
    print("the same with %d lines of news: by score %.3f, by confidence %.3f", NEWS_FOR_ROC,
        area(both, r -> r.translation().score()), area(both, Rated::confidence));
    double threshold = threshold(test);
    print("confidence below which 5%% of good translations (chrF2 of 60 or more) of the test lie: %.3f", threshold);
    print("below it: test %.1f%%, bad ones of it (chrF2 under 40) %.1f%%, news %.1f%%, other languages %.0f%%, code %.0f%%, keyboard noise %.0f%%",
        below(test, threshold), below(test.stream().filter(r -> r.chrf() < 40).toList(), threshold),
        below(news, threshold), below(unfit.subList(0, 50), threshold),
        below(unfit.subList(50, 75), threshold), below(unfit.subList(75, 100), threshold));
    Bleu bleu = new Bleu(BleuConfig.defaults());
    print("news, BLEU: %.1f", bleu.score(news.stream().map(r -> r.translation().text()).toList(),
        List.of(Files.readAllLines(real.resolve("news.fr")))).value());
    reliability(test);
  }

  private static List<Rated> rated(Translator translator, Path source, Path references) throws IOException {
    List<Translation> translations = translator.translateAll(Files.readAllLines(source));
    List<String> lines = references == null ? null : Files.readAllLines(references);
    List<Rated> rated = new ArrayList<>();
    for (int i = 0; i < translations.size(); i++) {
      Translation one = translations.get(i);
      double chrf = lines == null ? -1
          : CHRF.score(CHRF.statistics(one.text(), Arrays.asList(lines.get(i).split("\t")))).value();
      rated.add(new Rated(one, chrf));
    }
    return rated;
  }

  /* The probability that a bad translation has a lower value than one that is not; ties count half. */
  private static double area(List<Rated> rated, ToDoubleFunction<Rated> value) {
    double[] bad = rated.stream().filter(r -> r.chrf() < 40).mapToDouble(value).sorted().toArray();
    double[] others = rated.stream().filter(r -> r.chrf() >= 40).mapToDouble(value).sorted().toArray();
    double wins = 0;
    for (double b : bad) {
      for (double o : others) {
        wins += b < o ? 1 : b == o ? 0.5 : 0;
      }
    }
    return wins / bad.length / others.length;
  }

  private static double threshold(List<Rated> test) {
    double[] good = test.stream().filter(r -> r.chrf() >= Reliability.GOOD_CHRF).mapToDouble(Rated::confidence).sorted().toArray();
    return good[(int) (good.length * 0.05)];
  }

  private static double below(List<Rated> rated, double threshold) {
    return 100.0 * rated.stream().filter(r -> r.confidence() < threshold).count() / rated.size();
  }

  private static void reliability(List<Rated> test) {
    double[] confidences = test.stream().mapToDouble(Rated::confidence).toArray();
    boolean[] good = new boolean[confidences.length];
    for (int i = 0; i < good.length; i++) {
      good[i] = test.get(i).chrf() >= Reliability.GOOD_CHRF;
    }
    Reliability reliability = Reliability.of(confidences, good);
    print("confidence: translations of the test, share of good ones");
    reliability.bins().forEach(bin -> print("  %.2f: %d, %.2f", bin.confidence(), bin.size(), bin.good()));
    print("expected calibration error: %.3f", reliability.error());
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
