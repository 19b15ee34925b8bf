package dev.thimble.cli;

import dev.thimble.corpus.TextLines;
import dev.thimble.search.Beam;
import dev.thimble.translation.Document;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Translates lines. */
@Command(
    name = "translate",
    description = "Translate each line of standard input or a file to a line of standard output.",
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

  @ParentCommand private Thimble thimble;

  @Parameters(paramLabel = "MODEL", description = "The model folder to translate with.")
  private Path model;

  @Section("Input and output")
  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "File to translate instead of standard input; compressed or not.")
  private @Nullable Path input;

  @Bounds(min = 1, max = Beam.MAX_SIZE)
  @Option(
      names = "--n-best",
      description =
          "Translations of each line, of a beam all different; above 1, an output line is the"
              + " number of the input line, the score and the text, separated by tabs.")
  private int nBest = 1;

  @Option(names = "--scores", description = "Write the score and a tab before each translation.")
  private boolean scores;

  @Option(
      names = "--by-sentence",
      description =
          "Translate each sentence of a line by itself; white space between"
              + " sentences stays as it is.")
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
      TranslationWriter out = new TranslationWriter(thimble.output().text(), nBest, scores);
      for (List<String> sources = arriving.take(); !sources.isEmpty(); sources = arriving.take()) {
        if (bySentence) {
          translateDocuments(translator, sources).forEach(out::writeLine);
        } else {
          out.write(translator.nBest(sources));
        }
        out.flush();
      }
    }
    return 0;
  }

  private TextLines open() throws IOException {
    return input == null ? new TextLines(System.in, "standard input") : TextLines.open(input);
  }

  /* In one call, so that sentences of all lines share batches. */
  private static List<String> translateDocuments(Translator translator, List<String> lines) {
    List<Document> documents = lines.stream().map(Document::of).toList();
    List<String> sentences =
        documents.stream().flatMap(document -> document.sentences().stream()).toList();
    Iterator<Translation> translations = translator.translateAll(sentences).iterator();
    return documents.stream()
        .map(
            document ->
                document
                    .withSentences(
                        document.sentences().stream().map(s -> translations.next().text()).toList())
                    .text())
        .toList();
  }
}
