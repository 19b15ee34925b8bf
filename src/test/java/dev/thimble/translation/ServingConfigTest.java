package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Range checks of the serving configuration. */
final class ServingConfigTest {
  @Test
  void valuesAtTheirLimitsAreAccepted() {
    ServingConfig most =
        ServingConfig.defaults().withBatchSize(65_536).withThreads(1024, 1024).withQueueCapacity(1);
    assertThat(most.batchSize()).isEqualTo(65_536);
    assertThat(most.withBatchSize(1).withThreads(1, 0).threads()).isZero();
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertRefused(config -> config.withBatchSize(65_537), "batchSize is 65537; it must be from 1");
    assertRefused(config -> config.withBatchSize(0), "batchSize is 0; it must be from 1 to 65536");
    assertRefused(config -> config.withThreads(1025, 1), "workers is 1025; it must be from 1");
    assertRefused(config -> config.withThreads(0, 1), "workers is 0; it must be from 1 to 1024");
    assertRefused(config -> config.withThreads(1, 1025), "threads is 1025; it must be from 0");
    assertRefused(config -> config.withThreads(1, -1), "threads is -1; it must be from 0 to 1024");
    assertRefused(
        config -> config.withQueueCapacity(Integer.MAX_VALUE), "queueCapacity is 2147483647;");
  }

  private static void assertRefused(UnaryOperator<ServingConfig> change, String message) {
    assertThatThrownBy(() -> change.apply(ServingConfig.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
