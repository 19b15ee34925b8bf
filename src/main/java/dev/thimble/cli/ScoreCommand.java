package dev.thimble.cli;

import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.corpus.AlignedTexts;
import dev.thimble.corpus.BilingualText.Side;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.TextLines;
import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.LineScorer;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores given translations with a model. */
@Command(
    name = "score",
    description = {
      "Print the log-probability and perplexity that a model assigns to given translations, or a"
          + " language model to given texts.",
      "Each output line has three columns, separated by tabs: the log-probability in nats, the"
          + " number of pieces including the end of the sentence, and the perplexity. Standard"
          + " error gets the perplexity of all lines together. A pair with a text longer than"
          + " --max-source-length gets nan, 0 and nan, and its line number goes to standard error."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble score checkpoints/en-fr --source test.en --target test.fr > test.scores",
      "  thimble score run/best --target test.fr > test.scores"
    })
final class ScoreCommand implements Callable<Integer> {
  /** Pairs read ahead, so that sentences of similar length can share a batch. */
  private static final int WINDOW = 1024;

  private static final String NOT_SCORED = "nan\t0\tnan";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder to score with.")
  private Path model;

  @Section("Input and output")
  @Option(
      names = "--source",
      paramLabel = "FILE",
      description = "Source sentences, one a line; a language model has none.")
  private @Nullable Path source;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "FILE",
      description = "Translations to score, one for each source line, or texts.")
  private Path target;

  @Option(
      names = "--pieces",
      description = "Add a column with each piece and, after a colon, its log-probability.")
  private boolean pieces;

  @Mixin private Languages languages;

  @Mixin private TranslatorOptions translatorOptions;

  private double logProb;
  private long count;
  private long lines;

  @Override
  public Integer call() throws IOException {
    boolean languageModel = !ModelFolder.readConfig(model).hasEncoder();
    if (languageModel && source != null) {
      throw new WrongUsageException(
          "--source has no effect: " + model + " is a language model, which has no source");
    }
    if (!languageModel && source == null) {
      throw new WrongUsageException("Missing required option: '--source=FILE'");
    }
    TranslatorOptions.Loader loader =
        translatorOptions.of(
            model, languageModel ? LanguageModel.defaults() : TranslationOptions.defaults());
    Signals.guard(() -> languageModel ? scoreTexts(loader) : score(loader));
    Thimble.notes(spec)
        .printf(
            Locale.ROOT,
            "%d lines, %d pieces, log-probability %.4f, perplexity %.4f%n",
            lines,
            count,
            logProb,
            Math.exp(-logProb / count));
    return 0;
  }

  private long score(TranslatorOptions.Loader loader) throws IOException {
    try (Translator translator = loader.load();
        TextLines sources = TextInput.open(source, languages.of(Side.SOURCE));
        TextLines targets = TextInput.open(target, languages.of(Side.TARGET))) {
      return score(
          List.of(sources, targets), rows -> translator.scoreAll(column(rows, 0), column(rows, 1)));
    }
  }

  private long scoreTexts(TranslatorOptions.Loader loader) throws IOException {
    try (LanguageModel scorer = loader.loadLanguageModel();
        TextLines texts = TextInput.open(target, languages.of(Side.TARGET))) {
      return score(List.of(texts), rows -> scorer.scoreAll(column(rows, 0)));
    }
  }

  private long score(List<TextLines> files, Function<List<List<String>>, List<Translation>> scoring)
      throws IOException {
    String names = files.stream().map(TextLines::name).collect(Collectors.joining(" and "));
    LongLines longLines = new LongLines(names, spec.commandLine().getErr());
    AlignedTexts aligned = new AlignedTexts(files);
    for (List<List<String>> window = aligned.next(WINDOW);
        !window.isEmpty();
        window = aligned.next(WINDOW)) {
      long before = lines;
      LineScorer.scoreAll(
              window, scoring, e -> longLines.report(e, i -> before + i + 1, "not scored"))
          .forEach(this::write);
    }
    if (lines == 0) {
      throw new CorpusException(
          names + (files.size() > 1 ? " are" : " is") + " empty; there is nothing to score");
    }
    return lines;
  }

  private static List<String> column(List<List<String>> rows, int index) {
    return rows.stream().map(row -> row.get(index)).toList();
  }

  private void write(Optional<Translation> scored) {
    lines++;
    PrintWriter out = spec.commandLine().getOut();
    out.println(scored.map(this::columns).orElse(pieces ? NOT_SCORED + "\t" : NOT_SCORED));
    out.flush();
  }

  private String columns(Translation scored) {
    logProb += scored.logProb();
    count += scored.length();
    return String.format(
        Locale.ROOT,
        "%.4f\t%d\t%.4f%s",
        scored.logProb(),
        scored.length(),
        scored.perplexity(),
        pieces ? "\t" + pieces(scored) : "");
  }

  private static String pieces(Translation scored) {
    List<String> all = new ArrayList<>(scored.pieces());
    all.add("</s>");
    return IntStream.range(0, scored.length())
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "%s:%.4f",
                    Printable.line(all.get(i)),
                    scored.pieceLogProbs().get(i)))
        .collect(Collectors.joining(" "));
  }
}
