package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<?xml version='1.0' encoding='UTF-8'?>~<!-- x -->~<tmx version='1.4'> | a TMX file (translation memory)",
        "<tmx version='1.4'> | a TMX file (translation memory)",
        "<?xml version='1.0'?><xliff xmlns='x'> | an XLIFF file",
        "<?xml version='1.0'?>~<martif type='TBX'> | a TBX file (terms)",
        "<tbx style='dca'> | a TBX file (terms)",
        "<srcset setid='x' srclang='any'> | a test set in SGML or XML",
        "<refset setid='x'> | a test set in SGML or XML",
        "<TSTSET setid='x'> | a test set in SGML or XML",
        "<DOC docid='x'> | a test set in SGML or XML",
        "<doc> | a test set in SGML or XML",
        "<!DOCTYPE mteval SYSTEM 'x'> | a test set in SGML or XML",
        "<?xml version='1.0'?><dataset id='wmt22'> | a test set in SGML or XML",
        "<!doctype html> | an HTML file",
        "<html~lang='en'> | an HTML file",
        "<?xml version='1.0'?>~<book> | an XML file",
        "%PDF-1.7 | a PDF file",
        "{\\rtf1 | an RTF file"
      })
  void formatIsNamedByTheFirstBytes( // ~ is a line feed
      String start, String what) {
    String text = start.replace('~', '\n');
    assertRefused(text, "x is " + what + ", not plain text");
    if (text.startsWith("<")) {
      assertRefused("\uFEFF" + text, "x is " + what + ", not plain text");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "377ABCAF271C, a 7z archive",
    "04224D18, an LZ4 file",
    "526172211A0700, a RAR archive",
    "1F9D90, a file of compress (.Z)",
    "D0CF11E0A1B11AE1, an old Office file (DOC)"
  })
  void binaryFormatIsNamedByTheFirstBytes(String start, String what) {
    assertRefused(HexFormat.of().parseHex(start), "x is " + what + ", not plain text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>Hi</b>",
        "<",
        "<tmxes are great>",
        "<docs>",
        "a <tmx version='1'>",
        "<?php echo 1; ?>",
        "<?xmlish",
        "%PDF",
        "PK",
        "<doc",
        " <html>"
      })
  void textMayContainMarkup(String text) throws IOException {
    assertThat(TextLinesTest.all(stream(text.getBytes(StandardCharsets.UTF_8))))
        .containsExactly(text);
  }

  @Test
  void onlyTheStartOfAFileIsExamined() throws IOException {
    assertThat(TextLinesTest.all(stream("a\n<tmx version='1.4'>\n%PDF-1.7\n")))
        .containsExactly("a", "<tmx version='1.4'>", "%PDF-1.7");
  }

  @Test
  void adviceSaysHowToConvert() {
    assertRefused(
        "<tmx version='1.4'>",
        "; it can be read where one file has both sides, as a TSV file has; else export its two"
            + " languages to two plain text files, where");
    assertRefused("<refset setid='x'>", "; write the text of its segments (<seg>) one a line");
    assertRefused("<html>", "; save it as plain text in UTF-8, one sentence a line");
  }

  @Test
  void compressedFileIsExaminedToo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("<tmx version='1.4'>".getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(bytes.toByteArray(), "x is a TMX file");
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(tar)) {
      byte[] block = new byte[512];
      System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 5);
      gzip.write(block);
    }
    assertRefused(
        tar.toByteArray(), "x is a tar archive, not plain text in UTF-8; unpack it first");
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt, x, a ZIP archive",
    "[Content_Types].xml, x, 'an Office file (DOCX, XLSX, PPTX)'",
    "word/document.xml, x, 'an Office file (DOCX, XLSX, PPTX)'",
    "mimetype, application/vnd.oasis.opendocument.text, an OpenDocument file"
  })
  void zipFormatIsNamedByTheEntries(String entry, String content, String what) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(bytes.toByteArray(), "x is " + what + ", not plain text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-32"})
  void byteOrderMarkOfAnotherEncodingIsDetected(String encoding) {
    String message =
        "x is %s text, not plain text in UTF-8; convert it: iconv -f %<s -t UTF-8 FILE";
    for (String order : List.of("LE", "BE")) {
      byte[] bytes = "\uFEFFh\u00E9".getBytes(Charset.forName(encoding + order));
      assertRefused(bytes, message.formatted(encoding));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void otherEncodingIsDetectedWithoutAMark(String encoding) {
    for (String text :
        List.of("ab\n", "Good morning!\r\nHow are you?\r\n", "Où est le café ?\n".repeat(500))) {
      assertRefused(
          text.getBytes(Charset.forName(encoding)),
          "x is %s text, not plain text in UTF-8; convert it: iconv -f %<s".formatted(encoding));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void otherScriptsInUtf16AreDetectedByTheirLineFeeds(String encoding) {
    for (String text :
        List.of("你好，世界。\n早上好！\n", "Доброе утро. Как дела? Спасибо, хорошо. А у вас? Да, да.\n")) {
      assertRefused(text.getBytes(Charset.forName(encoding)), "x is " + encoding + " text");
    }
  }

  @Test
  void nulInTextIsNamedWithItsPosition() {
    String message = ": byte 2 is a NUL (0x00), which is not text; convert UTF-16 by iconv";
    assertRefused("first line\nb\0c\n", "x, line 2" + message);
    assertRefused("a\n\0\0\0\n".repeat(9), "x, line 2: byte 1 is a NUL (0x00)");
    assertRefused("first line\n".repeat(1000) + "b\0c\n", "x, line 1001" + message);
  }

  @Test
  void incompleteCharacterAtTheEndOfTheExaminedBytesIsNoError() throws IOException {
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + "é€😀".repeat(1000);
      assertThat(TextLinesTest.all(stream(text.getBytes(StandardCharsets.UTF_8))))
          .containsExactly(text);
    }
  }

  private static void assertRefused(String text, String message) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8), message);
  }

  private static void assertRefused(byte[] bytes, String message) {
    String shown =
        Arrays.toString(Arrays.copyOf(bytes, Math.min(40, bytes.length)))
            .lines()
            .collect(Collectors.joining());
    assertThatThrownBy(() -> TextLinesTest.all(stream(bytes)))
        .as(shown)
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining(message);
  }

  private static ByteArrayInputStream stream(String text) {
    return stream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
