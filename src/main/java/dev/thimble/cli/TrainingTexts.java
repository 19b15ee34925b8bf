package dev.thimble.cli;

import dev.thimble.checkpoint.Provenance;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.CorpusWeights;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.corpus.SentencePair;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a training run.
 *
 * @param train training corpus
 * @param weights how often its pairs appear in an epoch
 * @param dev dev set
 * @param masked what masks both; null if they are not masked
 */
record TrainingTexts(
    ParallelCorpus train,
    CorpusWeights weights,
    ParallelCorpus dev,
    MaskingOptions.@Nullable Masked masked) {
  @Nullable Masking masking() {
    return masked == null ? null : masked.masker().masking();
  }

  /**
   * The examples of the dev set. It is neither filtered nor augmented, so that its scores do not
   * depend on that.
   *
   * @throws CorpusException if no line has text on both sides
   */
  List<Example> devExamples(Segmentations segmentations) {
    List<Example> examples = new ArrayList<>();
    for (SentencePair pair : dev.pairs()) {
      MaskedPair shown = segmentations.masked(pair.source(), pair.target());
      examples.add(
          new Example(
              Math.toIntExact(pair.line() - 1),
              segmentations.source().ids(shown.source()),
              segmentations.target().ids(shown.target())));
    }
    if (examples.stream()
        .allMatch(pair -> pair.source().length == 0 || pair.target().length == 0)) {
      throw new CorpusException(
          names(dev) + ": no line has text on both sides; a dev set needs at least one");
    }
    return examples;
  }

  /** The names of a corpus's files, for messages. */
  static String names(ParallelCorpus corpus) {
    return corpus.files().stream()
        .map(file -> file.path().toString())
        .collect(Collectors.joining(" and "));
  }

  /** All files with their roles. */
  List<Provenance.DataFile> files() {
    List<Provenance.DataFile> files = new ArrayList<>();
    train.files().forEach(file -> files.add(dataFile("train", file)));
    dev.files().forEach(file -> files.add(dataFile("dev", file)));
    if (masked != null && masked.phrases() != null) {
      files.add(masked.phrases());
    }
    return files;
  }

  private static Provenance.DataFile dataFile(String role, ParallelCorpus.CorpusFile file) {
    return new Provenance.DataFile(
        role, file.path().getFileName().toString(), file.sha256(), file.lines());
  }
}
