package dev.thimble.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exported program, loaded without Thimble's own code. */
class TorchScriptIT {
  private static final int[][] SOURCES = Models.rows(3, 2, 9, 1, 5);

  @ParameterizedTest
  @MethodSource("dev.thimble.model.Models#sample")
  void exportedProgramGivesTheResultOfGreedySearch(ModelConfig config) throws Exception {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (Seq2SeqModel model = Seq2SeqModel.create(config, 7);
        Model exported = Model.newInstance("exported", "PyTorch")) {
      Seq2SeqModel.writeTorchScript(config, model.weights(), archive);
      exported.load(new ByteArrayInputStream(archive.toByteArray()));
      PtSymbolBlock block = (PtSymbolBlock) exported.getBlock();
      assertThat(forward(block)).isDeepEqualTo(greedy(model));
      prepare(block, model, ComputeType.INT8);
      model.computeIn(ComputeType.INT8);
      assertThat(forward(block)).isDeepEqualTo(greedy(model));
    }
  }

  private static int[][] greedy(Seq2SeqModel model) {
    SearchConfig config = SearchConfig.greedy();
    List<SearchTask> tasks = IntStream.of(2, 9, 1, 5).mapToObj(SearchTask::of).toList();
    return new Search(config, model.config().specialTokens())
        .search(model.scorer(), model.encode(SOURCES), tasks).stream()
            .map(found -> found.get(0))
            .map(Hypothesis::ids)
            .toArray(int[][]::new);
  }

  private static void prepare(PtSymbolBlock block, Seq2SeqModel model, ComputeType computeType) {
    try (IValue flat = IValue.from((PtNDArray) model.parametersForUpdate());
        IValue code = IValue.from(computeType.code());
        IValue nothing = IValueUtils.runMethod(block, "prepare", flat, code)) {
      assertThat(nothing).isNotNull();
    }
  }

  private static int[][] forward(PtSymbolBlock block) {
    IValue[] rows =
        Arrays.stream(SOURCES)
            .map(row -> IValue.listFrom(Arrays.stream(row).asLongStream().toArray()))
            .toArray(IValue[]::new);
    try (IValue sources = IValue.listFrom(rows);
        IValue result = IValueUtils.runMethod(block, "forward", sources)) {
      return Arrays.stream(result.toIValueArray())
          .map(row -> Arrays.stream(row.toLongArray()).mapToInt(Math::toIntExact).toArray())
          .toArray(int[][]::new);
    }
  }
}
