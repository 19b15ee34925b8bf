package dev.thimble.report;

/** Builds HTML. This class alone escapes text from corpora and the command line. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** Adds trusted markup unchanged. */
  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Adds text, escaped, as content or in a quoted attribute. */
  Html text(String content) {
    content
        .codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.appendCodePoint(isText(character) ? character : 0xFFFD);
              }
            });
    return this;
  }

  /** Adds an element without attributes, with text as its content. */
  Html element(String name, String content) {
    return raw("<" + name + ">").text(content).raw("</" + name + ">");
  }

  // Control characters are not allowed in HTML.
  private static boolean isText(int character) {
    return (character >= ' ' && (character < 0x7F || character > 0x9F))
        || character == '\t'
        || character == '\n';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
