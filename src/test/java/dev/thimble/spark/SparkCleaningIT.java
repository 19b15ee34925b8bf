package dev.thimble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.CleaningRule;
import dev.thimble.corpus.DuplicateFinder;
import dev.thimble.corpus.LanguagePair;
import dev.thimble.corpus.PairCleaner;
import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.TranslationOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RunsSpark
final class SparkCleaningIT {
  private static final LanguagePair LANGUAGES = new LanguagePair("en", "fr");
  private static final SparkCleaning USUAL =
      new SparkCleaning(CleaningConfig.defaults(LANGUAGES), false);

  @TempDir private Path folder;

  private static CleaningConfig withRules(Set<CleaningRule> rules) {
    CleaningConfig usual = CleaningConfig.defaults(LANGUAGES);
    return new CleaningConfig(rules, usual.lengths(), usual.characters(), LANGUAGES);
  }

  /** Rows as "rule found" of a cleaning on a cluster. */
  private static List<String> checked(SparkCleaning cleaning, Dataset<Row> rows) throws Exception {
    return cleaning.check(rows, "a", "b").collectAsList().stream()
        .map(row -> row.get(2) + " " + row.get(3))
        .toList();
  }

  @Test
  void pairsAreRemovedAsByOneMachineInTheOrderOfTheRows() throws Exception {
    CleaningConfig config = withRules(EnumSet.allOf(CleaningRule.class));
    Random random = new Random(5);
    List<String> sides = List.of("", "One.", "one", "Two!", "<b>", "I see 250 men", "Это");
    List<List<String>> pairs = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    PairCleaner cleaner = new PairCleaner(config);
    try (DuplicateFinder duplicates = new DuplicateFinder(config.rules(), true, folder)) {
      for (int i = 0; i < 300; i++) {
        String source = sides.get(random.nextInt(7)) + (random.nextInt(3) > 0 ? "" : " " + i);
        String target = sides.get(random.nextInt(7)) + (random.nextInt(3) > 0 ? "" : " " + i);
        pairs.add(List.of(source, target));
        Finding finding = cleaner.check(source, target);
        finding = finding == null ? duplicates.check(source, target) : finding;
        expected.add(finding == null ? "null null" : finding.rule() + " " + finding.what());
      }
    }
    assertThat(expected)
        .contains("null null", "DUPLICATE_PAIR ", "DUPLICATE_SOURCE ", "DUPLICATE_TARGET ");
    assertThat(checked(new SparkCleaning(config, true), LocalSpark.rows(7, pairs)))
        .isEqualTo(expected);
  }

  @Test
  void nullIsBlankAndOtherColumnsStay() throws Exception {
    Dataset<Row> rows =
        LocalSpark.rows(2, List.of(Arrays.asList("x", null, "1"), List.of("Yes.", "Oui.", "2")));
    assertThat(USUAL.check(rows, "a", "b").collectAsList())
        .hasToString("[[x,null,1,EMPTY,], [Yes.,Oui.,2,null,null]]");
    SparkCleaning none = new SparkCleaning(withRules(Set.of()), false);
    assertThat(none.check(rows, "a", "b").collectAsList()).hasSize(2);
  }

  @Test
  void lowScoresAreRemovedAndLongPairsAreKept() throws Exception {
    SparkTranslation models =
        new SparkTranslation(
            LoadConfig.of(Path.of("checkpoints/en-fr")),
            TranslationOptions.defaults().toBuilder().maxSourceLength(8).build());
    List<List<String>> pairs =
        List.of(
            List.of("I am tired.", "Je suis fatigué."),
            List.of("I am tired.", "Quelle belle maison !"),
            List.of("I am tired of this, this, this and this.", "J'en ai marre."),
            List.of("I am tired.", "Je suis fatigué."));
    List<String> checked = checked(USUAL.withMinScore(models, -3), LocalSpark.rows(2, pairs));
    assertThat(checked).element(1).asString().matches("LOW_SCORE -\\d+\\.\\d{4}");
    assertThat(checked).element(2).isEqualTo("null not scored: more than 8 pieces");
    assertThat(checked).element(0).isEqualTo("null null");
    assertThat(checked).element(3).isEqualTo("DUPLICATE_PAIR ");
    assertThat(USUAL.withMinScore(models, -3).rules()).contains(CleaningRule.LOW_SCORE);
  }

  @Test
  void unfitColumnsAndNullsAreRefused() {
    Dataset<Row> rows = LocalSpark.rows(1, List.of(List.of("x", "y")));
    assertThatThrownBy(() -> USUAL.check(rows, "a", "c"))
        .hasMessage("there is no column 'c'; there are a, b");
    assertThatThrownBy(() -> USUAL.check(rows.withColumn("rule", functions.lit(1)), "a", "b"))
        .hasMessage("there is a column 'rule' already; rename it, or leave it out");
    assertThatThrownBy(() -> USUAL.check(rows.withColumnRenamed("b", "Found"), "a", "Found"))
        .hasMessage("there is a column 'Found' already; rename it, or leave it out");
    assertThatThrownBy(() -> USUAL.check(null, "a", "b")).hasMessage("rows");
    assertThatThrownBy(() -> USUAL.check(rows, null, "b")).hasMessage("source");
    assertThatThrownBy(() -> new SparkCleaning(null, true)).hasMessage("config");
    assertThatThrownBy(() -> USUAL.withMinScore(null, -1)).hasMessage("scorer");
  }
}
