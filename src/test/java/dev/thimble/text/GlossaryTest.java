package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlossaryTest {
  private static final Glossary GLOSSARY =
      Glossary.of(
          Map.of(
              "cat", "matou",
              "machine learning", "apprentissage automatique",
              "machine", "engin",
              "Paris Match", "Le Match",
              "C++", "C plus plus",
              "US", "É.-U.",
              "us", "nous autres",
              "学习", "étude"));

  private static List<String> found(String text) {
    return GLOSSARY.find(text).stream().map(Entity::translation).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "a cat here, matou",
    "Cat, Matou",
    "CAT, MATOU",
    "cAt, matou",
    "machine learning, apprentissage automatique", // the longest
    "Machine Learning, Apprentissage automatique",
    "machine  learning, apprentissage automatique",
    "machine cat-like, engin|matou",
    "machine learn, engin",
    "Paris Match, Le Match",
    "PARIS MATCH, LE MATCH",
    "paris match, ''",
    "Paris match, ''",
    "C++!, C plus plus",
    "cats, ''",
    "concat, ''",
    "us, nous autres",
    "Us, Nous autres",
    "US, É.-U.",
    "我学习, étude",
    "\uD800\uDC20cat, ''", // not white space, although its lower half looks like a space
    "cat\uD83D\uDE00cat, matou|matou"
  })
  void termsAreFoundInTheCaseOfTheText(String text, String translations) {
    assertThat(String.join("|", found(text))).isEqualTo(translations);
  }

  @Test
  void termIsASpanWithItsSourceTermAsKey() {
    assertThat(GLOSSARY.find("a Cat"))
        .containsExactly(new Entity(2, 5, EntityKind.TERM_CONSONANT, "cat", "Matou"));
    assertThat(GLOSSARY.find("machine learning"))
        .containsExactly(
            new Entity(
                0, 16, EntityKind.TERM_VOWEL, "machine learning", "apprentissage automatique"));
  }

  @Test
  void thousandsOfTermsAreFoundInALongText() {
    Map<String, String> terms = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      terms.put("term" + i + " x", "t" + i);
    }
    Glossary many = Glossary.of(terms);
    assertThat(many.size()).isEqualTo(20_000);
    assertThat(many.find("term1 term17 x ".repeat(7_000))).hasSize(7_000);
  }

  @Test
  void longTextOfOneWordIsSearchedOnce() {
    assertThat(GLOSSARY.find("machine ".repeat(12_000))).hasSize(12_000);
    assertThat(GLOSSARY.find("x".repeat(100_000))).isEmpty();
  }

  @Test
  void blankTermsAreRefused() {
    assertThatThrownBy(() -> Glossary.of(Map.of(" ", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the source term of \"x\" is blank");
    assertThatThrownBy(() -> Glossary.of(Map.of("x", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the translation of \"x\" is blank");
  }

  @Test
  void twoTranslationsOfOneTermAreRefused() {
    Map<String, String> terms = new LinkedHashMap<>();
    terms.put("a b", "x");
    terms.put("a  b", "y");
    assertThatThrownBy(() -> Glossary.of(terms))
        .hasMessage("\"a  b\" has two translations, \"x\" and \"y\"");
  }

  private static Path file(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("terms.tsv"), text);
  }

  @Test
  void fileHasATermAndItsTranslationInEachLine(@TempDir Path folder) throws IOException {
    Glossary glossary =
        Glossary.read(file(folder, "\uFEFFcat\tmatou\n\ndog\t chien \r\ncat\tmatou"));
    assertThat(glossary.size()).isEqualTo(2);
    assertThat(glossary.find("cat dog"))
        .extracting(Entity::translation)
        .containsExactly("matou", "chien");
  }

  @ParameterizedTest
  @CsvSource({
    "'cat', '\"cat\"; it must be a source term, one tab, and its translation'",
    "'cat\tx\ty', '\"cat\tx\ty\"; it must be a source term, one tab, and its translation'",
    "'\tx', 'the source term of \"x\" is blank'",
    "'x\t ', 'the translation of \"x\" is blank'",
    "'dog\tcabot', '\"dog\" has two translations, \"chien\" and \"cabot\"'"
  })
  void badLineIsNamed(String line, String problem, @TempDir Path folder) throws IOException {
    Path file = file(folder, "dog\tchien\n" + line.replace("\\t", "\t") + "\n");
    assertThatThrownBy(() -> Glossary.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 2: " + problem);
  }

  @Test
  void fileThatIsNotUtf8IsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("terms.tsv");
    Files.write(file, "é\tx\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Glossary.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", after line 0: it is not UTF-8; a glossary must be");
  }

  @Test
  void protectedTextComesThroughAsItIs() {
    assertThat(ProtectedText.matches(Pattern.compile("\\d*"), "a12 b3"))
        .containsExactly(
            new Entity(1, 3, EntityKind.TERM_CONSONANT, "12", "12"),
            new Entity(5, 6, EntityKind.TERM_CONSONANT, "3", "3"));
    assertThat(ProtectedText.verbatim(0, 2, "Öl!"))
        .isEqualTo(new Entity(0, 2, EntityKind.TERM_VOWEL, "Öl", "Öl"));
  }
}
