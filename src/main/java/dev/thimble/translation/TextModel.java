package dev.thimble.translation;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.ModelLocation;
import dev.thimble.checkpoint.Segmentations;
import dev.thimble.search.SearchConfig;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model, or an ensemble, with its segmentations and confidences. Thread-safe. {@link #close}
 * closes the model and the segmentations.
 */
final class TextModel {
  /** What a model is loaded for. */
  enum Kind {
    /** It reads a source. */
    TRANSLATES(
        true,
        "is a language model, which has no encoder and cannot translate; it can score and generate"
            + " texts, see 'thimble score', 'thimble generate' and LanguageModel"),
    /** It is a decoder alone. */
    LANGUAGE_MODEL(
        false, "is no language model, since it has an encoder; it translates, see Translator");

    private final boolean hasEncoder;
    private final String otherwise;

    Kind(boolean hasEncoder, String otherwise) {
      this.hasEncoder = hasEncoder;
      this.otherwise = otherwise;
    }
  }

  private final Ensemble ensemble;
  private final Segmentations segmentations;
  private final Confidences confidences;
  private final Side source;
  private final Side target;

  TextModel(Ensemble ensemble, Segmentations segmentations, Confidences confidences) {
    this.ensemble = ensemble;
    this.segmentations = segmentations;
    this.confidences = confidences;
    source = new Side(segmentations.source());
    target = new Side(segmentations.target());
  }

  /** How something is loaded from a model folder. */
  @FunctionalInterface
  interface Loading<T> {
    T from(Path folder) throws IOException;
  }

  /** Loads from a location and closes it. */
  static <T> T load(ModelLocation location, Loading<T> loading) throws IOException {
    try (location) {
      return loading.from(location.folder());
    } catch (CheckpointException e) {
      throw e.at(location.toString());
    }
  }

  /**
   * Loads the folders of a configuration, without its channel and its language model.
   *
   * @throws CheckpointException if a folder cannot be used or holds a model of the other kind
   */
  static TextModel load(LoadConfig config, Kind kind) throws IOException {
    List<ModelContents> contents = new ArrayList<>();
    for (Path folder : config.folders()) {
      ModelContents read = ModelFolder.read(folder);
      if (read.config().hasEncoder() != kind.hasEncoder) {
        throw new CheckpointException(folder + " " + kind.otherwise);
      }
      contents.add(read);
    }
    Path first = config.folders().get(0);
    Confidences confidences = Confidences.of(config, contents.get(0));
    Ensemble ensemble = Ensemble.of(config, contents);
    Segmentations segmentations = null;
    try {
      segmentations = Segmentations.of(first, contents.get(0));
      return new TextModel(ensemble, segmentations, confidences);
    } catch (Throwable e) {
      ensemble.close();
      if (segmentations != null) {
        segmentations.close();
      }
      throw e;
    }
  }

  Ensemble ensemble() {
    return ensemble;
  }

  /** The confidences in translations by the model, or by an ensemble of which it is the first. */
  Confidences confidences() {
    return confidences;
  }

  Side source() {
    return source;
  }

  Side target() {
    return target;
  }

  /** How entities are masked; null if they are not. */
  @Nullable Masking masking() {
    return segmentations.masking();
  }

  /** A source and its given translation, with symbols for the entities that both have. */
  MaskedPair masked(String sourceText, String targetText) {
    return segmentations.masked(source.visible(sourceText), target.visible(targetText));
  }

  /** The input to score a given translation, masked as a pair. */
  SearchInput forced(String sourceText, String targetText) {
    MaskedPair pair = masked(sourceText, targetText);
    return SearchInput.forced(source.ids(pair.source()), target.ids(pair.target()));
  }

  /** The input to score a text by a language model. */
  SearchInput forced(String text) {
    return SearchInput.forced(new int[0], target.ids(text));
  }

  /** The task that scores given translations. */
  SearchBatchTask scoring() {
    return new SearchBatchTask(
        ensemble, SearchConfig.forced(), Ranking.SEARCH, target.vocabulary());
  }

  /** Closes models and segmentations. */
  void close() {
    ensemble.close();
    segmentations.close();
  }
}
