package dev.thimble.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The sentences of one search, and which rows are theirs. For one thread. */
final class SearchBatch {
  private final SearchConfig config;
  private final int eos;
  private final Function<int[], ?> text;
  private final List<SentenceConstraints> constraints;
  private final List<SentenceSearch> sentences = new ArrayList<>();

  SearchBatch(SearchConfig config, int eos, Function<int[], ?> text, List<SearchTask> tasks) {
    this.config = config;
    this.eos = eos;
    this.text = text;
    constraints =
        tasks.stream()
            .map(task -> new SentenceConstraints(config.constraints(), task, eos))
            .toList();
    for (int i = 0; i < tasks.size(); i++) {
      sentences.add(sentence(constraints.get(i).maxLength(), tasks.get(i).seed()));
    }
  }

  private SentenceSearch sentence(int maxLength, long seed) {
    if (!(config.strategy() instanceof Beam beam)) {
      return new SentenceSamples(config, seed, maxLength, eos);
    }
    int width = beam.size() / beam.groups();
    SentenceBeam.Shape shape =
        new SentenceBeam.Shape(width, Math.min(width, config.nBest()), beam.stopping(), maxLength);
    List<SentenceBeam> groups =
        IntStream.range(0, beam.groups())
            .mapToObj(group -> new SentenceBeam(shape, config, eos, text))
            .toList();
    return groups.size() == 1
        ? groups.get(0)
        : new DiverseBeam(groups, beam.diversity(), config.nBest(), text);
  }

  /** Number of open hypotheses. */
  int rows() {
    int rows = 0;
    for (SentenceSearch sentence : sentences) {
      rows += sentence.open().size();
    }
    return rows;
  }

  /** Which sentence each row begins with. */
  int[] firstRows() {
    return IntStream.range(0, sentences.size())
        .flatMap(i -> IntStream.generate(() -> i).limit(sentences.get(i).open().size()))
        .toArray();
  }

  /** The piece each row wrote last. */
  int[] lastIds(int bos) {
    int[] ids = new int[rows()];
    int row = 0;
    for (SentenceSearch sentence : sentences) {
      for (PartialHypothesis path : sentence.open()) {
        ids[row++] = path.length() == 0 ? bos : path.id();
      }
    }
    return ids;
  }

  /** Entries of each row, as the strategy chooses them. */
  Choices choose(LogProbs logProbs, int[] banned) {
    Adjustments adjustments = adjustments(banned);
    if (config.strategy() instanceof Sampling sampling) {
      long[] keys = sentences.stream().flatMapToLong(s -> ((SentenceSamples) s).keys()).toArray();
      return logProbs.draw(keys, sampling, adjustments);
    }
    int size = ((Beam) config.strategy()).size();
    // of one row, a beam keeps at most an end and as many pieces as it is wide; what earlier groups
    // of
    // a diverse beam spoil is no more than the rest of its size
    return logProbs.topK(size == 1 ? 1 : size + 1, adjustments);
  }

  private Adjustments adjustments(int[] banned) {
    RowAdjustments rows = new RowAdjustments(banned);
    for (int i = 0; i < sentences.size(); i++) {
      SentenceConstraints own = constraints.get(i);
      for (PartialHypothesis path : sentences.get(i).open()) {
        own.adjust(path.length(), own.dependOnPieces() ? path.ids() : List.of(), rows);
        rows.nextRow();
      }
    }
    return rows.toAdjustments();
  }

  /** Takes the chosen entries; the rows of the new open hypotheses among the old. */
  int[] advance(Choices choices, SearchListener listener) {
    boolean certain =
        config.strategy() instanceof Beam beam ? beam.size() == 1 : config.nBest() == 1;
    IntStream.Builder rows = IntStream.builder();
    int firstRow = 0;
    for (int i = 0; i < sentences.size(); i++) {
      SentenceSearch sentence = sentences.get(i);
      int width = sentence.open().size();
      if (width == 0) {
        continue;
      }
      for (int origin : sentence.advance(choices, firstRow)) {
        rows.add(firstRow + origin);
      }
      int id = choices.ids()[firstRow][0];
      if (certain && id != eos && choices.adjusted()[firstRow][0] > Float.NEGATIVE_INFINITY) {
        listener.onPiece(i, id);
      }
      firstRow += width;
    }
    return rows.build().toArray();
  }

  List<List<Hypothesis>> results() {
    return sentences.stream().map(SentenceSearch::results).toList();
  }
}
