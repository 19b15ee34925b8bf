package dev.thimble.cli;

import dev.thimble.corpus.BilingualText.Side;
import dev.thimble.text.MaskingConfig;
import dev.thimble.text.SpelledEntities;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a vocabulary. */
@Command(
    name = "vocab",
    description = {
      "Train a vocabulary of subword pieces (byte-pair encoding) on text files of any length.",
      "All words are counted, in temporary files if there are too many for memory. The 1,048,576"
          + " most frequent ones decide the merges."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "Example of one vocabulary for both sides:",
      "  thimble vocab train.en train.fr --size 8000 --output joint.model",
      "",
      "Example of a vocabulary for each side:",
      "  thimble vocab train.en --output en.model",
      "  thimble vocab train.fr --output fr.model",
      "",
      "Example for a model that masks entities:",
      "  thimble vocab train.en train.fr --mask-entities en-fr --output joint.model"
    })
final class VocabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TEXT",
      arity = "1..*",
      description =
          "Text files to train on, compressed or not; of TMX and XLIFF files, both languages.")
  private List<Path> texts;

  @Mixin private Languages languages;

  @Section("Output")
  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The SentencePiece model to write.")
  private Path output;

  @Mixin private PieceOptions pieces;

  @Override
  public Integer call() throws IOException {
    MaskingConfig masking = pieces.masking();
    VocabularyConfig config = pieces.config();
    CacheDisplay display = new CacheDisplay(spec);
    try (StreamedLines lines = new StreamedLines(texts, languages.of(Side.BOTH), display)) {
      UnaryOperator<String> read =
          masking == null ? UnaryOperator.identity() : new SpelledEntities(masking);
      Vocabulary vocabulary =
          BytePairTrainer.train(
              () -> StreamSupport.stream(lines.spliterator(), false).map(read).iterator(),
              config,
              display.merges());
      vocabulary.write(output);
      Thimble.notes(spec)
          .printf(
              Locale.ROOT,
              "%s: %,d pieces from %,d lines%n",
              output,
              vocabulary.size(),
              lines.lines());
    }
    return 0;
  }
}
