package dev.thimble.cli;

import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Samples texts from a language model. */
@Command(
    name = "generate",
    description = {
      "Write new texts, sampled from a language model, one a line.",
      "'thimble train --language-model' trains such a model. A seed gives the same samples in every"
          + " run; a larger --samples adds to them. As there is no source, --shortlist and"
          + " --max-source-length are refused."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {"", "Example:", "  thimble generate run/best --samples 10 --temperature 0.8"})
final class GenerateCommand implements Callable<Integer> {
  private static final TranslationOptions DEFAULTS = LanguageModel.defaults();
  private static final Constraints CONSTRAINTS = DEFAULTS.search().constraints();

  /** Batches sampled before they are written. */
  private static final int WINDOW = 8;

  @Spec private CommandSpec spec;
  @ParentCommand private Thimble thimble;

  @Parameters(paramLabel = "MODEL", description = "The model folder of a language model.")
  private Path model;

  @Section("Output")
  @Bounds(min = 1, max = 1 << 30)
  @Option(names = "--samples", description = "Number of texts to write.")
  private int samples = 1;

  @Option(
      names = "--scores",
      description = "Write the log-probability of each text, in nats, and a tab before it.")
  private boolean scores;

  @Mixin private SamplingOptions samplingOptions;

  @Section("Constraints on the output")
  @Bounds(min = 1, max = LengthFormula.MAX_LENGTH)
  @Option(names = "--max-length", description = "Maximum number of pieces of a text.")
  private int maxLength = CONSTRAINTS.maxLength().of(0);

  @Bounds(min = 0, max = LengthFormula.MAX_LENGTH)
  @Option(
      names = "--no-repeat-ngram",
      description = "Allow no sequence of this many pieces twice in a text; 0 is off.")
  private int noRepeatNgram = CONSTRAINTS.noRepeatNgram();

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "Text that every output must begin with.")
  private String prefix = DEFAULTS.prefix();

  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    GivenOptions.refuse(
        spec,
        "has no effect, since a language model has no source",
        List.of("--shortlist", "--max-source-length"));
    TranslatorOptions.Loader loader =
        translatorOptions.of(model, WrongUsageException.ifInvalid(this::options));
    return Signals.guard(() -> generate(loader));
  }

  private TranslationOptions options() {
    return DEFAULTS.toBuilder()
        .strategy(samplingOptions.sampling())
        .seed(samplingOptions.seed())
        .prefix(prefix)
        .constraints(
            CONSTRAINTS
                .withMaxLength(LengthFormula.absolute(maxLength))
                .withNoRepeatNgram(noRepeatNgram))
        .build();
  }

  private int generate(TranslatorOptions.Loader loader) throws IOException {
    try (LanguageModel generator = loader.loadLanguageModel()) {
      PrintWriter out = thimble.output().text();
      int window = WINDOW * loader.serving().batchSize();
      for (int first = 0; first < samples; first += window) {
        for (Translation text : generator.sample(first, Math.min(window, samples - first))) {
          if (scores) {
            out.printf(Locale.ROOT, "%.4f\t", text.logProb());
          }
          out.print(TranslationFormat.oneLine(text.text()) + "\n");
        }
        out.flush();
      }
    }
    return 0;
  }
}
