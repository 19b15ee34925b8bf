package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of training that do not fit together are refused before any file is read. */
final class TrainingUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--optimizer SGD --beta1 0.8 | --beta1 needs --optimizer ADAM or ADAMW, but it is SGD",
        "--optimizer sgd --beta2 0.8 | --beta2 needs --optimizer ADAM or ADAMW, but it is SGD",
        "--optimizer SGD --epsilon 0.1 | --epsilon needs --optimizer ADAM or ADAMW, but it is SGD",
        "--momentum 0.8 | --momentum needs --optimizer SGD, but it is ADAM",
        "--optimizer ADAMW --momentum 0 | --momentum needs --optimizer SGD, but it is ADAMW"
      })
  void optionsThatDoNotFitTogetherAreRefused(String options, String message) {
    CommandRun run = train(options);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("thimble: " + message + "\n");
  }

  @ParameterizedTest
  @CsvSource({"--optimizer SGD --momentum 0.8", "--optimizer ADAMW --beta1 0.8", "--beta2 0.9"})
  void optionsThatFitTogetherAreNot(String options) {
    CommandRun run = train(options);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("absent.model");
  }

  private static CommandRun train(String options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source",
                "absent.tsv",
                "--dev-source",
                "absent.tsv",
                "--vocabulary",
                "absent.model",
                "--output",
                "absent"));
    arguments.addAll(Arrays.asList(options.split(" ")));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
