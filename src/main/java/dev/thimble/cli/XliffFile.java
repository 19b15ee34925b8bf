package dev.thimble.cli;

import dev.thimble.corpus.BilingualText;
import dev.thimble.corpus.CorpusException;
import dev.thimble.integrity.AtomicFile;
import dev.thimble.report.Progress;
import dev.thimble.translation.Document;
import dev.thimble.translation.LongTextException;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An XLIFF file to translate. What is not translated is written as it was, byte for byte.
 *
 * @param name names the file in errors
 * @param xml its text, with its byte-order mark
 * @param encoding of the file
 */
record XliffFile(String name, String xml, Charset encoding) {
  private static final int EXAMINED = 4096; // bytes
  private static final int WINDOW = 1024; // sentences
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"']*)[\"']");

  /** Whether a file is XLIFF, by its first bytes. A pipe is not examined, and not one. */
  static boolean is(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return BilingualText.isXliff(ByteBuffer.wrap(in.readNBytes(EXAMINED)));
    }
  }

  /**
   * Reads a file in the encoding that its byte-order mark or its XML declaration names.
   *
   * @throws CorpusException if its bytes are not in that encoding
   */
  static XliffFile read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Charset encoding = encoding(bytes, file.toString());
    try {
      String xml = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new XliffFile(file.toString(), xml, encoding);
    } catch (CharacterCodingException e) {
      throw new CorpusException(
          file + " is not in " + encoding + ", the encoding that it names or that is usual");
    }
  }

  private static Charset encoding(byte[] bytes, String name) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    if (first == 0xFEFF || first == '<') {
      return StandardCharsets.UTF_16BE;
    }
    if (first == 0xFFFE || first == '<' << 8) {
      return StandardCharsets.UTF_16LE;
    }
    String head =
        new String(bytes, 0, Math.min(bytes.length, EXAMINED), StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED.matcher(head);
    if (!declared.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new CorpusException(
          name + ", line 1: the encoding " + declared.group(1) + " is not known");
    }
  }

  /**
   * Translates the units that need it.
   *
   * @throws CorpusException if the file is no XLIFF 1.2, or a sentence is too long
   */
  Translated translate(Translator translator, ProgressStream shown) {
    Document document = document();
    List<String> sentences = document.sentences();
    // blank sentences need no model: this checks alone that the model can place tags
    translator.translate(document.withSentences(Collections.nCopies(sentences.size(), "")));
    List<Translation> translations = new ArrayList<>();
    try (Progress progress = shown.start("translating", sentences.size())) {
      progress.update(0, "");
      for (int from = 0; from < sentences.size(); from += WINDOW) {
        int to = Math.min(sentences.size(), from + WINDOW);
        translations.addAll(translator.translateAll(sentences.subList(from, to)));
        progress.update(to, "");
      }
    } catch (LongTextException e) {
      throw new CorpusException(
          String.format(
              Locale.ROOT,
              "%s: a sentence of %d pieces, but --max-source-length is %d; raise it, or give"
                  + " --long-input SPLIT",
              name,
              e.length(),
              e.limit()));
    }
    long cut = translations.stream().filter(translation -> !translation.finished()).count();
    String text = document.withTranslations(translations).text();
    return new Translated(text, sentences.size(), cut);
  }

  private Document document() {
    try {
      return Document.ofXliff(xml);
    } catch (IllegalArgumentException e) {
      throw new CorpusException(name + ", " + e.getMessage());
    }
  }

  /**
   * A translated file.
   *
   * @param sentences number of sentences that were translated
   * @param cut number of translations that the length limit has cut
   */
  record Translated(String xml, int sentences, long cut) {}

  /** Writes a text in the encoding of this file; other characters become references. */
  void write(String translated, Path output) throws IOException {
    ByteBuffer bytes = encoding.encode(encodable(translated, encoding.newEncoder()));
    AtomicFile.write(output, out -> out.write(bytes.array(), bytes.arrayOffset(), bytes.limit()));
  }

  private static CharBuffer encodable(String text, CharsetEncoder encoder) {
    if (encoder.canEncode(text)) {
      return CharBuffer.wrap(text);
    }
    StringBuilder encodable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              String character = Character.toString(c);
              encodable.append(encoder.canEncode(character) ? character : "&#" + c + ";");
            });
    return CharBuffer.wrap(encodable);
  }
}
