package dev.thimble.cli;

import dev.thimble.corpus.BilingualText;
import dev.thimble.corpus.BilingualText.Side;
import dev.thimble.corpus.TextLines;
import dev.thimble.integrity.AtomicFile;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.report.EvaluatedTestSet;
import dev.thimble.report.EvaluationPage;
import dev.thimble.report.ScoreFormat;
import dev.thimble.report.TestSetScores;
import dev.thimble.report.WordCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options that evaluate and compare share: models, test sets, output and thresholds. */
final class ScoringOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "[NAME=]MODEL",
      arity = "0..*",
      converter = NamedPath.Converter.class,
      description = "Model folders; each translates the source of every test set.")
  private List<NamedPath> models = new ArrayList<>();

  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<TestSetOptions> testSets;

  @Mixin private Languages languages;

  @Section("Output")
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the translations of the model to this file.")
  private @Nullable Path output;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write scores, charts and sentences to this file, as one HTML page.")
  private @Nullable Path report;

  @Option(
      names = "--train-source",
      paramLabel = "FILE",
      description =
          "Source side of the training corpus, which tells the report how rare a word is.")
  private @Nullable Path trainSource;

  @Option(names = "--format", description = "Format of the scores: ${COMPLETION-CANDIDATES}.")
  private ScoreFormat format = ScoreFormat.TABLE;

  @Bounds(min = -1e6, max = 1e6)
  @Option(
      names = "--fail-below",
      split = ",",
      paramLabel = "NAME=VALUE",
      description =
          "Exit with code 1 if a score is below VALUE, as in bleu=25; an equal score passes.")
  private Map<String, Double> failBelow = Map.of();

  @Bounds(min = -1e6, max = 1e6)
  @Option(
      names = "--fail-above",
      split = ",",
      paramLabel = "NAME=VALUE",
      description =
          "Exit with code 1 if a score is above VALUE, as in ter=60; an equal score passes.")
  private Map<String, Double> failAbove = Map.of();

  /**
   * Scores all test sets and prints the scores.
   *
   * @param metrics metrics by name
   * @param translation translates the test sets with the models
   * @return the exit code
   */
  int run(Map<String, CorpusMetric> metrics, ScoringMode mode, ModelTranslation translation)
      throws IOException {
    Thresholds thresholds = Thresholds.of(failBelow, failAbove, metrics.keySet());
    check();
    List<ScoredTestSet> sets = new ArrayList<>();
    for (TestSetOptions set : testSets) {
      sets.add(ScoredTestSet.score(texts(set, translation), metrics, mode, report != null));
    }
    PrintWriter err = spec.commandLine().getErr();
    sets.forEach(set -> set.warnings(metrics).forEach(err::println));
    if (report != null) {
      writePage(report, sets);
    }
    List<TestSetScores> scores = sets.stream().map(ScoredTestSet::scores).toList();
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.write(scores));
    out.flush();
    List<String> misses = thresholds.misses(scores);
    misses.forEach(err::println);
    return misses.isEmpty() ? 0 : 1;
  }

  /* Refuses options that do not fit together, before anything is read. */
  private void check() {
    testSets.forEach(set -> set.check(models));
    if (models.isEmpty()) {
      GivenOptions.refuse(
          spec,
          "needs a MODEL that translates",
          SearchOptions.class,
          SamplingOptions.class,
          TranslatorOptions.class);
    }
    if (output != null && (models.size() != 1 || testSets.size() != 1)) {
      throw new WrongUsageException(
          String.format(
              Locale.ROOT,
              "--output needs one model and one test set; given are %d and %d",
              models.size(),
              testSets.size()));
    }
    if (trainSource != null && report == null) {
      throw new WrongUsageException("--train-source needs --report");
    }
  }

  private TestSetTexts texts(TestSetOptions set, ModelTranslation translation) throws IOException {
    List<String> names = new ArrayList<>();
    List<ScoringText> hypotheses = new ArrayList<>();
    List<List<Double>> confidences = new ArrayList<>();
    boolean repeatable = report != null; // the page reads all texts again
    Path file = set.source();
    ScoringText source =
        file == null ? null : text(file, Side.SOURCE, repeatable || !models.isEmpty());
    for (NamedPath model : models) {
      names.add(model.name());
      ModelTranslation.Translated translated = translated(model, source, translation);
      hypotheses.add(ScoringText.of("the translation by " + model.name(), translated.lines()));
      confidences.add(translated.confidences());
    }
    for (NamedPath system : set.hypotheses()) {
      names.add(system.name());
      hypotheses.add(text(system.path(), Side.TARGET, repeatable));
      confidences.add(List.of());
    }
    List<ScoringText> references = new ArrayList<>();
    set.references().forEach(one -> references.add(text(one, Side.TARGET, repeatable)));
    set.referenceTables()
        .forEach(several -> references.add(text(several, Side.TARGET, repeatable).asTable()));
    return new TestSetTexts(set.name(), names, hypotheses, confidences, references, source);
  }

  private ScoringText text(Path file, Side side, boolean repeatable) {
    BilingualText bilingual = languages.of(side);
    return repeatable ? ScoringText.of(file, bilingual) : ScoringText.once(file, bilingual);
  }

  private void writePage(Path file, List<ScoredTestSet> sets) throws IOException {
    WordCounts counts = null;
    if (trainSource != null) {
      counts = new WordCounts(TextInput.name(trainSource));
      try (TextLines lines = TextInput.open(trainSource, languages.of(Side.SOURCE))) {
        for (String line = lines.next(); line != null; line = lines.next()) {
          counts.add(line);
        }
      }
    }
    List<EvaluatedTestSet> evaluated = new ArrayList<>();
    for (ScoredTestSet set : sets) {
      evaluated.add(set.forPage());
    }
    byte[] page = new EvaluationPage(counts).of(evaluated).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  private ModelTranslation.Translated translated(
      NamedPath model, ScoringText source, ModelTranslation translation) throws IOException {
    ModelTranslation.Translated translated = translation.translate(spec, model.path(), source);
    if (output != null) {
      AtomicFile.write(
          output,
          out -> out.write(ScoringText.text(translated.lines()).getBytes(StandardCharsets.UTF_8)));
    }
    return translated;
  }
}
