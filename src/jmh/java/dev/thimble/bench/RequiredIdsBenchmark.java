package dev.thimble.bench;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.corpus.TextLines;
import dev.thimble.model.ComputeType;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.sentencepiece.SentencePieceSegmenter;
import dev.thimble.vocabulary.Segmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What required ids cost in a beam of 5, by their number in each sentence. They are pieces of the
 * sentence's translation without them, so that a free placement exists. Run from the project's
 * folder.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RequiredIdsBenchmark {
  /** Model folder. */
  @Param("checkpoints/en-fr")
  public String model;

  /** Lines to translate; the first {@link #sentences} make the batch. */
  @Param("eval/everyday.en")
  public String input;

  /** Type in which matrix products are computed. */
  @Param("INT8")
  public ComputeType computeType;

  /** Sentences of the batch. */
  @Param({"1", "32"})
  public int sentences;

  /** Required ids of each sentence; fewer if its translation is shorter. */
  @Param({"0", "1", "3"})
  public int required;

  private final SearchConfig config = SearchConfig.defaults();
  private Seq2SeqModel loaded;
  private Search search;
  private int[][] sources;
  private List<SearchTask> tasks;

  /** Loads the model and translates without required ids. */
  @Setup
  public void load() throws IOException {
    NativeRuntime.useThreads(1);
    ModelContents contents = ModelFolder.read(Path.of(model));
    loaded = Seq2SeqModel.of(contents.config(), contents.weights());
    loaded.computeIn(computeType);
    search = new Search(config, contents.config().specialTokens());
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(contents.source())) {
      Segmentation segmentation = new Segmentation(contents.source(), segmenter);
      sources =
          TextLines.readAll(Path.of(input)).stream()
              .limit(sentences)
              .map(segmentation::ids)
              .toArray(int[][]::new);
    }
    tasks = Arrays.stream(sources).map(ids -> SearchTask.of(ids.length)).toList();
    List<SearchTask> asked = new ArrayList<>();
    List<List<Hypothesis>> plain = translate();
    for (int i = 0; i < sources.length; i++) {
      asked.add(tasks.get(i).withRequired(spread(plain.get(i).get(0).ids())));
    }
    tasks = asked;
  }

  /* Pieces that occur once, from all over the output. */
  private List<Integer> spread(int[] ids) {
    int[] once =
        IntStream.of(ids)
            .filter(id -> IntStream.of(ids).filter(i -> i == id).count() == 1)
            .toArray();
    int count = Math.min(required, once.length);
    return IntStream.range(0, count)
        .mapToObj(i -> once[(2 * i + 1) * once.length / (2 * count)])
        .toList();
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    loaded.close();
  }

  /** Translates the batch. */
  @Benchmark
  public List<List<Hypothesis>> translate() {
    return search.search(loaded.scorer(), loaded.encode(sources), tasks);
  }
}
