package dev.thimble.cli;

import dev.thimble.report.Progress;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Translates test sets with models, by the given search options. */
final class ModelTranslation {
  private static final int WINDOW = 1024;

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  /**
   * The translation of a text.
   *
   * @param confidences of each line; empty if the model has no calibration
   */
  record Translated(List<String> lines, List<Double> confidences) {}

  /**
   * Translates each line of a source.
   *
   * @param command the running command, which shows the progress and the speed
   */
  Translated translate(CommandSpec command, Path model, ScoringText source) throws IOException {
    TranslatorOptions.Loader loader = translatorOptions.of(model, searchOptions, 1);
    return Signals.guard(() -> translate(command, loader, source));
  }

  private static Translated translate(
      CommandSpec command, TranslatorOptions.Loader loader, ScoringText source) throws IOException {
    List<String> sources = source.readAll();
    List<String> texts = new ArrayList<>();
    List<Double> confidences = new ArrayList<>();
    long pieces = 0;
    double seconds;
    try (Translator translator = loader.load();
        Progress progress = Thimble.progress(command).start("translating", sources.size())) {
      LineTranslator lines =
          new LineTranslator(translator, source.name(), command.commandLine().getErr());
      progress.update(0, "");
      long startedAt = System.nanoTime();
      for (int from = 0; from < sources.size(); from += WINDOW) {
        int to = Math.min(sources.size(), from + WINDOW);
        int before = from;
        for (List<Translation> best : lines.nBest(sources.subList(from, to), i -> before + i + 1)) {
          texts.add(best.get(0).text());
          best.get(0).confidence().ifPresent(confidences::add);
          pieces += best.get(0).pieceLogProbs().size();
        }
        progress.update(to, "");
      }
      lines.reportCut();
      seconds = (System.nanoTime() - startedAt) / 1e9;
    }
    Thimble.notes(command)
        .printf(
            Locale.ROOT,
            "%d sentences in %.1f s: %.0f sentences/s, %.0f target tokens/s%n",
            texts.size(),
            seconds,
            texts.size() / seconds,
            pieces / seconds);
    return new Translated(texts, confidences);
  }
}
