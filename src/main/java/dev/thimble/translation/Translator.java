package dev.thimble.translation;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.integrity.Require;
import dev.thimble.model.ComputeType;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.LengthPenalty;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Translates text with a trained model: the one class most programs need. Load it once and share it
 * among all threads.
 *
 * <p><b>Threads.</b> Thread-safe. Sentences of all callers meet in one bounded queue and cross the
 * model in batches, so that many threads together get several times the throughput of one; a caller
 * that is alone waits for nobody. A full queue blocks callers until there is room, so that memory
 * does not grow with their number. Batch size, longest wait, queue and threads are set by {@link
 * ServingConfig}. An interrupt ends a call with a {@link
 * java.util.concurrent.CancellationException}.
 *
 * <p><b>Ownership.</b> A translator from {@link #load} owns its model's native memory and the
 * queue's threads, one from {@link #of} its threads alone, a view from {@link #with} nothing of its
 * own: closing any of them closes them all.
 *
 * <p><b>Closing.</b> Once {@link #close} was called, every new call fails at once with an {@link
 * IllegalStateException}, also one that a listener makes; calls in flight go on, and {@code close}
 * waits for them, those from {@link #translateAsync} included. A second {@code close} waits for the
 * first. A listener cannot close the translator whose call it hears: {@code close} would wait for
 * itself, so it throws an {@code IllegalStateException} and has no effect.
 *
 * <p><b>Errors.</b> A call fails with whatever ended its work, an {@link OutOfMemoryError}
 * included. The failure is that call's alone, and the translator stays usable.
 *
 * <p><b>Results.</b> A text gets the same translation whatever it is translated together with, on
 * whichever thread; rounding may move its score, in float32 by at most 1e-5 times the larger of 1
 * and the score's size. Any string is accepted: control characters and white space of every kind
 * count as spaces, halves of surrogate pairs as U+FFFD, and blank text gives blank text. Invisible
 * characters are removed as {@link dev.thimble.text.InvisibleCharacters} says, save those that
 * stand in a piece of the vocabulary; so they are from targets, prefixes and suppressed words. A
 * text over {@link TranslationOptions#maxSourceLength} is a {@link LongTextException}, unless the
 * options have it split.
 */
public final class Translator implements AutoCloseable {
  /** Batches that a lazy stream holds, so that sentences of like length meet. */
  private static final int WINDOW_BATCHES = 8;

  private final TranslatorCore core;
  private final TranslationOptions options;
  private final TranslationOptions whole; // the same options, but nothing is split
  private final CompiledOptions compiled;

  private Translator(TranslatorCore core, TranslationOptions options) {
    this.core = core;
    this.options = options;
    whole = options.toBuilder().longInput(LongInput.REFUSE).build();
    compiled = core.whileOpen(() -> new CompiledOptions(core, options));
  }

  /** Loads a model folder with the default options. */
  public static Translator load(Path folder) throws IOException {
    return load(folder, TranslationOptions.defaults());
  }

  /** Loads a model folder, to be served by default. */
  public static Translator load(Path folder, TranslationOptions options) throws IOException {
    return load(folder, options, ServingConfig.defaults());
  }

  /**
   * Loads a model folder.
   *
   * @throws dev.thimble.checkpoint.CheckpointException if the folder cannot be used, naming the
   *     file and why
   */
  public static Translator load(Path folder, TranslationOptions options, ServingConfig serving)
      throws IOException {
    return load(LoadConfig.of(folder), options, serving);
  }

  /**
   * Loads one model folder, or several that decode as one.
   *
   * @throws dev.thimble.checkpoint.CheckpointException as for one; also if they do not share their
   *     vocabularies, naming the folder
   * @throws dev.thimble.corpus.CorpusException if the shortlist cannot be used, naming the line
   * @throws IllegalArgumentException if this machine does not have the precision
   */
  public static Translator load(
      LoadConfig config, TranslationOptions options, ServingConfig serving) throws IOException {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(serving, "serving");
    NativeRuntime.loadAhead();
    List<ModelContents> contents = new ArrayList<>();
    for (Path folder : config.folders()) {
      contents.add(ModelFolder.read(folder));
    }
    return open(
        TranslatorCore.owning(
            Ensemble.of(config, contents), config.folders().get(0), contents.get(0), serving),
        options);
  }

  private static Translator open(TranslatorCore core, TranslationOptions options) {
    try {
      return new Translator(core, options);
    } catch (Throwable e) {
      core.close();
      throw e;
    }
  }

  /** A translator over a model and segmentations that stay the caller's. */
  public static Translator of(
      Seq2SeqModel model,
      Segmentations segmentations,
      TranslationOptions options,
      ServingConfig serving) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(segmentations, "segmentations");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(serving, "serving");
    return open(new TranslatorCore(Ensemble.of(model), segmentations, serving, false), options);
  }

  /** The same translator with other options: a view that costs little and shares the queue. */
  public Translator with(TranslationOptions others) {
    return new Translator(core, Objects.requireNonNull(others, "others"));
  }

  /** How this translates. */
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

  /** Translates texts; the results stand in the order of the sources. */
  public List<Translation> translateAll(List<String> sources) {
    return nBest(sources).stream().map(best -> best.get(0)).toList();
  }

  /**
   * Translates a stream of texts, of any length: lazily, in order, holding no more than eight
   * batches of texts. Closing the result closes the sources. For sequential use; each window is a
   * call of its own, so a translator that is closed ends the stream with an {@code
   * IllegalStateException}.
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

  /** Translates a document's sentences, in one call; its white space stays as it is. */
  public Document translate(Document source) {
    Objects.requireNonNull(source, "source");
    return source.withSentences(
        translateAll(source.sentences()).stream().map(Translation::text).toList());
  }

  /**
   * Translates one text, and hands the listener its text while it is written. The fragments,
   * joined, are the translation's text, and none ends inside a character. The listener runs on the
   * calling thread; what it throws ends the translation.
   *
   * @throws IllegalArgumentException if the options ask for more than one hypothesis: only what
   *     greedy search or the sampling of one translation writes is final at once
   */
  public Translation translate(String source, Consumer<String> listener) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(listener, "listener");
    if (!options.canStream()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the search is %s, nBest %d; text can be told while it is written only by a beam of"
                  + " size 1 or one sample",
              options.search().strategy(),
              options.search().nBest()));
    }
    return core.whileOpen(
        () -> {
          SourceText text = text(source, "the source");
          List<List<Hypothesis>> found = new ArrayList<>();
          for (int[] part : text.parts()) {
            tell(listener, text.gap(found.size()));
            SearchInput input = compiled.source(part, found.isEmpty());
            found.add(new Streaming(core, listener).run(compiled.search(), input));
          }
          tell(listener, text.gap(found.size()));
          return translations(text, found).get(0);
        });
  }

  private static void tell(Consumer<String> listener, String gap) {
    if (!gap.isEmpty()) {
      listener.accept(gap);
    }
  }

  /**
   * Translates one text while the caller does something else; blocks only while the queue is full.
   *
   * <p>A future that is cancelled, or completed by {@link CompletableFuture#orTimeout}, takes its
   * text out of the queue; a batch in which nobody is left ends early. Dependent stages never run
   * on the translator's own threads.
   */
  public CompletableFuture<Translation> translateAsync(String source) {
    Objects.requireNonNull(source, "source");
    return core.whileOpen(
        () -> {
          SourceText text = text(source, "the source");
          return new AsyncTranslation(core, found -> translations(text, found).get(0))
              .start(compiled.search(), sources(text));
        });
  }

  /** The best translations of a text, best first; see {@link #nBest(List)}. */
  public List<Translation> nBest(String source) {
    Objects.requireNonNull(source, "source");
    return nBest(List.of(source)).get(0);
  }

  /**
   * The translations of each text, best first, as many as the options' {@code nBest}; a blank text
   * has one, blank. A beam gives no text twice, and fewer only if it finds no more different ones
   * up to the length limit. A minimum-Bayes-risk ranking merges equal texts after it has counted
   * them, so it gives fewer. Samples are given as they were drawn, equal ones too.
   *
   * @throws LongTextException if sources are longer than the options allow
   */
  public List<List<Translation>> nBest(List<String> sources) {
    Require.elements(sources, "sources");
    return core.whileOpen(
        () -> {
          int size = sources.size();
          List<SourceText> texts =
              SourceText.each(size, i -> text(sources.get(i), nameOf("source", i, size)));
          List<SearchInput> inputs =
              texts.stream().flatMap(text -> sources(text).stream()).toList();
          Iterator<List<Hypothesis>> found = core.answerAll(compiled.search(), inputs).iterator();
          return texts.stream()
              .map(
                  text -> translations(text, text.parts().stream().map(p -> found.next()).toList()))
              .toList();
        });
  }

  private List<SearchInput> sources(SourceText text) {
    List<SearchInput> sources = new ArrayList<>();
    text.parts().forEach(part -> sources.add(compiled.source(part, sources.isEmpty())));
    return sources;
  }

  /** A given translation with the numbers that the model gives it; see {@link #scoreAll}. */
  public Translation score(String source, String target) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    return scoreAll(List.of(source), List.of(target)).get(0);
  }

  /**
   * Given translations with the numbers that the model gives them, those it would give if it had
   * written them itself: log-probability of every piece and of the end, {@code finished} true. Only
   * the options' length penalty counts.
   *
   * @param targets one for each source
   * @throws LongTextException if texts of either side are longer than the options allow; none is
   *     split
   * @throws IllegalArgumentException if there are not as many
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
          int size = sources.size();
          List<SearchInput> inputs =
              SourceText.each(
                  size,
                  i -> {
                    int[] from = whole(sources.get(i), nameOf("source", i, size), core.source());
                    int[] to = whole(targets.get(i), nameOf("target", i, size), core.target());
                    return CompiledOptions.forced(from, to);
                  });
          return core.answerAll(compiled.scoring(), inputs).stream().map(this::scored).toList();
        });
  }

  private Translation scored(List<Hypothesis> found) {
    Vocabulary vocabulary = core.target().vocabulary();
    Translation forced = SourceText.translation(found.get(0), vocabulary);
    LengthPenalty penalty = options.search().lengthPenalty();
    return forced.withScore(penalty.score(forced.logProb(), forced.length()));
  }

  /** The context vector of one text; see {@link #contextVectors}. */
  public float[] contextVector(String source) {
    Objects.requireNonNull(source, "source");
    return contextVectors(List.of(source))[0];
  }

  /**
   * The context vector of each text: all that the decoder is told of it, usable as a sentence
   * embedding. A text over the options' limit is refused, whatever they say of splitting.
   *
   * @return (texts, context size), in the order of the sources
   * @throws UnsupportedOperationException by an ensemble, which has a context vector for each model
   */
  public float[][] contextVectors(List<String> sources) {
    Require.elements(sources, "sources");
    return core.whileOpen(
        () -> {
          int size = sources.size();
          List<int[]> inputs =
              SourceText.each(
                  size, i -> whole(sources.get(i), nameOf("source", i, size), core.source()));
          return core.answerAll(new EncodeBatchTask(core.ensemble()), inputs)
              .toArray(float[][]::new);
        });
  }

  /* The ids of a text, which is not split. */
  private int[] whole(String text, String name, Side side) {
    List<int[]> parts = checked(text, name, side, whole).parts();
    return parts.isEmpty() ? new int[0] : parts.get(0);
  }

  @Override
  public void close() {
    core.close();
  }

  private SourceText text(String source, String name) {
    return checked(source, name, core.source(), options);
  }

  private static SourceText checked(
      String text, String name, Side side, TranslationOptions options) {
    try {
      return SourceText.of(text, side, options);
    } catch (LongTextException e) {
      throw e.of(name);
    }
  }

  private static String nameOf(String side, int index, int size) {
    return size == 1
        ? "the " + side
        : String.format(Locale.ROOT, "%s %d of %d", side, index + 1, size);
  }

  private List<Translation> translations(SourceText text, List<List<Hypothesis>> found) {
    Vocabulary vocabulary = core.target().vocabulary();
    LengthPenalty penalty = options.search().lengthPenalty();
    return text.translations(found, vocabulary, penalty);
  }
}
