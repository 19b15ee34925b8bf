package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelConfigTest {
  private static final ModelConfig PLAIN = Models.config(CellType.LSTM, true, 2);
  private static final ModelConfig NORMALIZED = PLAIN.toBuilder().layerNorm(true).build();

  @Test
  void builderKeepsWhatItDoesNotSet() {
    assertThat(PLAIN.toBuilder().build()).isEqualTo(PLAIN);
    assertThat(NORMALIZED.layerNorm()).isTrue();
    assertThat(NORMALIZED.toBuilder().layerNorm(false).build()).isEqualTo(PLAIN);
    assertThat(ModelConfig.builder(100, 200).build()).isEqualTo(ModelConfig.defaults(100, 200));
  }

  @Test
  void pooledContextHasTheSizeOfThreeOutputs() {
    assertThat(PLAIN.contextSize()).isEqualTo(12);
    assertThat(Models.pooled(PLAIN).contextSize()).isEqualTo(36);
    assertThat(Models.attentive(PLAIN).contextSize()).isEqualTo(36);
  }

  @Test
  void outputsOfAttentivePoolingAreDividedAmongItsHeads() {
    ModelConfig.Builder odd = Models.attentive(PLAIN).toBuilder().encoderSize(7);
    assertThatThrownBy(odd::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "context pooling ATTENTIVE divides 2 * 14 values among 8 heads; choose an encoder size"
                + " that is a multiple of 2, or another context pooling");
    assertThatThrownBy(odd.bidirectional(false).encoderSize(6)::build)
        .hasMessageContaining("multiple of 4");
    assertThat(odd.encoderSize(8).build().contextSize()).isEqualTo(24);
  }

  @Test
  void pooledContextMustBeFedAtEveryStep() {
    ModelConfig.Builder start = Models.pooled(PLAIN).toBuilder().contextFeed(ContextFeed.START);
    assertThatThrownBy(start::build)
        .hasMessageStartingWith("context pooling CONCAT needs context feed EVERY_STEP or GATED");
  }

  @Test
  void residualConnectionsNeedLayersToPassBy() {
    ModelConfig.Builder shallow =
        PLAIN.toBuilder().encoderLayers(1).decoderLayers(1).residual(true);
    assertThatThrownBy(shallow::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("residual connections need more than one layer in encoder or decoder");
    assertThat(shallow.decoderLayers(2).build().residual()).isTrue();
  }

  @Test
  void sizesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> PLAIN.toBuilder().decoderLayers(9).build())
        .hasMessage("decoderLayers is 9; it must be from 1 to 8");
  }

  @Test
  void languageModelIsADecoderAlone() {
    ModelConfig config = Models.languageModel();
    assertThat(config.hasEncoder()).isFalse();
    assertThat(config.contextSize()).isZero();
    assertThat(shapes(config).keySet())
        .containsExactly(
            "decoder.embedding.weight",
            "decoder.rnn.weight_ih_l0",
            "decoder.rnn.weight_hh_l0",
            "decoder.rnn.bias_ih_l0",
            "decoder.rnn.bias_hh_l0",
            "readout.weight",
            "readout.bias",
            "output.bias");
    assertThat(PLAIN.hasEncoder()).isTrue();
  }

  @Test
  void languageModelHasNoOptionOfAnEncoder() {
    assertRefused(
        languageModel().encoderSize(6),
        "encoderSize is 6; it must be 0 in a language model, which");
    assertRefused(
        languageModel().bidirectional(true), "bidirectional is true; it must be false in");
    assertRefused(
        languageModel().reverseSource(true), "reverseSource is true; it must be false in");
    assertRefused(
        languageModel().contextFeed(ContextFeed.EVERY_STEP),
        "contextFeed is EVERY_STEP; it must be START in");
    assertRefused(languageModel().tying(Tying.ALL), "tying is ALL; it must be TARGET in");
    assertRefused(
        ModelConfig.builder(24, 23)
            .encoderLayers(0)
            .encoderSize(0)
            .bidirectional(false)
            .contextFeed(ContextFeed.START),
        "sourceVocabularySize is 24; it must be 23 in");
    assertRefused(
        languageModel().residual(true),
        "residual connections need more than one layer in encoder or decoder");
    assertRefused(languageModel().encoderLayers(1), "encoderSize is 0; it must be from 1 to");
  }

  private static ModelConfig.Builder languageModel() {
    return Models.languageModel().toBuilder();
  }

  private static void assertRefused(ModelConfig.Builder config, String message) {
    assertThatThrownBy(config::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void weightsOfPlainLayersAreRefusedForNormalizedOnesAndTheOtherWayRound() {
    assertThatThrownBy(() -> Seq2SeqModel.check(NORMALIZED, shapes(PLAIN)))
        .hasMessage("the weights have no encoder.norm.weight_l0");
    assertThatThrownBy(() -> Seq2SeqModel.check(PLAIN, shapes(NORMALIZED)))
        .hasMessage("the model's configuration has no parameter encoder.norm.weight_l0");
  }

  private static Map<String, long[]> shapes(ModelConfig config) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    new ParameterLayout(config)
        .parameters()
        .forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    return shapes;
  }
}
