package dev.thimble.cli;

import dev.thimble.corpus.LanguagePair;
import dev.thimble.translation.Calibrator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the dev sets. */
final class DevSetOptions {
  @Section("Dev sets")
  @Option(
      names = "--dev-source",
      paramLabel = "FILE",
      description =
          "Source side of a dev set, or a file of both sides: TSV, TMX or XLIFF; may be repeated. The first dev"
              + " set selects the best checkpoint and decides about the learning rate and the end;"
              + " further ones are scored and logged under the names of their source files.")
  private List<Path> sources = new ArrayList<>();

  @Option(
      names = "--dev-target",
      paramLabel = "FILE",
      description =
          "Target side of a dev set, unless --dev-source has both; may be repeated. The first"
              + " one belongs to the first --dev-source, and so on; further --dev-source files have"
              + " both. With --language-model, a file of texts, one a line.")
  private List<Path> targets = new ArrayList<>();

  @Option(
      names = "--dev-bleu",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Translate the dev sets greedily at each evaluation, and compute BLEU.")
  private boolean bleu;

  @Option(
      names = "--confidence",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "When training has ended, fit the confidence of the best model's translations to the"
              + " first dev set, if that has 100 pairs or more; see 'thimble calibrate'.")
  private boolean confidence;

  CorpusFiles files(boolean languageModel, @Nullable LanguagePair languages) {
    return new CorpusFiles("dev", sources, targets, languageModel, languages);
  }

  boolean bleu() {
    return bleu;
  }

  /** Whether the confidence is fitted to a dev set. */
  boolean confidence(DevSet set) {
    return confidence && set.corpus().pairs().size() >= Calibrator.FEWEST_EXAMPLES;
  }
}
