package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of training corpora, in commands. */
final class PrepareIT {
  @TempDir private Path folder;

  @BeforeEach
  void writeTexts() throws IOException {
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      pairs.append("a nut ".repeat(1 + i % 5)).append('\t').append("un chat ".repeat(1 + i % 5));
      pairs.append('\n');
    }
    Files.writeString(folder.resolve("pairs.tsv"), pairs);
    Files.writeString(folder.resolve("dev.tsv"), "a nut\tun chat\n");
    assertThat(
            CommandRun.of("vocab", file("pairs.tsv"), "--size=275", "--output", file("joint.model"))
                .code())
        .isZero();
  }

  @Test
  void trainUsesWhatWasPrepared() throws IOException {
    CommandRun prepared = prepare("cache");
    assertThat(prepared.code()).as(prepared.err()).isZero();
    assertThat(prepared.err())
        .contains("cache: 300 pairs kept; left out: 0 blank, 0 too long, 0 lopsided; ");
    List<Path> files = stored("cache");
    assertThat(files).hasSize(2);
    assertThat(train("own").code()).isZero();
    CommandRun run = train("shared", "--cache", file("cache"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(stored("cache")).isEqualTo(files);
    assertThat(folder.resolve("shared/cache")).doesNotExist();
    assertThat(stored("own/cache"))
        .extracting(file -> file.getFileName().toString())
        .isEqualTo(files.stream().map(file -> file.getFileName().toString()).toList());
    assertThat(folder.resolve("shared/last/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("own/last/weights.safetensors"));
  }

  @Test
  void runDeletesTheFilesOfAnEarlierRunFromItsOwnCacheAlone() throws IOException {
    assertThat(train("run").code()).isZero();
    assertThat(train("other", "--cache", file("shared")).code()).isZero();
    List<Path> before = stored("run/cache");
    assertThat(train("run", "--overwrite", "--max-length=20").code()).isZero();
    assertThat(train("other", "--overwrite", "--max-length=20", "--cache", file("shared")).code())
        .isZero();
    assertThat(stored("run/cache")).hasSize(2).isNotEqualTo(before).contains(before.get(1));
    assertThat(stored("shared")).hasSize(3);
  }

  @Test
  void runThatWasKilledBeforeItsFirstSaveResumesFromTheBeginning() throws IOException {
    Files.createDirectories(folder.resolve("run/cache"));
    CommandRun run = train("run", "--resume");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("run has no checkpoint yet; the run starts from the beginning\n");
    assertThat(train("whole").code()).isZero();
    assertThat(folder.resolve("run/last/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/last/weights.safetensors"));
  }

  @Test
  void damagedCacheIsMadeAgainInTheMiddleOfARun() throws IOException {
    assertThat(train("whole", "--cache", file("cache")).code()).isZero();
    assertThat(train("run", "--cache", file("cache"), "--max-updates=3").code()).isZero();
    for (Path file : stored("cache")) {
      Files.write(file, "damaged".getBytes(StandardCharsets.UTF_8));
    }
    CommandRun resumed = train("run", "--cache", file("cache"), "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains(" is damaged and made again: it has only 7 bytes\n");
    assertThat(folder.resolve("run/last/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/last/weights.safetensors"));
  }

  @Test
  void augmentedRunResumesExactlyInTheMiddleOfAnEpoch() throws IOException {
    String[] augmented = {"--noise-misspelt=0.5", "--bpe-dropout=0.1", "--concatenate=0.2"};
    assertThat(train("whole", augmented).code()).isZero();
    List<String> shorter = new ArrayList<>(List.of(augmented));
    shorter.add("--max-updates=11");
    assertThat(train("run", shorter.toArray(String[]::new)).code()).isZero();
    shorter.set(3, "--resume");
    CommandRun resumed = train("run", shorter.toArray(String[]::new));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(folder.resolve("run/last/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/last/weights.safetensors"));
    assertThat(stored("run/cache")).hasSize(1); // the texts; epochs have gone
  }

  @Test
  void processesMayPrepareAtTheSameTime() throws Exception {
    String command =
        "\"$@\" prepare --train-source pairs.tsv --vocabulary joint.model --output cache";
    ChildProcess both = ChildProcess.run(folder, command + " & " + command + " && wait $!");
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.err()).doesNotContain("damaged");
    assertThat(stored("cache")).hasSize(2);
  }

  @Test
  void languageModelHasTextsAlone() throws IOException {
    CommandRun run =
        CommandRun.of(
            "prepare",
            "--language-model",
            "--train-target",
            file("pairs.tsv"),
            "--target-vocabulary",
            file("joint.model"),
            "--output",
            file("cache"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("300 pairs kept");
  }

  @Test
  void refusedRunLeavesNothingBehind() {
    CommandRun refused = train("run", "--vocabulary-size=300");
    assertThat(refused.code()).isEqualTo(2);
    CommandRun late = train("run", "--mask-entities=en-fr"); // lacks the symbols
    assertThat(late.code()).as(late.err()).isEqualTo(2);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void wrongUsageIsRefused() throws IOException {
    CommandRun none = CommandRun.of("prepare", "--train-source", file("pairs.tsv"), "--output=x");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--vocabulary");
    Files.writeString(folder.resolve("pairs.tsv"), "\t\n");
    CommandRun blank = prepare("cache");
    assertThat(blank.code()).isEqualTo(1);
    assertThat(blank.err()).contains("pairs.tsv: no pair is left to train on");
  }

  private CommandRun prepare(String cache) {
    return CommandRun.of(
        "prepare",
        "--train-source",
        file("pairs.tsv"),
        "--vocabulary",
        file("joint.model"),
        "--output",
        file(cache));
  }

  private CommandRun train(String output, String... options) {
    List<String> all = new ArrayList<>(List.of("train", "--train-source", file("pairs.tsv")));
    all.addAll(List.of("--dev-source", file("dev.tsv"), "--vocabulary", file("joint.model")));
    all.addAll(List.of("--embedding-size=4", "--encoder-size=4", "--decoder-size=4"));
    all.addAll(List.of("--max-tokens=200", "--max-epochs=2", "--no-dev-bleu"));
    all.addAll(List.of("--output", file(output)));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private List<Path> stored(String cache) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(cache))) {
      return files.filter(file -> file.toString().endsWith(".records")).sorted().toList();
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
