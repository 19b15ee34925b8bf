package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of hypotheses are scored and compared without a model. */
final class ScoringCommandsTest {
  private static final String BLEU_100 =
      "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 100.00"
          + " 100.0/100.0/100.0/100.0 (BP = 1.000 ratio = 1.000 hyp_len = 8 ref_len = 8)\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeTexts() throws IOException {
    write("ref", "the cat sat down", "", "a dog came by");
    write("same", "the cat sat down", "", "a dog came by");
    write("near", "the cat sat up", "", "a dog came by");
    write("blank", "", "", "");
  }

  @Test
  void oneSystemGetsTheLinesOfSacreBleu() {
    Result result = run("evaluate", "--hypotheses=same", "--reference=ref", "--metrics=bleu");
    assertThat(result).isEqualTo(new Result(0, BLEU_100, ""));
  }

  @Test
  void severalSystemsMakeATable() {
    Result result =
        run(
            "evaluate",
            "--hypotheses=one=same",
            "--hypotheses=blank=blank",
            "--reference=ref",
            "--metrics=exact,ter");
    assertThat(result.out())
        .isEqualTo(
            """
            ref: 3 lines
            system  exact   TER
            one     100.00  0.00
            blank   33.33   100.00
            exact|nrefs:1|case:mixed
            TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0
            """);
  }

  @Test
  void eachTestSetHasItsFiles() {
    Result result =
        run(
            "evaluate",
            "--metrics=exact",
            "--format=TSV",
            "--test-set=A",
            "--hypotheses=same",
            "--reference=ref",
            "--test-set=B",
            "--reference=near",
            "--reference=ref",
            "--hypotheses=blank");
    assertThat(result.out())
        .isEqualTo(
            """
            testSet\tsystem\tmetric\tscore\tmean\tlow\thigh\tpValue\tsignature
            A\tsame\texact\t100.000000\t\t\t\t\tnrefs:1|case:mixed
            B\tblank\texact\t33.333333\t\t\t\t\tnrefs:2|case:mixed
            """);
  }

  @Test
  void jsonHasIntervalAndPValue() throws IOException {
    Result result =
        run(
            "compare",
            "--hypotheses=same",
            "--hypotheses=near",
            "--reference=ref",
            "--metrics=bleu",
            "--trials=10",
            "--resamples=20",
            "--resampling-seed=3",
            "--format=json");
    JsonNode systems = new ObjectMapper().readTree(result.out()).get(0).get("systems");
    JsonNode baseline = systems.get(0).get("scores").get(0);
    JsonNode near = systems.get(1).get("scores").get(0);
    assertThat(baseline.has("pValue")).isFalse();
    assertThat(baseline.get("score").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(baseline.get("signature").asText()).startsWith("nrefs:1|bs:10|seed:3|case:mixed|");
    assertThat(near.get("pValue").asDouble() * 11).isBetween(1.0, 11.0);
    assertThat(near.get("interval").get("low").asDouble())
        .isLessThan(near.get("interval").get("high").asDouble());
  }

  @Test
  void significantDifferencesAreMarked() throws IOException {
    write("long", "the cat sat down\n".repeat(50).strip());
    write("worse", "the cat sat\n".repeat(50).strip());
    Result result =
        run(
            "compare",
            "--hypotheses=base=long",
            "--hypotheses=worse=worse",
            "--reference=long",
            "--metrics=chrf",
            "--test=randomization",
            "--trials=200",
            "--resamples=20");
    assertThat(result.out())
        .contains("base    100.00 ± 0.00\n")
        .containsPattern("worse   [0-9.]+ ± 0.00 \\(p = 0.0050\\)\\*\n")
        .contains("* differs from base, p < 0.05\n")
        .contains("chrF2|nrefs:1|ar:200|seed:12345|");
  }

  @Test
  void confidenceAddsAnInterval() {
    Result result =
        run(
            "evaluate",
            "--hypotheses=same",
            "--reference=ref",
            "--metrics=exact",
            "--confidence",
            "--resamples=40");
    assertThat(result.out())
        .isEqualTo(
            "exact|nrefs:1|bs:40|seed:12345|case:mixed = 100.00 (3 of 3) (μ = 100.00 ± 0.00)\n");
  }

  @Test
  void allMetricsHaveNames() {
    Result result =
        run(
            "evaluate",
            "--hypotheses=same",
            "--reference=ref",
            "--metrics=bleu,chrf,chrf++,ter,rouge,wer,cer,exact,ratio",
            "--tokenize=char",
            "--lowercase",
            "--smooth-method=add-k",
            "--smooth-value=2",
            "--chrf-beta=1",
            "--ter-normalized",
            "--rouge-stemmer");
    assertThat(result.out().lines().map(line -> line.replaceAll(" = .*", "")))
        .containsExactly(
            "BLEU|nrefs:1|case:lc|eff:no|tok:char|smooth:add-k[2.00]|version:2.6.0",
            "chrF1|nrefs:1|case:lc|eff:yes|nc:6|nw:0|space:no|version:2.6.0",
            "chrF1++|nrefs:1|case:lc|eff:yes|nc:6|nw:2|space:no|version:2.6.0",
            "TER|nrefs:1|case:lc|tok:tercom|norm:yes|punct:yes|asian:no|version:2.6.0",
            "rouge1|nrefs:1|stem:yes|version:rouge_score-0.1.2",
            "rouge2|nrefs:1|stem:yes|version:rouge_score-0.1.2",
            "rougeL|nrefs:1|stem:yes|version:rouge_score-0.1.2",
            "rougeLsum|nrefs:1|stem:yes|split:no|version:rouge_score-0.1.2",
            "WER|nrefs:1|case:lc",
            "CER|nrefs:1|case:lc",
            "exact|nrefs:1|case:lc",
            "ratio|nrefs:1|case:lc|tok:char");
  }

  @Test
  void warnsOfATokenizerThatDoesNotFitTheScript() throws IOException {
    write("zh", "今天下午我们去公园散步。", "明天会下雨吗？");
    String metrics = "--metrics=bleu,chrf,ter,ratio,rouge1,rougeL";
    assertThat(run("evaluate", "--hypotheses=zh", "--reference=zh", metrics).err())
        .isEqualTo(
            """
            thimble: warning: zh: whole phrases count as one word in bleu, ratio; use --tokenize zh
            thimble: warning: zh: whole phrases count as one word in ter; use --ter-normalized --ter-asian-support
            thimble: warning: zh: only letters from a to z count in rouge1, rougeL; use --metrics chrf
            """);
    assertThat(
            run(
                    "evaluate",
                    "--hypotheses=zh",
                    "--reference=zh",
                    "--metrics=bleu,ter",
                    "--tokenize=zh",
                    "--ter-normalized",
                    "--ter-asian-support")
                .err())
        .isEmpty();
  }

  @Test
  void everyReferenceThatDoesNotFitIsNamed() throws IOException {
    write("th", "เมื่อวานนี้ฉันไปตลาดกับแม่");
    write("ja", "昨日は雨が降っていたので、家で本を読みました。");
    write("en", "Yesterday it rained.");
    assertThat(
            run(
                    "compare",
                    "--hypotheses=one=en",
                    "--hypotheses=two=en",
                    "--reference=en",
                    "--reference=th",
                    "--reference=ja",
                    "--metrics=bleu,ter",
                    "--format=json",
                    "--trials=2",
                    "--resamples=2")
                .err())
        .isEqualTo(
            """
            thimble: warning: th: whole phrases count as one word in bleu; use --tokenize char
            thimble: warning: th: whole phrases count as one word in ter; use --metrics chrf
            thimble: warning: ja: whole phrases count as one word in bleu; use --tokenize char
            thimble: warning: ja: whole phrases count as one word in ter; use --metrics chrf
            """);
  }

  @Test
  void scoreBelowItsThresholdFails() {
    Result result =
        run(
            "evaluate",
            "--hypotheses=near",
            "--reference=ref",
            "--metrics=exact,ter",
            "--fail-below=exact=70",
            "--fail-above=ter=10");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            """
            thimble: exact is 66.6667, below 70.0: near on ref
            thimble: ter is 12.5000, above 10.0: near on ref
            """);
    assertThat(
            run("evaluate", "--hypotheses=near", "--reference=ref", "--fail-below=bleu=1").code())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--fail-below=exact=50, 0",
    "--fail-below=exact=50.00001, 1",
    "--fail-above=exact=50, 0",
    "--fail-above=exact=49.99999, 1",
    "--fail-below=bleu=100, 0", // is 100.00000000000004
    "--fail-above=bleu=100, 0"
  })
  void scoreThatEqualsItsThresholdPasses(String threshold, int code) throws IOException {
    write("half", "the cat sat down\nother");
    write("halfRef", "the cat sat down\nb");
    boolean exact = threshold.contains("exact");
    Result result =
        run(
            "evaluate",
            exact ? "--hypotheses=half" : "--hypotheses=same",
            exact ? "--reference=halfRef" : "--reference=ref",
            "--metrics=exact,bleu",
            threshold);
    assertThat(result.code()).isEqualTo(code);
  }

  @Test
  void thresholdOfAnotherMetricIsWrongUsage() {
    Result result = run("evaluate", "--hypotheses=near", "--reference=ref", "--fail-below=blue=25");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("blue=25.0").contains("bleu, chrf, chrf++");
  }

  @Test
  void gzippedFilesAreScored() throws IOException {
    try (GZIPOutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("same.gz")))) {
      out.write(Files.readAllBytes(folder.resolve("same")));
    }
    assertThat(run("evaluate", "--hypotheses=same.gz", "--reference=ref", "--metrics=bleu").out())
        .isEqualTo(BLEU_100);
  }

  @Test
  void manyChunksGiveTheScoreOfOne() throws IOException {
    write("many", "the cat sat up\na dog came by\n".repeat(5000).strip());
    write("manyRef", "the cat sat down\na dog came by\n".repeat(5000).strip());
    write("two", "the cat sat up\na dog came by");
    write("twoRef", "the cat sat down\na dog came by");
    String metrics = "--metrics=chrf,exact";
    String many = run("evaluate", "--hypotheses=many", "--reference=manyRef", metrics).out();
    String two = run("evaluate", "--hypotheses=two", "--reference=twoRef", metrics).out();
    assertThat(many).isEqualTo(two.replace("(1 of 2)", "(5000 of 10000)"));
  }

  @Test
  void differentLineCountsNameBothFiles() throws IOException {
    write("short", "a");
    Result result = run("evaluate", "--hypotheses=same", "--reference=ref", "--reference=short");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("thimble: same has 3 lines, but short has 1; they must be aligned by line\n");
  }

  @Test
  void badBytesNameFileAndLine() throws IOException {
    Files.write(folder.resolve("bad"), new byte[] {'a', '\n', 'b', (byte) 0xFF, '\n', 'c', '\n'});
    Result result = run("evaluate", "--hypotheses=bad", "--reference=ref");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("bad, line 2: byte 2 (0xFF) is not UTF-8");
  }

  @Test
  void emptyFileIsAnError() throws IOException {
    Files.createFile(folder.resolve("empty"));
    assertThat(run("evaluate", "--hypotheses=empty", "--reference=ref").err())
        .isEqualTo("thimble: empty is empty; there is nothing to score\n");
    assertThat(run("evaluate", "--hypotheses=none", "--reference=ref").err())
        .isEqualTo("thimble: none does not exist\n");
  }

  @Test
  void missingOptionIsWrongUsage() {
    assertThat(run("evaluate", "--hypotheses=same").err()).contains("give --reference");
    assertThat(run("evaluate", "--reference=ref").err()).contains("give MODEL or --hypotheses");
    assertThat(run("evaluate", "model", "--reference=ref").err()).contains("needs --source");
    assertThat(run("evaluate", "--hypotheses=x=same", "--hypotheses=x=near", "--reference=ref"))
        .matches(result -> result.code() == 2 && result.err().contains("two systems"));
    assertThat(run("evaluate", "--hypotheses=same", "--reference=ref", "--metrics=blue").err())
        .contains("unknown metric 'blue'");
    assertThat(run("compare", "--hypotheses=same", "--reference=ref", "--resamples=0").code())
        .isEqualTo(2);
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    assertThat(run("evaluate", "--hypotheses=same", "--reference=ref", "--resamples=9").err())
        .contains("--resamples needs --confidence");
    assertThat(run("evaluate", "--hypotheses=same", "--reference=ref", "--beam-size=3").err())
        .contains("--beam-size needs a MODEL");
  }

  private record Result(int code, String out, String err) {}

  private void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(String.join("\n", lines)));
  }

  /** Runs a command; file names are relative to the folder, in messages too. */
  private Result run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      String[] resolved = new String[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        resolved[i] = resolved(arguments[i]);
      }
      int code = Thimble.run(resolved);
      return new Result(code, text(outBytes), text(errBytes));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private String resolved(String argument) {
    return argument.replaceFirst(
        "^(--(?:hypotheses|reference|source)=(?:\\w+=)?)(.+)$", "$1" + folder + "/$2");
  }

  private String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }
}
