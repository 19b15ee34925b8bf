package dev.thimble.cli;

import dev.thimble.corpus.CorpusException;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.TokenizerFit;
import dev.thimble.translation.ChannelTuner;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the weights of a noisy-channel ranking. */
@Command(
    name = "tune-channel",
    description = {
      "Find the weights with which --channel ranks best, by the BLEU of a dev set.",
      "Each line is translated once into as many candidates as translating with the same options"
          + " compares. Then all weights on a grid are tried: --channel-weight from 0 to 2 and"
          + " --channel-length-weight from -1 to 3, in steps of 0.1. Standard output gets the best as"
          + " options, one on each line, which --options reads; standard error gets BLEU before and"
          + " after."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Example:",
      "  thimble tune-channel fr-en/best --channel en-fr/best --source dev.fr --reference dev.en"
          + " --beam-size 12 > weights"
    })
final class TuneChannelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder to translate with.")
  private Path model;

  @Section("Dev set")
  @Option(
      names = "--source",
      required = true,
      paramLabel = "FILE",
      description = "Source sentences, one a line.")
  private Path source;

  @Option(
      names = "--reference",
      required = true,
      paramLabel = "FILE",
      description = "Reference translations; repeat the option for several references.")
  private List<Path> references = new ArrayList<>();

  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    check();
    TranslatorOptions.Loader loader =
        translatorOptions
            .of(model, searchOptions.translation(1))
            .withChannel(searchOptions.channel());
    ChannelTuner.Tuned tuned = Signals.guard(() -> tune(loader));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "--channel-weight %.1f%n--channel-length-weight %.1f%n",
        tuned.weights().channel(),
        tuned.weights().length());
    out.flush();
    Thimble.notes(spec)
        .printf(
            Locale.ROOT,
            "BLEU %.2f in the order of the search, %.2f with these weights%n",
            tuned.before().value(),
            tuned.score().value());
    return 0;
  }

  private void check() {
    if (searchOptions.channel() == null) {
      throw new WrongUsageException("no model of the other direction; give --channel");
    }
    for (String option : List.of("--channel-weight", "--channel-length-weight")) {
      if (GivenOptions.has(spec, option)) {
        throw new WrongUsageException(
            option + " is what this command finds; leave out this option");
      }
    }
  }

  private ChannelTuner.Tuned tune(TranslatorOptions.Loader loader) throws IOException {
    List<String> sources = TextInput.readAll(source);
    if (sources.isEmpty()) {
      throw new CorpusException(TextInput.name(source) + " is empty; there is nothing to tune on");
    }
    List<List<String>> texts = new ArrayList<>();
    for (Path file : references) {
      List<String> lines = TextInput.readAll(file);
      if (lines.size() != sources.size()) {
        throw new CorpusException(
            String.format(
                Locale.ROOT,
                "%s has %d lines, but %s has %d; they must be aligned by line",
                TextInput.name(file),
                lines.size(),
                TextInput.name(source),
                sources.size()));
      }
      texts.add(lines);
    }
    Bleu bleu =
        new Bleu(BleuConfig.defaults().withTokenizer(TokenizerFit.bleuTokenizer(texts.get(0))));
    try (Translator translator = loader.load()) {
      return ChannelTuner.tune(translator, bleu, sources, texts);
    }
  }
}
