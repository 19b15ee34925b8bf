package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanCommandTest {
  @TempDir private Path folder;

  private Path source;
  private Path target;

  @BeforeEach
  void writeCorpus() throws IOException {
    source = file("a.en", "Yes.\nI see 250 men.\n\nYes.\nNo <b>way</b>.\nI see\tyou.\nyes\n");
    target = file("a.fr", "Oui.\nJe vois 25 hommes.\nVide.\nOui.\nJamais.\nJe te vois.\noui\n");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private CommandRun clean(String... more) {
    List<String> arguments = new ArrayList<>(List.of("clean", "--source=" + source));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void alignedFilesAreCleanedAndWhatIsRemovedIsTold() throws IOException {
    CommandRun run =
        clean(
            "--target=" + target,
            "--languages=en-fr",
            "--output-source=" + path("b.en"),
            "--output-target=" + path("b.fr"),
            "--removed=" + path("removed.tsv"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(path("b.en")).hasContent("Yes.\nI see\tyou.\nyes\n");
    assertThat(path("b.fr")).hasContent("Oui.\nJe te vois.\noui\n");
    assertThat(path("removed.tsv"))
        .hasContent(
            """
            NUMBERS\tIN\t2\t250 ≠ 25\tI see 250 men.\tJe vois 25 hommes.
            EMPTY\tIN\t3\t\t\tVide.
            DUPLICATE_PAIR\tIN\t4\t\tYes.\tOui.
            MARKUP\tIN\t5\t<b>\tNo <b>way</b>.\tJamais.
            """
                .replace("IN", source.toString()));
    assertThat(run.err())
        .containsPattern("(?m)^NUMBERS +1 +14.29% +numbers that differ between the sides$")
        .containsPattern("(?m)^LENGTH_RATIO +0 +0.00%")
        .containsPattern("(?m)^kept +3 +42.86% +of 7$")
        .doesNotContain("DUPLICATE_SOURCE")
        .doesNotContain("LOW_SCORE");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void tsvAndCompressedFilesAreReadAndWritten() throws IOException {
    source = file("a.tsv", "Yes.\tOui.\tmore\nNo.\tNon.\n");
    CommandRun run = clean("--output=" + path("b.tsv.gz"), "--quiet");
    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path("b.tsv.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("Yes.\tOui.\nNo.\tNon.\n");
    }
    source = path("b.tsv.gz");
    assertThat(clean("--output=" + path("c.tsv")).code()).isZero();
    assertThat(path("c.tsv")).hasContent("Yes.\tOui.\nNo.\tNon.\n");
  }

  @Test
  void duplicatesAreFoundAcrossFiles() throws IOException {
    source = file("a.tsv", "Yes.\tOui.\nYES\toui\nYes.\tSi.\n");
    String second = "--source=" + file("b.tsv", "Yes.\tOui.\nNo.\tNon.\n");
    clean(second, "--output=" + path("c"));
    assertThat(path("c")).hasContent("Yes.\tOui.\nYES\toui\nYes.\tSi.\nNo.\tNon.\n");
    clean(second, "--output=" + path("c"), "--fold-duplicates", "--with=DUPLICATE_SOURCE");
    assertThat(path("c")).hasContent("Yes.\tOui.\nNo.\tNon.\n");
    clean(second, "--output=" + path("c"), "--without=DUPLICATE_PAIR");
    assertThat(Files.readAllLines(path("c"))).hasSize(5);
  }

  @Test
  void boundsAreOptions() throws IOException {
    source = file("a.tsv", "one two three four\tun deux trois quatre\n");
    for (String option :
        List.of(
            "--min-words=5",
            "--max-words=3",
            "--max-characters=10",
            "--max-word-length=4",
            "--min-letters=1")) {
      CommandRun run = clean(option, "--output=" + path("c"));
      assertThat(run.err()).as(option).contains("kept");
      assertThat(Files.size(path("c")) == 0)
          .as(option)
          .isEqualTo(!option.equals("--min-letters=1"));
    }
    source =
        file("b.tsv", "one two three four five six seven eight nine ten eleven\tun deux trois\n");
    clean("--max-ratio=3", "--output=" + path("c"));
    assertThat(path("c")).isEmptyFile();
    clean("--max-ratio=0", "--output=" + path("c"));
    assertThat(path("c")).isNotEmptyFile();
    source = file("c.tsv", "Это is it.\tC'est ça.\n");
    clean("--min-script=0.7", "--languages=en-fr", "--output=" + path("c"));
    assertThat(path("c")).isEmptyFile();
    clean("--min-script=0.4", "--languages=en-fr", "--output=" + path("c"));
    assertThat(path("c")).isNotEmptyFile();
  }

  @Test
  void countsArePrintedAndExamplesShown() throws IOException {
    String report = "--report=" + path("page.html");
    CommandRun tsv = clean("--target=" + target, "--output=" + path("c"), "--format=TSV", report);
    assertThat(tsv.out()).startsWith("rule\tpairs\nEMPTY\t1\nTOO_SHORT\t0\n").endsWith("KEPT\t4\n");
    assertThat(path("page.html")).content().contains("&lt;b&gt;").doesNotContain("<b>way</b>");
    CommandRun json = clean("--target=" + target, "--output=" + path("c"), "--format=JSON");
    assertThat(json.out()).contains("\"kept\" : 4");
  }

  @Test
  void manyPairsAreCleanedInOrderAndSampled() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("line ").append(i).append("\tligne ").append(i % 2 == 0 ? i : 1_000_000 + i);
      text.append('\n');
    }
    source = file("a.tsv", text.toString());
    CommandRun run =
        clean("--languages=en-fr", "--output=" + path("c"), "--format=JSON", "--without=TOO_LONG");
    assertThat(Files.readAllLines(path("c")))
        .hasSize(5000)
        .startsWith("line 0\tligne 0", "line 2\tligne 2")
        .endsWith("line 9998\tligne 9998");
    assertThat(run.out().split("\"file\"")).hasSize(41); // 20 of NUMBERS, 20 of those kept
  }

  @Test
  void failureLeavesEveryOutputAsItWas() throws IOException {
    Path kept = file("b.en", "before");
    target = file("short.fr", "Oui.\n");
    CommandRun run =
        clean("--target=" + target, "--output-source=" + kept, "--output-target=" + path("b.fr"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("they must be aligned by line");
    assertThat(kept).hasContent("before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("a.en", "a.fr", "b.en", "short.fr");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--quiet | give --output, or --output-source and --output-target",
        "--output-source=a | give --output, or --output-source and --output-target",
        "--output=a --output-target=b | give --output, or --output-source and --output-target",
        "--output-source=a --output-target=./a | two outputs have the same name",
        "--output=a.xz | a.xz cannot be written in that format",
        "--output=a --target=a --target=b | each --target needs its --source",
        "--output=a --min-score=-3 | --min-score needs --model",
        "--output=a --batch-size=3 | --batch-size needs --model",
        "--output=a --with=NUMBERS | --with [WRONG_SCRIPT, NUMBERS] needs --languages",
        "--output=a --with=LOW_SCORE | LOW_SCORE applies if --model is given",
        "--output=a --max-ratio=0.5 | maxRatio is 0.5",
        "--output=a --languages=english | --languages is english; it must be source and target",
        "--output=a --languages=en-sr-Xxxx | Xxxx is no script",
        "--removed=- --output=a | --removed cannot be standard output"
      })
  void wrongUsagesAreRefused(String options, String message) {
    CommandRun run = clean(options.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
