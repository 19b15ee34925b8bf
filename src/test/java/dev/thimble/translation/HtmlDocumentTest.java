package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.text.EntityKind;
import dev.thimble.text.Mark;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlDocumentTest {
  private static final String OPEN = new Mark(EntityKind.OPEN, 0).character();
  private static final String CLOSE = new Mark(EntityKind.CLOSE, 0).character();
  private static final String EMPTY = new Mark(EntityKind.EMPTY, 0).character();
  private static final String TERM = new Mark(EntityKind.TERM_CONSONANT, 0).character();

  private static Document html(String html) {
    return Document.ofHtml(html, Locale.ENGLISH);
  }

  private static String upper(String html) {
    Document document = html(html);
    return document
        .withSentences(document.sentences().stream().map(s -> s.toUpperCase(Locale.ROOT)).toList())
        .text();
  }

  @Test
  void sentencesOfBlocksAreTranslated() {
    assertThat(upper("<h1>Title</h1>\n<p>One. Two.</p><ul><li>a</li> <li>b</li></ul>"))
        .isEqualTo("<h1>TITLE</h1>\n<p>ONE. TWO.</p><ul><li>A</li> <li>B</li></ul>");
  }

  @Test
  void tagsInsideASentenceAreMarks() {
    assertThat(html("<p>Click on <b>Save</b> now<img src=x>or <i>never</i>.</p>").sentences())
        .containsExactly(
            "Click on %sSave%s now%sor %snever%s."
                .formatted(
                    OPEN,
                    CLOSE,
                    EMPTY,
                    new Mark(EntityKind.OPEN, 1).character(),
                    new Mark(EntityKind.CLOSE, 1).character()));
  }

  @Test
  void marksBecomeTagsAgainWhereTheTranslationHasThem() {
    assertThat(
            html("<p>Click on <b class='x'>Save</b>.</p>")
                .withSentences(List.of(OPEN + "Enregistrer" + CLOSE + " : cliquez."))
                .text())
        .isEqualTo("<p><b class=\"x\">Enregistrer</b> : cliquez.</p>");
  }

  @Test
  void tagThatTheTranslationDoesNotCloseEndsWithTheText() {
    assertThat(
            html("<p>a <b>c</b></p><p>d</p>").withSentences(List.of("x " + OPEN + "y", "z")).text())
        .isEqualTo("<p>x <b>y</b></p><p>z</p>");
  }

  @Test
  void closingMarkWithoutOpeningOneIsNothing() {
    assertThat(html("<p>a <b>c</b></p>").withSentences(List.of("x " + CLOSE + "y")).text())
        .isEqualTo("<p>x y</p>");
  }

  @Test
  void tagOverTwoSentencesStaysOverBoth() {
    assertThat(upper("<p><b>One. Two.</b></p>")).isEqualTo("<p><b>ONE. TWO.</b></p>");
  }

  @Test
  void attributesThatReadersSeeAreTranslated() {
    assertThat(upper("<p title='go'><img src='a.png' alt='a cat'> <input placeholder='name'></p>"))
        .isEqualTo(
            "<p title=\"GO\"><img src=\"a.png\" alt=\"A CAT\"> <input placeholder=\"NAME\"></p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>var a = 1;</script>",
        "<style>p { color: red }</style>",
        "<pre>x  =\n y</pre>",
        "<div translate=\"no\">Thimble Inc.</div>",
        "<div class=\"notranslate\">Thimble Inc.</div>",
        "<!-- note -->",
        "<p>\n  </p>",
        ""
      })
  void untranslatedPartsHaveNoSentence(String html) {
    assertThat(html(html).sentences()).isEmpty();
    assertThat(html(html).text()).isEqualTo(html);
  }

  @Test
  void codeInsideASentenceIsATerm() {
    assertThat(html("Run <code>mvn -q</code> first.").sentences())
        .containsExactly("Run " + TERM + " first.");
    assertThat(upper("Run <code>mvn -q</code> first.")).isEqualTo("RUN <code>mvn -q</code> FIRST.");
  }

  @Test
  void charactersThatHtmlEscapesAreTextInSentences() {
    assertThat(html("<p>a &lt; b &amp; c</p>").sentences()).containsExactly("a < b & c");
    assertThat(upper("<p>a &lt; b &amp; c</p>")).isEqualTo("<p>A &lt; B &amp; C</p>");
  }

  @Test
  void pageKeepsItsHead() {
    assertThat(
            upper(
                "<!doctype html><html lang=\"en\"><head><title>my page</title></head><body>hi</body></html>"))
        .isEqualTo(
            "<!doctype html><html lang=\"en\"><head><title>MY PAGE</title></head><body>HI</body></html>");
  }

  @Test
  void characterOfThePageThatLooksLikeAMarkIsRemoved() {
    assertThat(html("<p>a" + OPEN + "b</p>").sentences()).containsExactly("ab");
  }

  @Test
  void moreTagsThanMarksAreRefused() {
    assertThatThrownBy(() -> html("<p>a" + "<b>c</b>".repeat(Mark.MOST + 1) + "</p>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 12288 tags");
  }

  @Property
  void anyPageStaysWhatItIs(@ForAll String text) {
    Document document = html(text);
    assertThat(document.withSentences(document.sentences()).text()).isEqualTo(document.text());
  }
}
