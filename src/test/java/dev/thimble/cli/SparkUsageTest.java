package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage of {@code thimble spark}, which no cluster sees. */
final class SparkUsageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vocab a --output b | --master is missing: give the URL",
        "vocab a --output b --column c | --column needs --input-format PARQUET or JSON",
        "vocab a --output b --size 4 | --size is 4; it must be from 5 to 1048576",
        "vocab a --output b --symbol <s> | '<s>' is the name of a control or byte piece",
        "vocab a --output b --mask-entities en | --mask-entities is en; it must be source and"
            + " target",
        "translate m --input a --output b --column c | --column needs --input-format PARQUET or"
            + " JSON",
        "translate m --input a --output b --batch-size 3 | --batch-size needs --workers",
        "evaluate --hypotheses a --reference b --resamples 3 | --resamples needs --confidence",
        "evaluate --hypotheses a --reference b --input-format JSON | --input-format needs --input",
        "evaluate --input t --input-format TEXT --hypotheses a --reference b | it must be PARQUET"
            + " or JSON",
        "clean --source a --output b | --master is missing: give the URL",
        "clean --source a --output b --input-format JSON | --input-format needs --input",
        "clean --input t --source a --output b | --input needs --target",
        "clean --input t --input-format TEXT --source a --target b --output c | it must be PARQUET"
            + " or JSON",
        "clean --source a --output b --min-score -3 | --min-score needs --model",
        "clean --source a --output b --workers 2 | --workers needs --model",
        "clean --source a --output b --model m --threads 2 | --threads needs --workers",
        "clean --source a --output b --with NUMBERS | needs --languages",
        "clean --source a --output b --languages en-sr-Xxxx | Xxxx is no script",
        "'' | Missing required subcommand"
      })
  void isRefused(String arguments, String message) {
    CommandRun run = CommandRun.of(("spark " + arguments).strip().split(" "));
    assertThat(run.err()).contains(message);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void optionsFileServesACommandOfTwoNames() throws IOException {
    Path file = Files.writeString(folder.resolve("options"), "--size 4\n--output b\n");
    CommandRun run = CommandRun.of("spark", "vocab", "a", "--options", file.toString());
    assertThat(run.err()).contains("options, line 1: --size is 4");
  }
}
