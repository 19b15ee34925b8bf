package dev.thimble.cli;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.ChannelCalibration;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.corpus.CorpusException;
import dev.thimble.model.NativeRuntime;
import dev.thimble.translation.Calibrator;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits the confidence of a model's translations to given texts. */
@Command(
    name = "calibrate",
    description = {
      "Fit the confidence of a model's translations to texts of an application.",
      "The confidence of a translation is the probability that its sentence chrF2 against a"
          + " reference is 60 or more. Training fits it to the first dev set; this command fits it"
          + " anew and writes it into the manifest of MODEL, which otherwise stays as it is. The"
          + " first 2,000 lines are translated, and texts made of them that are misspelt, joined,"
          + " in a foreign language or of random letters. Standard output tells how well the"
          + " confidence agrees with each kind of text. Use the search options with which the"
          + " application translates.",
      "With --channel, the confidence also uses the channel's log-probability of the source. MODEL"
          + " keeps this fit beside the one without --channel, and uses it when it translates with"
          + " the same channel."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Example:",
      "  thimble calibrate run/best --source support.en --reference support.fr",
      "  thimble calibrate en-fr/best --channel fr-en/best --source support.en --reference"
          + " support.fr"
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final long SEED = 1; // of the texts that are made of the lines

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder to calibrate.")
  private Path model;

  @Mixin private ReferencedSource texts;

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    TranslatorOptions.Loader loader =
        translatorOptions.of(model, searchOptions, 1).withoutConfidence();
    ReferencedSource.Lines lines = texts.read("calibrate with");
    if (lines.sources().size() < Calibrator.FEWEST_EXAMPLES) {
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s has %d lines; calibrating needs at least %d",
              lines.name(),
              lines.sources().size(),
              Calibrator.FEWEST_EXAMPLES));
    }
    if (loader.serving().threads() > 0) {
      NativeRuntime.useThreads(loader.serving().threads());
    }
    return Signals.guard(
        () -> {
          write(fitted(loader, lines));
          return 0;
        });
  }

  private Calibration fitted(TranslatorOptions.Loader loader, ReferencedSource.Lines lines)
      throws IOException {
    try (Translator translator = loader.load()) {
      return ModelCalibration.fit(
          spec, translator, ModelCalibration.examples(lines.sources(), lines.references(), SEED));
    }
  }

  private void write(Calibration calibration) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path channel = searchOptions.channel();
    if (channel == null) {
      ModelFolder.calibrate(model, calibration);
      ModelCalibration.print(calibration, out);
    } else {
      ChannelCalibration ranked = ChannelCalibration.of(channel, calibration);
      ModelFolder.calibrate(model, ranked);
      ModelCalibration.print(ranked, out);
    }
    out.flush();
  }
}
