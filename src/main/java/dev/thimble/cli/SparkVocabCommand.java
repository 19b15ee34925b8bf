package dev.thimble.cli;

import dev.thimble.spark.SparkJob;
import dev.thimble.spark.SparkJob.Table;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a vocabulary on words that a cluster counts. */
@Command(
    name = "vocab",
    description = {
      "Train a vocabulary of subword pieces on words that a cluster counts.",
      "The file is that of 'thimble vocab' on the same lines."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Examples:",
      "  thimble spark vocab train.en train.fr --master local[4] --output joint.model",
      "  thimble spark vocab train.parquet --master spark://host:7077 --input-format PARQUET"
          + " --column en --output en.model"
    })
final class SparkVocabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files or folders to train on, which all machines of the cluster reach.")
  private List<String> inputs;

  @Mixin private TextColumn texts;

  @Section("Input and output")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The SentencePiece model to write, on this machine.")
  private Path output;

  @Mixin private PieceOptions pieces;
  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() throws IOException {
    List<Table> tables = inputs.stream().map(texts::table).toList();
    VocabularyConfig config = pieces.config();
    Vocabulary vocabulary;
    try (SparkJob job = cluster.start()) {
      vocabulary = job.vocabulary(tables, texts.column(), config, pieces.masking());
    }
    vocabulary.write(output);
    Thimble.notes(spec).printf(Locale.ROOT, "%s: %,d pieces%n", output, vocabulary.size());
    return 0;
  }
}
