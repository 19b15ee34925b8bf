package dev.thimble.cli;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.corpus.SentencePair;
import dev.thimble.text.MaskedPair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A dev set.
 *
 * @param name the name of its source file, or of its TSV file, without folder; a number follows if
 *     another dev set before it has the same name
 * @param corpus its pairs
 */
record DevSet(String name, ParallelCorpus corpus) {
  /** The dev sets of corpora. */
  static List<DevSet> of(List<ParallelCorpus> corpora) {
    Set<String> taken = new HashSet<>();
    List<DevSet> sets = new ArrayList<>();
    for (ParallelCorpus corpus : corpora) {
      String file = corpus.files().get(0).path().getFileName().toString();
      String name = file;
      for (int number = 2; !taken.add(name); number++) {
        name = file + "-" + number;
      }
      sets.add(new DevSet(name, corpus));
    }
    return sets;
  }

  /**
   * The examples of the set, neither filtered nor augmented, so that scores do not depend on the
   * filter or the augmentation.
   *
   * @throws CorpusException if no line has text on both sides
   */
  List<Example> examples(Segmentations segmentations) {
    List<Example> examples = new ArrayList<>();
    for (SentencePair pair : corpus.pairs()) {
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
          TrainingTexts.names(corpus)
              + ": no line has text on both sides; a dev set needs at least one");
    }
    return examples;
  }
}
