package dev.thimble.system;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import dev.thimble.model.CellType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.model.Tying;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.training.LearningRateSchedule;
import dev.thimble.training.OptimizerConfig;
import dev.thimble.training.Trainer;
import dev.thimble.training.TrainingConfig;
import dev.thimble.training.TrainingListener;
import dev.thimble.training.TrainingRun;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.SpecialTokens;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Trains a small model on an artificial task, and measures its accuracy on a test set. */
final class LearnedTask {
  private final Vocabulary vocabulary;
  private final int hidden;
  private final int updates;

  /** A task over {@code symbols} symbols; symbol i has the id 4 + i. */
  LearnedTask(int symbols, int hidden, int updates) {
    StringBuilder letters = new StringBuilder();
    for (int i = 1; i < symbols; i++) {
      letters.append((char) ('a' + i));
    }
    vocabulary =
        BytePairTrainer.train(
            List.of(letters.toString()), new VocabularyConfig(4 + symbols, 1, false, List.of(), 1));
    NativeRuntime.useThreads(1); // small matrices gain nothing from more
    this.hidden = hidden;
    this.updates = updates;
  }

  /** The share of test examples whose greedy output is the target, after training. */
  double accuracy(CellType cell, List<Example> train, List<Example> test, Path folder)
      throws IOException {
    ModelConfig shape =
        ModelConfig.builder(vocabulary.size(), vocabulary.size())
            .cell(cell)
            .embeddingSize(32)
            .encoderSize(hidden)
            .decoderSize(hidden)
            .tying(Tying.NONE)
            .build();
    try (Seq2SeqModel model = Seq2SeqModel.create(shape, 1)) {
      ModelContents contents =
          new ModelContents(shape, Map.of(), vocabulary, vocabulary, Provenance.unknown());
      TrainingRun run =
          new TrainingRun(folder, contents, PairFilter.defaults(), train, test.subList(0, 50));
      new Trainer(run, config(), m -> Map.of(), new TrainingListener() {}).train(model);
      return share(model, test);
    }
  }

  private TrainingConfig config() {
    return TrainingConfig.builder()
        .batching(new BatchingConfig(4096, 128))
        .regularization(Regularization.none())
        .optimizer(OptimizerConfig.defaults().withLearningRate(4e-3).withBetas(0.9, 0.99))
        .schedule(new LearningRateSchedule(LearningRateSchedule.Kind.COSINE, 20, 0.01, 1))
        .maxEpochs(10_000)
        .maxUpdates(updates)
        .evaluateEvery(updates)
        .saveEveryMinutes(0)
        .patience(0)
        .build();
  }

  private double share(Seq2SeqModel model, List<Example> test) {
    Search search = new Search(SearchConfig.greedy(), SpecialTokens.defaults());
    int right = 0;
    for (int from = 0; from < test.size(); from += 512) {
      List<Example> part = test.subList(from, Math.min(test.size(), from + 512));
      int[][] sources = part.stream().map(Example::source).toArray(int[][]::new);
      List<SearchTask> tasks = part.stream().map(e -> SearchTask.of(e.source().length)).toList();
      List<List<Hypothesis>> found = search.search(model.scorer(), model.encode(sources), tasks);
      for (int i = 0; i < part.size(); i++) {
        right += Arrays.equals(found.get(i).get(0).ids(), part.get(i).target()) ? 1 : 0;
      }
    }
    return (double) right / test.size();
  }

  static List<Example> numbered(List<int[][]> pairs) {
    List<Example> examples = new ArrayList<>();
    for (int[][] pair : pairs) {
      examples.add(new Example(examples.size(), pair[0], pair[1]));
    }
    return examples;
  }
}
