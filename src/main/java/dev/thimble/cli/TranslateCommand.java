package dev.thimble.cli;

import dev.thimble.corpus.TextLines;
import dev.thimble.report.Progress;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Mixin private SearchOptions searchOptions;

  @Override
  public Integer call() throws IOException {
    TranslationOptions translation = searchOptions.options(nBest);
    // a pipe is answered line by line only as far as whole windows allow; a terminal at once
    int window = input == null && Progress.isTerminal() ? 1 : WINDOW * translation.batchSize();
    try (Translator translator = Translator.load(model, translation);
        TextLines lines =
            input == null ? new TextLines(System.in, "standard input") : TextLines.open(input)) {
      PrintStream stdout = System.out;
      Writer out = new OutputStreamWriter(stdout, StandardCharsets.UTF_8);
      List<String> sources = new ArrayList<>();
      long done = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        sources.add(line);
        if (sources.size() == window) {
          done = write(out, translator.nBest(sources), done);
          sources.clear();
        }
      }
      write(out, translator.nBest(sources), done);
      if (stdout.checkError()) {
        throw new IOException("standard output was closed");
      }
    }
    return 0;
  }

  private long write(Writer out, List<List<Translation>> translations, long done)
      throws IOException {
    long number = done;
    for (List<Translation> best : translations) {
      number++;
      for (Translation translation : best) {
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
    return number;
  }
}
