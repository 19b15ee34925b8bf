package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelPartTest {
  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#variety")
  void everyParameterBelongsToAPart(ModelConfig config) {
    for (ParameterLayout.Parameter parameter : new ParameterLayout(config).parameters()) {
      assertThat(ModelPart.of(parameter.name(), config.tying())).as(parameter.name()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "encoder.embedding.weight, EMBEDDINGS",
    "encoder.rnn.weight_ih_l0, ENCODER",
    "encoder.norm.bias_l1, ENCODER",
    "decoder.embedding.weight, EMBEDDINGS",
    "decoder.rnn.bias_hh_l0, DECODER",
    "decoder.norm.weight_l0, DECODER",
    "bridge.hidden.weight_l0, DECODER",
    "readout.weight, OUTPUT",
    "output.weight, OUTPUT",
    "output.bias, OUTPUT"
  })
  void parametersBelongToTheirPart(String parameter, ModelPart part) {
    assertThat(ModelPart.of(parameter, Tying.NONE)).containsExactly(part);
  }

  @ParameterizedTest
  @CsvSource({
    "encoder.embedding.weight, TARGET, 1",
    "decoder.embedding.weight, TARGET, 2",
    "encoder.embedding.weight, ALL, 2"
  })
  void sharedMatrixBelongsToBothOfItsParts(String parameter, Tying tying, int parts) {
    Set<ModelPart> all = EnumSet.of(ModelPart.EMBEDDINGS, ModelPart.OUTPUT);
    assertThat(ModelPart.of(parameter, tying))
        .isEqualTo(parts == 2 ? all : EnumSet.of(ModelPart.EMBEDDINGS));
  }

  @Test
  void parameterOfNoPartIsRefused() {
    assertThatThrownBy(() -> ModelPart.of("attention.weight", Tying.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attention.weight belongs to no part of the model");
  }

  @ParameterizedTest
  @EnumSource(ModelPart.class)
  void trainedRangesHoldAllParametersButThoseOfTheFrozenPart(ModelPart frozen) {
    ModelConfig config = Models.config(CellType.LSTM, true, 2);
    ParameterLayout layout = new ParameterLayout(config);
    List<ParameterLayout.Range> ranges = layout.trained(EnumSet.of(frozen));
    for (ParameterLayout.Parameter parameter : layout.parameters()) {
      boolean held =
          ranges.stream()
              .anyMatch(
                  range ->
                      range.start() <= parameter.offset()
                          && parameter.offset() + parameter.size() <= range.end());
      boolean kept = ModelPart.of(parameter.name(), config.tying()).contains(frozen);
      assertThat(held).as(parameter.name()).isEqualTo(!kept);
    }
    int trained = ranges.stream().mapToInt(range -> range.end() - range.start()).sum();
    assertThat(trained).isBetween(1, layout.length() - 1);
  }

  @Test
  void neighboursAreOneRange() {
    ParameterLayout layout = new ParameterLayout(Models.config(CellType.LSTM, true, 2));
    assertThat(layout.trained(Set.of()))
        .containsExactly(new ParameterLayout.Range(0, layout.length()));
    assertThat(layout.trained(EnumSet.of(ModelPart.ENCODER))).hasSize(2);
    assertThat(layout.trained(EnumSet.allOf(ModelPart.class))).isEmpty();
  }
}
