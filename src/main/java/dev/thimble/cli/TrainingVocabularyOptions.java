package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.corpus.SentencePair;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.MergeListener;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the vocabularies of a training run: given ones, or ones made of its corpus. */
final class TrainingVocabularyOptions {
  private static final String SIZE = "--vocabulary-size";

  @Mixin private VocabularyOptions files;

  @Section("Vocabulary")
  @Bounds(min = 5, max = 1 << 20)
  @Option(
      names = SIZE,
      description =
          "Maximum number of pieces of a vocabulary that is made of the training corpus, if none is"
              + " given: one for both sides if they share an alphabet, else one for each side.")
  private int size = VocabularyConfig.defaults().size();

  boolean areGiven() {
    return files.areGiven();
  }

  /** Vocabularies made of a corpus. */
  Vocabularies made(
      List<SentencePair> pairs, @Nullable MaskingConfig masking, MergeListener listener) {
    return Vocabularies.trained(pairs, size, masking, listener);
  }

  /**
   * The given vocabularies.
   *
   * @param targetOnly whether the model has no source
   */
  Vocabularies given(CommandSpec spec, boolean targetOnly) throws IOException {
    if (GivenOptions.has(spec, SIZE)) {
      throw new WrongUsageException(SIZE + " has no effect, since a vocabulary is given");
    }
    return new Vocabularies(targetOnly ? files.target() : files.source(), files.target());
  }

  /**
   * The vocabularies of a model that the run continues or starts from.
   *
   * @param folder of the model or its run, for the error message
   */
  Vocabularies of(CommandSpec spec, Path folder, ModelContents model) {
    String saved = model.provenance().options().get(SIZE.substring(2));
    if (GivenOptions.has(spec, SIZE) && !String.valueOf(size).equals(saved)) {
      throw new WrongUsageException(
          String.format(
              Locale.ROOT,
              "%s is %d, but the vocabulary is that of %s%s",
              SIZE,
              size,
              folder,
              saved == null ? "" : ", whose " + SIZE + " is " + saved));
    }
    return new Vocabularies(model.source(), model.target());
  }
}
