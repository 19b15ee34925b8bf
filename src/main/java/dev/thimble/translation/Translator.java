package dev.thimble.translation;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Search;
import dev.thimble.search.SearchTask;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Translates text with a trained model: the one class most programs need. Load it once and share
 * it.
 *
 * <p>Thread-safe. Owns native memory until {@link #close}, which waits for calls in flight. A
 * sentence's translation does not depend on what it is translated together with. Translations of a
 * blank text are blank.
 */
public final class Translator implements AutoCloseable {
  private final Seq2SeqModel model;
  private final Segmentations segmentations;
  private final TranslationOptions options;
  private final boolean ownsModel;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Translator(
      Seq2SeqModel model,
      Segmentations segmentations,
      TranslationOptions options,
      boolean ownsModel) {
    this.model = model;
    this.segmentations = segmentations;
    this.options = options;
    this.ownsModel = ownsModel;
  }

  /** Loads a model folder with the default options. */
  public static Translator load(Path folder) throws IOException {
    return load(folder, TranslationOptions.defaults());
  }

  /**
   * Loads a model folder.
   *
   * @throws dev.thimble.checkpoint.CheckpointException if the folder cannot be used, naming the
   *     file and why
   */
  public static Translator load(Path folder, TranslationOptions options) throws IOException {
    ModelContents contents = ModelFolder.read(folder);
    Seq2SeqModel model = Seq2SeqModel.of(contents.config(), contents.weights());
    return new Translator(model, Segmentations.of(contents), options, true);
  }

  /** A translator over a model and segmentations that stay the caller's. */
  public static Translator of(
      Seq2SeqModel model, Segmentations segmentations, TranslationOptions options) {
    return new Translator(model, segmentations, options, false);
  }

  /** Translates one text. */
  public Translation translate(String source) {
    return translateAll(List.of(source)).get(0);
  }

  /** Translates texts, in batches; the results stand in the order of the sources. */
  public List<Translation> translateAll(List<String> sources) {
    return nBest(sources).stream().map(best -> best.get(0)).toList();
  }

  /**
   * The best translations of each text, best first, as many as the search's {@code nBest}; a blank
   * text has one, blank.
   *
   * @throws IllegalArgumentException if a source is longer than the options allow
   * @throws IllegalStateException after {@link #close}
   */
  public List<List<Translation>> nBest(List<String> sources) {
    return whileOpen(() -> inBatches(sources));
  }

  /**
   * The context vector of each text: what the decoder knows of it, usable as a sentence embedding.
   */
  public float[][] contextVectors(List<String> sources) {
    return whileOpen(
        () ->
            sources.isEmpty()
                ? new float[0][]
                : model.contextVectors(
                    sources.stream().map(segmentations.source()::ids).toArray(int[][]::new)));
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed && ownsModel) {
        model.close();
        segmentations.close();
      }
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T whileOpen(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the translator is closed; load it again");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private record Source(int index, int[] ids) {}

  /* Batches of like length waste the fewest steps. */
  private List<List<Translation>> inBatches(List<String> sources) {
    List<List<Translation>> results = new ArrayList<>();
    List<Source> open = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      results.add(List.of(Translation.BLANK));
      int[] ids = ids(sources.get(i), i);
      if (ids.length > 0) {
        open.add(new Source(i, ids));
      }
    }
    open.sort(Comparator.comparingInt(source -> source.ids.length));
    for (int from = 0; from < open.size(); from += options.batchSize()) {
      List<Source> batch = open.subList(from, Math.min(from + options.batchSize(), open.size()));
      List<List<Translation>> translated = search(batch);
      for (int i = 0; i < batch.size(); i++) {
        results.set(batch.get(i).index, translated.get(i));
      }
    }
    return results;
  }

  private int[] ids(String text, int index) {
    int[] ids = segmentations.source().ids(text);
    if (ids.length > options.maxSourceLength()) {
      throw new IllegalArgumentException(
          "text %d has %d pieces, more than maxSourceLength, %d; split it into sentences"
              .formatted(index + 1, ids.length, options.maxSourceLength()));
    }
    return ids;
  }

  private List<List<Translation>> search(List<Source> batch) {
    int[][] ids = batch.stream().map(Source::ids).toArray(int[][]::new);
    List<SearchTask> tasks = batch.stream().map(s -> SearchTask.of(s.ids.length)).toList();
    Search search = new Search(options.search(), model.config().specialTokens());
    return search.search(model.scorer(), model.encode(ids), tasks).stream()
        .map(best -> best.stream().map(this::translation).toList())
        .toList();
  }

  private Translation translation(Hypothesis hypothesis) {
    Vocabulary vocabulary = segmentations.target().vocabulary();
    List<Float> logProbs = new ArrayList<>();
    for (float logProb : hypothesis.logProbs()) {
      logProbs.add(logProb);
    }
    List<String> pieces = vocabulary.pieces(hypothesis.ids());
    return new Translation(
        vocabulary.detokenize(pieces),
        hypothesis.score(),
        hypothesis.logProb(),
        pieces,
        List.copyOf(logProbs));
  }
}
