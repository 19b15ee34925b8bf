package dev.thimble.cli;

import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.DuplicateFinder;
import dev.thimble.corpus.PairCleaner;
import dev.thimble.corpus.PairReader;
import dev.thimble.report.CleaningReport;
import dev.thimble.report.Progress;
import dev.thimble.translation.LowScores;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cleans parallel text. */
@Command(
    name = "clean",
    description = {
      "Remove pairs that are bad for training from parallel text.",
      "Standard error gets the number of pairs that each rule removes. A pair counts under the"
          + " first rule that removes it. Rules about scripts and numbers need --languages."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble clean --source web.en --target web.fr --languages en-fr --output-source clean.en"
          + " --output-target clean.fr --report clean.html",
      "  thimble clean --source web.tsv.gz --languages en-fr --output clean.tsv.gz --removed"
          + " removed.tsv --model run/best --min-score -5"
    })
final class CleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Section("Input")
  @Option(
      names = "--source",
      required = true,
      paramLabel = "FILE",
      description =
          "Source side of the corpus, or a file of both sides: TSV, TMX or XLIFF; may be"
              + " repeated for further files.")
  private List<Path> sources = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "FILE",
      description =
          "Target side of the corpus, unless --source has both; may be repeated. The first one"
              + " belongs to the first --source, and so on; further --source files have both.")
  private List<Path> targets = new ArrayList<>();

  @Mixin private Languages languages;
  @Mixin private CleaningOutput output;

  @Mixin private CleaningReportOptions report;
  @Mixin private CleaningOptions rules;

  @Mixin private LowScoreOptions lowScores;

  @Override
  public Integer call() throws IOException {
    if (targets.size() > sources.size()) {
      throw new WrongUsageException("each --target needs its --source");
    }
    output.check();
    CleaningConfig config = rules.config(languages.pair());
    PairCleaner cleaner = WrongUsageException.ifInvalid(() -> new PairCleaner(config));
    TranslatorOptions.Loader loader = lowScores.loader();
    report.write(Signals.guard(() -> clean(config, cleaner, loader)));
    return 0;
  }

  private CleaningReport clean(
      CleaningConfig config, PairCleaner cleaner, TranslatorOptions.@Nullable Loader loader)
      throws IOException {
    CleaningTally tally = new CleaningTally(lowScores.applied(config));
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (Translator translator = loader == null ? null : loader.load();
        DuplicateFinder duplicates =
            new DuplicateFinder(config.rules(), rules.foldDuplicates(), folder)) {
      CorpusCleaning cleaning =
          new CorpusCleaning(
              cleaner, duplicates, translator == null ? null : scores(translator), tally);
      output.write(sink -> clean(cleaning, sink));
    }
    return tally.report(sources.stream().map(TextInput::name).collect(Collectors.joining(" and ")));
  }

  /* Reports pairs that are too long for the model by their lines. */
  private CorpusCleaning.Scores scores(Translator translator) {
    LowScores low = new LowScores(translator, lowScores.least());
    return (pairs, file) -> {
      LongLines longLines = new LongLines(file, spec.commandLine().getErr());
      return low.check(pairs, e -> longLines.report(e, i -> pairs.get(i).line(), "not scored"));
    };
  }

  private void clean(CorpusCleaning cleaning, CleaningOutput.Sink sink) throws IOException {
    long startedAt = System.nanoTime();
    long done = 0;
    long total = bytes();
    try (Progress progress = Thimble.progress(spec).start("cleaning bytes", total)) {
      progress.update(0, "");
      for (int i = 0; i < sources.size(); i++) {
        long before = done;
        try (PairReader reader = open(i)) {
          cleaning.clean(
              reader,
              TextInput.name(sources.get(i)),
              sink,
              (bytes, pairs) -> {
                double seconds = (System.nanoTime() - startedAt) / 1e9;
                progress.update(
                    Math.min(total, before + bytes),
                    String.format(Locale.ROOT, "%,d pairs, %,.0f/s", pairs, pairs / seconds));
              });
          done += reader.bytes();
        }
      }
    }
  }

  /* Those of pipes are not known. */
  private long bytes() throws IOException {
    List<Path> files = new ArrayList<>(sources);
    files.addAll(targets);
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  private PairReader open(int index) throws IOException {
    Path target = index < targets.size() ? targets.get(index) : null;
    return TextInput.input(sources.get(index), target, languages.pair()).opener().open();
  }
}
