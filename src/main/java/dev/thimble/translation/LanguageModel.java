package dev.thimble.translation;

import dev.thimble.checkpoint.ModelLocation;
import dev.thimble.integrity.Require;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * A language model: scores texts by their probability and samples new ones (Sutskever et al. 2011;
 * Graves 2013). Load it once and share it among all threads.
 *
 * <p>Threads, ownership, closing and errors are those of {@link Translator}. A sample depends only
 * on the seed and its number, within the rounding that {@link Sampling} states.
 */
public final class LanguageModel implements AutoCloseable {
  private static final int MAX_LENGTH = 200;

  private final TranslatorCore core;
  private final TranslationOptions options;
  private final CompiledOptions compiled;
  private final CallLimits limits;

  private LanguageModel(
      TranslatorCore core,
      TranslationOptions options,
      CompiledOptions compiled,
      CallLimits limits) {
    this.core = core;
    this.options = options;
    this.compiled = compiled;
    this.limits = limits;
  }

  /**
   * {@return sampling from the model's own distribution, texts of up to 200 pieces, with seed 0}
   */
  public static TranslationOptions defaults() {
    return TranslationOptions.builder()
        .strategy(Sampling.defaults())
        .constraints(Constraints.defaults().withMaxLength(LengthFormula.absolute(MAX_LENGTH)))
        .build();
  }

  /**
   * Loads a model folder with the default options.
   *
   * @param folder of a language model, or a zip file of it
   * @return the model; the caller closes it
   * @throws IOException if a file cannot be read
   */
  public static LanguageModel load(Path folder) throws IOException {
    return load(LoadConfig.of(folder), defaults(), ServingConfig.defaults());
  }

  /**
   * Loads a model from a URI with the default options; see {@link ModelLocation#of(URI)}.
   *
   * @param model URI of the folder, its manifest or a zip file
   * @return the model; the caller closes it
   * @throws IOException if a file cannot be read
   */
  public static LanguageModel load(URI model) throws IOException {
    Objects.requireNonNull(model, "model");
    return TextModel.load(ModelLocation.of(model), folder -> load(folder));
  }

  /**
   * Loads a model from a stream of a zip file with the default options; see {@link
   * ModelLocation#of(InputStream)}.
   *
   * @param zip stays open
   * @return the model; the caller closes it
   * @throws IOException if the stream cannot be read
   */
  public static LanguageModel load(InputStream zip) throws IOException {
    Objects.requireNonNull(zip, "zip");
    return TextModel.load(ModelLocation.of(zip), folder -> load(folder));
  }

  /**
   * Loads one model folder, or several as an ensemble.
   *
   * @param config folders and compute type
   * @param options for samples: strategy, seed, prefix, suppressed pieces and constraints; for
   *     scores: {@code maxSourceLength}, the most pieces of a text, and the length penalty
   * @param serving batches, queue and threads
   * @return the model; the caller closes it
   * @throws dev.thimble.checkpoint.CheckpointException if a folder cannot be used, holds a model
   *     that translates, or has another vocabulary than the first; the message names the folder
   * @throws IllegalArgumentException if the options choose another strategy than {@link Sampling}
   *     or more than one hypothesis, if there is a shortlist, a channel or a language model for
   *     ranking, or if this machine does not support the compute type
   * @throws IOException if a file cannot be read
   */
  public static LanguageModel load(
      LoadConfig config, TranslationOptions options, ServingConfig serving) throws IOException {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(serving, "serving");
    Require.that(
        options.search().strategy() instanceof Sampling,
        "strategy",
        options.search().strategy(),
        "Sampling in a language model");
    Require.that(options.search().nBest() == 1, "nBest", options.search().nBest(), "1");
    if (config.shortlist() != null) {
      throw new IllegalArgumentException(
          "the shortlist " + config.shortlist() + " needs sources, which a language model lacks");
    }
    if (config.channel() != null) {
      throw new IllegalArgumentException(
          "the channel " + config.channel() + " needs sources, which a language model lacks");
    }
    if (config.languageModel() != null) {
      throw new IllegalArgumentException(
          "the language model "
              + config.languageModel()
              + " ranks translations; give it as the folder to load");
    }
    TranslatorCore core = TranslatorCore.load(config, serving, TextModel.Kind.LANGUAGE_MODEL);
    try {
      return new LanguageModel(
          core, options, new CompiledOptions(core, options), CallLimits.none());
    } catch (Throwable e) {
      core.close();
      throw e;
    }
  }

  /**
   * {@return the same model with other limits for each call} It is a cheap view. Closing the model
   * or one of its views closes them all.
   *
   * @param others of each call
   */
  public LanguageModel with(CallLimits others) {
    Objects.requireNonNull(others, "others");
    return new LanguageModel(core, options, compiled, others);
  }

  /**
   * {@return what the model is doing, for health checks and metrics} It can be read after {@link
   * #close} too.
   */
  public ServingStatus status() {
    return core.status();
  }

  /**
   * Scores one text; see {@link #scoreAll}.
   *
   * @param text one text, which is not split
   * @return the text with its log-probabilities
   */
  public Translation score(String text) {
    Objects.requireNonNull(text, "text");
    return scoreAll(List.of(text)).get(0);
  }

  /**
   * Scores texts: each result has the log-probabilities that the model gives to every piece and to
   * eos; {@link Translation#logProb} is their sum, the log-probability of the text.
   *
   * @param texts the texts, which are not split
   * @return one result for each text, in their order
   * @throws LongTextException if texts are longer than the options allow
   */
  public List<Translation> scoreAll(List<String> texts) {
    Require.elements(texts, "texts");
    return core.whileOpen(
        () -> {
          Call call = core.begin(limits);
          int size = texts.size();
          List<SearchInput> inputs =
              SourceText.each(
                  size,
                  i ->
                      SearchInput.forced(
                          new int[0],
                          SourceText.named(
                              SourceText.nameOf("text", i, size), () -> ids(texts.get(i)))));
          return translations(core.computeAll(core.scoring(), inputs, call));
        });
  }

  /**
   * Samples new texts. The seed and the number of a sample determine it; samples of different
   * numbers are independent.
   *
   * @param first number of the first sample, from 0
   * @param size number of samples, 0 or above
   * @return the samples in the order of their numbers
   */
  public List<Translation> sample(long first, int size) {
    Require.that(first >= 0, "first", first, "0 or above");
    Require.atLeast("size", size, 0);
    return core.whileOpen(
        () -> {
          List<SearchInput> inputs =
              LongStream.range(first, first + size).mapToObj(compiled::sample).toList();
          return translations(core.computeAll(compiled.search(), inputs, core.begin(limits)));
        });
  }

  private int[] ids(String text) {
    return compiled.sources().ids(text, core.target());
  }

  private List<Translation> translations(List<List<Candidate>> found) {
    LengthPenalty penalty = options.search().lengthPenalty();
    return found.stream()
        .map(one -> one.get(0).hypothesis())
        .map(one -> Assembly.of(one, core.target().vocabulary(), UnaryOperator.identity()))
        .map(text -> text.withScore(penalty.score(text.logProb(), text.length())))
        .toList();
  }

  @Override
  public void close() {
    core.close();
  }
}
