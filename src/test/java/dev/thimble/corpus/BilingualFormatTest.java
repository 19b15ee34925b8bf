package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.BilingualText.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BilingualFormatTest {
  private static final String TMX =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE tmx SYSTEM "http://nowhere.invalid/tmx14.dtd">
      <tmx version="1.4">
        <header srclang="en-US" creationtool="x"/>
        <body>
          <tu><tuv xml:lang="EN-us"><seg>Good
             morning &amp; <bpt i="1">&lt;b></bpt>hello<ept i="1">&lt;/b></ept>!</seg></tuv>
            <tuv xml:lang="fr"><prop type="x">y</prop><seg>Bonjour <hi>à <ph>{0<sub>s</sub>}</ph>tous</hi>&#x21;</seg></tuv></tu>
          <tu><tuv xml:lang="fr-FR"><seg><![CDATA[Oui.]]></seg></tuv><tuv xml:lang="en"><seg>Yes.</seg></tuv></tu>
          <tu><tuv xml:lang="en-US"><seg>Alone.</seg></tuv></tu>
          <tu><tuv xml:lang="en-US"><seg>Blank.</seg></tuv><tuv xml:lang="fr"><seg> </seg></tuv></tu>
        </body>
      </tmx>
      """;

  private static final String XLIFF =
      """
      <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
        <file source-language="en" target-language="fr-FR" original="a" datatype="plaintext"><body>
          <group><trans-unit id="1"><source>Good <g id="1">morning</g><x id="2"/>!</source>
            <target state="translated">Bonjour<bpt id="3">CODE</bpt> !</target>
            <alt-trans><source>Bad</source><target>Mal</target></alt-trans></trans-unit></group>
          <trans-unit id="2"><source>New.</source><target state="new">New.</target></trans-unit>
          <trans-unit id="3"><source>None.</source></trans-unit>
          <trans-unit id="4"><source>Yes.</source><seg-source><mrk mtype="seg">Yes.</mrk></seg-source>
            <target><mrk mtype="seg" mid="1">Oui.</mrk></target></trans-unit>
        </body></file>
      </xliff>
      """;

  private static final String XLIFF_2 =
      """
      <xliff version="2.0" srcLang="en" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0">
        <file id="f"><unit id="1">
          <matches><match><source>Bad</source><target>Mal</target></match></matches>
          <segment state="final"><source>Good <pc id="1">morning</pc>.</source>
            <target>Bonjour<ph id="2"/>.</target></segment>
          <ignorable><source> </source><target> </target></ignorable>
          <segment><source>Yes.</source><target>Oui.</target></segment>
          <segment state="initial"><source>No.</source><target>No.</target></segment>
        </unit></file>
      </xliff>
      """;

  @TempDir private Path folder;

  private static List<String> lines(byte[] bytes, Side side, String languages) {
    LanguagePair pair = languages.isEmpty() ? null : LanguagePair.parse(languages);
    try (TextLines lines =
        new TextLines(new ByteArrayInputStream(bytes), "IN", new BilingualText(side, pair))) {
      return lines.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(String xml, String languages) {
    return lines(xml.getBytes(StandardCharsets.UTF_8), Side.BOTH, languages);
  }

  private static String error(String xml, String languages) {
    try {
      return "no error: " + lines(xml, languages);
    } catch (CorpusException e) {
      return e.getMessage();
    }
  }

  @Test
  void unitsOfTmxAreLines() {
    assertThat(lines(TMX, ""))
        .containsExactly("Good morning & hello!\tBonjour à tous!", "Yes.\tOui.");
    byte[] bytes = TMX.getBytes(StandardCharsets.UTF_8);
    assertThat(lines(bytes, Side.SOURCE, "")).containsExactly("Good morning & hello!", "Yes.");
    assertThat(lines(bytes, Side.TARGET, "")).containsExactly("Bonjour à tous!", "Oui.");
    assertThat(lines(bytes, Side.BOTH, "fr-en"))
        .containsExactly("Bonjour à tous!\tGood morning & hello!", "Oui.\tYes.");
  }

  @Test
  void translatedUnitsOfXliffAreLines() {
    assertThat(lines(XLIFF, "")).containsExactly("Good morning!\tBonjour !", "Yes.\tOui.");
    assertThat(lines(XLIFF_2, "")).containsExactly("Good morning.\tBonjour.", "Yes.\tOui.");
    assertThat(lines(XLIFF, "en-fr")).hasSize(2);
    assertThat(lines(XLIFF.replace("target-language=\"fr-FR\"", ""), "en-fr")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "UTF-8"})
  void encodingsOfXmlAreRead(String encoding) {
    String declared = encoding.startsWith("UTF-16") ? "UTF-16" : encoding;
    String xml = TMX.replace("UTF-8", declared);
    String mark = encoding.endsWith("E") ? "\uFEFF" : "";
    byte[] bytes = (mark + xml).getBytes(Charset.forName(encoding));
    assertThat(lines(bytes, Side.TARGET, "")).containsExactly("Bonjour à tous!", "Oui.");
  }

  @Test
  void compressedFileHasTheHashOfItsBytes() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write((TMX + "<!-- end -->\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("a"), bytes.toByteArray());
    try (TextLines lines = TextLines.open(file, new BilingualText(Side.BOTH, null))) {
      assertThat(lines.readAll()).hasSize(2);
      assertThat(lines.number()).isEqualTo(2);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      assertThat(lines.digest()).isEqualTo(HexFormat.of().formatHex(hash));
    }
  }

  @Test
  void corpusIsReadFromTmx() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tmx"), TMX);
    assertThat(ParallelCorpus.readTsv(file).pairs()).contains(new SentencePair(2, "Yes.", "Oui."));
  }

  @Test
  void exactLanguageComesBeforeOthersOfItsKind() {
    String unit =
        "<tmx><header srclang=\"en\"/><body><tu><tuv xml:lang=\"en\"><seg>a</seg></tuv>"
            + "<tuv xml:lang=\"fr-CA\"><seg>ca</seg></tuv><tuv xml:lang=\"fr-FR\"><seg>fr</seg></tuv>"
            + "</tu></body></tmx>";
    assertThat(lines(unit, "en-fr-FR")).containsExactly("a\tfr");
    assertThat(lines(unit, "en-fr")).containsExactly("a\tca");
    assertThat(error(unit, ""))
        .isEqualTo(
            "IN, line 1: it has more than two languages, of which are found [en, fr-CA, fr-FR];"
                + " choose source and target (--languages en-fr)");
    assertThat(error(unit, "en-de"))
        .isEqualTo("IN: no unit has text in both en and de; the file has [en, fr-CA, fr-FR]");
    assertThat(error(unit.replace("\"en\"/>", "\"*all*\"/>"), ""))
        .contains("its header names no source language");
    assertThat(error(unit.replace(" srclang=\"en\"", ""), ""))
        .contains("its header names no source language");
    assertThat(lines(unit.replace("xml:lang", "lang"), "en-fr")).containsExactly("a\tca");
    assertThat(error(unit.replace(" xml:lang=\"en\"", ""), "en-fr")).contains("without xml:lang");
  }

  @Test
  void languagesOfXliffMustBeThoseWanted() {
    assertThat(error(XLIFF, "de-fr"))
        .isEqualTo("IN: no unit is translated from de-fr; the file has [en-fr-FR]");
    String two =
        XLIFF.replace("</xliff>", "<file source-language=\"de\" target-language=\"fr\"/></xliff>");
    assertThat(error(two, "")).contains("it has several pairs of languages, [de-fr, en-fr-FR]");
    assertThat(lines(two, "en-fr")).hasSize(2);
  }

  @Test
  void emptyFilesHaveNoLines() {
    assertThat(lines("<tmx><header/><body/></tmx>", "en-fr")).isEmpty();
    assertThat(lines("<xliff/>", "en-fr")).isEmpty();
    assertThat(lines("<tmx><header srclang=\"en\"/><body><tu/></body></tmx>", "")).isEmpty();
  }

  @Test
  void entitiesAreNeitherExpandedNorLoaded() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
    String laughs =
        "<!DOCTYPE tmx [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    String external = "<!DOCTYPE tmx [<!ENTITY c SYSTEM \"" + secret.toUri() + "\">]>";
    String parameter = "<!DOCTYPE tmx [<!ENTITY % c SYSTEM \"" + secret.toUri() + "\"> %c;]>";
    for (String declaration : List.of(laughs, external, parameter)) {
      String xml =
          TMX.replaceFirst("<!DOCTYPE[^>]*>", "").replaceFirst("<tmx", declaration + "<tmx");
      assertThat(error(xml.replace("Oui.]]>", "]]>&c;"), ""))
          .startsWith("IN, line ")
          .containsIgnoringCase("entity")
          .doesNotContain("SECRET");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<tmx><body><tu>~<tuv | IN, line 2: the XML is damaged",
        "<tmx><body><tu>~</body></tmx> | IN, line 2: the XML is damaged",
        "<tmx>~~&nbsp;</tmx> | IN, line 3: ",
        "<tmx> | IN, line 1: the XML is damaged",
        "<?xml version=\"1.0\" encoding=\"nonsense\"?><tmx/> | IN, line 1: the XML is damaged"
      })
  void damagedXmlIsNamedWithItsLine(String xml, String start) {
    assertThat(error(xml.replace('~', '\n'), "en-fr")).startsWith(start);
  }

  @Test
  void wrongEncodingIsNamed() {
    byte[] bytes = TMX.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> lines(bytes, Side.BOTH, ""))
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("IN, line ")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void elementsAreNotNestedWithoutEnd() {
    assertThat(error("<tmx>" + "<a>".repeat(100_000), ""))
        .isEqualTo("IN, line 1: more than 1000 elements within one another");
  }

  @ParameterizedTest
  @CsvSource({
    "<tmx><header a=\", 'a tag or a comment has more than'",
    "<tmx><!--, 'a tag or a comment has more than'",
    "<tmx><body><tu><tuv xml:lang=\"en\"><seg>, 'more than 16777216 characters in one text'"
  })
  void endlessPartsAreRefused(String start, String message) {
    byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    InputStream in =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)),
                    new SequenceInputStream(
                        Collections.enumeration(
                            Collections.nCopies(100, 0).stream()
                                .map(i -> (InputStream) new ByteArrayInputStream(part))
                                .toList())))));
    assertThatThrownBy(
            () -> {
              try (TextLines lines = new TextLines(in, "IN", new BilingualText(Side.BOTH, null))) {
                lines.next();
              }
            })
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("IN, line 1: ")
        .hasMessageContaining(message);
  }

  @Test
  void otherXmlIsStillRefused() {
    assertThat(error("<?xml version=\"1.0\"?><doc/>", "en-fr")).contains("IN is ");
    assertThat(lines("plain <tmx> text", "en-fr")).containsExactly("plain <tmx> text");
  }

  @Test
  void textsWithoutAWishForOneSideRefuseTheFile() {
    assertThatThrownBy(
            () ->
                new TextLines(new ByteArrayInputStream(TMX.getBytes(StandardCharsets.UTF_8)), "IN")
                    .next())
        .hasMessageContaining("IN is a TMX file")
        .hasMessageContaining("both sides");
  }
}
