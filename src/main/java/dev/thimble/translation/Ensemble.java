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
 * @param each the models; they share their vocabularies
 * @param ensemble how several make one distribution
 * @param shortlist which target pieces a source can lead to, or null for all
 */
record Ensemble(List<Seq2SeqModel> each, EnsembleConfig ensemble, @Nullable Shortlist shortlist) {
  /** One model. */
  static Ensemble of(Seq2SeqModel model) {
    return new Ensemble(List.of(model), EnsembleConfig.defaults(1), null);
  }

  /**
   * Builds models from what their folders hold.
   *
   * @throws CheckpointException naming the folder whose vocabulary is not the first's
   */
  static Ensemble of(LoadConfig config, List<ModelContents> contents) throws IOException {
    for (int i = 1; i < contents.size(); i++) {
      boolean source = same(contents, i, true);
      if (!source || !same(contents, i, false)) {
        throw new CheckpointException(
            "%s has another %s vocabulary than %s; models of an ensemble share both"
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
        models.add(Seq2SeqModel.of(one.config(), one.weights()));
        models.get(models.size() - 1).computeIn(config.computeType());
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

  /** Searches a batch. */
  List<List<Hypothesis>> search(Search search, List<SearchInput> sources, SearchListener told) {
    if (shortlist == null) {
      return decode(search, each.stream().map(Seq2SeqModel::scorer).toList(), sources, told);
    }
    List<List<Hypothesis>> found = new ArrayList<>();
    for (SearchInput source : sources) {
      found.add(decodeAmong(shortlist, search, source, new OneOf(found.size(), told)));
    }
    return found;
  }

  /* Each source has a shortlist of its own, so that its result does not depend on what is beside it. */
  private List<Hypothesis> decodeAmong(
      Shortlist likely, Search search, SearchInput source, SearchListener told) {
    int[] targets =
        IntStream.concat(
                Arrays.stream(likely.targets(source.ids())),
                Stream.of(source.task().prefix(), source.task().required())
                    .flatMap(List::stream)
                    .mapToInt(Integer::intValue))
            .toArray();
    List<ShortlistScorer> scorers = new ArrayList<>();
    try {
      each.forEach(model -> scorers.add(model.scorer(targets)));
      return decode(search, scorers, List.of(source), told).get(0);
    } finally {
      scorers.forEach(ShortlistScorer::close);
    }
  }

  private List<List<Hypothesis>> decode(
      Search search,
      List<? extends StepScorer<DecoderState>> scorers,
      List<SearchInput> sources,
      SearchListener told) {
    int[][] ids = sources.stream().map(SearchInput::ids).toArray(int[][]::new);
    List<SearchTask> tasks = sources.stream().map(SearchInput::task).toList();
    if (each.size() == 1) {
      return search.search(scorers.get(0), first().encode(ids), tasks, told);
    }
    EnsembleScorer<DecoderState> scorer = new EnsembleScorer<>(scorers, ensemble);
    List<DecoderState> states = new ArrayList<>();
    try {
      each.forEach(model -> states.add(model.encode(ids)));
    } catch (Throwable e) {
      states.forEach(DecoderState::close);
      throw e;
    }
    return search.search(scorer, scorer.state(states), tasks, told);
  }

  /* What is told of the only task is told of this one of several. */
  private record OneOf(int task, SearchListener told) implements SearchListener {
    @Override
    public void beforeStep(int step) {
      told.beforeStep(step);
    }

    @Override
    public void onPiece(int only, int id) {
      told.onPiece(task, id);
    }
  }

  /** The one model. */
  Seq2SeqModel single() {
    if (each.size() > 1) {
      throw new UnsupportedOperationException(
          String.format(
              Locale.ROOT, "an ensemble of %d models has no one context vector", each.size()));
    }
    return first();
  }

  ComputeType computeType() {
    return first().computeType();
  }

  private Seq2SeqModel first() {
    return each.get(0);
  }

  /** Frees them. */
  void close() {
    each.forEach(Seq2SeqModel::close);
  }
}
