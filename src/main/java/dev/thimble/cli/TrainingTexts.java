package dev.thimble.cli;

import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.CorpusWeights;
import dev.thimble.corpus.ParallelCorpus;
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
 * @param dev dev sets, at least one
 * @param masked what masks all; null if they are not masked
 */
record TrainingTexts(
    ParallelCorpus train,
    CorpusWeights weights,
    List<DevSet> dev,
    MaskingOptions.@Nullable Masked masked) {
  @Nullable Masking masking() {
    return masked == null ? null : masked.masker().masking();
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
    for (DevSet set : dev) {
      set.corpus().files().forEach(file -> files.add(dataFile("dev", file)));
    }
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
