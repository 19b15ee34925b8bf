package dev.thimble.cli;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.TokenizerFit;
import dev.thimble.translation.ChannelTuner;
import dev.thimble.translation.ChannelWeights;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the weights of a noisy-channel ranking. */
@Command(
    name = "tune-channel",
    description = {
      "Find the weights with which --channel, --language-model or both rank best, by the BLEU of a"
          + " dev set.",
      "Each line is translated once into as many candidates as translating with the same options"
          + " compares. Then weights on a grid are tried: --channel-weight and"
          + " --language-model-weight from 0 to 2, --channel-length-weight from -1 to 3, in steps of"
          + " 0.1. With one model, all pairs are tried; with both, each model's weight and the"
          + " length's in turn, until nothing improves. Standard output gets the best as options,"
          + " one on each line, which --options reads; standard error gets BLEU before and after."
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

  @Mixin private ReferencedSource texts;
  @Mixin private SearchOptions searchOptions;
  @Mixin private TranslatorOptions translatorOptions;

  @Override
  public Integer call() throws IOException {
    check();
    TranslatorOptions.Loader loader = translatorOptions.of(model, searchOptions, 1);
    ChannelTuner.Tuned tuned = Signals.guard(() -> tune(loader));
    write(tuned.weights(), spec.commandLine().getOut());
    Thimble.notes(spec)
        .printf(
            Locale.ROOT,
            "BLEU %.2f in the order of the search, %.2f with these weights%n",
            tuned.before().value(),
            tuned.score().value());
    return 0;
  }

  private void check() {
    if (searchOptions.channel() == null && searchOptions.languageModel() == null) {
      throw new WrongUsageException(
          "no model to rank by; give --channel, --language-model or both");
    }
    GivenOptions.refuse(
        spec,
        "is what this command finds; leave out this option",
        List.of("--channel-weight", "--channel-length-weight", "--language-model-weight"));
  }

  /* Without the weight of a model that is not given, which --options would refuse. */
  private void write(ChannelWeights weights, PrintWriter out) {
    if (searchOptions.channel() != null) {
      out.printf(Locale.ROOT, "--channel-weight %.1f%n", weights.channel());
    }
    if (searchOptions.languageModel() != null) {
      out.printf(Locale.ROOT, "--language-model-weight %.1f%n", weights.languageModel());
    }
    out.printf(Locale.ROOT, "--channel-length-weight %.1f%n", weights.length());
    out.flush();
  }

  private ChannelTuner.Tuned tune(TranslatorOptions.Loader loader) throws IOException {
    ReferencedSource.Lines lines = texts.read("tune on");
    Bleu bleu =
        new Bleu(
            BleuConfig.defaults().withTokenizer(TokenizerFit.bleuTokenizer(lines.files().get(0))));
    try (Translator translator = loader.load()) {
      return ChannelTuner.tune(translator, bleu, lines.sources(), lines.files());
    }
  }
}
