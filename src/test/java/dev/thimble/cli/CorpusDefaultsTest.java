package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class CorpusDefaultsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4999})
  void fewPairsDecideNothing(int pairs) {
    assertThat(CorpusDefaults.of(pairs)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5000, 256, 0.4, 0.994",
    "19999, 256, 0.4, 0.9985",
    "20000, 512, 0.4, 0.9985",
    "49999, 512, 0.4, 0.9994",
    "50000, 512, 0.3, 0.9994",
    "99999, 512, 0.3, 0.9995",
    "100000, 512, 0.2, 0.9995",
    "2000000000, 512, 0.2, 0.9995"
  })
  void morePairsNeedLessRegularization(int pairs, int units, double dropout, double average) {
    assertThat(CorpusDefaults.of(pairs))
        .containsEntry("--encoder-size", units)
        .containsEntry("--decoder-size", units)
        .containsEntry("--dropout", dropout)
        .containsEntry("--average-decay", average);
  }

  @Test
  void everyDefaultIsAnOptionOfTrainWithAValueInItsRange() {
    CommandSpec train = Thimble.newCommandLine().getSubcommands().get("train").getCommandSpec();
    for (Map.Entry<String, Object> each : CorpusDefaults.of(30_000).entrySet()) {
      OptionSpec option = train.findOption(each.getKey());
      assertThat(option).as(each.getKey()).isNotNull();
      String value = String.valueOf(each.getValue());
      CommandRun run = CommandRun.of("train", "--output", "run", each.getKey(), value);
      assertThat(run.err()).doesNotContain("must be").contains("--train-source");
    }
  }
}
