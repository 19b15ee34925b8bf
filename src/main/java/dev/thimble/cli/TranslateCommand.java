package dev.thimble.cli;

import dev.thimble.corpus.TextLines;
import dev.thimble.translation.Document;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Translates lines. */
@Command(
    name = "translate",
    description = "Translate lines of standard input or a file, line for line, to standard output.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  echo 'How are you?' | thimble translate checkpoints/en-fr",
      "  thimble translate run/best --input test.en --beam-size 12 > test.hyp"
    })
final class TranslateCommand implements Callable<Integer> {
  /** Batches read ahead, so that sentences of like length can be put together. */
  private static final int WINDOW = 8;

  @Parameters(paramLabel = "MODEL", description = "A model folder.")
  private Path model;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Instead of standard input; gzipped or not.")
  private @Nullable Path input;

  @Option(
      names = "--n-best",
      description = "Translations a line; above 1, a line is: number, score, text, by tabs.")
  private int nBest = 1;

  @Option(names = "--scores", description = "Put the score and a tab before each translation.")
  private boolean scores;

  @Option(
      names = "--by-sentence",
      description = "Translate a line's sentences, each alone; its white space stays as it is.")
  private boolean bySentence;

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    if (bySentence && (nBest > 1 || scores)) {
      throw new WrongUsageException(
          "--by-sentence gives a line one text and no score; leave out --n-best and --scores");
    }
    TranslatorOptions.Opening opening =
        translatorOptions.of(model, searchOptions.translation(nBest));
    return Signals.guard(() -> translate(opening));
  }

  private int translate(TranslatorOptions.Opening opening) throws IOException {
    try (Translator translator = opening.load()) {
      // what has arrived is answered at once; what piles up meanwhile fills the batches
      ArrivingLines arriving =
          new ArrivingLines(this::open, WINDOW * opening.serving().batchSize());
      PrintStream stdout = System.out;
      Writer out = new OutputStreamWriter(stdout, StandardCharsets.UTF_8);
      long done = 0;
      for (List<String> sources = arriving.take(); !sources.isEmpty(); sources = arriving.take()) {
        if (bySentence) {
          writeDocuments(out, translator, sources.stream().map(Document::of).toList());
        } else {
          write(out, translator.nBest(sources), done);
        }
        done += sources.size();
        if (stdout.checkError()) {
          throw new IOException("standard output was closed");
        }
      }
    }
    return 0;
  }

  private TextLines open() throws IOException {
    return input == null ? new TextLines(System.in, "standard input") : TextLines.open(input);
  }

  private void write(Writer out, List<List<Translation>> translations, long done)
      throws IOException {
    long number = done;
    for (List<Translation> best : translations) {
      number++;
      for (Translation translation : best.subList(0, Math.min(nBest, best.size()))) {
        if (nBest > 1) {
          out.write(number + "\t");
        }
        if (nBest > 1 || scores) {
          out.write(String.format(Locale.ROOT, "%.4f\t", translation.score()));
        }
        out.write(translation.text());
        out.write('\n');
      }
    }
    out.flush();
  }

  /* In one call, so that sentences of all lines share batches. */
  private static void writeDocuments(Writer out, Translator translator, List<Document> lines)
      throws IOException {
    List<String> sentences = lines.stream().flatMap(line -> line.sentences().stream()).toList();
    Iterator<Translation> translations = translator.translateAll(sentences).iterator();
    for (Document line : lines) {
      out.write(
          line.withSentences(
                  line.sentences().stream().map(each -> translations.next().text()).toList())
              .text());
      out.write('\n');
    }
    out.flush();
  }
}
