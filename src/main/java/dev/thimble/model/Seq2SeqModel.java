package dev.thimble.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.thimble.corpus.Batch;
import dev.thimble.integrity.Require;
import dev.thimble.search.StepScorer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent encoder-decoder without attention: the encoder compresses a source into vectors of
 * fixed size, the context vector and the decoder's first states, and the decoder computes the
 * target from these alone (Sutskever et al. 2014; Cho et al. 2014).
 *
 * <p>All parameters are views of one flat float32 buffer that Java and libtorch share. A model
 * {@link #forInference} has no such buffer, only what encoding and decoding in its compute type
 * need; methods that read or change parameters throw an {@link IllegalStateException}. Methods that
 * only read the parameters are thread-safe; none may run during {@link #load}, {@link #adopt},
 * {@link #flatWeights}, {@link #computeIn} or an update of {@link #parametersForUpdate}. Owns
 * native memory until {@link #close}.
 */
public final class Seq2SeqModel implements AutoCloseable {
  private final ModelConfig config;
  private final ParameterLayout layout;
  private final NetworkProgram program;
  private final NDManager manager;
  private final @Nullable SharedFloats flat; // (parameters); null in a model for inference
  private ComputeType computeType;
  private boolean prepared;

  /** A model whose parameters are zero, or one for inference that is not prepared yet. */
  private Seq2SeqModel(ModelConfig config, ComputeType computeType, boolean hasParameters) {
    this.config = config;
    this.computeType = computeType;
    layout = new ParameterLayout(config);
    requireMemory(layout);
    manager = NativeRuntime.newManager();
    try {
      flat = hasParameters ? SharedFloats.zeros(manager, layout.length()) : null;
      program = new NetworkProgram(layout);
    } catch (RuntimeException | Error e) { // nothing is left open if there is no memory
      manager.close();
      throw e;
    }
  }

  private List<NDArray> tensors(Map<String, FloatTensor> weights, NDManager owner) {
    List<NDArray> tensors = new ArrayList<>();
    for (ParameterLayout.Parameter parameter : layout.parameters()) {
      SharedFloats values = SharedFloats.zeros(owner, parameter.shape());
      values.buffer().put(weights.get(parameter.name()).values());
      tensors.add(values.array());
    }
    return tensors;
  }

  private static void requireMemory(ParameterLayout layout) {
    long bytes = (long) layout.length() * Float.BYTES;
    if (bytes > Runtime.getRuntime().maxMemory()) { // as for other buffers outside of the heap
      throw new OutOfMemoryError(
          String.format(Locale.ROOT, "the parameters take %,d MB", bytes >> 20));
    }
  }

  /**
   * Makes a model with random parameters; the same seed gives the same bits.
   *
   * @param config shape of the network
   * @param seed any number
   * @return a model, which the caller closes
   */
  public static Seq2SeqModel create(ModelConfig config, long seed) {
    Seq2SeqModel model = withParameters(Objects.requireNonNull(config, "config"));
    new Initializer(config.cell(), seed).fill(model.values(), model.layout);
    return model;
  }

  /**
   * Makes a model with the given parameters.
   *
   * @param config shape of the network
   * @param weights by their torch names
   * @return a model, which the caller closes
   * @throws IllegalArgumentException as {@link #load} does
   */
  public static Seq2SeqModel of(ModelConfig config, Map<String, FloatTensor> weights) {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(weights, "weights");
    Seq2SeqModel model = withParameters(config);
    try {
      model.load(weights);
      return model;
    } catch (Throwable e) {
      model.close();
      throw e;
    }
  }

  /**
   * Makes a model that only encodes and decodes, in one compute type. It holds its weights once, in
   * the layout of this type: an INT8 model takes a quarter of the memory of one in float32, apart
   * from embeddings, and an output layer that is not tied to them, which stay in float32 as well.
   *
   * @param config shape of the network
   * @param weights by their torch names
   * @param computeType any type
   * @return a model, which the caller closes; {@link #computeType} is {@code computeType} or, for
   *     {@link ComputeType#AUTO}, the type that it chose
   * @throws IllegalArgumentException as {@link #load} does, and if the type is INT8 and libtorch
   *     does not support it
   */
  public static Seq2SeqModel forInference(
      ModelConfig config, Map<String, FloatTensor> weights, ComputeType computeType) {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(computeType, "computeType");
    Seq2SeqModel model = new Seq2SeqModel(config, computeType.resolved(), false);
    try (NDManager scope = model.manager.newSubManager()) {
      model.layout.checkWeights(weights);
      model.program.prepare(model.tensors(weights, scope), model.computeType);
      model.prepared = true;
      return model;
    } catch (Throwable e) {
      model.close();
      throw e;
    }
  }

  private static Seq2SeqModel withParameters(ModelConfig config) {
    return new Seq2SeqModel(config, ComputeType.FLOAT32, true);
  }

  /**
   * Checks, without native code, that weights have the names and shapes that a configuration
   * requires.
   *
   * @param config shape of the network
   * @param shapes the shape of each weight by its torch name
   * @throws IllegalArgumentException as {@link #load} does, and if the configuration requires more
   *     parameters than are supported
   */
  public static void check(ModelConfig config, Map<String, long[]> shapes) {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(shapes, "shapes");
    new ParameterLayout(config).check(shapes);
  }

  /** {@return the model's shape} */
  public ModelConfig config() {
    return config;
  }

  /** {@return the number of parameters} */
  public int parameterCount() {
    return layout.length();
  }

  /**
   * {@return the flat buffer itself, (parameters), for an optimizer to update in place} Call this
   * before each update: it discards what the model has computed from the old values. The model owns
   * the buffer.
   */
  public NDArray parametersForUpdate() {
    SharedFloats parameters = parameters();
    changed();
    return parameters.array();
  }

  /** {@return a copy of the flat buffer, (parameters)} */
  public float[] flatWeights() {
    float[] values = new float[layout.length()];
    values().get(0, values);
    return values;
  }

  /**
   * Replaces all values of the flat buffer.
   *
   * @param values (parameters); copied
   * @throws IllegalArgumentException if the number of values is not {@link #parameterCount}
   */
  public void flatWeights(float[] values) {
    if (Objects.requireNonNull(values, "values").length != layout.length()) {
      throw new IllegalArgumentException(
          values.length + " values for a model of " + layout.length() + " parameters");
    }
    values().put(0, values);
    changed();
  }

  /** {@return a copy of every parameter by its torch name, in layout order} */
  public Map<String, FloatTensor> weights() {
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    for (ParameterLayout.Parameter parameter : layout.parameters()) {
      float[] values = new float[parameter.size()];
      values().get(parameter.offset(), values);
      weights.put(parameter.name(), new FloatTensor(parameter.shape(), values));
    }
    return weights;
  }

  /**
   * Replaces every parameter.
   *
   * @param weights every parameter by its torch name
   * @throws IllegalArgumentException if a parameter is missing, unknown or of another shape; the
   *     message names the first, and nothing is replaced
   */
  public void load(Map<String, FloatTensor> weights) {
    layout.flatten(Objects.requireNonNull(weights, "weights"), values());
    changed();
  }

  /**
   * Takes the parameters of an earlier model of the same shape, whose vocabularies may differ. In
   * the embeddings and the output layer, rows of pieces that the earlier model does not have keep
   * their values.
   *
   * @param weights every parameter of the earlier model by its torch name
   * @param rows of the earlier model for this model's pieces
   * @throws IllegalArgumentException as {@link #load} does, and if {@code rows} do not fit both
   *     models; then nothing is replaced
   */
  public void adopt(Map<String, FloatTensor> weights, PieceRows rows) {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(rows, "rows");
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.forEach((name, weight) -> shapes.put(name, checkedShape(name, weight, rows)));
    layout.check(shapes);
    for (ParameterLayout.Parameter parameter : layout.parameters()) {
      FloatTensor weight = weights.get(parameter.name());
      int[] ids = rows.of(parameter.name());
      float[] values = ids == null ? weight.values() : new float[parameter.size()];
      if (ids != null) {
        values().get(parameter.offset(), values);
        PieceRows.copy(ids, weight, values);
      }
      values().put(parameter.offset(), values);
    }
    changed();
  }

  /* The shape that a parameter has with this model's vocabularies. */
  private long[] checkedShape(String name, FloatTensor weight, PieceRows rows) {
    int[] ids = rows.of(name);
    if (ids == null || weight.shape().length == 0) {
      return weight.shape();
    }
    for (int id : ids) {
      Require.that(id < weight.shape()[0], "id", id, "below " + weight.shape()[0]);
    }
    long[] shape = weight.shape().clone();
    shape[0] = ids.length;
    return shape;
  }

  /**
   * {@return the number of parameters that training changes with some parts frozen}
   *
   * @param frozen parts that training does not change
   */
  public int trainedParameters(Set<ModelPart> frozen) {
    Objects.requireNonNull(frozen, "frozen");
    return layout.trained(frozen).stream().mapToInt(range -> range.end() - range.start()).sum();
  }

  /**
   * Views of the ranges of a flat buffer, such as the parameters or their gradient, that training
   * changes.
   *
   * @param flat (parameters)
   * @param frozen parts that training does not change
   * @param owner owns the views
   * @return in the buffer's order; {@code flat} itself if nothing is frozen
   */
  public List<NDArray> trained(NDArray flat, Set<ModelPart> frozen, NDManager owner) {
    Objects.requireNonNull(flat, "flat");
    Objects.requireNonNull(frozen, "frozen");
    Objects.requireNonNull(owner, "owner");
    if (frozen.isEmpty()) {
      return List.of(flat);
    }
    return layout.trained(frozen).stream()
        .map(range -> flat.get(owner, new NDIndex("{}:{}", range.start(), range.end())))
        .toList();
  }

  /**
   * Computes loss and gradient of a batch under teacher forcing.
   *
   * @param batch sources and targets as ids
   * @param noise dropout, label smoothing and other regularization
   * @param computeType FLOAT32, or BFLOAT16 for forward and backward passes in bfloat16 from
   *     float32 master weights
   * @param seed of dropout and scheduled sampling; with the same seed and number of threads the
   *     result is the same bit for bit
   * @return the result; the caller closes it
   * @throws IllegalArgumentException if the model does not support this regularization, or cannot
   *     be trained in this type
   */
  public Gradient gradient(Batch batch, Regularization noise, ComputeType computeType, long seed) {
    Objects.requireNonNull(batch, "batch");
    Objects.requireNonNull(noise, "noise");
    if (!Objects.requireNonNull(computeType, "computeType").trains()) {
      throw new IllegalArgumentException(
          "training cannot compute in " + computeType + "; FLOAT32 and BFLOAT16 are supported");
    }
    NetworkProgram.GradientSettings settings =
        new NetworkProgram.GradientSettings(noise.checkedFor(config), computeType, seed);
    try (NDManager scope = manager.newSubManager()) {
      NetworkProgram.Slope slope =
          program.gradient(
              scope, parameters().array(), BatchTensors.of(scope, config, batch), settings);
      slope.gradient().attach(manager);
      return new Gradient(
          NativeValues.floats(slope.loss())[0], batch.targetTokens(), slope.gradient());
    }
  }

  /**
   * {@return the sum of the cross-entropy over a batch's target tokens, without padding and
   * regularization, in nats}
   *
   * @param batch sources and targets as ids
   */
  public double loss(Batch batch) {
    Objects.requireNonNull(batch, "batch");
    try (NDManager scope = manager.newSubManager()) {
      NDArray loss =
          program.loss(scope, parameters().array(), BatchTensors.of(scope, config, batch));
      return NativeValues.floats(loss)[0];
    }
  }

  /**
   * {@return the mean cross-entropy of batches per target token, eos counted, in nats}
   *
   * @param batches at least one
   */
  public double meanLoss(List<Batch> batches) {
    double loss = 0;
    long tokens = 0;
    int index = 0;
    for (Batch batch : Objects.requireNonNull(batches, "batches")) { // once: it may make them anew
      loss += loss(Objects.requireNonNull(batch, "batches[" + index++ + "]"));
      tokens += batch.targetTokens();
    }
    return loss / tokens;
  }

  /**
   * Encodes sources of any lengths.
   *
   * @param sources ids without eos, at least one row
   * @return the decoder's first state, in the order of the sources; the caller closes it
   */
  public DecoderState encode(int[][] sources) {
    Objects.requireNonNull(sources, "sources");
    try (NDManager scope = manager.newSubManager()) {
      Sorted sorted = prepared(sources, scope);
      return DecoderState.adopt(manager, program.encode(scope, sorted.source(), sorted.order()));
    }
  }

  /* Sources sorted by falling length, as the encoder needs them, and the order (rows) that undoes the sort. */
  private record Sorted(SourceTensors source, NDArray order) {}

  private Sorted prepared(int[][] sources, NDManager scope) {
    int[] order =
        IntStream.range(0, sources.length)
            .boxed()
            .sorted(Comparator.comparing(i -> -sources[i].length))
            .mapToInt(Integer::intValue)
            .toArray();
    int[][] sorted = Arrays.stream(order).mapToObj(i -> sources[i]).toArray(int[][]::new);
    long[] back = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    SourceTensors source = SourceTensors.of(scope, config, sorted);
    prepare();
    return new Sorted(source, scope.create(back));
  }

  /**
   * {@return the context vectors (rows, contextSize) of sources of any lengths, in their order}
   *
   * @param sources ids without eos
   */
  public float[][] contextVectors(int[][] sources) {
    Objects.requireNonNull(sources, "sources");
    try (NDManager scope = manager.newSubManager()) {
      Sorted sorted = prepared(sources, scope);
      float[] all = // (rows · contextSize)
          NativeValues.floats(program.context(scope, sorted.source(), sorted.order()));
      int size = config.contextSize();
      return IntStream.range(0, sources.length)
          .mapToObj(row -> Arrays.copyOfRange(all, row * size, (row + 1) * size))
          .toArray(float[][]::new);
    }
  }

  /**
   * Sets the type in which encoding and decoding compute their matrix products, float32 by default.
   * It also applies to existing scorers. Existing decoder states must not be used any more. Not
   * thread-safe.
   *
   * @param chosen any type
   * @return the type that is used: {@code chosen}, or the one that {@link ComputeType#AUTO} chose
   * @throws IllegalArgumentException if it is INT8 and libtorch does not support it
   */
  public synchronized ComputeType computeIn(ComputeType chosen) {
    ComputeType resolved = Objects.requireNonNull(chosen, "chosen").resolved();
    parameters();
    computeType = resolved;
    prepared = false;
    return computeType;
  }

  /** {@return the type in which encoding and decoding compute their matrix products} */
  public synchronized ComputeType computeType() {
    return computeType;
  }

  private synchronized void changed() {
    prepared = false;
  }

  /* Inference uses a copy of the weights in its own layout. It is made anew once the weights may have changed. */
  private synchronized void prepare() {
    if (!prepared) {
      program.prepare(parameters().array(), computeType);
      prepared = true;
    }
  }

  /** {@return the decoder for a search} Thread-safe. */
  public StepScorer<DecoderState> scorer() {
    return new DecoderScorer(config, program, manager);
  }

  /**
   * Makes a decoder whose output layer has only some target pieces, which must include eos. Later
   * changes of the weights do not affect this output layer.
   *
   * @param targetIds ids in any order
   * @return the decoder, which the caller closes
   * @throws IllegalArgumentException if an id is not in the vocabulary
   */
  public ShortlistScorer scorer(int[] targetIds) {
    Objects.requireNonNull(targetIds, "targetIds");
    int[] ids = Arrays.stream(targetIds).sorted().distinct().toArray();
    long[] checked = Ids.checked(ids, config.targetVocabularySize(), "shortlist");
    NDManager own = manager.newSubManager();
    NDArray index = own.create(checked); // (ids)
    prepare();
    List<NDArray> output = program.shortlist(own, index);
    return new ShortlistScorer(new DecoderScorer(config, program, manager), own, ids, output);
  }

  /**
   * Writes a TorchScript program, weights included, that libtorch loads without Thimble from any
   * language. Its {@code forward} takes lists of source ids without eos and returns the ids of
   * greedy search; it also has {@code prepare}, {@code encode} and {@code step}. {@code out} stays
   * open.
   *
   * @param config shape of the network
   * @param weights by their torch names
   * @param out receives the program
   * @throws IllegalArgumentException as {@link #load} does
   * @throws IOException if {@code out} cannot be written
   */
  public static void writeTorchScript(
      ModelConfig config, Map<String, FloatTensor> weights, OutputStream out) throws IOException {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(out, "out");
    ParameterLayout layout = new ParameterLayout(config);
    Map<String, Object> attributes = new LinkedHashMap<>(layout.attributes());
    float[] flat = new float[layout.length()];
    layout.flatten(weights, FloatBuffer.wrap(flat));
    attributes.put("flat", flat);
    attributes.put("reverse_source", config.reverseSource());
    TorchScriptArchive.write(out, "Seq2Seq", NetworkSource.exported(), attributes);
  }

  private FloatBuffer values() {
    return parameters().buffer();
  }

  /* Their memory is freed when the model is closed. */
  private SharedFloats parameters() {
    if (!manager.isOpen()) {
      throw new IllegalStateException("the model is closed");
    }
    if (flat == null) {
      throw new IllegalStateException(
          "the model was made for inference in " + computeType + "; its parameters are not kept");
    }
    return flat;
  }

  /** Number of native arrays that are open, for tests of leaks. */
  int openArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
    program.close();
  }
}
