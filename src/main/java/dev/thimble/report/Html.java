package dev.thimble.report;

/** HTML text. Whatever comes from a corpus or a command line is escaped here, and nowhere else. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** Adds markup of our own as it stands. */
  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Adds text from outside, as content or in a quoted attribute. */
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

  /** Adds an element without attributes that holds text. */
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
