package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;

/** Content of untrusted files, shortened for error messages. Stateless. */
final class Abbreviated {
  private static final int VALUE = 100;
  private static final int MESSAGE = 300;

  private Abbreviated() {}

  static String text(String text) {
    return cut(text, VALUE);
  }

  static String text(JsonNode node) {
    return text(node.toString());
  }

  /** The first line of an exception's message. */
  static String firstLine(Exception e) {
    return cut(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), MESSAGE);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "...";
  }
}
