package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.Score;
import dev.thimble.metric.SystemScore;
import dev.thimble.spark.LocalSpark;
import dev.thimble.spark.RunsSpark;
import dev.thimble.spark.SparkCleaning;
import dev.thimble.spark.SparkScores;
import dev.thimble.spark.SparkTranslation;
import dev.thimble.spark.SparkVocabulary;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.TranslationOptions;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link NullContractTest} for the package that works on the class path only. */
@RunsSpark
class SparkNullContractIT {
  @TempDir private Path folder;

  @Test
  void everyPublicMethodForSparkNamesTheNullParameter() throws Exception {
    Dataset<Row> rows = LocalSpark.rows(1, List.of(List.of("a", "b")));
    SparkTranslation translation =
        new SparkTranslation(LoadConfig.of(folder), TranslationOptions.defaults());
    NullCalls calls =
        NullContractTest.calls(folder)
            .value(Dataset.class, () -> rows)
            .value(SparkTranslation.class, () -> translation)
            .value(SystemScore.class, () -> SystemScore.plain(new Score("a", 1, "")))
            .value(
                SparkCleaning.class, () -> new SparkCleaning(CleaningConfig.defaults(null), false))
            .value(
                SparkScores.class, () -> new SparkScores(List.of(new Bleu(BleuConfig.defaults()))));
    calls.call(SparkTranslation.class);
    calls.call(SparkCleaning.class);
    calls.call(SparkScores.class);
    calls.call(SparkScores.CorpusScores.class);
    calls.call(SparkVocabulary.class);
    assertThat(calls.violations()).isEmpty();
    assertThat(calls.calls()).isGreaterThan(25);
  }
}
