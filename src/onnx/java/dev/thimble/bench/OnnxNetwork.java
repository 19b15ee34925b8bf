package dev.thimble.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.model.ComputeType;
import dev.thimble.vocabulary.SpecialTokens;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The networks that {@code eval/onnx_export.py} wrote, in ONNX Runtime with one thread. States stay
 * in its memory from step to step. Not thread-safe; owns its native memory until closed.
 */
final class OnnxNetwork implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession encoder;
  private final OrtSession step;
  private final SpecialTokens special;
  private final OnnxTensor excludedFirst; // (V)
  private final OnnxTensor excluded; // (V)

  private OnnxNetwork(OrtSession encoder, OrtSession step, SpecialTokens special, int pieces)
      throws OrtException {
    this.encoder = encoder;
    this.step = step;
    this.special = special;
    float[] scores = new float[pieces];
    for (int id : new int[] {special.pad(), special.unk(), special.bos()}) {
      scores[id] = Float.NEGATIVE_INFINITY;
    }
    excluded = floats(scores);
    scores[special.eos()] = Float.NEGATIVE_INFINITY;
    excludedFirst = floats(scores);
  }

  /** Loads the networks in a type, FLOAT32 or INT8. */
  static OnnxNetwork load(Path folder, ComputeType type, ModelContents contents)
      throws OrtException {
    String suffix = type == ComputeType.INT8 ? ".int8.onnx" : ".onnx";
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new OnnxNetwork(
          ENVIRONMENT.createSession(folder.resolve("encoder" + suffix).toString(), options),
          ENVIRONMENT.createSession(folder.resolve("step" + suffix).toString(), options),
          contents.config().specialTokens(),
          contents.config().targetVocabularySize());
    }
  }

  /**
   * The pieces that greedy search writes, at most twice as many as those of the longest source and
   * 10.
   *
   * @param sources ids of each source, of falling lengths
   */
  int[][] greedy(int[][] sources) throws OrtException {
    int rows = sources.length;
    int longest = sources[0].length;
    int[][] written = new int[rows][2 * longest + 10];
    int[] lengths = new int[rows];
    long[] padded = new long[rows * longest]; // (B, T)
    Arrays.fill(padded, special.pad());
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < sources[row].length; i++) {
        padded[row * longest + i] = sources[row][i];
      }
    }
    long[] counts = Arrays.stream(sources).mapToLong(ids -> ids.length).toArray(); // (B)
    long[] begin = new long[rows]; // (B)
    Arrays.fill(begin, special.bos());
    try (OnnxTensor ids = longs(padded, rows, longest);
        OnnxTensor numbers = longs(counts, rows);
        OnnxTensor first = longs(begin, rows);
        OrtSession.Result encoding = encoder.run(Map.of("ids", ids, "lengths", numbers))) {
      OnnxTensor context = (OnnxTensor) encoding.get(2);
      OnnxTensor before = first;
      OnnxTensor hidden = (OnnxTensor) encoding.get(0);
      OnnxTensor cell = (OnnxTensor) encoding.get(1);
      OrtSession.Result last = null; // owns the three tensors
      boolean[] ended = new boolean[rows];
      int open = rows;
      for (int t = 0; open > 0 && t < written[0].length; t++) {
        OrtSession.Result found =
            step.run(
                Map.of(
                    "before",
                    before,
                    "hidden",
                    hidden,
                    "cell",
                    cell,
                    "context",
                    context,
                    "excluded",
                    t == 0 ? excludedFirst : excluded));
        if (last != null) {
          last.close();
        }
        last = found;
        before = (OnnxTensor) found.get(0);
        hidden = (OnnxTensor) found.get(1);
        cell = (OnnxTensor) found.get(2);
        LongBuffer next = before.getLongBuffer();
        for (int row = 0; row < rows; row++) {
          int id = (int) next.get(row);
          if (!ended[row] && id == special.eos()) {
            ended[row] = true;
            open--;
          } else if (!ended[row]) {
            written[row][lengths[row]++] = id;
          }
        }
      }
      if (last != null) {
        last.close();
      }
    }
    return IntStream.range(0, rows)
        .mapToObj(row -> Arrays.copyOf(written[row], lengths[row]))
        .toArray(int[][]::new);
  }

  private static OnnxTensor longs(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), shape);
  }

  private static OnnxTensor floats(float[] values) throws OrtException {
    return OnnxTensor.createTensor(
        ENVIRONMENT, FloatBuffer.wrap(values), new long[] {values.length});
  }

  @Override
  public void close() throws OrtException {
    excluded.close();
    excludedFirst.close();
    encoder.close();
    step.close();
  }
}
