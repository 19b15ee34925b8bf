package dev.thimble.cli;

import dev.thimble.corpus.CorpusInput;
import dev.thimble.corpus.LanguagePair;
import dev.thimble.corpus.ParallelCorpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The corpora that repeated options name: the first target belongs to the first source, and so on;
 * sources without a target are TSV files. Those of a language model are targets alone.
 *
 * @param role use of the corpora, from which the options have their names: {@code train} or {@code
 *     dev}
 * @param sources source sides, and TSV files of both sides
 * @param targets target sides
 * @param languageModel whether they are read by a language model
 * @param languages of bilingual files; null if they have two alone
 */
record CorpusFiles(
    String role,
    List<Path> sources,
    List<Path> targets,
    boolean languageModel,
    @Nullable LanguagePair languages) {
  /** Refuses wrong numbers of files. */
  CorpusFiles {
    if (languageModel && targets.isEmpty()) {
      throw new WrongUsageException("--language-model needs --" + role + "-target");
    }
    if (!languageModel && sources.isEmpty()) {
      throw new WrongUsageException("Missing required option: '--" + role + "-source=FILE'");
    }
    if (!languageModel && targets.size() > sources.size()) {
      throw new WrongUsageException(
          String.format(
              Locale.ROOT,
              "--%s-target is given %d times, but --%s-source %d times; each target needs its"
                  + " source",
              role,
              targets.size(),
              role,
              sources.size()));
    }
  }

  /** Number of corpora. */
  int size() {
    return languageModel ? targets.size() : sources.size();
  }

  /** The corpora, to be read. */
  List<CorpusInput> inputs() {
    List<CorpusInput> inputs = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      inputs.add(
          languageModel
              ? TextInput.textsInput(targets.get(i))
              : TextInput.input(sources.get(i), target(i), languages));
    }
    return inputs;
  }

  private @Nullable Path target(int index) {
    return index < targets.size() ? targets.get(index) : null;
  }

  /** Reads each corpus. */
  List<ParallelCorpus> read() throws IOException {
    List<ParallelCorpus> corpora = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      corpora.add(
          languageModel
              ? TextInput.texts(targets.get(i))
              : TextInput.corpus(sources.get(i), target(i), languages));
    }
    return corpora;
  }
}
