package dev.thimble.cli;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.CleaningRule;
import dev.thimble.translation.TranslationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the rule LOW_SCORE: the model that scores pairs, and the lowest score. */
final class LowScoreOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Section("Score by a model")
  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "Remove pairs to whose target this model gives a low probability.")
  private @Nullable Path model;

  @Bounds(min = -1000, max = 0)
  @Option(
      names = "--min-score",
      description = "Lowest mean log-probability of a piece that is kept, in nats.")
  private double minScore = -5;

  @Mixin private TranslatorOptions translatorOptions;

  /** A loader for the model; null without one, when the other options are refused. */
  TranslatorOptions.@Nullable Loader loader() throws IOException {
    if (model == null) {
      GivenOptions.refuse(spec, "needs --model", List.of("--min-score"));
      GivenOptions.refuse(spec, "needs --model", TranslatorOptions.class);
      return null;
    }
    return translatorOptions.of(model, TranslationOptions.defaults()).withoutConfidence();
  }

  /** The rules of a configuration, and LOW_SCORE with a model. */
  Set<CleaningRule> applied(CleaningConfig config) {
    Set<CleaningRule> applied = EnumSet.noneOf(CleaningRule.class);
    applied.addAll(config.rules());
    if (model != null) {
      applied.add(CleaningRule.LOW_SCORE);
    }
    return applied;
  }

  double least() {
    return minScore;
  }
}
