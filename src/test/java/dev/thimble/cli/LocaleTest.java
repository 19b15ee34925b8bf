package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of the scoring commands does not depend on the locale of the process. */
final class LocaleTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeTexts() throws IOException {
    Files.writeString(folder.resolve("ref"), "the cat sat down\n\na dog came by\n".repeat(400));
    Files.writeString(folder.resolve("a"), "the cat sat up\n\na dog came by\n".repeat(400));
    Files.writeString(folder.resolve("b"), "the cat sat\nI\na dog came by\n".repeat(400));
    Files.writeString(folder.resolve("short"), "one line\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa", "hi-IN-u-nu-deva", "tr", "de"})
  void outputIsTheSameInEveryLocale(String locale) throws IOException {
    assertThat(in(Locale.forLanguageTag(locale))).isEqualTo(in(Locale.ROOT));
  }

  private List<String> in(Locale locale) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      List<String> all = new ArrayList<>();
      String metrics = "--metrics=bleu,chrf,CHRF++,ter,rouge,ratio,EXACT";
      for (String format : List.of("table", "tsv", "json")) {
        String asked = "--format=" + format;
        all.add(run("evaluate", metrics, asked, hypotheses("a"), reference("ref")));
        all.add(
            run(
                "compare",
                metrics,
                asked,
                "--trials=1001",
                "--resamples=1002",
                "--tokenize=intl",
                hypotheses("a"),
                hypotheses("b"),
                reference("ref")));
      }
      all.add(
          run(
              "evaluate",
              "--confidence",
              "--fail-below=bleu=99.5",
              "--report=" + folder.resolve("page.html"),
              hypotheses("a"),
              hypotheses("b"),
              reference("ref")));
      all.add(Files.readString(folder.resolve("page.html")));
      all.add(run("evaluate", hypotheses("short"), reference("ref")));
      all.add(run("evaluate", "--help"));
      return all;
    } finally {
      Locale.setDefault(before);
    }
  }

  private String hypotheses(String name) {
    return "--hypotheses=" + name + "=" + folder.resolve(name);
  }

  private String reference(String name) {
    return "--reference=" + folder.resolve(name);
  }

  private static String run(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    return run.code() + "\n" + run.out() + run.err();
  }
}
