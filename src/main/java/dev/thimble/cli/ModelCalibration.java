package dev.thimble.cli;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.ChannelCalibration;
import dev.thimble.checkpoint.ModelContents;
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

/** Fits and prints the calibrations of a model folder. */
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
                  Calibration fitted = fit(spec, translator, examples);
                  ModelFolder.calibrate(model, fitted);
                  return fitted;
                }
              });
      print(calibration, Thimble.notes(spec));
    } catch (IllegalArgumentException e) { // a dev set of blank lines, say: the training is done
      Thimble.notes(spec).println("no confidence: " + e.getMessage());
    }
  }

  /**
   * Fits to examples.
   *
   * @param spec the running command, which shows the progress
   */
  static Calibration fit(
      CommandSpec spec, Translator translator, List<CalibrationExample> examples) {
    try (Progress progress = Thimble.progress(spec).start("calibrating", examples.size())) {
      return Calibrator.fit(translator, examples, done -> progress.update(done, ""));
    }
  }

  /** The examples made of the first {@value #MOST_LINES} lines. */
  static List<CalibrationExample> examples(
      List<String> sources, List<List<String>> references, long seed) {
    int lines = Math.min(MOST_LINES, sources.size());
    return CalibrationExample.of(sources.subList(0, lines), references.subList(0, lines), seed);
  }

  /** Prints the calibrations that a model has. */
  static void print(ModelContents contents, PrintWriter out) {
    if (contents.calibration() != null) {
      print(contents.calibration(), out);
    }
    if (contents.channelCalibration() != null) {
      print(contents.channelCalibration(), out);
    }
  }

  /** Prints how well the confidence agrees with each kind of text, one a line. */
  static void print(Calibration calibration, PrintWriter out) {
    print("confidence", calibration, out);
  }

  /** Prints the same of translations that a channel has ranked. */
  static void print(ChannelCalibration calibration, PrintWriter out) {
    String name = "confidence with the channel of weights " + calibration.channelSha256();
    print(name, calibration.calibration(), out);
  }

  private static void print(String name, Calibration calibration, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: probability of a sentence chrF2 of %.0f or more; of each kind of text, the"
            + " number of examples, the share of good ones, the mean confidence and the expected"
            + " calibration error%n",
        name,
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
