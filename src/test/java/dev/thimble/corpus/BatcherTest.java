package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
    assertThat(orders(batcher.inOrder())).isEqualTo(orders(batcher.inOrder()));
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
