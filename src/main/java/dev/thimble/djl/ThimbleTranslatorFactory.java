package dev.thimble.djl;

import ai.djl.Model;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes DJL's translators from model folders. A translator maps a {@code String} to its
 * translation, a {@code String[]} to the translations of its texts, or, for DJL Serving, an {@code
 * Input} of UTF-8 text to an {@code Output} of UTF-8 text. All predictors of a model share one
 * {@link dev.thimble.translation.Translator}; closing the model closes it. Stateless and
 * thread-safe.
 *
 * <p>In a program, {@link #criteria} makes the settings. In a {@code serving.properties} beside the
 * manifest they are:
 *
 * <pre>
 * engine=PyTorch
 * translatorFactory=dev.thimble.djl.ThimbleTranslatorFactory
 * blockFactory=dev.thimble.djl.ThimbleBlockFactory
 * option.hasParameter=false
 * thimble.beamSize=5
 * </pre>
 *
 * <p>Arguments that begin with {@code thimble.} set {@code computeType}, {@code beamSize}, {@code
 * splitSentences}, {@code maxSourceLength}, {@code longInput}, {@code batchSize}, {@code
 * queueCapacity}, {@code workers}, {@code threads}, {@code queueWaitMillis} and {@code
 * timeLimitMillis}, each as in {@code LoadConfig}, {@code TranslationOptions}, {@code
 * ServingConfig} and {@code CallLimits}.
 */
public final class ThimbleTranslatorFactory implements TranslatorFactory, Serializable {
  private static final long serialVersionUID = 1;

  /** For DJL, which creates the factory by its class name. */
  public ThimbleTranslatorFactory() {}

  /**
   * Criteria that load a model folder; add its location by {@code optModelPath} or {@code
   * optModelUrls}.
   *
   * @param <I> type of the input
   * @param <O> type of the output
   * @param input {@code String}, {@code String[]} or {@code Input}
   * @param output {@code String}, {@code String[]} or {@code Output}
   * @return criteria with this factory and its engine
   */
  public static <I, O> Criteria.Builder<I, O> criteria(Class<I> input, Class<O> output) {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    return Criteria.builder()
        .setTypes(input, output)
        .optEngine("PyTorch")
        .optArgument("blockFactory", ThimbleBlockFactory.class.getName())
        .optOption("hasParameter", "false")
        .optTranslatorFactory(new ThimbleTranslatorFactory());
  }

  @Override
  public Set<Pair<Type, Type>> getSupportedTypes() {
    return Set.of(
        new Pair<>(String.class, String.class),
        new Pair<>(String[].class, String[].class),
        new Pair<>(Input.class, Output.class));
  }

  /**
   * {@inheritDoc}
   *
   * @throws TranslateException if the folder or an argument cannot be used
   * @throws IllegalArgumentException if the types are not supported
   */
  @Override
  public <I, O> Translator<I, O> newInstance(
      Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
      throws TranslateException {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(arguments, "arguments");
    if (!isSupported(input, output)) {
      throw new IllegalArgumentException(
          "Thimble does not translate from "
              + input.getName()
              + " to "
              + output.getName()
              + "; it does from String to String, from String[] to String[] and from Input to"
              + " Output");
    }
    Form<I, O> form = form(input);
    return new ThimbleTranslator<>(load(model, arguments), form);
  }

  private static dev.thimble.translation.Translator load(Model model, Map<String, ?> arguments)
      throws TranslateException {
    try {
      Arguments given = new Arguments(model.getModelPath(), arguments);
      dev.thimble.translation.Translator loaded =
          dev.thimble.translation.Translator.load(
              given.loadConfig(), given.options(), given.serving());
      model.getNDManager().attachInternal("thimble-" + UUID.randomUUID(), loaded);
      return loaded.with(given.limits());
    } catch (IOException | RuntimeException e) {
      throw new TranslateException(e.getMessage(), e);
    }
  }

  /* What a type is as texts; both functions keep the number of texts. */
  interface Form<I, O> {
    List<String> sources(I input);

    O output(List<String> translations);
  }

  @SuppressWarnings("unchecked") // the supported types are checked
  private static <I, O> Form<I, O> form(Class<I> input) {
    Form<?, ?> form =
        Stream.<Form<?, ?>>of(new OfText(), new OfTexts(), new OfRequest())
            .skip(input == String.class ? 0 : input == String[].class ? 1 : 2)
            .findFirst()
            .orElseThrow();
    return (Form<I, O>) form;
  }

  private record OfText() implements Form<String, String> {
    @Override
    public List<String> sources(String input) {
      return List.of(input);
    }

    @Override
    public String output(List<String> translations) {
      return translations.get(0);
    }
  }

  private record OfTexts() implements Form<String[], String[]> {
    @Override
    public List<String> sources(String[] input) {
      return List.of(input);
    }

    @Override
    public String[] output(List<String> translations) {
      return translations.toArray(String[]::new);
    }
  }

  private record OfRequest() implements Form<Input, Output> {
    @Override
    public List<String> sources(Input input) {
      if (input.getData() == null) {
        throw new IllegalArgumentException("the request has no text; send it as the body");
      }
      return List.of(new String(input.getData().getAsBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public Output output(List<String> translations) {
      Output output = new Output(200, "OK");
      output.addProperty("Content-Type", "text/plain; charset=utf-8");
      output.add(translations.get(0).getBytes(StandardCharsets.UTF_8));
      return output;
    }
  }
}
