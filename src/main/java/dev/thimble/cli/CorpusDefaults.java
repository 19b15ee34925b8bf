package dev.thimble.cli;

import dev.thimble.model.ContextFeed;
import dev.thimble.model.ContextPooling;
import dev.thimble.training.TrainingConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Defaults of {@code thimble train} that depend on the number of training pairs: little text needs
 * a small model and strong dropout. Below {@link #LEAST_PAIRS} pairs, the options keep the defaults
 * of {@link dev.thimble.model.ModelConfig} and {@link TrainingConfig}. The values are those of
 * eval/recipes for 29,000 and for 170,000 pairs, and between them.
 */
final class CorpusDefaults {
  /** The fewest pairs that decide. */
  static final int LEAST_PAIRS = 5000;

  private CorpusDefaults() {}

  /** Whether the size of the corpus decides the default of an option. */
  static boolean decide(String option) {
    return of(LEAST_PAIRS).containsKey(option);
  }

  /** The defaults by the name of the option. */
  static Map<String, Object> of(int pairs) {
    if (pairs < LEAST_PAIRS) {
      return Map.of();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    boolean small = pairs < 20_000;
    values.put("--embedding-size", small ? 128 : 256);
    values.put("--encoder-size", small ? 256 : 512);
    values.put("--decoder-size", small ? 256 : 512);
    values.put("--context-pooling", ContextPooling.ATTENTIVE);
    values.put("--context-feed", ContextFeed.GATED);
    values.put("--dropout", pairs < 50_000 ? 0.4 : pairs < 100_000 ? 0.3 : 0.2);
    values.put("--embedding-dropout", pairs < 50_000 ? 0.3 : pairs < 100_000 ? 0.2 : 0.1);
    values.put("--max-tokens", pairs < 500_000 ? 2048 : 4096);
    values.put("--average-decay", averageDecay(pairs));
    values.put("--select-by", TrainingConfig.Selection.BLEU);
    values.put("--patience", 6);
    values.put("--max-epochs", pairs < 100_000 ? 60 : 40);
    return values;
  }

  /* A mean over some four epochs of a small corpus, but over no more than 2,000 updates. */
  private static double averageDecay(int pairs) {
    return Math.min(0.9995, Math.round((1 - 30.0 / pairs) * 1e4) / 1e4);
  }

  /**
   * Sets the options that were not given.
   *
   * @param applies whether an option has an effect in this run
   * @return the options that were set, for the user; null if there are none
   */
  static @Nullable String set(CommandSpec spec, int pairs, Predicate<String> applies) {
    StringJoiner said = new StringJoiner(" ");
    of(pairs)
        .forEach(
            (name, value) -> {
              if (applies.test(name) && !GivenOptions.has(spec, name)) {
                spec.findOption(name).setValue(value);
                said.add(name).add(String.valueOf(value));
              }
            });
    return said.length() == 0
        ? null
        : String.format(Locale.ROOT, "chosen for %,d training pairs: %s", pairs, said);
  }
}
