package dev.thimble.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.Significance;
import dev.thimble.metric.SignificanceConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as HTML, and in a browser. */
final class EvaluationPageTest {
  private static final List<String> SOURCE = List.of("Hallo Welt", "Hallo Hallo", "ein Hund");
  private static final List<String> REFERENCE =
      List.of(
          "hello <script>document.title='evil'</script> world", "hello & hello", "a \"dog\" & cat");
  private static final List<String> BASE =
      List.of("hello <script>document.title='evil'</script> word", "hello & hello", "");
  private static final List<String> NEW =
      List.of("hello <script>document.title='evil'</script> world", "hello & hello", "a dog");

  @TempDir private Path folder;

  @Test
  void textsAndNamesAreEscaped() {
    String page = page(SOURCE);
    assertThat(page)
        .contains("&lt;script&gt;document.title=&#39;evil&#39;&lt;/script&gt;")
        .contains("a &quot;dog&quot; &amp; cat")
        .contains("<h2 id=\"set0\">test &lt;i&gt;</h2>")
        .doesNotContain("<script>document")
        .doesNotContain("<i>");
  }

  @Test
  void nothingIsFetched() {
    assertThat(page(SOURCE))
        .contains("default-src 'none'")
        .doesNotContain("src=\"")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("<link");
  }

  @Test
  void sentencesThatDifferAreListedWorstFirst() {
    String page = page(SOURCE);
    int third = page.indexOf("class=\"number\">3</th>");
    int first = page.indexOf("class=\"number\">1</th>");
    assertThat(third).isPositive().isLessThan(first);
    assertThat(page)
        .contains("<em>empty</em>")
        .contains("<mark>word</mark>")
        .doesNotContain("class=\"number\">2</th>"); // the same in both
  }

  @Test
  void scoresAreGroupedByLengthAndByRarity() {
    String page = page(SOURCE);
    assertThat(page)
        .contains("BLEU by words of the first reference")
        .contains("occurs in this source")
        .contains("Share of sentences by words of the hypothesis");
    assertThat(page(null)).doesNotContain("rarest word");
  }

  @Test
  void trainingTextSaysWhichWordsAreRare() {
    WordCounts counts = new WordCounts("train.de");
    counts.add("hallo hallo Hund");
    assertThat(counts.ofRarest("Hallo Hund")).isEqualTo(1);
    assertThat(counts.ofRarest("Hallo Welt")).isZero();
    assertThat(new EvaluationPage(counts).of(List.of(set(SOURCE)))).contains("occurs in train.de");
  }

  @Test
  void groupsHaveEachSegmentOnce() {
    double[] values = {0, 5, 6, 10, 11, 500};
    assertThat(SegmentGroups.byLength(6, i -> values[i]))
        .extracting(SegmentGroups.Group::label)
        .containsExactly("0–5", "6–10", "11–15", "61 and more");
    assertThat(SegmentGroups.byCount(6, i -> values[i]))
        .extracting(group -> group.label() + ":" + group.segments().length)
        .containsExactly("0:1", "2–9:2", "10–99:2", "100–999:1");
    assertThat(SegmentGroups.byRatio(2, i -> i == 0 ? 1 : 9))
        .filteredOn(group -> group.segments().length > 0)
        .extracting(SegmentGroups.Group::label)
        .containsExactly("0.95 to below 1.05", "2 and more");
  }

  @Test
  void confidencesHaveADiagramAndAColumnToSortBy() {
    assertThat(page(SOURCE)).doesNotContain("reliability\"").doesNotContain("Confidence");
    EvaluatedTestSet plain = set(SOURCE);
    EvaluatedTexts texts = plain.texts();
    List<List<Double>> confidences = List.of(List.of(), List.of(0.95, 0.25, 0.15));
    EvaluatedTexts rated =
        new EvaluatedTexts(texts.hypotheses(), texts.references(), texts.source(), confidences);
    String page =
        new EvaluationPage(null)
            .of(List.of(new EvaluatedTestSet(plain.scores(), plain.statistics(), rated)));
    double[] scores = SentenceScores.of(rated, 1);
    int good = scores[0] >= 60 ? 1 : 0;
    assertThat(page)
        .containsOnlyOnce("<figure class=\"reliability\">")
        .contains("new: share of good translations by confidence")
        .contains(
            String.format(
                Locale.ROOT,
                "<tr><td class=\"number\">0.95</td><td class=\"number\">%d.00</td><td"
                    + " class=\"number\">1</td></tr>",
                good))
        .contains("data-sort>Confidence</th>")
        .contains("<td class=\"number\">0.25</td>");
  }

  @Test
  void confidencesMustBeOfEverySystemAndLine() {
    List<List<String>> references = REFERENCE.stream().map(List::of).toList();
    assertThatThrownBy(() -> new EvaluatedTexts(List.of(BASE), references, null, List.of()))
        .hasMessage("confidences of 0 systems, texts of 1");
    assertThatThrownBy(
            () -> new EvaluatedTexts(List.of(BASE), references, null, List.of(List.of(0.5))))
        .hasMessage("a text has 1 lines, the references 3");
  }

  @Test
  void textsOfDifferentLengthAreRefused() {
    assertThatThrownBy(
            () -> new EvaluatedTexts(List.of(BASE), List.of(List.of("one"), List.of("two")), null))
        .hasMessage("a text has 3 lines, the references 2");
    assertThatThrownBy(() -> new EvaluatedTexts(List.of(List.of("x")), List.of(List.of()), null))
        .hasMessageContaining("at least one reference for each line");
  }

  @Test
  void browserRunsThePagesScriptAndNoOther() throws Exception {
    String dom = dom(page(SOURCE));
    assertThat(dom)
        .contains("<title>Thimble evaluation</title>") // not "evil"
        .contains("<button type=\"button\">Difference</button>")
        .doesNotContain("class=\"search\" hidden");
  }

  @Test
  void browserSearchesAndSorts() throws Exception {
    String script = Files.readString(Path.of("src/main/resources/dev/thimble/report/page.js"));
    String use =
        """
        document.querySelectorAll("th[data-sort] button")[0].click();
        const input = document.querySelector("input");
        input.value = "DOG";
        input.dispatchEvent(new Event("input"));
        """;
    // removed here: the policy allows only the page's own script
    String page = page(SOURCE).replaceFirst("<meta http-equiv[^>]*>", "");
    String dom = dom(page.replace(script, script + use));
    String table = dom.substring(dom.indexOf("<div class=\"sentences\">"));
    assertThat(table)
        .contains("aria-sort=\"ascending\"")
        .contains("<output role=\"status\">1 of 2</output>")
        .containsSubsequence(
            "<tr hidden=\"\"><th scope=\"row\" class=\"number\">1</th>", ">3</th>");
  }

  private static String page(@Nullable List<String> source) {
    return new EvaluationPage(null).of(List.of(set(source)));
  }

  private static EvaluatedTestSet set(@Nullable List<String> source) {
    Bleu bleu = new Bleu(BleuConfig.defaults());
    List<SegmentStatistics> statistics =
        Stream.of(BASE, NEW)
            .map(system -> SegmentStatistics.of(bleu, system, List.of(REFERENCE)))
            .toList();
    SignificanceConfig config =
        SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP)
            .withTrials(20)
            .withResamples(20);
    MetricScores metric =
        new MetricScores("bleu", bleu.signature(1), new Significance(config).compare(statistics));
    return new EvaluatedTestSet(
        new TestSetScores("test <i>", 3, List.of("base", "new"), List.of(metric)),
        statistics,
        new EvaluatedTexts(List.of(BASE, NEW), REFERENCE.stream().map(List::of).toList(), source));
  }

  /** The elements of the page after its script ran; skips the test where Chromium is missing. */
  private String dom(String page) throws IOException, InterruptedException {
    Optional<String> browser =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .filter(EvaluationPageTest::isOnThePath)
            .findFirst();
    assumeTrue(browser.isPresent(), "no Chromium on the path: the page is not tested in a browser");
    Path file = Files.writeString(folder.resolve("page.html"), page);
    Path out = folder.resolve("dom.html");
    List<String> command = new ArrayList<>(List.of(browser.get()));
    command.addAll(List.of("--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"));
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.add(file.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }

  private static boolean isOnThePath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
  }
}
