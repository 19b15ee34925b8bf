package dev.thimble.sentencepiece;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Models and texts of the resources. */
final class SentencePieceResources {
  private SentencePieceResources() {}

  static byte[] model(String name) {
    return bytes(name.equals("unigram") ? name + ".model.gz" : name + ".model");
  }

  static List<String> lines(String file) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    return Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
  }

  private static byte[] bytes(String file) {
    try (InputStream in =
        SentencePieceResources.class.getResourceAsStream("/sentencepiece/" + file)) {
      return file.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }
}
