package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.model.ModelConfig;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.training.BaseModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the shape and the origin of a model. */
@Command(
    name = "info",
    description = "Check a model folder, and print the shape of the model and how it was trained.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  thimble info checkpoints/en-fr"})
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model folder to read.")
  private Path model;

  @Override
  public Integer call() throws IOException {
    ModelContents contents = ModelFolder.read(model);
    PrintWriter out = spec.commandLine().getOut();
    printShape(out, contents);
    if (contents.masking() != null) {
      printMasking(out, contents.masking());
    }
    ModelCalibration.print(contents, out);
    printProvenance(out, contents.provenance());
    out.flush();
    return 0;
  }

  private void printShape(PrintWriter out, ModelContents contents) {
    ModelConfig config = contents.config();
    long parameters =
        contents.weights().values().stream().mapToLong(weight -> weight.values().length).sum();
    out.printf(
        Locale.ROOT,
        "%s: %s, %,d parameters%n",
        Printable.line(model.toString()),
        config.cell(),
        parameters);
    if (!config.hasEncoder()) {
      out.printf(
          Locale.ROOT,
          "a language model: no encoder, decoder: %d layer(s) of %d%s%n",
          config.decoderLayers(),
          config.decoderSize(),
          elements(config));
      printEmbeddings(out, contents);
      return;
    }
    out.printf(
        Locale.ROOT,
        "encoder: %d layer(s) of %d%s, %s, source %s%n",
        config.encoderLayers(),
        config.encoderSize(),
        elements(config),
        config.bidirectional() ? "both directions" : "one direction",
        config.reverseSource() ? "reversed" : "not reversed");
    out.printf(
        Locale.ROOT,
        "decoder: %d layer(s) of %d%s, context vector of %d (%s) fed %s%n",
        config.decoderLayers(),
        config.decoderSize(),
        elements(config),
        config.contextSize(),
        config.contextPooling(),
        config.contextFeed());
    printEmbeddings(out, contents);
  }

  private static void printEmbeddings(PrintWriter out, ModelContents contents) {
    ModelConfig config = contents.config();
    out.printf(
        Locale.ROOT,
        "embeddings: %d%s, tied %s; vocabularies: %,d source and %,d target pieces, %s%n",
        config.embeddingSize(),
        config.scaledEmbeddings() ? ", scaled" : "",
        config.tying(),
        config.sourceVocabularySize(),
        config.targetVocabularySize(),
        contents.sharesVocabulary() ? "joint" : "separate");
  }

  private static void printMasking(PrintWriter out, Masking masking) {
    MaskingConfig config = masking.config();
    out.printf(
        Locale.ROOT,
        "masking: %s to %s, %d kinds of entities with %d symbols each, rules %d; lexicon of %,d"
            + " words%n",
        Printable.line(config.sourceLanguage()),
        Printable.line(config.targetLanguage()),
        config.kinds().size(),
        config.symbolsPerKind(),
        config.rules(),
        masking.lexicon().size());
  }

  private static void printProvenance(PrintWriter out, Provenance origin) {
    out.printf(
        Locale.ROOT,
        "trained: %,d updates, %d epochs, %.0f s, seed %d%n",
        origin.updates(),
        origin.epochs(),
        origin.trainingSeconds(),
        origin.seed());
    origin
        .scores()
        .forEach(
            (name, value) -> out.printf(Locale.ROOT, "  %s %.2f%n", Printable.line(name), value));
    origin.data().forEach(file -> out.println(line(file)));
    out.println("versions: " + Printable.line(origin.versions().toString()));
    out.println("options: " + Printable.line(origin.options().toString()));
    if (!origin.notes().isEmpty()) {
      out.println("notes: " + Printable.line(origin.notes()));
    }
  }

  private static String line(Provenance.DataFile file) {
    String name = Printable.line(file.name());
    String sha256 = Printable.line(file.sha256());
    return BaseModel.isOrigin(file)
        ? "started from: model " + name + ", SHA-256 of its weights " + sha256
        : String.format(
            Locale.ROOT,
            "data: %s %s, %,d lines, SHA-256 %s",
            Printable.line(file.role()),
            name,
            file.lines(),
            sha256);
  }

  private static String elements(ModelConfig config) {
    return (config.layerNorm() ? ", layer norm" : "") + (config.residual() ? ", residual" : "");
  }
}
