package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XliffDocumentTest {
  private static final String STATE =
      "state=\"needs-review-translation\" state-qualifier=\"mt-suggestion\"";

  private static Document document(String body) {
    return Document.ofXliff(file(body));
  }

  private static String file(String body) {
    return "<?xml version=\"1.0\"?>\n<!DOCTYPE xliff>\n<xliff version=\"1.2\"><file source-language=\"en\"><body>"
        + body
        + "</body></file></xliff>\n";
  }

  /* A translation into capitals, in which only letters change. */
  private static String translated(String body) {
    Document document = document(body);
    String text =
        document
            .withSentences(
                document.sentences().stream().map(s -> s.toUpperCase(Locale.ROOT)).toList())
            .text();
    String start = file("");
    int head = start.indexOf("</body>");
    String tail = start.substring(head);
    assertThat(text).startsWith(start.substring(0, head)).endsWith(tail);
    return text.substring(head, text.length() - tail.length());
  }

  private static String unit(String source) {
    return "<trans-unit id=\"1\"><source>" + source + "</source></trans-unit>";
  }

  private static String targetOf(String source) {
    String unit = translated(unit(source));
    String start = "<source>" + source + "</source><target " + STATE + ">";
    assertThat(unit).contains(start).endsWith("</target></trans-unit>");
    return unit.substring(unit.indexOf(start) + start.length(), unit.indexOf("</target>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Good morning. | GOOD MORNING.",
        "A &lt; b &amp; &#x63;. | A &lt; B &amp; C.",
        "<![CDATA[A <b>.]]> | A &lt;B&gt;.",
        "A <g id=\"1\">b <x id=\"2\"/></g>. | A <g id=\"1\">B <x id=\"2\"/></g>.",
        "A <ph id=\"1\">&lt;br/></ph> b. | A <ph id=\"1\">&lt;br/></ph> B.",
        "A <bpt id=\"1\">{b</bpt>b<ept id=\"1\">}</ept>. | A <bpt id=\"1\">{b</bpt>B<ept"
            + " id=\"1\">}</ept>.",
        "A <bx id=\"1\" rid=\"r\"/>b<ex id=\"2\" rid=\"r\"/>. | A <bx id=\"1\" rid=\"r\"/>B<ex"
            + " id=\"2\" rid=\"r\"/>.",
        "<g id=\"1\">a<bpt id=\"2\">x</bpt>b</g>c<ept id=\"2\">y</ept>. | <g id=\"1\">A<bpt"
            + " id=\"2\">x</bpt>B</g>C<ept id=\"2\">y</ept>.",
        "A <mrk mtype=\"protected\">b &amp; <x id=\"1\"/></mrk> c. | A <mrk mtype=\"protected\">b"
            + " &amp; <x id=\"1\"/></mrk> C.",
        "A <mrk mtype=\"term\">b</mrk><!-- c -->. | A <mrk mtype=\"term\">B</mrk><!-- c -->."
      })
  void tagsStandInTheTarget(String source, String target) {
    assertThat(targetOf(source)).isEqualTo(target);
  }

  @Test
  void whiteSpaceIsFoldedUnlessItIsPreserved() {
    String source = "Good\n    day.  Bye now.";
    assertThat(targetOf(source)).isEqualTo("GOOD DAY. BYE NOW.");
    assertThat(document(unit(source)).sentences()).containsExactly("Good day.", "Bye now.");
    String preserved = "<group xml:space=\"preserve\">" + unit(source) + "</group>";
    assertThat(translated(preserved)).contains(">GOOD\n    DAY.  BYE NOW.</target>");
    String own = unit(source).replace("<source>", "<source xml:space=\"preserve\">");
    assertThat(translated(own)).contains(">GOOD\n    DAY.  BYE NOW.</target>");
  }

  @Test
  void newTargetIsIndentedAsItsSource() {
    assertThat(
            translated("\r\n  <x:trans-unit>\r\n    <x:source>a</x:source>\r\n  </x:trans-unit>"))
        .isEqualTo(
            "\r\n  <x:trans-unit>\r\n    <x:source>a</x:source>\r\n    <x:target "
                + STATE
                + ">A</x:target>\r\n  </x:trans-unit>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<target/>",
        "<target> </target>",
        "<target state='new'>old</target>",
        "<target state=\"needs-translation\" >old</target>",
        "<target>a <g id=\"1\">b</g></target>"
      })
  void targetThatIsNoTranslationIsReplaced(String target) {
    String unit = "<trans-unit><source>a <g id=\"1\">b</g></source>%s<note>n</note></trans-unit>";
    assertThat(translated(unit.formatted(target)))
        .isEqualTo(unit.formatted("<target " + STATE + ">A <g id=\"1\">B</g></target>"));
  }

  @Test
  void otherAttributesOfTheTargetStay() {
    String unit = "<trans-unit><source>a</source><target%s></target></trans-unit>";
    assertThat(
            translated(
                unit.formatted(" xml:lang='fr' state=\"new\" state-qualifier=\"x\" y='\"<'")
                    .replace("<'", "&lt;'")))
        .isEqualTo(
            unit.formatted(" xml:lang=\"fr\" y=\"&quot;&lt;\" " + STATE)
                .replace("></target>", ">A</target>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<trans-unit approved=\"yes\"><source>a</source><target/></trans-unit>",
        "<trans-unit translate=\"no\"><source>a</source></trans-unit>",
        "<group translate=\"no\"><trans-unit><source>a</source></trans-unit></group>",
        "<trans-unit><source>a</source><target state=\"final\">z</target></trans-unit>",
        "<trans-unit><source>a</source><target>z</target></trans-unit>",
        "<trans-unit><source>  <x id=\"1\"/></source></trans-unit>",
        "<trans-unit><source/></trans-unit>",
        "<trans-unit/>",
        "<trans-unit><target>z</target></trans-unit>",
        "<bin-unit><source>a</source></bin-unit>"
      })
  void allElseIsKept(String unit) {
    assertThat(document(unit).sentences()).isEmpty();
    assertThat(translated(unit)).isEqualTo(unit);
  }

  @Test
  void unitMayBeTranslatedWithinAGroupThatIsNot() {
    String body = "<group translate=\"no\"><trans-unit translate=\"yes\"><source>a</source>%s";
    String end = "</trans-unit></group>";
    assertThat(translated(body.formatted("") + end))
        .isEqualTo(body.formatted("<target " + STATE + ">A</target>") + end);
  }

  @Test
  void segmentsOfTheSourceStandInTheTarget() {
    String unit =
        "<trans-unit><source>A b. C.</source><seg-source> <mrk mtype=\"seg\" mid=\"1\">A"
            + " <x id=\"1\"/>b.</mrk> <g id=\"2\"><mrk mtype=\"seg\" mid=\"2\">c.</mrk></g>"
            + "<mrk mtype=\"seg\" mid=\"3\"> </mrk></seg-source>%s<alt-trans><target>z</target>"
            + "</alt-trans></trans-unit>";
    String target =
        "<target "
            + STATE
            + "> <mrk mtype=\"seg\" mid=\"1\">A <x id=\"1\"/>B.</mrk> <g id=\"2\"><mrk"
            + " mtype=\"seg\" mid=\"2\">C.</mrk></g><mrk mtype=\"seg\" mid=\"3\"> </mrk></target>";
    assertThat(translated(unit.formatted(""))).isEqualTo(unit.formatted(target));
  }

  @Test
  void tagsThatATranslationLacksStandAtItsEnd() {
    Document document = document(unit("A <g id=\"1\">b</g><x id=\"2\"/>."));
    assertThat(document.withSentences(List.of("z")).text())
        .contains(">z<g id=\"1\"></g><x id=\"2\"/></target>");
  }

  @Test
  void tagsAreBalancedWhateverTheirOrder() {
    Document document = document(unit("<g id=\"1\">a</g><x id=\"2\"/>"));
    String sentence = document.sentences().get(0);
    String reversed = new StringBuilder(sentence).reverse().toString();
    assertThat(document.withSentences(List.of(reversed)).text())
        .contains("><x id=\"2\"/>a<g id=\"1\"></g></target>");
    assertThat(document.withSentences(List.of(sentence + sentence)).text())
        .contains("><g id=\"1\">a</g><x id=\"2\"/>a</target>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<tmx version=\"1.4\"/> | line 1: <tmx> of version \"1.4\"; only <xliff> of version 1.2",
        "~<xliff version=\"2.0\"/> | line 2: <xliff> of version \"2.0\"; only <xliff>",
        "no element | line 1: the file has no element",
        "<a>~<b> | line 2: the file ends within <b>",
        "<a>~</b> | line 2: </b> closes <a>",
        "</a> | line 1: </a> closes nothing",
        "<a b=\"> | line 1: a tag does not end",
        "<a <b> | line 1: a tag does not end",
        "<> | line 1: a tag has no name",
        "<!-- | line 1: no --> follows",
        "<![CDATA[ | line 1: no ]]> follows",
        "<?a | line 1: no ?> follows",
        "<xliff version=1.2> </xliff> | line 1: an attribute has no value in quotation marks",
        "<xliff version> </xliff> | line 1: an attribute has no value in quotation marks",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><a/> | line 1: the document type declaration declares"
      })
  void damagedFilesAreNamedWithTheLine(String xml, String message) {
    assertThatThrownBy(() -> Document.ofXliff(xml.replace('~', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&nbsp;", "&#xZ;", "&#;", "&#x110000;", "& b", "&#1;"})
  void unknownEntityIsRefused(String entity) {
    assertThatThrownBy(() -> document(unit("a " + entity)))
        .hasMessageContaining("line 3: ")
        .hasMessageContaining("is neither an entity of XML nor a character");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> document("<a>".repeat(100_000)))
        .hasMessageContaining("more than 1000 elements within one another");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<x id=\"1\"/>", "a <!-- b --> ", "&amp;", "<g id=\"1\">a</g>", "<![CDATA[a]]>"})
  void longUnitsTakeLinearTime(String part) {
    String source = part.repeat(10_000) + "a".repeat(100_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(targetOf(source)).isNotEmpty());
  }
}
