package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.model.ComputeType;
import dev.thimble.model.ContextPooling;
import dev.thimble.model.Tying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults that the size of the corpus decides, in runs. */
class CorpusDefaultsIT {
  private static final List<String> TINY =
      List.of("--embedding-size=4", "--encoder-size=4", "--decoder-size=4", "--max-tokens=500");

  @TempDir private Path folder;

  @BeforeEach
  void writeTexts() throws IOException {
    Files.writeString(folder.resolve("pairs.tsv"), "a nut chat\tun chat\n".repeat(5000));
    Files.writeString(folder.resolve("dev.tsv"), "a nut chat\tun chat\n");
  }

  @Test
  void chosenDefaultsAreSaidUsedAndRecorded() throws IOException {
    CommandRun run = train("run", "--max-updates=1", "--dropout=0.25");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "chosen for 5,000 training pairs: --context-pooling ATTENTIVE --context-feed GATED"
                + " --embedding-dropout 0.3 --average-decay 0.994 --select-by BLEU --patience 6 --max-epochs 60\n");
    ModelContents model = ModelFolder.read(folder.resolve("run/last"));
    assertThat(model.config().contextPooling()).isEqualTo(ContextPooling.ATTENTIVE);
    assertThat(model.config().encoderSize()).isEqualTo(4);
    assertThat(model.config().tying()).isEqualTo(Tying.ALL);
    assertThat(model.provenance().options())
        .containsAllEntriesOf(
            Map.of("dropout", "0.25", "average-decay", "0.994", "select-by", "BLEU"))
        .containsEntry("tying", "ALL");
  }

  @Test
  void fasterPrecisionIsNamedWhereTheProcessorHasItAndNoneIsGiven() {
    String hint = "--precision BFLOAT16 may be faster";
    CommandRun silent = train("run", "--max-updates=1");
    assertThat(silent.err().contains(hint)).isEqualTo(ComputeType.BFLOAT16.supported());
    CommandRun given = train("given", "--max-updates=1", "--precision=float32");
    assertThat(given.code()).as(given.err()).isZero();
    assertThat(given.err()).doesNotContain(hint);
    CommandRun resumed = train("run", "--max-updates=2", "--resume"); // would refuse another
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContain(hint);
  }

  @Test
  void resumedRunChoosesTheSame() throws IOException {
    assertThat(train("whole", "--max-updates=4").code()).isZero();
    assertThat(train("run", "--max-updates=2").code()).isZero();
    CommandRun resumed = train("run", "--max-updates=4", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(folder.resolve("run/last/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/last/weights.safetensors"));
  }

  @Test
  void tunedModelKeepsItsShape() throws IOException {
    assertThat(train("base", "--max-updates=1", "--context-pooling=LAST").code()).isZero();
    List<String> tune = new ArrayList<>(List.of("train", "--from", file("base/last")));
    tune.addAll(List.of("--train-source", file("pairs.tsv"), "--dev-source", file("dev.tsv")));
    tune.addAll(List.of("--max-updates=1", "--max-tokens=500", "--output", file("tuned")));
    CommandRun run = CommandRun.of(tune.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("chosen for 5,000 training pairs: --dropout 0.4 ");
    assertThat(ModelFolder.readConfig(folder.resolve("tuned/last")))
        .isEqualTo(ModelFolder.readConfig(folder.resolve("base/last")));
  }

  @Test
  void languageModelAndRunWithoutBleuAreSelectedByPerplexity() {
    CommandRun run = train("run", "--max-updates=1", "--no-dev-bleu");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("chosen for 5,000 ").doesNotContain("--select-by");
    CommandRun model =
        CommandRun.of(
            "train",
            "--language-model",
            "--train-target",
            file("pairs.tsv"),
            "--dev-target",
            file("dev.tsv"),
            "--embedding-size=4",
            "--decoder-size=4",
            "--max-updates=1",
            "--output",
            file("model"));
    assertThat(model.code()).as(model.err()).isZero();
    assertThat(model.err())
        .contains("chosen for 5,000 ")
        .doesNotContain("--select-by", "--encoder-size", "--context-pooling");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private CommandRun train(String output, String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", "--output", file(output)));
    arguments.addAll(List.of("--train-source", file("pairs.tsv"), "--dev-source", file("dev.tsv")));
    arguments.addAll(TINY);
    arguments.addAll(Arrays.asList(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
