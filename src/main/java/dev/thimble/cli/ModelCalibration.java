package dev.thimble.cli;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.corpus.SentencePair;
import dev.thimble.report.Progress;
import dev.thimble.translation.CalibrationExample;
import dev.thimble.translation.Calibrator;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Fits the calibration of a model folder and writes it there. */
final class ModelCalibration {
  /** More lines change the fit little and take long. */
  static final int MOST_LINES = 2000;

  private ModelCalibration() {}

  /** Fits the best model of a run to a dev set, for the default search; says so if it cannot. */
  static void fit(CommandSpec spec, Path model, DevSet dev, long seed) throws IOException {
    List<SentencePair> pairs = dev.corpus().pairs();
    List<CalibrationExample> examples =
        examples(
            pairs.stream().map(SentencePair::source).toList(),
            pairs.stream().map(pair -> List.of(pair.target())).toList(),
            seed);
    LoadConfig without = LoadConfig.of(model).withConfidence(false); // it may be an earlier one
    ServingConfig serving = ServingConfig.defaults().withThreads(1, 0); // those of the training
    try {
      Calibration calibration =
          Signals.guard(
              () -> {
                try (Translator translator =
                    Translator.load(without, TranslationOptions.defaults(), serving)) {
                  return fit(spec, model, translator, examples);
                }
              });
      print(calibration, Thimble.notes(spec));
    } catch (IllegalArgumentException e) { // a dev set of blank lines, say: the training is done
      Thimble.notes(spec).println("no confidence: " + e.getMessage());
    }
  }

  /**
   * Fits to examples and writes the calibration.
   *
   * @param spec the running command, which shows the progress
   * @param model the folder of the translator's model
   */
  static Calibration fit(
      CommandSpec spec, Path model, Translator translator, List<CalibrationExample> examples)
      throws IOException {
    Calibration calibration;
    try (Progress progress = Thimble.progress(spec).start("calibrating", examples.size())) {
      calibration = Calibrator.fit(translator, examples, done -> progress.update(done, ""));
    }
    ModelFolder.calibrate(model, calibration);
    return calibration;
  }

  /** The examples made of the first {@value #MOST_LINES} lines. */
  static List<CalibrationExample> examples(
      List<String> sources, List<List<String>> references, long seed) {
    int lines = Math.min(MOST_LINES, sources.size());
    return CalibrationExample.of(sources.subList(0, lines), references.subList(0, lines), seed);
  }

  /** Prints how well the confidence agrees with each kind of text, one a line. */
  static void print(Calibration calibration, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "confidence: probability of a sentence chrF2 of %.0f or more; of each kind of text, the"
            + " number of examples, the share of good ones, the mean confidence and the expected"
            + " calibration error%n",
        calibration.minChrf());
    if (calibration.spanWords() > 0) {
      out.printf(
          Locale.ROOT,
          "sentences of more than %d words are also translated in spans%n",
          calibration.spanWords());
    }
    for (Calibration.Kind kind : calibration.kinds()) {
      out.printf(
          Locale.ROOT,
          "  %s %d, %.1f%%, %.1f%%, %.1f%%%n",
          Printable.line(kind.name()),
          kind.examples(),
          100 * kind.good(),
          100 * kind.confidence(),
          100 * kind.error());
    }
  }
}
