package dev.thimble.cli;

import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.TextLines;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.BleuTokenizer;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.PythonText;
import dev.thimble.report.Progress;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import dev.thimble.vocabulary.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Translates a test set and scores it, or scores given hypotheses. */
@Command(
    name = "evaluate",
    description = "Score a model on a test set, or a file of hypotheses, against references.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble evaluate run/best --source test.en --reference test.fr",
      "  thimble evaluate --hypotheses test.hyp --reference ref0.fr --reference ref1.fr"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", arity = "0..1", description = "A model folder.")
  private @Nullable Path model;

  @Option(names = "--source", paramLabel = "FILE", description = "Test sentences, with a model.")
  private @Nullable Path source;

  @Option(
      names = "--hypotheses",
      paramLabel = "FILE",
      description = "Translations to score, without a model.")
  private @Nullable Path hypotheses;

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description = "References; may be repeated.")
  private List<Path> references;

  @Option(names = "--output", paramLabel = "FILE", description = "Where to keep the translations.")
  private @Nullable Path output;

  @Option(
      names = "--tokenize",
      paramLabel = "NAME",
      description = "BLEU's tokens: 13a, intl, zh, char, none.")
  private String tokenize = BleuConfig.defaults().tokenizer().code();

  @Option(names = "--lowercase", description = "Ignore case.")
  private boolean lowercase;

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    if ((model == null) != (source == null) || (model == null) == (hypotheses == null)) {
      throw new WrongUsageException("give either MODEL and --source, or --hypotheses");
    }
    List<CorpusMetric> metrics = metrics();
    List<List<String>> sets = new ArrayList<>();
    for (Path reference : references) {
      sets.add(lines(reference));
    }
    PrintWriter out = spec.commandLine().getOut();
    List<String> lines;
    if (model != null && source != null) {
      List<String> sources = checked(source, TextLines.readAll(source), sets);
      TranslatorOptions.Opening opening = translatorOptions.of(model, searchOptions.translation(1));
      lines = Signals.guard(Thread.currentThread()::interrupt, () -> translate(opening, sources));
    } else {
      lines = checked(hypotheses, lines(hypotheses), sets);
    }
    for (CorpusMetric metric : metrics) {
      out.println(metric.score(lines, sets).line(metric.signature(sets.size())));
    }
    out.flush();
    return 0;
  }

  private List<CorpusMetric> metrics() {
    BleuConfig bleu =
        BleuConfig.defaults().withTokenizer(BleuTokenizer.of(tokenize)).withLowercase(lowercase);
    return List.of(
        new Bleu(bleu),
        new Chrf(ChrfConfig.defaults().withLowercase(lowercase)),
        new Chrf(ChrfConfig.plusPlus().withLowercase(lowercase)));
  }

  /* White space at the end of a line does not count, as on sacreBLEU's command line. */
  private static List<String> lines(Path file) throws IOException {
    return TextLines.readAll(file).stream().map(PythonText::stripTrailing).toList();
  }

  private List<String> checked(Path file, List<String> lines, List<List<String>> sets) {
    if (lines.isEmpty()) {
      throw new CorpusException(file + " is empty; there is nothing to score");
    }
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).size() != lines.size()) {
        throw new CorpusException(
            "%s has %d lines, but the reference %s has %d; they must be aligned by line"
                .formatted(file, lines.size(), references.get(i), sets.get(i).size()));
      }
    }
    return lines;
  }

  private List<String> translate(TranslatorOptions.Opening opening, List<String> sources)
      throws IOException {
    List<String> texts = new ArrayList<>();
    long pieces = 0;
    double seconds;
    PrintStream err = System.err;
    try (Translator translator = opening.load();
        Progress progress = Progress.start("translating", sources.size(), err)) {
      int window = 1024;
      long startedAt = System.nanoTime();
      for (int from = 0; from < sources.size(); from += window) {
        int to = Math.min(sources.size(), from + window);
        for (Translation translation : translator.translateAll(sources.subList(from, to))) {
          texts.add(translation.text());
          pieces += translation.pieceLogProbs().size();
        }
        progress.update(to, "");
      }
      seconds = (System.nanoTime() - startedAt) / 1e9;
    }
    if (output != null) {
      AtomicFile.write(
          output,
          out -> out.write((String.join("\n", texts) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d sentences in %.1f s: %.0f sentences/s, %.0f target tokens/s%n",
            texts.size(),
            seconds,
            texts.size() / seconds,
            pieces / seconds);
    return texts;
  }
}
