package dev.thimble.cli;

import dev.thimble.bench.SoakConfig;
import dev.thimble.bench.SoakRun;
import dev.thimble.corpus.CorpusException;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a soak test: many threads translate for a long time. */
@Command(
    name = "soak",
    description = {
      "Let many threads share a translator for a long time; check results, speed and memory.",
      "Each text is first translated alone, and every later translation of it must be the same. The"
          + " exit code is 1 if one differs, or if memory grows after the warm-up."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Example:",
      "  thimble soak checkpoints/en-fr --input eval/everyday.en --callers 16 --translations 200000"
    })
final class SoakCommand implements Callable<Integer> {
  private static final SoakConfig DEFAULTS = SoakConfig.defaults();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder to translate with.")
  private Path model;

  @Section("Test")
  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description =
          "Lines to translate again and again; every fourth text joins its line with the next two.")
  private Path input;

  @Bounds(min = 1, max = 1024)
  @Option(names = "--callers", description = "Threads that translate, one text at a time.")
  private int callers = DEFAULTS.callers();

  @Bounds(min = 1, max = 1e12)
  @Option(names = "--translations", description = "Total number of translations.")
  private long translations = DEFAULTS.translations();

  @Bounds(min = 0.1, max = 86400)
  @Option(names = "--report-every", description = "Seconds between two lines of the report.")
  private double reportEvery = DEFAULTS.reportSeconds();

  @Bounds(min = 1, max = 1e12)
  @Option(
      names = "--warm-up",
      description =
          "Number of translations after which memory must not grow; a shorter run does not"
              + " check memory.")
  private long warmUp = DEFAULTS.warmUp();

  @Bounds(min = -1000000, max = 1000000)
  @Option(
      names = "--max-growth",
      description =
          "Megabytes by which memory may grow after the warm-up; below 0, it must shrink.")
  private long maxGrowth = DEFAULTS.maxGrowth();

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    SoakConfig config =
        WrongUsageException.ifInvalid(
            () -> new SoakConfig(callers, translations, reportEvery, warmUp, maxGrowth));
    List<String> lines = TextInput.readAll(input, null);
    if (lines.isEmpty()) {
      throw new CorpusException(TextInput.name(input) + " is empty; there is nothing to translate");
    }
    TranslatorOptions.Loader loader = translatorOptions.of(model, searchOptions, 1);
    return Signals.guard(
        () -> {
          try (Translator translator = loader.load()) {
            boolean passed =
                new SoakRun(config, spec.commandLine().getOut()).run(translator, lines);
            return passed ? 0 : 1;
          }
        });
  }
}
