package dev.thimble.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.translation.Translation;
import java.util.Locale;

/** The content of an output line of {@code thimble translate}. */
enum TranslationFormat {
  /** The text. */
  TEXT {
    @Override
    String line(long number, Translation translation) {
      return oneLine(translation.text());
    }
  },
  /** Number of the input line, score, confidence, placement and text, separated by tabs. */
  TSV {
    @Override
    String line(long number, Translation translation) {
      return String.format(
          Locale.ROOT,
          "%d\t%.4f\t%s\t%s\t%s",
          number,
          translation.score(),
          confidence(translation),
          translation.placement(),
          oneLine(translation.text()).replace('\t', ' '));
    }
  },
  /** An object of these, and of each sentence if there are several. */
  JSON {
    @Override
    String line(long number, Translation translation) {
      ObjectNode object = Json.MAPPER.createObjectNode();
      object.put("line", number);
      put(object, translation);
      for (Translation sentence : translation.sentences()) {
        put(object.withArray("sentences").addObject(), sentence);
      }
      try {
        return Json.MAPPER.writeValueAsString(object);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  };

  /* A class of its own, so that the other formats start without Jackson. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  /**
   * The output line of a translation, without the end of the line.
   *
   * @param number of the input line, from 1
   */
  abstract String line(long number, Translation translation);

  /** Replaces line ends, which a model can generate if its vocabulary has them, by spaces. */
  static String oneLine(String text) {
    return text.replaceAll("[\n\r]", " ");
  }

  private static String confidence(Translation translation) {
    return translation.confidence().isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%.4f", translation.confidence().getAsDouble());
  }

  private static void put(ObjectNode object, Translation translation) {
    object.put("text", translation.text());
    object.put("score", translation.score());
    translation.confidence().ifPresent(confidence -> object.put("confidence", confidence));
    object.put("placement", translation.placement().name());
    object.put("finished", translation.finished());
  }
}
