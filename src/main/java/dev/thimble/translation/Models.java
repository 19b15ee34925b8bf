package dev.thimble.translation;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.model.DecoderState;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.search.EnsembleScorer;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchListener;
import dev.thimble.search.SearchTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One model, or several that decode as one. Thread-safe.
 *
 * @param each the models; they share their vocabularies
 * @param ensemble how several make one distribution
 */
record Models(List<Seq2SeqModel> each, EnsembleConfig ensemble) {
  /** One model. */
  static Models of(Seq2SeqModel model) {
    return new Models(List.of(model), EnsembleConfig.defaults(1));
  }

  /**
   * Builds models from what their folders hold.
   *
   * @throws CheckpointException naming the folder whose vocabulary is not the first's
   */
  static Models of(List<Path> folders, List<ModelContents> contents, EnsembleConfig ensemble) {
    if (folders.size() != ensemble.weights().size()) {
      throw new IllegalArgumentException(
          "%d weights for %d models; give one for each"
              .formatted(ensemble.weights().size(), folders.size()));
    }
    for (int i = 1; i < contents.size(); i++) {
      boolean source = same(contents, i, true);
      if (!source || !same(contents, i, false)) {
        throw new CheckpointException(
            "%s has another %s vocabulary than %s; models of an ensemble share both"
                .formatted(folders.get(i), source ? "target" : "source", folders.get(0)));
      }
    }
    List<Seq2SeqModel> models = new ArrayList<>();
    try {
      contents.forEach(c -> models.add(Seq2SeqModel.of(c.config(), c.weights())));
      return new Models(List.copyOf(models), ensemble);
    } catch (RuntimeException e) {
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
  List<List<Hypothesis>> search(SearchConfig config, List<Source> sources, SearchListener told) {
    Search search = new Search(config, first().config().specialTokens());
    List<SearchTask> tasks = sources.stream().map(Source::task).toList();
    int[][] ids = sources.stream().map(Source::ids).toArray(int[][]::new);
    if (each.size() == 1) {
      return search.search(first().scorer(), first().encode(ids), tasks, told);
    }
    EnsembleScorer<DecoderState> scorer =
        new EnsembleScorer<>(each.stream().map(Seq2SeqModel::scorer).toList(), ensemble);
    List<DecoderState> states = new ArrayList<>();
    try {
      each.forEach(model -> states.add(model.encode(ids)));
    } catch (RuntimeException e) {
      states.forEach(DecoderState::close);
      throw e;
    }
    return search.search(scorer, scorer.state(states), tasks, told);
  }

  /** The one model. */
  Seq2SeqModel single() {
    if (each.size() > 1) {
      throw new UnsupportedOperationException(
          "an ensemble of %d models has no one context vector".formatted(each.size()));
    }
    return first();
  }

  private Seq2SeqModel first() {
    return each.get(0);
  }

  /** Frees them. */
  void close() {
    each.forEach(Seq2SeqModel::close);
  }
}
