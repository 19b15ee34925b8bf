package dev.thimble.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.thimble.translation.RandomModel;
import dev.thimble.translation.Translator;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model folders as programs written for DJL load them. */
class CriteriaIT {
  private static final List<String> SOURCES = List.of("the cat", "", "sat on the mat");

  @TempDir private static Path folder;
  private static Path model;
  private static List<String> expected;

  @BeforeAll
  static void translate() throws Exception {
    model = RandomModel.write(folder.resolve("model"), 3);
    try (Translator translator = Translator.load(model)) {
      expected = translator.translateAll(SOURCES).stream().map(found -> found.text()).toList();
    }
  }

  @Test
  void predictorTranslatesATextAndABatch() throws Exception {
    Criteria<String, String> criteria =
        ThimbleTranslatorFactory.criteria(String.class, String.class).optModelPath(model).build();
    try (ZooModel<String, String> loaded = criteria.loadModel();
        Predictor<String, String> predictor = loaded.newPredictor();
        Predictor<String, String> second = loaded.newPredictor()) {
      assertThat(predictor.predict(SOURCES.get(0))).isEqualTo(expected.get(0));
      assertThat(predictor.batchPredict(SOURCES)).isEqualTo(expected);
      assertThat(second.predict(SOURCES.get(2))).isEqualTo(expected.get(2));
    }
  }

  @Test
  void modelIsFoundByItsUrl() throws Exception {
    Criteria<String[], String[]> criteria =
        ThimbleTranslatorFactory.criteria(String[].class, String[].class)
            .optModelUrls(model.toUri().toString())
            .build();
    try (ZooModel<String[], String[]> loaded = criteria.loadModel();
        Predictor<String[], String[]> predictor = loaded.newPredictor()) {
      assertThat(predictor.predict(SOURCES.toArray(String[]::new)))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void servingPropertiesSayAllThatDjlServingNeeds() throws Exception {
    Path served = RandomModel.write(folder.resolve("served"), 3);
    Files.writeString(
        served.resolve("serving.properties"),
        """
        engine=PyTorch
        translatorFactory=dev.thimble.djl.ThimbleTranslatorFactory
        blockFactory=dev.thimble.djl.ThimbleBlockFactory
        option.hasParameter=false
        thimble.beamSize=1
        thimble.splitSentences=false
        thimble.maxSourceLength=7
        thimble.longInput=refuse
        thimble.computeType=float32
        thimble.batchSize=8
        thimble.queueCapacity=9
        thimble.workers=1
        thimble.threads=1
        thimble.queueWaitMillis=60000
        thimble.timeLimitMillis=60000
        """);
    Criteria<Input, Output> criteria =
        Criteria.builder().setTypes(Input.class, Output.class).optModelPath(served).build();
    try (ZooModel<Input, Output> loaded = criteria.loadModel();
        Predictor<Input, Output> predictor = loaded.newPredictor()) {
      Output output = predictor.predict(request("é"));
      assertThat(output.getCode()).isEqualTo(200);
      assertThat(output.getProperty("Content-Type", "")).isEqualTo("text/plain; charset=utf-8");
      assertThat(output.getData().getAsString()).isNotNull();
      assertThatThrownBy(() -> predictor.predict(request("zzzzzzzzzzzz")))
          .isInstanceOf(TranslateException.class)
          .hasMessageContaining("maxSourceLength, 7");
      assertThatThrownBy(() -> predictor.predict(new Input()))
          .isInstanceOf(TranslateException.class)
          .hasMessageContaining("the request has no text; send it as the body");
    }
  }

  @Test
  void closingTheModelClosesTheTranslator() throws Exception {
    ZooModel<String, String> loaded =
        ThimbleTranslatorFactory.criteria(String.class, String.class)
            .optModelPath(model)
            .build()
            .loadModel();
    Predictor<String, String> predictor = loaded.newPredictor();
    assertThat(predictor.predict("the cat")).isEqualTo(expected.get(0));
    loaded.close();
    assertThatThrownBy(() -> predictor.predict("the cat"))
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknownArgumentIsRefused() {
    assertThatThrownBy(() -> load("thimble.beamsize", "4"))
        .rootCause()
        .hasMessageStartingWith("there is no argument thimble.beamsize; there are thimble.comp");
  }

  @Test
  void argumentOutOfRangeIsRefusedByName() {
    assertThatThrownBy(() -> load("thimble.beamSize", "five"))
        .hasStackTraceContaining("the argument thimble.beamSize cannot be 'five': ");
    assertThatThrownBy(() -> load("thimble.splitSentences", "yes"))
        .hasStackTraceContaining(
            "the argument thimble.splitSentences cannot be 'yes': it must be true or false");
  }

  @Test
  void otherTypesAreRefused() {
    ThimbleTranslatorFactory factory = new ThimbleTranslatorFactory();
    assertThat(factory.isSupported(String.class, Output.class)).isFalse();
    assertThat(factory.isSupported(Input.class, Output.class)).isTrue();
    Model unused =
        (Model)
            Proxy.newProxyInstance(
                Model.class.getClassLoader(),
                new Class<?>[] {Model.class},
                (proxy, method, arguments) -> null);
    assertThatThrownBy(() -> factory.newInstance(String.class, Output.class, unused, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Thimble does not translate from java.lang.String to ai.djl.");
  }

  private static void load(String argument, String value) throws Exception {
    ThimbleTranslatorFactory.criteria(String.class, String.class)
        .optModelPath(model)
        .optArgument(argument, value)
        .build()
        .loadModel()
        .close();
  }

  private static Input request(String text) {
    Input input = new Input();
    input.add(text.getBytes(StandardCharsets.UTF_8));
    return input;
  }
}
