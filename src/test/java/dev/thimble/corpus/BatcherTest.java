package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatcherTest {
  @Property(tries = 50)
  void everyExampleIsInOneBatchWithinTheBounds(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll @IntRange(min = 1, max = 200) int maxTokens,
      @ForAll @IntRange(max = 20) int maxSentences,
      @ForAll long seed) {
    Batcher batcher =
        new Batcher(examples(size, seed), new BatchingConfig(maxTokens, maxSentences));
    List<Batch> batches = batcher.epoch(seed, 1);
    assertThat(batches.stream().flatMapToInt(batch -> Arrays.stream(batch.order())))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
    for (Batch batch : batches) {
      assertThat(batch.size() == 1 || batch.size() * (batch.longestTarget() + 1) <= maxTokens)
          .isTrue();
      assertThat(maxSentences == 0 || batch.size() <= maxSentences).isTrue();
      assertThat(Arrays.stream(batch.source()).map(row -> row.length).toList())
          .isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  @Test
  void sameSeedAndEpochGiveTheSameBatches() {
    Batcher batcher = new Batcher(examples(500, 7), new BatchingConfig(200, 0));
    assertThat(orders(batcher.epoch(3, 2))).isEqualTo(orders(batcher.epoch(3, 2)));
    assertThat(orders(batcher.epoch(3, 2))).isNotEqualTo(orders(batcher.epoch(3, 3)));
    assertThat(orders(batcher.epoch(3, 2))).isNotEqualTo(orders(batcher.epoch(4, 2)));
  }

  @Test
  void mostBatchesHaveOneSourceLength() {
    Batcher batcher = new Batcher(examples(5000, 1), new BatchingConfig(500, 0));
    List<Batch> batches = batcher.epoch(1, 1);
    long exact =
        batches.stream()
            .filter(batch -> batch.source()[batch.size() - 1].length == batch.source()[0].length)
            .count();
    assertThat(exact).isGreaterThan(batches.size() * 9L / 10);
  }

  @Test
  void evaluationOrderIsFixed() {
    Batcher batcher = new Batcher(examples(100, 5), new BatchingConfig(50, 0));
    assertThat(orders(batcher.inOrder())).isEqualTo(orders(batcher.inOrder())).isNotEmpty();
  }

  @Test
  void batchMayFillItsBudgetToTheLast() {
    assertThat(inOrder(new BatchingConfig(4, 0), "1-1 1-1")).isEqualTo("[0, 1]");
    assertThat(inOrder(new BatchingConfig(3, 0), "1-1 1-1")).isEqualTo("[0] [1]");
    assertThat(inOrder(new BatchingConfig(9, 2), "1-1 1-1 1-1")).isEqualTo("[0, 1] [2]");
  }

  @Test
  void longestTargetCountsForEveryRow() {
    assertThat(inOrder(new BatchingConfig(5, 0), "1-1 1-2")).isEqualTo("[0] [1]");
    assertThat(inOrder(new BatchingConfig(6, 0), "1-1 1-2")).isEqualTo("[0, 1]");
  }

  @Test
  void newSourceLengthOpensABatchOnceTheLastIsHalfFull() {
    assertThat(inOrder(new BatchingConfig(8, 0), "1-1 2-1")).isEqualTo("[1, 0]"); // longest first
    assertThat(inOrder(new BatchingConfig(8, 0), "1-1 1-1 2-1")).isEqualTo("[0, 1] [2]");
    assertThat(inOrder(new BatchingConfig(8, 0), "1-1 1-1 1-1")).isEqualTo("[0, 1, 2]");
    assertThat(inOrder(new BatchingConfig(1000, 4), "1-1 2-1")).isEqualTo("[1, 0]");
    assertThat(inOrder(new BatchingConfig(1000, 4), "1-1 1-1 2-1")).isEqualTo("[0, 1] [2]");
  }

  /* Runs are resumed and repeated by their seed: a change of this order breaks them. */
  @Test
  void orderOfAnEpochFollowsFromSeedAndNumberAlone() {
    List<Example> examples = examples("1-1 2-1 3-1 3-1 2-1 1-1 1-2 2-2");
    Batcher batcher = new Batcher(examples, new BatchingConfig(4, 0));
    assertThat(text(batcher.epoch(1, 1))).isEqualTo("[7] [1] [3, 2] [6] [4] [0, 5]");
    assertThat(text(batcher.epoch(1, 2))).isEqualTo("[5, 0] [6] [7] [3, 2] [4, 1]");
    assertThat(text(batcher.epoch(2, 1))).isEqualTo("[0] [7] [1, 4] [2, 3] [6] [5]");
  }

  @Property(tries = 50)
  void everyExampleIsInOneBatchOfOneBlock(
      @ForAll @IntRange(min = 0, max = 100) int size, @ForAll long seed) {
    List<Batch> batches = blocks(examples(size, seed)).epoch(seed, 1);
    List<Integer> order =
        batches.stream().flatMap(batch -> Arrays.stream(batch.order()).boxed()).toList();
    assertThat(order)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
    for (int i = 0; i < size; i++) { // whole runs of two are in one block of eight
      int partner = order.indexOf(order.get(i) ^ 1);
      assertThat(partner < 0 || Math.abs(partner - i) < 8).isTrue();
    }
  }

  @Test
  void orderOfBlocksFollowsFromSeedAndNumberAlone() {
    List<Example> examples = examples(20, 1);
    Batcher batcher = blocks(examples);
    assertThat(text(batcher.epoch(1, 1))).isEqualTo(text(blocks(examples).epoch(1, 1)));
    assertThat(text(batcher.epoch(1, 1))).isNotEqualTo(text(batcher.epoch(1, 2)));
    assertThat(text(batcher.epoch(1, 1))).isNotEqualTo(text(batcher.epoch(2, 1)));
  }

  /* A resumed run asks for a batch in the middle first. */
  @Test
  void batchesCanBeAskedForInAnyOrder() {
    List<Batch> batches = blocks(examples(60, 1)).epoch(1, 1);
    List<String> forward = batches.stream().map(batch -> text(List.of(batch))).toList();
    for (int i = batches.size() - 1; i >= 0; i--) {
      assertThat(text(List.of(batches.get(i)))).isEqualTo(forward.get(i));
    }
    assertThatThrownBy(() -> batches.get(batches.size()))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static Batcher blocks(List<Example> examples) {
    return new Batcher(examples, new BatchingConfig(60, 0), 8, 2);
  }

  private static String inOrder(BatchingConfig config, String lengths) {
    return text(new Batcher(examples(lengths), config).inOrder());
  }

  private static String text(List<Batch> batches) {
    return batches.stream()
        .map(batch -> Arrays.toString(batch.order()))
        .collect(Collectors.joining(" "));
  }

  /* SOURCE-TARGET lengths of one example after the other. */
  private static List<Example> examples(String lengths) {
    List<Example> examples = new ArrayList<>();
    for (String pair : lengths.split(" ", -1)) {
      String[] sides = pair.split("-", -1);
      int[] source = new int[Integer.parseInt(sides[0])];
      examples.add(new Example(examples.size(), source, new int[Integer.parseInt(sides[1])]));
    }
    return examples;
  }

  @Test
  void defaultsAreThese() {
    assertThat(BatchingConfig.defaults()).isEqualTo(new BatchingConfig(4096, 0));
    assertThat(PairFilter.defaults()).isEqualTo(new PairFilter(100, 4));
  }

  @Test
  void targetTokensIncludeEos() {
    Batch batch =
        Batch.of(
            List.of(
                new Example(4, new int[] {9}, new int[] {7, 7}),
                new Example(2, new int[] {9, 9, 9}, new int[] {7})));
    assertThat(batch.targetTokens()).isEqualTo(5);
    assertThat(batch.order()).containsExactly(2, 4);
    assertThat(batch.source()[0]).hasSize(3);
    assertThat(batch.longestTarget()).isEqualTo(2);
    assertThat(batch.target()).isEqualTo(new int[][] {{7}, {7, 7}});
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new BatchingConfig(0, 0)).hasMessageContaining("maxTokens is 0");
    assertThatThrownBy(() -> new BatchingConfig(1, -1)).hasMessageContaining("maxSentences is -1");
    assertThatThrownBy(() -> Batch.of(List.of())).hasMessageContaining("at least one");
  }

  private static List<List<Integer>> orders(List<Batch> batches) {
    return batches.stream().map(b -> Arrays.stream(b.order()).boxed().toList()).toList();
  }

  private static List<Example> examples(int size, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      examples.add(
          new Example(i, new int[1 + random.nextInt(12)], new int[1 + random.nextInt(12)]));
    }
    return examples;
  }
}
