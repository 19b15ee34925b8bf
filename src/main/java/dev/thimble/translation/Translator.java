package dev.thimble.translation;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.integrity.Require;
import dev.thimble.model.ComputeType;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.LengthPenalty;
import dev.thimble.translation.SourceText.Computed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Translates text with a trained model: the only class that most programs need. Load it once and
 * share it among all threads.
 *
 * <p><b>Threads.</b> Thread-safe. The sentences of all callers go through one bounded queue and are
 * computed in batches, so that many threads together get several times the throughput of one. A
 * single caller does not wait for others. A full queue blocks callers until there is room, so that
 * memory does not grow with their number. {@link ServingConfig} sets batch size, longest wait,
 * queue and threads. An interrupt ends a call with a {@link
 * java.util.concurrent.CancellationException}.
 *
 * <p><b>Ownership.</b> A translator from {@link #load} owns its model's native memory and the
 * queue's threads; one from {@link #of} owns only its threads. A view from {@link #with} shares
 * both: closing the translator or one of its views closes them all.
 *
 * <p><b>Closing.</b> After {@link #close} was called, every new call throws an {@link
 * IllegalStateException}, also a call by a listener. Running calls continue, and {@code close}
 * waits for them, including those of {@link #translateAsync}. A second {@code close} waits for the
 * first. A listener cannot close the translator during its own call, for which {@code close} would
 * wait: {@code close} then throws an {@code IllegalStateException} and has no effect.
 *
 * <p><b>Errors.</b> A call throws the exception or error that ended its computation, also an {@link
 * OutOfMemoryError}. Other calls are not affected, and the translator stays usable.
 *
 * <p><b>Results.</b> The translation of a text does not depend on the other texts of its batch or
 * on the thread. Rounding may change its score, in float32 by at most 1e-5 times the larger of 1
 * and the score's absolute value. Any string is accepted: control characters and white space of
 * every kind count as spaces, unpaired surrogates as U+FFFD, and the translation of blank text is
 * blank. Invisible characters are removed from sources, targets, prefixes and suppressed words as
 * {@link dev.thimble.text.InvisibleCharacters} describes, except those that occur in a piece of the
 * vocabulary. A sentence of more than {@link TranslationOptions#maxSourceLength} pieces causes a
 * {@link LongTextException}, unless the options split it.
 */
public final class Translator implements AutoCloseable {
  /** Batches that a lazy stream reads ahead, to form batches of similar lengths. */
  private static final int WINDOW_BATCHES = 8;

  private final TranslatorCore core;
  private final TranslationOptions options;
  private final CompiledOptions compiled;
  private final Assembly assembly;

  private Translator(
      TranslatorCore core, TranslationOptions options, @Nullable Confidence confidence) {
    this.core = core;
    this.options = options;
    compiled = core.whileOpen(() -> new CompiledOptions(core, options));
    assembly = Assembly.of(core, options, confidence);
  }

  /** Loads a model folder with the default options. */
  public static Translator load(Path folder) throws IOException {
    return load(folder, TranslationOptions.defaults());
  }

  /** Loads a model folder with the default serving configuration. */
  public static Translator load(Path folder, TranslationOptions options) throws IOException {
    return load(folder, options, ServingConfig.defaults());
  }

  /**
   * Loads a model folder.
   *
   * @throws dev.thimble.checkpoint.CheckpointException if the folder cannot be used, naming the
   *     file and the fault
   */
  public static Translator load(Path folder, TranslationOptions options, ServingConfig serving)
      throws IOException {
    return load(LoadConfig.of(folder), options, serving);
  }

  /**
   * Loads one model folder, or several as an ensemble, and the models to rank by, if any.
   *
   * @throws dev.thimble.checkpoint.CheckpointException if a folder cannot be used, holds a language
   *     model where one that translates is needed or the reverse, or has other vocabularies than
   *     the first, naming it
   * @throws dev.thimble.corpus.CorpusException if the shortlist cannot be used, naming the line
   * @throws IllegalArgumentException if this machine does not support the compute type
   * @throws dev.thimble.natives.NativeLibraryException if a native library is missing or cannot be
   *     loaded, saying what to do
   */
  public static Translator load(
      LoadConfig config, TranslationOptions options, ServingConfig serving) throws IOException {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(serving, "serving");
    return open(TranslatorCore.load(config, serving, TextModel.Kind.TRANSLATES), options);
  }

  private static Translator open(TranslatorCore core, TranslationOptions options) {
    try {
      return new Translator(core, options, core.confidence());
    } catch (Throwable e) {
      core.close();
      throw e;
    }
  }

  /**
   * A translator over a model and segmentations, which the caller closes after it.
   *
   * @throws IllegalArgumentException if it is a language model
   */
  public static Translator of(
      Seq2SeqModel model,
      Segmentations segmentations,
      TranslationOptions options,
      ServingConfig serving) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(segmentations, "segmentations");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(serving, "serving");
    Require.that(model.config().hasEncoder(), "the model", "a language model", "one with encoder");
    TextModel own = new TextModel(Ensemble.of(model), segmentations, null);
    return open(new TranslatorCore(own, ChannelModels.none(), serving, false), options);
  }

  /** The same translator with other options: a cheap view that shares models and queue. */
  public Translator with(TranslationOptions others) {
    return with(others, core.confidence());
  }

  /** A view with a confidence other than the model's. */
  Translator with(TranslationOptions others, @Nullable Confidence confidence) {
    return new Translator(core, Objects.requireNonNull(others, "others"), confidence);
  }

  /** The options of this translator or view. */
  public TranslationOptions options() {
    return options;
  }

  /** Type in which matrix products are computed; never {@link ComputeType#AUTO}. */
  public ComputeType computeType() {
    return core.ensemble().computeType();
  }

  /** Translates one text. */
  public Translation translate(String source) {
    return nBest(source).get(0);
  }

  /** Translates texts; the results are in the order of the sources. */
  public List<Translation> translateAll(List<String> sources) {
    return nBest(sources).stream().map(best -> best.get(0)).toList();
  }

  /**
   * Translates a stream of any number of texts lazily and in order, with at most eight batches of
   * texts in memory. Closing the result closes {@code sources}. For sequential use. After the
   * translator is closed, the stream throws an {@code IllegalStateException}.
   */
  public Stream<Translation> translateAll(Stream<String> sources) {
    Objects.requireNonNull(sources, "sources");
    int window = WINDOW_BATCHES * core.serving().batchSize();
    Iterator<Translation> translations = new Windows(this, sources.iterator(), window);
    Spliterator<Translation> ordered =
        Spliterators.spliteratorUnknownSize(
            translations, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(ordered, false).onClose(sources::close);
  }

  /**
   * Translates a text with spans whose translation is known.
   *
   * @throws IllegalArgumentException if the model does not mask entities
   */
  public Translation translate(MarkedText source) {
    Objects.requireNonNull(source, "source");
    core.requireMasking("marked text needs");
    Translation translation = translate(source.marked());
    return translation.withText(source.restored(translation.text()));
  }

  /**
   * Translates the sentences of a document and keeps everything around them.
   *
   * @throws IllegalArgumentException if there is mark-up inside a sentence and the model does not
   *     mask entities
   */
  public Document translate(Document source) {
    Objects.requireNonNull(source, "source");
    if (source.hasTags()) {
      core.requireMasking("mark-up inside sentences needs");
    }
    return source.withTranslations(translateAll(source.sentences()));
  }

  /**
   * Translates one text and passes it to the listener in fragments while the model writes it. The
   * fragments joined are the translation's text; none ends inside a character. The listener runs on
   * the calling thread; its exception ends the translation.
   *
   * @throws IllegalArgumentException unless the options choose greedy search or a single sample,
   *     and accept any confidence: others may still change what they have written
   */
  public Translation translate(String source, Consumer<String> listener) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(listener, "listener");
    if (!options.canStream()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the search is %s with nBest %d and minConfidence %s; a listener needs a beam of size 1"
                  + " or one sample, and minConfidence 0",
              options.search().strategy(),
              options.search().nBest(),
              options.minConfidence()));
    }
    return core.whileOpen(
        () -> {
          SourceText text = text(source, "the source").whole();
          return translations(text, Streaming.run(core, compiled, text, listener)).get(0);
        });
  }

  /**
   * Translates one text asynchronously; blocks only while the queue is full.
   *
   * <p>Cancelling the future, or completing it by {@link CompletableFuture#orTimeout}, removes its
   * text from the queue; a batch whose texts are all cancelled ends early. Dependent stages never
   * run on the translator's own threads.
   */
  public CompletableFuture<Translation> translateAsync(String source) {
    Objects.requireNonNull(source, "source");
    return core.whileOpen(
        () -> {
          SourceText text = text(source, "the source");
          return new AsyncTranslation(core, found -> translations(text, found).get(0))
              .start(compiled.search(), compiled.inputs(text));
        });
  }

  /** The best translations of a text, best first; see {@link #nBest(List)}. */
  public List<Translation> nBest(String source) {
    Objects.requireNonNull(source, "source");
    return nBest(List.of(source)).get(0);
  }

  /**
   * The {@code nBest} translations of each text, best first; a blank text has one, which is blank.
   * Beam search returns distinct texts, fewer than {@code nBest} only if it finds no more up to the
   * length limit. A minimum-Bayes-risk ranking merges equal texts and may return fewer. Sampling
   * returns all samples, equal ones too, in the order they were drawn unless they are ranked.
   *
   * @throws LongTextException if sources are longer than the options allow
   */
  public List<List<Translation>> nBest(List<String> sources) {
    Require.elements(sources, "sources");
    return core
        .whileOpen(() -> compute(sources, inputs -> core.computeAll(compiled.search(), inputs)))
        .stream()
        .map(found -> translations(found.text(), found.parts()))
        .toList();
  }

  private <R> List<Computed<R>> compute(
      List<String> sources, Function<List<SearchInput>, List<R>> computation) {
    int size = sources.size();
    List<SourceText> texts =
        SourceText.each(size, i -> text(sources.get(i), SourceText.nameOf("source", i, size)));
    List<SearchInput> inputs =
        texts.stream().flatMap(text -> compiled.inputs(text).stream()).toList();
    Iterator<R> found = computation.apply(inputs).iterator();
    return texts.stream()
        .map(text -> new Computed<>(text, text.searched().stream().map(p -> found.next()).toList()))
        .toList();
  }

  /** The hypotheses of each part of each source that have ended; see {@code computeAlone}. */
  List<Computed<List<Hypothesis>>> searchedAlone(List<String> sources) {
    return core.whileOpen(
        () -> compute(sources, inputs -> core.computeAlone(compiled.search(), inputs)));
  }

  /** What is known of the best translation of a text of one part. */
  Evidence evidence(Computed<List<Hypothesis>> searched) {
    return Evidence.of(core, searched.text().parts().get(0).ids(), searched.parts().get(0), 0);
  }

  /** The models of a noisy channel; fails as {@link #rescored} does. */
  ChannelModels channelModels() {
    return compiled.rescoring().models();
  }

  /** The n-best lists of the search with the scores of the noisy channel's models. */
  List<Computed<List<Rescored>>> rescored(List<String> sources) {
    return core.whileOpen(
        () -> compute(sources, inputs -> core.computeAll(compiled.rescoring(), inputs)));
  }

  /** Scores a given translation; see {@link #scoreAll}. */
  public Translation score(String source, String target) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    return scoreAll(List.of(source), List.of(target)).get(0);
  }

  /**
   * Scores given translations: each result has the log-probabilities that the model gives to every
   * piece of the target and to eos. Of the options, only length penalty and limit of length count;
   * no text is split.
   *
   * @param targets one for each source
   * @throws LongTextException if sources or targets are longer than the options allow
   * @throws IllegalArgumentException if the numbers of sources and targets differ
   */
  public List<Translation> scoreAll(List<String> sources, List<String> targets) {
    Require.elements(sources, "sources");
    Require.elements(targets, "targets");
    if (sources.size() != targets.size()) {
      throw new IllegalArgumentException(
          targets.size() + " targets for " + sources.size() + " sources");
    }
    return core.whileOpen(
        () -> {
          List<SearchInput> inputs = reader().forced(sources, targets);
          Iterator<String> texts = targets.iterator();
          return core.computeAll(core.scoring(), inputs).stream()
              .map(found -> scored(found.get(0), texts.next()))
              .toList();
        });
  }

  /* The text is the target's own, in which no symbol stands for an entity. */
  private Translation scored(Hypothesis found, String target) {
    Translation forced =
        Assembly.of(
            found,
            core.target().vocabulary(),
            masked -> core.masking() != null ? reader().normalized(target) : masked);
    LengthPenalty penalty = options.search().lengthPenalty();
    return forced.withScore(penalty.score(forced.logProb(), forced.length()));
  }

  /** The context vector of one text; see {@link #contextVectors}. */
  public float[] contextVector(String source) {
    Objects.requireNonNull(source, "source");
    return contextVectors(List.of(source))[0];
  }

  /**
   * The context vector of each text, usable as a sentence embedding. The decoder's first states
   * come from the encoder's last states, too. No text is split.
   *
   * @return (texts, context size), in the order of the sources
   * @throws LongTextException if sources are longer than the options allow
   * @throws UnsupportedOperationException for an ensemble, where each model has its own
   */
  public float[][] contextVectors(List<String> sources) {
    Require.elements(sources, "sources");
    return core.whileOpen(
        () ->
            core.computeAll(new EncodeBatchTask(core.ensemble()), reader().ids(sources))
                .toArray(float[][]::new));
  }

  @Override
  public void close() {
    core.close();
  }

  private SourceReader reader() {
    return compiled.sources();
  }

  private SourceText text(String source, String name) {
    return SourceText.named(name, () -> reader().read(source));
  }

  List<Translation> translations(SourceText text, List<List<Hypothesis>> found) {
    return assembly.translations(text, found);
  }
}
