package dev.thimble.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.LanguagePair;
import dev.thimble.corpus.PairCleaner;
import dev.thimble.corpus.TextLines;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.Rouge;
import dev.thimble.metric.RougeConfig;
import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.Significance;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.metric.SystemScore;
import dev.thimble.spark.SparkCleaning.PairColumns;
import dev.thimble.spark.SparkScores.CorpusScores;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.VocabularyConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master, two workers and their executors, of which some are killed. -Dthimble.spark.lines=200000
 * makes it a long test.
 */
@RunsSpark
final class SparkClusterIT {
  private static final int LINES = Integer.getInteger("thimble.spark.lines", 240);
  private static final int PARTITIONS = 24;
  private static final Path MODEL = Path.of("checkpoints/en-fr");

  @TempDir private static Path shared;
  private static SparkCluster cluster;
  private static List<String> lines;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    cluster = new SparkCluster(shared);
    List<String> sentences = TextLines.readAll(Path.of("eval/everyday.en"));
    lines =
        IntStream.range(0, LINES)
            .mapToObj(i -> sentences.get(i % sentences.size()) + " I have " + i + " cats.")
            .toList();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private Dataset<Row> texts() throws Exception {
    SparkSession session = cluster.session();
    Path file = Files.write(folder.resolve("texts"), lines, StandardCharsets.UTF_8);
    Dataset<Row> rows = new TextRows(session).read(file.toString());
    List<Row> all = rows.collectAsList();
    return session.createDataFrame(
        JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(all, PARTITIONS),
        rows.schema());
  }

  private List<String> written(Path output) throws Exception {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path part :
          files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList()) {
        all.addAll(TextLines.readAll(part));
      }
    }
    return all;
  }

  @Test
  void executorKilledWhileTranslatingChangesNothing() throws Exception {
    Dataset<Row> translated =
        new SparkTranslation(LoadConfig.of(MODEL), TranslationOptions.greedy())
            .translate(texts(), "text");
    Path output = folder.resolve("out");
    CompletableFuture<Void> job =
        CompletableFuture.runAsync(
            () ->
                TextRows.write(translated.select(SparkTranslation.TRANSLATION), output.toString()));
    cluster.killDuring(3);
    assertThat(job).isNotDone();
    job.get(10 + LINES / 50, TimeUnit.MINUTES);
    try (Translator translator = Translator.load(MODEL, TranslationOptions.greedy())) {
      assertThat(written(output))
          .isEqualTo(translator.translateAll(lines).stream().map(Translation::text).toList());
    }
  }

  @Test
  void executorKilledWhileScoringChangesNothing() throws Exception {
    List<CorpusMetric> metrics =
        List.of(
            new Bleu(BleuConfig.defaults()),
            new Rouge(new RougeConfig(RougeConfig.Variant.ROUGE_LSUM, false, false)));
    SignificanceConfig config =
        SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP).withResamples(20);
    Dataset<Row> rows = texts().selectExpr("text as hypothesis", "replace(text, 'a', 'e') as r");
    CompletableFuture<CorpusScores> job =
        CompletableFuture.supplyAsync(
            () ->
                new SparkScores(metrics)
                    .intervals(slowed(rows), "hypothesis", List.of("r"), config));
    cluster.killDuring(3);
    assertThat(job).isNotDone();
    CorpusScores scores = job.get(10, TimeUnit.MINUTES);
    assertThat(scores.lines()).isEqualTo(LINES);
    for (int i = 0; i < metrics.size(); i++) {
      CorpusMetric metric = metrics.get(i);
      List<double[]> statistics =
          lines.stream()
              .map(line -> metric.statistics(line, List.of(line.replace('a', 'e'))))
              .toList();
      SystemScore local =
          new Significance(config)
              .intervals(List.of(new SegmentStatistics(metric, statistics)))
              .get(0);
      assertThat(scores.scores().get(i)).isEqualTo(local);
    }
  }

  /* Each partition takes a moment, so that the executor dies while others are open. */
  private static Dataset<Row> slowed(Dataset<Row> rows) {
    return rows.mapPartitions(
        (MapPartitionsFunction<Row, Row>)
            part -> {
              Thread.sleep(300);
              return part;
            },
        Encoders.row(rows.schema()));
  }

  @Test
  void executorKilledWhileCleaningChangesNothing() throws Exception {
    CleaningConfig config = CleaningConfig.defaults(new LanguagePair("en", "fr"));
    Dataset<Row> pairs = texts().selectExpr("text as a", "replace(text, 'a', 'e') as b");
    Dataset<Row> twice = pairs.union(pairs);
    Dataset<Row> checked = new SparkCleaning(config, false).check(slowed(twice), "a", "b");
    CompletableFuture<List<Row>> job =
        CompletableFuture.supplyAsync(
            () -> {
              try (CleanedRows rows =
                  new CleanedRows("c", checked, PairColumns.of(twice.schema(), "a", "b"))) {
                return rows.kept(true).collectAsList();
              }
            });
    cluster.killDuring(3);
    assertThat(job).isNotDone();
    PairCleaner cleaner = new PairCleaner(config);
    assertThat(job.get(10, TimeUnit.MINUTES))
        .extracting(row -> row.getString(0))
        .isEqualTo(
            lines.stream()
                .filter(line -> cleaner.check(line, line.replace('a', 'e')) == null)
                .distinct()
                .toList())
        .isNotEmpty();
  }

  @Test
  void vocabularyIsTheLocalOne() throws Exception {
    VocabularyConfig config = VocabularyConfig.defaults().withSize(500);
    BytePairTrainer.train(lines, config).write(folder.resolve("local"));
    SparkVocabulary.train(texts(), "text", config).write(folder.resolve("spark"));
    assertThat(Files.readAllBytes(folder.resolve("spark")))
        .isEqualTo(Files.readAllBytes(folder.resolve("local")));
  }
}
