package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** The masking of a model in its folder: an object of the manifest, and the file of the lexicon. */
final class MaskingFormat {
  /** The manifest's object. */
  static final String NAME = "masking";

  static final String LEXICON = "lexicon.txt";
  private static final int MAX_LEXICON = 16 << 20; // bytes; a word takes about 10

  private MaskingFormat() {}

  /** Writes the lexicon's file into a folder. */
  static void writeLexicon(Path folder, Masking masking) throws IOException {
    Files.write(folder.resolve(LEXICON), masking.lexicon().lines());
  }

  /**
   * Reads the masking.
   *
   * @param config what the manifest says
   * @param files the list that verifies the lexicon's file
   * @throws CheckpointException if the lexicon is damaged
   */
  static Masking read(Path folder, MaskingConfig config, FileList files) throws IOException {
    Path file = folder.resolve(LEXICON);
    byte[] bytes = RegularFile.read(file, MAX_LEXICON);
    files.verify(LEXICON);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Masking(config, Lexicon.parse(text.lines().toList(), file.toString()));
    } catch (CharacterCodingException e) {
      throw new CheckpointException(file + " is damaged: it is not UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(e.getMessage(), e);
    }
  }

  /**
   * Checks that a vocabulary has every symbol of the masking.
   *
   * @throws CheckpointException naming the first symbol that it lacks
   */
  static void checkSymbols(Path file, MaskingConfig config, Vocabulary vocabulary) {
    String missing = config.missingFrom(vocabulary.userDefinedSymbols());
    if (missing != null) {
      throw new CheckpointException(
          "%s lacks the user-defined symbol %s, which the manifest's '%s' needs"
              .formatted(file, missing, NAME));
    }
  }

  /** The manifest's object, with the kinds in the order of their declaration. */
  static ObjectNode toJson(ObjectMapper json, MaskingConfig config) {
    ObjectNode node = json.valueToTree(config);
    node.set("kinds", json.valueToTree(new TreeSet<>(config.kinds())));
    return node;
  }
}
