package dev.thimble.cli;

import dev.thimble.integrity.AtomicFile;
import dev.thimble.search.Beam;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Translates lines. */
@Command(
    name = "translate",
    description = {
      "Translate each line of standard input or a file to a line of standard output.",
      "An XLIFF 1.2 file is translated as a whole, with its tags, to --output; what is approved or has"
          + " a translation stays."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  echo 'How are you?' | thimble translate checkpoints/en-fr",
      "  thimble translate run/best --input test.en --beam-size 12 > test.hyp",
      "  thimble translate run/best --input test.en --format JSON > test.jsonl",
      "  thimble translate run/best --input manual.xlf --output manual.fr.xlf"
    })
final class TranslateCommand implements Callable<Integer> {
  /** Batches read ahead, so that sentences of similar length can share a batch. */
  private static final int WINDOW = 8;

  @Spec private CommandSpec spec;
  @ParentCommand private Thimble thimble;

  @Parameters(paramLabel = "MODEL", description = "The model folder to translate with.")
  private Path model;

  @Section("Input and output")
  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "File to translate, compressed or not; - is standard input.")
  private Path input = TextInput.STANDARD;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the translations to this file instead of standard output.")
  private @Nullable Path output;

  @Bounds(min = 1, max = Beam.MAX_SIZE)
  @Option(
      names = "--n-best",
      description = "Number of translations of each line; a beam gives no text twice.")
  private int nBest = 1;

  @Option(
      names = "--format",
      description =
          "What stands on an output line: the text (TEXT); the number of the input line, the score,"
              + " the confidence or -, the placement and the text, separated by tabs (TSV); or a JSON"
              + " object of these and of each sentence (JSON). The confidence is the probability that"
              + " the translation is good, if the model is calibrated. The placement is FORCED if the model would have ended"
              + " without an entity of the source, so that the place of the entity is uncertain,"
              + " else FREE. ${COMPLETION-CANDIDATES}. Default: TEXT, or TSV with --n-best above 1.")
  private @Nullable TranslationFormat format;

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    if (!GivenOptions.has(spec, "--input")) {
      StandardStreams.requireFree(spec.root().commandLine().getParseResult());
    }
    TranslatorOptions.Loader loader = translatorOptions.of(model, searchOptions, nBest);
    if (XliffFile.is(input)) {
      GivenOptions.refuse(spec, "has no effect on an XLIFF file", List.of("--n-best", "--format"));
      if (output == null) {
        throw new WrongUsageException(input + " is an XLIFF file, which needs --output");
      }
      Path file = output;
      return Signals.guard(() -> translateXliff(loader, file));
    }
    return Signals.guard(() -> translate(loader));
  }

  private int translateXliff(TranslatorOptions.Loader loader, Path file) throws IOException {
    XliffFile xliff = XliffFile.read(input);
    try (Translator translator = loader.load()) {
      XliffFile.Translated translated = xliff.translate(translator, Thimble.progress(spec));
      xliff.write(translated.xml(), file);
      Thimble.notes(spec)
          .printf(Locale.ROOT, "%s: %,d sentences translated%n", file, translated.sentences());
      if (translated.cut() > 0) {
        spec.commandLine()
            .getErr()
            .printf(
                Locale.ROOT,
                "%s: %,d translations reached the length limit and are cut there%n",
                file,
                translated.cut());
      }
    }
    return 0;
  }

  private int translate(TranslatorOptions.Loader loader) throws IOException {
    if (output == null) {
      return translate(loader, thimble.output().text());
    }
    AtomicFile.write(
        output,
        bytes -> {
          PrintWriter text = new PrintWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
          translate(loader, text);
          if (text.checkError()) { // also flushes
            throw new IOException("the translations cannot be written to " + output);
          }
        });
    return 0;
  }

  private int translate(TranslatorOptions.Loader loader, PrintWriter text) throws IOException {
    try (Translator translator = loader.load()) {
      // translates what has arrived; the lines that arrive meanwhile share the next batches
      ArrivingLines arriving =
          new ArrivingLines(() -> TextInput.open(input), WINDOW * loader.serving().batchSize());
      TranslationWriter out = new TranslationWriter(text, nBest, format());
      LineTranslator lines =
          new LineTranslator(translator, TextInput.name(input), spec.commandLine().getErr());
      long done = 0;
      for (List<String> sources = arriving.take(); !sources.isEmpty(); sources = arriving.take()) {
        long before = done;
        out.write(lines.nBest(sources, i -> before + i + 1));
        out.flush();
        done += sources.size();
      }
      lines.reportCut();
    }
    return 0;
  }

  private TranslationFormat format() {
    TranslationFormat byNumber = nBest > 1 ? TranslationFormat.TSV : TranslationFormat.TEXT;
    return format == null ? byNumber : format;
  }
}
