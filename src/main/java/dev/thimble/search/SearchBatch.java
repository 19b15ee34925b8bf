package dev.thimble.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sentences of one search. Each has one row for each of its open hypotheses; the rows of all
 * sentences follow one another. For one thread.
 */
final class SearchBatch {
  private final SearchMethod method;
  private final int eos;
  private final boolean incremental;
  private final List<SentenceConstraints> constraints;
  private final List<SentenceSearch> sentences = new ArrayList<>();

  SearchBatch(SearchMethod method, SearchConfig config, int eos, List<SearchTask> tasks) {
    this.method = method;
    this.eos = eos;
    incremental = config.strategy().isIncremental(config.nBest());
    constraints =
        tasks.stream()
            .map(task -> new SentenceConstraints(config.constraints(), task, eos))
            .toList();
    for (int i = 0; i < tasks.size(); i++) {
      sentences.add(method.begin(constraints.get(i).maxLength(), tasks.get(i).seed()));
    }
  }

  /** Number of open hypotheses. */
  int rows() {
    int rows = 0;
    for (SentenceSearch sentence : sentences) {
      rows += sentence.open().size();
    }
    return rows;
  }

  /** The sentence of each row before the first step. */
  int[] firstRows() {
    return IntStream.range(0, sentences.size())
        .flatMap(i -> IntStream.generate(() -> i).limit(sentences.get(i).open().size()))
        .toArray();
  }

  /** The last piece of each row. */
  int[] lastIds(int bos) {
    int[] ids = new int[rows()];
    int row = 0;
    for (SentenceSearch sentence : sentences) {
      for (PartialHypothesis open : sentence.open()) {
        ids[row++] = open.length() == 0 ? bos : open.id();
      }
    }
    return ids;
  }

  /**
   * What the constraints ask of the next steps.
   *
   * @param adjustments of the rows
   * @param required ids that the rows lack
   * @param steps number of steps for which this holds while no row writes eos or such an id; 1
   *     unless the search is greedy
   */
  record Outlook(Adjustments adjustments, RequiredIds required, int steps) {
    /** The greedy steps for which this holds. */
    GreedySteps greedy(int eos, int most) {
      return new GreedySteps(
          adjustments,
          IntStream.concat(IntStream.of(required.ids()), IntStream.of(eos)).toArray(),
          most);
    }
  }

  /** What the constraints ask of the next steps. */
  Outlook outlook(int[] banned) {
    RowAdjustments rows = new RowAdjustments(banned);
    RequiredIds required = new RequiredIds(eos);
    int steps = method.isGreedy() ? Integer.MAX_VALUE : 1;
    for (int i = 0; i < sentences.size(); i++) {
      SentenceConstraints own = constraints.get(i);
      for (PartialHypothesis open : sentences.get(i).open()) {
        List<Integer> written = own.dependOnPieces() ? open.ids() : List.of();
        List<Integer> missing = own.missing(written);
        required.addRow(missing, own.isFull(open.length(), missing));
        own.adjust(open.length(), written, missing, rows);
        rows.nextRow();
        steps = Math.min(steps, own.steadySteps(open.length(), missing));
      }
    }
    return new Outlook(rows.toAdjustments(), required, steps);
  }

  /** Chooses entries of each row. */
  Candidates choose(LogProbs logProbs, Outlook outlook) {
    RequiredIds required = outlook.required();
    if (required.isEmpty()) {
      return Candidates.of(method.choose(logProbs, sentences, outlook.adjustments()));
    }
    float[][] own = logProbs.of(required.ids()); // before the choice, as LogProbs asks
    Choices chosen = method.choose(logProbs, sentences, outlook.adjustments());
    return required.candidates(chosen, own, method.width() > 1);
  }

  /**
   * Continues the hypotheses with the chosen entries, and drops abandoned sentences.
   *
   * @return for each new row, the old row that it continues
   */
  int[] advance(Candidates candidates, SearchListener listener) {
    IntStream.Builder rows = IntStream.builder();
    int firstRow = 0;
    for (int i = 0; i < sentences.size(); i++) {
      SentenceSearch sentence = sentences.get(i);
      int width = sentence.open().size();
      if (width == 0) {
        continue;
      }
      if (listener.isAbandoned(i)) {
        sentences.set(i, SentenceSearch.DROPPED);
        firstRow += width;
        continue;
      }
      for (int origin : sentence.advance(candidates, firstRow)) {
        rows.add(firstRow + origin);
      }
      Choices choices = candidates.choices();
      int id = choices.ids()[firstRow][0];
      if (incremental && id != eos && choices.adjusted()[firstRow][0] > Float.NEGATIVE_INFINITY) {
        listener.onPiece(i, id);
      }
      firstRow += width;
    }
    return rows.build().toArray();
  }

  /**
   * Continues the hypotheses by greedy steps, and drops abandoned sentences after the last.
   *
   * @return for each new row, the old row that it continues
   */
  int[] advance(GreedyRun<?> run, Outlook outlook, SearchListener listener) {
    SearchListener writing = new Writing(listener);
    int rows = rows();
    int last = run.steps().size() - 1;
    for (Choices step : run.steps().subList(0, last)) {
      int left = advance(Candidates.of(step), writing).length;
      if (left == 0) { // every piece was banned, in all rows alike
        return new int[0];
      }
      if (left < rows) {
        throw new IllegalStateException("the scorer took another step after eos");
      }
    }
    Choices step = run.steps().get(last);
    RequiredIds required = outlook.required();
    return advance(
        required.isEmpty() ? Candidates.of(step) : required.candidates(step, run.until(), false),
        listener);
  }

  /* Hears of pieces only. */
  private record Writing(SearchListener listener) implements SearchListener {
    @Override
    public void onPiece(int task, int id) {
      listener.onPiece(task, id);
    }
  }

  /** The hypotheses of each sentence that have ended. */
  List<List<Hypothesis>> ended() {
    return sentences.stream().map(SentenceSearch::ended).toList();
  }
}
