package dev.thimble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

@RunsSpark
final class SparkTranslationIT {
  private static final LoadConfig MODEL = LoadConfig.of(Path.of("checkpoints/en-fr"));
  private static final TranslationOptions OPTIONS = TranslationOptions.defaults();

  private static Dataset<Row> translated(Dataset<Row> rows, TranslationOptions options)
      throws Exception {
    return new SparkTranslation(MODEL, options).translate(rows, "a");
  }

  @Test
  void translationsScoresAndConfidencesAreThoseOfATranslator() throws Exception {
    List<String> texts =
        List.of(
            "How are you?", "I am tired. She is not.", "", "He left at 9:30.", "I have 7 cats.");
    List<Row> rows = translated(LocalSpark.texts(3, texts), OPTIONS).collectAsList();
    try (Translator translator = Translator.load(MODEL.folders().get(0))) {
      for (int i = 0; i < texts.size(); i++) {
        Translation expected = translator.translate(texts.get(i));
        assertThat(rows.get(i).getString(0)).isEqualTo(texts.get(i));
        assertThat(rows.get(i).getString(1)).isEqualTo(expected.text());
        assertThat(rows.get(i).getDouble(2)).isCloseTo(expected.score(), within(1e-5));
        assertThat(rows.get(i).getDouble(3))
            .isCloseTo(expected.confidence().orElseThrow(), within(1e-4));
      }
    }
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly("a", "translation", "score", "confidence");
  }

  @Test
  void nullStaysNullAndOtherColumnsStay() throws Exception {
    Dataset<Row> rows =
        LocalSpark.rows(1, List.of(Arrays.asList(null, "x"), Arrays.asList("Hello.", "y")));
    List<Row> translated = translated(rows, OPTIONS).collectAsList();
    assertThat(translated.get(0)).hasToString("[null,x,null,null,null]");
    assertThat(translated.get(1).getString(1)).isEqualTo("y");
    assertThat(translated.get(1).isNullAt(2)).isFalse();
  }

  @Test
  void optionsReachTheExecutors() throws Exception {
    TranslationOptions options = OPTIONS.toBuilder().prefix("Bonsoir").beamSize(2).build();
    assertThat(translated(LocalSpark.texts(1, List.of("Hello.")), options).first().getString(1))
        .startsWith("Bonsoir");
  }

  @Test
  void withoutConfidenceItsColumnIsNull() throws Exception {
    Row row =
        new SparkTranslation(MODEL.withConfidence(false), OPTIONS)
            .translate(LocalSpark.texts(1, List.of("Hello.")), "a")
            .first();
    assertThat(row.isNullAt(3)).isTrue();
  }

  @Test
  void tasksShareATranslatorAndOtherModelsReplaceIt() throws Exception {
    Dataset<Row> rows = LocalSpark.texts(8, List.of("1", "2", "3", "4", "5", "6", "7", "8"));
    translated(rows, OPTIONS).count();
    translated(rows, OPTIONS).collectAsList();
    assertThat(SharedTranslator.loaded()).isEqualTo(1);
    new SparkTranslation(MODEL, OPTIONS)
        .withServing(ServingConfig.defaults().withBatchSize(2).withThreads(1, 1))
        .translate(rows, "a")
        .collectAsList();
    assertThat(SharedTranslator.loaded()).isEqualTo(1);
  }

  @Test
  void partitionOfManyWindowsKeepsItsOrder() throws Exception {
    ServingConfig small = ServingConfig.defaults().withBatchSize(1).withThreads(1, 1);
    List<String> texts = IntStream.range(0, 30).mapToObj(i -> "I have " + i + " cats.").toList();
    List<Row> rows =
        new SparkTranslation(MODEL, OPTIONS)
            .withServing(small)
            .translate(LocalSpark.texts(1, texts), "a")
            .collectAsList();
    assertThat(rows).extracting(row -> row.getString(0)).isEqualTo(texts);
    try (Translator translator = Translator.load(MODEL.folders().get(0))) {
      assertThat(rows)
          .extracting(row -> row.getString(1))
          .isEqualTo(translator.translateAll(texts).stream().map(Translation::text).toList());
    }
  }

  @Test
  void longTextIsRefusedWithItsBeginning() throws Exception {
    TranslationOptions options = OPTIONS.toBuilder().maxSourceLength(3).build();
    Dataset<Row> rows = LocalSpark.texts(1, List.of("Hi.", "She has never been to that town."));
    assertThatThrownBy(() -> translated(rows, options).collectAsList())
        .isInstanceOf(SparkException.class)
        .rootCause()
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> translated(rows, options).collectAsList())
        .hasStackTraceContaining("\"She has never been");
  }

  @Test
  void unfitColumnsAreRefused() {
    Dataset<Row> rows = LocalSpark.rows(1, List.of(List.of("x", "y")));
    SparkTranslation translation = new SparkTranslation(MODEL, OPTIONS);
    assertThatThrownBy(() -> translation.translate(rows, "c"))
        .hasMessage("there is no column 'c'; there are a, b");
    assertThatThrownBy(() -> translation.translate(rows.withColumn("a", functions.lit(1)), "a"))
        .hasMessage("the column 'a' holds integer, not strings; cast it, or name another");
    assertThatThrownBy(() -> translation.translate(rows.withColumnRenamed("b", "score"), "a"))
        .hasMessage("there is a column 'score' already; rename it, or leave it out");
  }

  @Test
  void nullArgumentsAreNamed() {
    SparkTranslation translation = new SparkTranslation(MODEL, OPTIONS);
    assertThatThrownBy(() -> new SparkTranslation(null, OPTIONS)).hasMessage("models");
    assertThatThrownBy(() -> new SparkTranslation(MODEL, null)).hasMessage("options");
    assertThatThrownBy(() -> translation.withServing(null)).hasMessage("config");
    assertThatThrownBy(() -> translation.translate(null, "a")).hasMessage("rows");
    assertThatThrownBy(() -> translation.translate(LocalSpark.texts(1, List.of("x")), null))
        .hasMessage("column");
  }
}
