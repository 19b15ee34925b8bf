package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "en > Hello! How are you? Fine. > Hello!|How are you?|Fine.",
        "en > Mr. Smith met Dr. Brown. They talked. > Mr. Smith met Dr. Brown.|They talked.",
        "en > J. R. R. Tolkien wrote it. Yes. > J. R. R. Tolkien wrote it.|Yes.",
        "en > So am I. You too? > So am I.|You too?",
        "en > See no. 5. No. I will not. > See no. 5.|No.|I will not.",
        "en > See Fig. 3 for it. It is e.g. Bach. > See Fig. 3 for it.|It is e.g. Bach.",
        "en > It costs 3.5 dollars. Cheap. > It costs 3.5 dollars.|Cheap.",
        "en > He said “Go!” and left. “Why?” > He said “Go!” and left.|Why?",
        "en > Wait... What? (Really.) Yes. > Wait...|What?|Really.|Yes.",
        "fr > M. Dupont arrive. Mme Curie aussi. > M. Dupont arrive.|Mme Curie aussi.",
        "fr > Il dit : « Viens ! » Puis il part. > Il dit : « Viens ! »|Puis il part.",
        "de > Am 3. Oktober kam er. Das ist z. B. Berlin. > Am 3. Oktober kam er.|Das ist z. B. Berlin.",
        "en > It was 3. Then he left. > It was 3.|Then he left.",
        "es > ¿Qué? ¡Hola! La Sra. García vino. > ¿Qué?|¡Hola!|La Sra. García vino.",
        "zh > 你好。你好吗？我很好！ > 你好。|你好吗？|我很好！",
        "ja > 元気？はい。 > 元気？|はい。",
      })
  void sentencesEndWhereReadersExpect(String language, String text, String sentences) {
    Document document = Document.of(text, Locale.forLanguageTag(language));
    assertThat(String.join("|", document.sentences())).isEqualTo(sentences);
  }

  @Test
  void whiteSpaceAndMarksOfTheLayoutAreKeptAroundOtherSentences() {
    Document document = Document.of("\uFEFF# A\r\n\r\n  One.  (Two.)\n\n\t- Three\u2029 \n");
    assertThat(document.sentences()).containsExactly("A", "One.", "Two.", "Three");
    assertThat(document.withSentences(List.of("a", "b", "c", "d")).text())
        .isEqualTo("\uFEFF# a\r\n\r\n  b  (c)\n\n\t- d\u2029 \n");
  }

  @Test
  void invisibleCharactersAloneAreNotASentence() {
    Document document = Document.of("\u200B\u00AD\nOne.\n\u200E \uFEFF");
    assertThat(document.sentences()).containsExactly("One.");
    assertThat(document.text()).isEqualTo("\u200B\u00AD\nOne.\n\u200E \uFEFF");
  }

  @Property
  void anyTextIsUnchanged(@ForAll String text) {
    assertThat(Document.of(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "\uFEFF", "\u0000\u0001"})
  void blankTextHasNoSentences(String text) {
    assertThat(Document.of(text).sentences()).isEmpty();
    assertThat(Document.of(text).text()).isEqualTo(text);
  }

  @Test
  void anotherNumberOfSentencesIsRefused() {
    assertThatThrownBy(() -> Document.of("One. Two.").withSentences(List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 sentences for a document of 2");
  }
}
