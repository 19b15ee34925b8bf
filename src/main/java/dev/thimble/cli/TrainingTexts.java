package dev.thimble.cli;

import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.CorpusWeights;
import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.model.NativeRuntime;
import dev.thimble.text.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The texts of a training run.
 *
 * @param train training corpus
 * @param weights how often its pairs appear in an epoch
 * @param dev dev sets, at least one
 * @param masked masks all texts; null for none
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

  /** The provenance of the run's models before training. */
  Provenance provenance(CommandSpec spec, @Nullable StartingModel start, String notes) {
    List<Provenance.DataFile> files = new ArrayList<>(files());
    if (start != null) {
      files.add(start.base().origin());
    }
    Map<String, String> versions = new TreeMap<>(NativeRuntime.versions());
    versions.put("thimble", Version.thimble());
    versions.put("java", System.getProperty("java.version"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    versions.put("threads", String.valueOf(NativeRuntime.threads()));
    return new Provenance(
        files, 0, GivenOptions.deciding(spec), versions, 0, 0, 0, Map.of(), notes);
  }

  private static Provenance.DataFile dataFile(String role, ParallelCorpus.CorpusFile file) {
    return new Provenance.DataFile(
        role, file.path().getFileName().toString(), file.sha256(), file.lines());
  }
}
