package dev.thimble.bench;

import ai.onnxruntime.OrtException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.TextLines;
import dev.thimble.model.ComputeType;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Greedy search in Thimble and in ONNX Runtime, with the same weights and one thread each. Run from
 * the project's folder, with the networks that {@code eval/onnx_export.py} writes.
 *
 * <p>Thimble is measured from text to text, with entities and without confidence, ONNX Runtime from
 * ids to ids. Lines of which the two write different pieces in float32 are left out: those with
 * entities, which only Thimble masks.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 10)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class OnnxRuntimeBenchmark {
  private static final double LEAST_SHARE = 0.9; // of lines that both translate equally

  /** Model folder. */
  @Param("checkpoints/en-fr")
  public String model;

  /** Folder that {@code eval/onnx_export.py} wrote for the model. */
  @Param("onnx")
  public String networks;

  /** Lines to translate. */
  @Param("eval/everyday.en")
  public String input;

  /** Sentences in a batch; the longest are in the first. */
  @Param({"1", "64"})
  public int batch;

  /** FLOAT32 or INT8. */
  @Param({"FLOAT32", "INT8"})
  public ComputeType precision;

  private final List<List<String>> texts = new ArrayList<>();
  private final List<int[][]> ids = new ArrayList<>();
  private Translator translator;
  private OnnxNetwork network;
  private int next;

  /** Loads both and chooses the lines. */
  @Setup
  public void load() throws IOException, OrtException {
    ModelContents contents = ModelFolder.read(Path.of(model));
    List<String> lines = new ArrayList<>(TextLines.readAll(Path.of(input)));
    int all = lines.size();
    try (Segmentations segmentations = Segmentations.of(Path.of(model), contents);
        Translator float32 = translator(ComputeType.FLOAT32);
        OnnxNetwork same = OnnxNetwork.load(Path.of(networks), ComputeType.FLOAT32, contents)) {
      lines.removeIf(line -> !agree(line, segmentations, float32, same));
      if (lines.size() < LEAST_SHARE * all) {
        throw new IllegalStateException(
            lines.size() + " of " + all + " lines are translated alike; too few to compare");
      }
      lines.sort(Comparator.comparingInt(line -> -ids(line, segmentations).length));
      for (int from = 0; from + batch <= lines.size(); from += batch) {
        texts.add(List.copyOf(lines.subList(from, from + batch)));
        ids.add(
            texts.get(texts.size() - 1).stream()
                .map(line -> ids(line, segmentations))
                .toArray(int[][]::new));
      }
    }
    translator = translator(precision);
    network = OnnxNetwork.load(Path.of(networks), precision, contents);
  }

  private Translator translator(ComputeType type) throws IOException {
    return Translator.load(
        LoadConfig.of(Path.of(model)).withComputeType(type).withConfidence(false),
        TranslationOptions.builder().beamSize(1).splitSentences(false).build(),
        ServingConfig.defaults().withThreads(1, 1));
  }

  private static int[] ids(String line, Segmentations segmentations) {
    int[] pieces = segmentations.source().ids(line);
    int[] ids = Arrays.copyOf(pieces, pieces.length + 1);
    ids[pieces.length] = segmentations.source().vocabulary().specialTokens().eos();
    return ids;
  }

  private static boolean agree(
      String line, Segmentations segmentations, Translator translator, OnnxNetwork network) {
    int[] written;
    try {
      written = network.greedy(new int[][] {ids(line, segmentations)})[0];
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return segmentations
        .target()
        .vocabulary()
        .pieces(written)
        .equals(translator.translate(line).pieces());
  }

  /** Frees both. */
  @TearDown
  public void close() throws OrtException {
    translator.close();
    network.close();
  }

  /** Batches a second by Thimble. */
  @Benchmark
  public List<Translation> thimble() {
    return translator.translateAll(texts.get(turn()));
  }

  /** Batches a second by ONNX Runtime. */
  @Benchmark
  public int[][] onnxRuntime() throws OrtException {
    return network.greedy(ids.get(turn()));
  }

  private int turn() {
    next = (next + 1) % texts.size();
    return next;
  }
}
