package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.training.TrainingConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainingDisplayTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 5, 15", // three epochs
    "2, 0, 5, 9", // three updates an epoch, the last one of a single batch
    "5, 0, 5, 3",
    "9, 0, 5, 3",
    "2, 7, 5, 7",
    "2, 10, 5, 9",
    "1, 0, 2000000000, 6000000000"
  })
  void barCountsUpdates(int accumulate, long maxUpdates, int batches, long updates) {
    TrainingConfig config =
        TrainingConfig.builder().accumulate(accumulate).maxEpochs(3).maxUpdates(maxUpdates).build();
    assertThat(TrainingDisplay.mostUpdates(config, batches)).isEqualTo(updates);
  }
}
