package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.JavaCommand;
import dev.thimble.corpus.TextLines;
import dev.thimble.spark.RunsSpark;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code thimble spark} against the commands of one machine. */
@RunsSpark
final class SparkCommandsIT {
  private static final String[] QUIET = {"--conf", "spark.ui.enabled=false", "--quiet"};

  @TempDir private Path folder;

  private static CommandRun spark(String command, String... arguments) {
    return CommandRun.of(
        Stream.of(
                Stream.of("spark", command, "--master", "local[2]"),
                Stream.of(QUIET),
                Stream.of(arguments))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String text(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, Arrays.asList(lines), StandardCharsets.UTF_8);
    return file.toString();
  }

  /** The lines of all part files, in order. */
  private List<String> parts(String name) throws IOException {
    List<Path> parts;
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      parts =
          files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().toList();
    }
    List<String> lines = new ArrayList<>();
    for (Path part : parts) {
      lines.addAll(TextLines.readAll(part));
    }
    return lines;
  }

  @Test
  void textIsTranslatedLineByLine() throws Exception {
    String input = text("in", "How are you?", "", "I am tired.\r", "The cat sleeps.");
    CommandRun run =
        spark("translate", "checkpoints/en-fr", "--input", input, "--output", file("out"));
    assertThat(run.err()).doesNotContain("thimble:");
    assertThat(run.code()).isZero();
    String local = CommandRun.of("translate", "checkpoints/en-fr", "--input", input).out();
    assertThat(parts("out")).isEqualTo(local.lines().toList());
    assertThat(
            spark("translate", "checkpoints/en-fr", "--input", input, "--output", file("out"))
                .err())
        .contains(file("out") + " exists; name a new folder, or remove it");
  }

  @Test
  void jsonAndParquetKeepTheirColumnsAndAreScored() throws Exception {
    String json =
        text(
            "in.json",
            "{\"en\":\"How are you?\",\"fr\":\"Comment vas-tu ?\"}",
            "{\"en\":\"I am tired.\",\"fr\":\"Je suis las.\"}");
    CommandRun run =
        spark(
            "translate",
            "checkpoints/en-fr",
            "--input=" + json,
            "--input-format=JSON",
            "--column=en",
            "--output=" + file("out"),
            "--output-format=PARQUET",
            "--workers=1");
    assertThat(run.code()).as(run.err()).isZero();
    CommandRun scored =
        spark(
            "evaluate",
            "--input=" + file("out"),
            "--hypotheses=translation",
            "--reference=fr",
            "--format=JSON");
    String sources = text("sources", "How are you?", "I am tired.");
    CommandRun translated = CommandRun.of("translate", "checkpoints/en-fr", "--input=" + sources);
    String hypotheses = text("hyp", translated.out().split("\n"));
    String references = text("ref", "Comment vas-tu ?", "Je suis las.");
    CommandRun local =
        CommandRun.of(
            "evaluate", "--hypotheses=" + hypotheses, "--reference=" + references, "--format=JSON");
    assertThat(values(scored)).isEqualTo(values(local));
  }

  @Test
  void textFilesAreScoredAsLocally() throws Exception {
    String hypotheses = text("hyp", "The cat is here.", "Hello world, all of you.", "Yes.");
    String references = text("ref", "The cat was here.", "Hello world, all of us.", "No.");
    String[] options = {
      "--hypotheses=" + hypotheses,
      "--reference=" + references,
      "--metrics=bleu,chrf,ter,rougeL",
      "--confidence",
      "--resamples=50",
      "--format=JSON"
    };
    CommandRun run = spark("evaluate", options);
    assertThat(run.code()).as(run.err()).isZero();
    String[] local =
        Stream.concat(Stream.of("evaluate"), Stream.of(options)).toArray(String[]::new);
    assertThat(values(run)).isEqualTo(values(CommandRun.of(local)));
  }

  /* All but the names of files. */
  private static JsonNode values(CommandRun run) throws IOException {
    JsonNode scores = new ObjectMapper().readTree(run.out()).at("/0/systems/0/scores");
    assertThat(scores).isNotEmpty();
    return scores;
  }

  @Test
  void vocabularyIsThatOfTheLocalCommand() throws Exception {
    String[] options = {
      "eval/everyday.en", "eval/everyday.fr", "--size=800", "--mask-entities=en-fr"
    };
    CommandRun run =
        spark(
            "vocab",
            Stream.concat(Stream.of(options), Stream.of("--output=" + file("spark")))
                .toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    CommandRun.of(
        Stream.concat(
                Stream.of("vocab"),
                Stream.concat(Stream.of(options), Stream.of("--output=" + file("local"))))
            .toArray(String[]::new));
    assertThat(Files.readAllBytes(folder.resolve("spark")))
        .isEqualTo(Files.readAllBytes(folder.resolve("local")));
  }

  @Test
  void vocabularyReadsAColumnOfATable() throws Exception {
    List<String> lines = TextLines.readAll(Path.of("eval/everyday.en"));
    text(
        "in.json",
        lines.stream()
            .map(line -> "{\"t\":\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}")
            .toArray(String[]::new));
    CommandRun run =
        spark(
            "vocab",
            file("in.json"),
            "--input-format=JSON",
            "--column=t",
            "--size=500",
            "--output=" + file("spark"));
    assertThat(run.code()).as(run.err()).isZero();
    CommandRun.of("vocab", "eval/everyday.en", "--size=500", "--output=" + file("local"));
    assertThat(Files.readAllBytes(folder.resolve("spark")))
        .isEqualTo(Files.readAllBytes(folder.resolve("local")));
  }

  /** Pairs of which some break each kind of rule, some twice. */
  private static String[] corpus(int side) {
    String[] lines = new String[200];
    for (int i = 0; i < lines.length; i++) {
      String[] pair =
          switch (i % 8) {
            case 0 -> new String[] {"Yes.", "Oui."};
            case 1 -> new String[] {"I see " + (30 + i) + " men.", "Je vois 25 hommes."};
            case 2 -> new String[] {"", "Vide."};
            case 3 -> new String[] {"No <b>way</b>.", "Jamais."};
            default -> new String[] {"Page " + i / 2 + " of\tit.", "Page " + i / 2 + " sur x."};
          };
      lines[i] = pair[side];
    }
    return lines;
  }

  @Test
  void textIsCleanedAsLocallyWithTheSameReport() throws Exception {
    String[] options = {
      "--source=" + text("in.en", corpus(0)),
      "--target=" + text("in.fr", corpus(1)),
      "--languages=en-fr",
      "--with=DUPLICATE_SOURCE",
      "--format=JSON"
    };
    CommandRun local = clean(false, "local", options);
    CommandRun run = clean(true, "spark", options);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(local.out()).contains("\"kept\"");
    assertThat(parts("spark")).isEqualTo(TextLines.readAll(folder.resolve("local")));
    assertThat(parts("spark.removed"))
        .isEqualTo(TextLines.readAll(folder.resolve("local.removed")))
        .hasSizeGreaterThan(100);
    assertThat(folder.resolve("spark.html")).hasSameBinaryContentAs(folder.resolve("local.html"));
  }

  private CommandRun clean(boolean onSpark, String name, String... options) {
    String[] all =
        Stream.concat(
                Stream.of(options),
                Stream.of(
                    "--output=" + file(name),
                    "--removed=" + file(name + ".removed"),
                    "--report=" + file(name + ".html")))
            .toArray(String[]::new);
    return onSpark
        ? spark("clean", all)
        : CommandRun.of(Stream.concat(Stream.of("clean"), Stream.of(all)).toArray(String[]::new));
  }

  @Test
  void tablesAreCleanedByAModelToo() throws Exception {
    text(
        "in.tsv",
        "I am tired.\tJe suis fatigué.",
        "I am tired.\tQuelle belle maison !",
        "How are you?\tComment vas-tu ?",
        "How are you?\tComment vas-tu ?");
    text(
        "in.json",
        TextLines.readAll(folder.resolve("in.tsv")).stream()
            .map(line -> "{\"n\":7,\"en\":\"" + line.replace("\t", "\",\"fr\":\"") + "\"}")
            .toArray(String[]::new));
    String[] model = {"--model=checkpoints/en-fr", "--min-score=-3", "--workers=1", "--format=TSV"};
    CommandRun local =
        CommandRun.of(
            Stream.concat(
                    Stream.of("clean", "--source=" + file("in.tsv"), "--output=" + file("local")),
                    Stream.of(model))
                .toArray(String[]::new));
    CommandRun run =
        clean(
            true,
            "spark",
            Stream.concat(
                    Stream.of(
                        "--input=" + file("in.json"),
                        "--input-format=JSON",
                        "--source=en",
                        "--target=fr"),
                    Stream.of(model))
                .toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(local.out()).contains("LOW_SCORE\t1\nKEPT\t2\n");
    assertThat(parts("spark").get(0))
        .isEqualTo("{\"en\":\"I am tired.\",\"fr\":\"Je suis fatigué.\",\"n\":7}");
    assertThat(parts("spark.removed").get(1))
        .startsWith(
            "{\"rule\":\"DUPLICATE_PAIR\",\"file\":\"" + file("in.json") + "\",\"line\":4,");
    assertThat(clean(true, "spark", "--source=" + file("in.tsv")).err())
        .contains(file("spark") + " exists; name a new folder, or remove it");
  }

  @Test
  void withoutSparkTheCommandSaysWhatToAdd() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("spark-sql"))
            .collect(Collectors.joining(File.pathSeparator));
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                JavaCommand.JAVA,
                JavaCommand.SHORT_RUN,
                "-cp",
                classPath,
                "dev.thimble.cli.Thimble",
                "spark",
                "vocab",
                "a",
                "--output=b",
                "--master=local[1]")
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(Files.readString(err))
        .contains("Spark is not on the class path; start the command by spark-submit")
        .contains("org.apache.spark:spark-sql_2.13:");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<spark.version>"
                + ClusterOptions.COORDINATES.replaceAll(".*:", "")
                + "</spark.version>");
  }
}
