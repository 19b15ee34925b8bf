package dev.thimble.translation;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.corpus.Shortlist;
import dev.thimble.model.ComputeType;
import dev.thimble.model.DecoderState;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.model.ShortlistScorer;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.search.EnsembleScorer;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Search;
import dev.thimble.search.SearchListener;
import dev.thimble.search.SearchTask;
import dev.thimble.search.StepScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One model, or several that decode as one. Thread-safe.
 *
 * @param models the models, which have the same vocabularies
 * @param config how their distributions are combined
 * @param shortlist target pieces that a source can lead to, or null for all
 */
record Ensemble(List<Seq2SeqModel> models, EnsembleConfig config, @Nullable Shortlist shortlist) {
  /** One model. */
  static Ensemble of(Seq2SeqModel model) {
    return new Ensemble(List.of(model), EnsembleConfig.defaults(1), null);
  }

  /**
   * Creates the models from the contents of their folders.
   *
   * @throws CheckpointException if a model's vocabularies differ from the first model's, naming its
   *     folder
   */
  static Ensemble of(LoadConfig config, List<ModelContents> contents) throws IOException {
    for (int i = 1; i < contents.size(); i++) {
      boolean source = same(contents, i, true);
      if (!source || !same(contents, i, false)) {
        throw new CheckpointException(
            "%s has another %s vocabulary than %s; models of an ensemble need the same vocabularies"
                .formatted(
                    config.folders().get(i),
                    source ? "target" : "source",
                    config.folders().get(0)));
      }
    }
    Path file = config.shortlist();
    ModelContents first = contents.get(0);
    Shortlist shortlist =
        file == null ? null : Shortlist.read(file, first.source(), first.target());
    List<Seq2SeqModel> models = new ArrayList<>();
    try {
      for (ModelContents one : contents) {
        models.add(Seq2SeqModel.forInference(one.config(), one.weights(), config.computeType()));
      }
      return new Ensemble(List.copyOf(models), config.ensemble(), shortlist);
    } catch (Throwable e) {
      models.forEach(Seq2SeqModel::close);
      throw e;
    }
  }

  private static boolean same(List<ModelContents> contents, int i, boolean source) {
    return hash(contents.get(i), source).equals(hash(contents.get(0), source));
  }

  private static String hash(ModelContents contents, boolean source) {
    return (source ? contents.source() : contents.target()).sha256();
  }

  /** Searches the hypotheses of each input of a batch, as {@link Search#searchAll} does. */
  List<List<Hypothesis>> search(Search search, List<SearchInput> inputs, SearchListener listener) {
    if (shortlist == null) {
      return decode(search, models.stream().map(Seq2SeqModel::scorer).toList(), inputs, listener);
    }
    List<List<Hypothesis>> found = new ArrayList<>();
    for (SearchInput input : inputs) {
      found.add(decodeAmong(shortlist, search, input, new Indexed(found.size(), listener)));
    }
    return found;
  }

  /* One sentence at a time, each with its own shortlist, so that results do not depend on the batch. */
  private List<Hypothesis> decodeAmong(
      Shortlist likely, Search search, SearchInput input, SearchListener listener) {
    int[] targets =
        IntStream.concat(
                Arrays.stream(likely.targets(input.ids())),
                Stream.of(input.task().prefix(), input.task().required(), input.task().permitted())
                    .flatMap(List::stream)
                    .mapToInt(Integer::intValue))
            .toArray();
    List<ShortlistScorer> scorers = new ArrayList<>();
    try {
      models.forEach(model -> scorers.add(model.scorer(targets)));
      return decode(search, scorers, List.of(input), listener).get(0);
    } finally {
      scorers.forEach(ShortlistScorer::close);
    }
  }

  private List<List<Hypothesis>> decode(
      Search search,
      List<? extends StepScorer<DecoderState>> scorers,
      List<SearchInput> inputs,
      SearchListener listener) {
    int[][] ids = inputs.stream().map(SearchInput::ids).toArray(int[][]::new);
    List<SearchTask> tasks = inputs.stream().map(SearchInput::task).toList();
    if (models.size() == 1) {
      return search.searchAll(scorers.get(0), first().encode(ids), tasks, listener);
    }
    EnsembleScorer<DecoderState> scorer = new EnsembleScorer<>(scorers, config);
    List<DecoderState> states = new ArrayList<>();
    try {
      models.forEach(model -> states.add(model.encode(ids)));
    } catch (Throwable e) {
      states.forEach(DecoderState::close);
      throw e;
    }
    return search.searchAll(scorer, scorer.state(states), tasks, listener);
  }

  /* Maps the only task of a search to its index in the batch. */
  private record Indexed(int index, SearchListener listener) implements SearchListener {
    @Override
    public void beforeStep(int step) {
      listener.beforeStep(step);
    }

    @Override
    public int stepsAtOnce() {
      return listener.stepsAtOnce();
    }

    @Override
    public void onPiece(int task, int id) {
      listener.onPiece(index, id);
    }

    @Override
    public boolean isAbandoned(int task) {
      return listener.isAbandoned(index);
    }
  }

  /**
   * The only model.
   *
   * @throws UnsupportedOperationException if there are several
   */
  Seq2SeqModel single() {
    if (models.size() > 1) {
      throw new UnsupportedOperationException(
          String.format(
              Locale.ROOT, "an ensemble of %d models has no single context vector", models.size()));
    }
    return first();
  }

  ComputeType computeType() {
    return first().computeType();
  }

  private Seq2SeqModel first() {
    return models.get(0);
  }

  /** Closes the models. */
  void close() {
    models.forEach(Seq2SeqModel::close);
  }
}
