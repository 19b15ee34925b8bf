package dev.thimble.translation;

import dev.thimble.checkpoint.ModelLocation;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.integrity.Require;
import dev.thimble.model.ComputeType;
import dev.thimble.model.Seq2SeqModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Translates text with a trained model: the only class that most programs need. Load it once and
 * share it among all threads.
 *
 * <p><b>Threads.</b> Thread-safe. The sentences of all callers go through one bounded queue and are
 * computed in batches, so that many threads together get several times the throughput of one. A
 * sentence starts at once if a worker is free and no batch is forming. While the queue is full,
 * callers wait for room, so that memory does not grow with their number. {@link ServingConfig} sets
 * batch size, longest wait, queue and threads. An interrupt ends a call with a {@link
 * java.util.concurrent.CancellationException}. A waiting virtual thread does not block its carrier.
 *
 * <p><b>Limits.</b> {@link CallLimits} bound the wait for room in the queue, after which a call
 * throws a {@link QueueFullException}, and the time of a call, after which it throws a {@link
 * TimeLimitException} and its computation stops. Other calls are not affected. By default there are
 * no limits.
 *
 * <p><b>Ownership.</b> A translator from {@link #load} owns its model's native memory and the
 * queue's threads; one from {@link #of} owns only its threads. A view from {@link #with} shares
 * both: closing the translator or one of its views closes them all.
 *
 * <p><b>Closing.</b> Once {@link #close} was called, every new call throws an {@link
 * IllegalStateException}, even one by a listener. Running calls continue, and {@code close} waits
 * for them, including those of {@link #translateAsync}. A second {@code close} waits for the first.
 * A listener cannot close the translator during its own call: {@code close} would wait for that
 * call, so it throws an {@code IllegalStateException} and has no effect.
 *
 * <p><b>Errors.</b> A call throws the exception or error that ended its computation, even an {@link
 * OutOfMemoryError}. Other calls are not affected, and the translator stays usable.
 *
 * <p><b>Results.</b> In float32 and int8, the translation of a text does not depend on the other
 * texts of its batch or on the thread. Nor do its score and confidence, to the last bit, in int8,
 * and on processors with AVX-512 in float32 and bfloat16 too, if the model's sizes are multiples of
 * 64, an operation uses one native thread, and there is no shortlist. Otherwise, rounding may
 * change the score by at most 1e-5 times the larger of 1 and the score's absolute value in float32;
 * in bfloat16 it changes more, and rarely the text. Any string is accepted: control characters and
 * white space of every kind count as spaces, and unpaired surrogates as U+FFFD. The translation of
 * blank text is blank. Invisible characters are removed from sources, targets, prefixes and
 * suppressed words as {@link dev.thimble.text.InvisibleCharacters} describes, except those that
 * occur in a piece of the vocabulary. A sentence of more than {@link
 * TranslationOptions#maxSourceLength} pieces causes a {@link LongTextException}, unless the options
 * split it.
 */
public final class Translator implements AutoCloseable {
  /** Batches that a lazy stream reads ahead, to form batches of similar lengths. */
  private static final int WINDOW_BATCHES = 8;

  private final View view;

  private Translator(View view) {
    this.view = view;
  }

  /**
   * Loads a model folder with the default options.
   *
   * @param folder a model folder, or a zip file of one
   * @return the translator; the caller closes it
   * @throws IOException if a file cannot be read
   */
  public static Translator load(Path folder) throws IOException {
    return load(folder, TranslationOptions.defaults());
  }

  /**
   * Loads a model folder with the default serving configuration.
   *
   * @param folder a model folder, or a zip file of one
   * @param options for every translation
   * @return the translator; the caller closes it
   * @throws IOException if a file cannot be read
   */
  public static Translator load(Path folder, TranslationOptions options) throws IOException {
    return load(folder, options, ServingConfig.defaults());
  }

  /**
   * Loads a model folder in any file system, or a zip file of one.
   *
   * @param folder a model folder, or a zip file of one
   * @param options for every translation
   * @param serving batches, queue and threads
   * @return the translator; the caller closes it
   * @throws dev.thimble.checkpoint.CheckpointException if the folder cannot be used; the message
   *     names the file and the fault
   * @throws IOException if a file cannot be read
   */
  public static Translator load(Path folder, TranslationOptions options, ServingConfig serving)
      throws IOException {
    return load(LoadConfig.of(folder), options, serving);
  }

  /**
   * Loads a model from a URI with the default options.
   *
   * @param model URI of the folder, its manifest or a zip file; see {@link ModelLocation#of(URI)}
   * @return the translator; the caller closes it
   * @throws IOException if a file cannot be read
   */
  public static Translator load(URI model) throws IOException {
    return load(model, TranslationOptions.defaults(), ServingConfig.defaults());
  }

  /**
   * Loads a model folder that a URI names, in a file system or in a jar. To use {@link LoadConfig}
   * as well, get the folder from a {@link ModelLocation}.
   *
   * @param model such as {@code Application.class.getResource("/model/manifest.json").toURI()}; see
   *     {@link ModelLocation#of(URI)}
   * @param options for every translation
   * @param serving batches, queue and threads
   * @return the translator; the caller closes it
   * @throws dev.thimble.checkpoint.CheckpointException if the model cannot be used; the message
   *     names the file and the fault
   * @throws IOException if a file cannot be read
   */
  public static Translator load(URI model, TranslationOptions options, ServingConfig serving)
      throws IOException {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(serving, "serving");
    return TextModel.load(ModelLocation.of(model), folder -> load(folder, options, serving));
  }

  /**
   * Loads a model from a stream of a zip file with the default options.
   *
   * @param zip stays open
   * @return the translator; the caller closes it
   * @throws IOException if the stream cannot be read
   */
  public static Translator load(InputStream zip) throws IOException {
    return load(zip, TranslationOptions.defaults(), ServingConfig.defaults());
  }

  /**
   * Loads a model folder from a stream of a zip file; the stream stays open. See {@link
   * ModelLocation#of(InputStream)}.
   *
   * @param zip of at most 4 GiB
   * @param options for every translation
   * @param serving batches, queue and threads
   * @return the translator; the caller closes it
   * @throws dev.thimble.checkpoint.CheckpointException if the model cannot be used; the message
   *     names the file and the fault
   * @throws IOException if the stream cannot be read
   */
  public static Translator load(InputStream zip, TranslationOptions options, ServingConfig serving)
      throws IOException {
    Objects.requireNonNull(zip, "zip");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(serving, "serving");
    return TextModel.load(ModelLocation.of(zip), folder -> load(folder, options, serving));
  }

  /**
   * Loads one model folder, or several as an ensemble, and the models for ranking, if any.
   *
   * @param config folders, compute type and ranking models
   * @param options for every translation
   * @param serving batches, queue and threads
   * @return the translator; the caller closes it
   * @throws dev.thimble.checkpoint.CheckpointException if a folder cannot be used, holds a model of
   *     the wrong kind (one that translates or a language model), or has other vocabularies than
   *     the first; the message names the folder
   * @throws dev.thimble.corpus.CorpusException if the shortlist cannot be used; the message names
   *     the line
   * @throws IllegalArgumentException if this machine does not support the compute type, or the
   *     model does not support the options
   * @throws dev.thimble.natives.NativeLibraryException if a native library is missing or cannot be
   *     loaded; the message says what to do
   * @throws IOException if a file cannot be read
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
      return new Translator(View.of(core, options, core.confidence(options)));
    } catch (Throwable e) {
      core.close();
      throw e;
    }
  }

  /**
   * Makes a translator over a model and segmentations that the caller owns.
   *
   * @param model in any compute type
   * @param segmentations of the model's vocabularies
   * @param options for every translation
   * @param serving batches, queue and threads
   * @return the translator; the caller closes it, then the segmentations and the model
   * @throws IllegalArgumentException if it is a language model, or does not support the options
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
    TextModel own = new TextModel(Ensemble.of(model), segmentations, Confidences.none());
    return open(new TranslatorCore(own, ChannelModels.none(), serving, false), options);
  }

  /**
   * {@return the same translator with other options: a cheap view that shares models and queue}
   *
   * @param others for every translation by the view
   * @throws IllegalArgumentException if the model does not support the options, such as a glossary
   *     without masking
   */
  public Translator with(TranslationOptions others) {
    Objects.requireNonNull(others, "others");
    return with(others, view.core().confidence(others));
  }

  /**
   * {@return the same translator with other limits for each call} The view shares everything else
   * and is cheap enough to make one for each call.
   *
   * @param limits of each call
   */
  public Translator with(CallLimits limits) {
    return new Translator(view.with(Objects.requireNonNull(limits, "limits")));
  }

  /** A view with a confidence other than the model's. */
  Translator with(TranslationOptions others, @Nullable Confidence confidence) {
    return new Translator(View.of(view.core(), others, confidence).with(view.limits()));
  }

  /** The options and limits of this translator or view, and the calls with them. */
  View view() {
    return view;
  }

  /** {@return the options of this translator or view} */
  public TranslationOptions options() {
    return view.options();
  }

  /** {@return the type in which matrix products are computed, never {@link ComputeType#AUTO}} */
  public ComputeType computeType() {
    return view.core().ensemble().computeType();
  }

  /** {@return the limits of each call of this translator or view} */
  public CallLimits limits() {
    return view.limits();
  }

  /**
   * {@return what the translator is doing, for health checks and metrics} It can be read after
   * {@link #close} too.
   */
  public ServingStatus status() {
    return view.core().status();
  }

  /**
   * Translates one text.
   *
   * @param source any number of sentences; may be blank
   * @return the translation of the whole text
   */
  public Translation translate(String source) {
    return nBest(source).get(0);
  }

  /**
   * Translates texts; the results are in the order of the sources.
   *
   * @param sources each of any number of sentences; may be blank
   * @return one translation for each source
   */
  public List<Translation> translateAll(List<String> sources) {
    return translateAll(sources, (done, total) -> {});
  }

  /**
   * Translates texts as {@link #translateAll(List)} does, and reports progress.
   *
   * @param sources each of any number of sentences; may be blank
   * @param progress called on the calling thread after each sentence
   * @return one translation for each source
   */
  public List<Translation> translateAll(List<String> sources, ProgressListener progress) {
    Require.elements(sources, "sources");
    Objects.requireNonNull(progress, "progress");
    return view.nBest(sources, progress).stream().map(best -> best.get(0)).toList();
  }

  /**
   * Translates a stream of any number of texts lazily and in order, with at most eight batches of
   * texts in memory. Closing the result closes {@code sources}. The result is a sequential stream.
   * Once the translator is closed, it throws an {@code IllegalStateException}.
   *
   * @param sources each of any number of sentences; may be blank
   * @return one translation for each source; the caller closes it
   */
  public Stream<Translation> translateAll(Stream<String> sources) {
    Objects.requireNonNull(sources, "sources");
    int window = WINDOW_BATCHES * view.core().serving().batchSize();
    Iterator<Translation> translations = new Windows(this, sources.iterator(), window);
    Spliterator<Translation> ordered =
        Spliterators.spliteratorUnknownSize(
            translations, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(ordered, false).onClose(sources::close);
  }

  /**
   * Translates a text with spans whose translation is known.
   *
   * @param source text and spans
   * @return the translation of the whole text
   * @throws IllegalArgumentException if the model does not mask entities
   */
  public Translation translate(MarkedText source) {
    Objects.requireNonNull(source, "source");
    view.core().requireMasking("marked text needs");
    Translation translation = translate(source.marked());
    return translation.withText(source.restored(translation.text()));
  }

  /**
   * Translates the sentences of a document and keeps everything else as it is.
   *
   * @param source a document in the source language
   * @return the document with the translations in place of its sentences
   * @throws IllegalArgumentException if a sentence contains mark-up and the model does not mask
   *     entities
   */
  public Document translate(Document source) {
    Objects.requireNonNull(source, "source");
    if (source.hasTags()) {
      view.core().requireMasking("mark-up inside sentences needs");
    }
    return source.withTranslations(translateAll(source.sentences()));
  }

  /**
   * Translates one text and passes it to the listener in fragments while the model writes it. The
   * fragments concatenate to the translation's text; none ends inside a character. The listener
   * runs on the calling thread; an exception from it ends the translation.
   *
   * @param source any number of sentences; may be blank
   * @param listener receives the fragments
   * @return the translation of the whole text
   * @throws IllegalArgumentException unless the options choose greedy search or a single sample,
   *     and accept any confidence: any other search may still change what it has written
   */
  public Translation translate(String source, Consumer<String> listener) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(listener, "listener");
    return view.stream(source, listener);
  }

  /**
   * Translates one text asynchronously. The call waits only for room in the queue, which all
   * sentences of the text enter together; with a {@link CallLimits#queueWait} of zero it never
   * waits.
   *
   * <p>Cancelling the future, or completing it by {@link CompletableFuture#orTimeout}, removes its
   * text from the queue; a batch whose texts are all cancelled ends early. Dependent stages never
   * run on the translator's own threads. When the time limit is over, the future completes with a
   * {@link TimeLimitException}.
   *
   * @param source any number of sentences; may be blank
   * @return a future of the translation of the whole text
   * @throws QueueFullException if there is no room within {@link CallLimits#queueWait}
   */
  public CompletableFuture<Translation> translateAsync(String source) {
    Objects.requireNonNull(source, "source");
    return view.async(source);
  }

  /**
   * {@return the best translations of a text, best first} See {@link #nBest(List)}.
   *
   * @param source any number of sentences; may be blank
   */
  public List<Translation> nBest(String source) {
    Objects.requireNonNull(source, "source");
    return nBest(List.of(source)).get(0);
  }

  /**
   * {@return the {@code nBest} translations of each text, best first; a blank text has one, which
   * is blank} Beam search returns distinct texts, fewer than {@code nBest} only if it finds no more
   * up to the length limit. A minimum-Bayes-risk ranking merges equal texts and may return fewer.
   * Sampling returns all samples, including equal ones, in the order in which they were drawn
   * unless a ranking reorders them.
   *
   * @param sources each of any number of sentences; may be blank
   * @throws LongTextException if sources are longer than the options allow
   */
  public List<List<Translation>> nBest(List<String> sources) {
    Require.elements(sources, "sources");
    return view.nBest(sources, (done, total) -> {});
  }

  /**
   * Scores a given translation; see {@link #scoreAll}.
   *
   * @param source one text, which is not split
   * @param target its translation
   * @return the target with its log-probabilities
   */
  public Translation score(String source, String target) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    return scoreAll(List.of(source), List.of(target)).get(0);
  }

  /**
   * Scores given translations: each result has the log-probabilities that the model gives to every
   * piece of the target and to eos. Of the options, only the length penalty and {@code
   * maxSourceLength} have an effect.
   *
   * @param sources texts, which are not split
   * @param targets one for each source
   * @return one result for each pair, in their order
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
    return view.scoreAll(sources, targets);
  }

  /**
   * {@return the context vector of one text} See {@link #contextVectors}.
   *
   * @param source one text, which is not split
   */
  public float[] contextVector(String source) {
    Objects.requireNonNull(source, "source");
    return contextVectors(List.of(source))[0];
  }

  /**
   * The context vector of each text, usable as a sentence embedding. It is not all that the decoder
   * receives: the decoder's first states come from the encoder's last states.
   *
   * @param sources texts, which are not split
   * @return (texts, context size), in the order of the sources
   * @throws LongTextException if sources are longer than the options allow
   * @throws UnsupportedOperationException for an ensemble, where each model has its own
   */
  public float[][] contextVectors(List<String> sources) {
    Require.elements(sources, "sources");
    return view.contextVectors(sources);
  }

  @Override
  public void close() {
    view.core().close();
  }
}
