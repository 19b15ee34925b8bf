package dev.thimble.report;

import dev.thimble.integrity.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A self-contained HTML page with the style and script of all reports. A policy in the page lets no
 * other script run. Stateless.
 */
final class Page {
  private Page() {}

  /** A page with the given content. */
  static String of(String title, Html content) {
    String script = resource("page.js");
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    html.raw("style-src 'unsafe-inline'; script-src 'sha256-" + digest(script) + "'\">\n");
    html.element("title", title).raw("\n");
    html.raw("<style>\n").raw(resource("page.css")).raw("</style>\n</head>\n<body>\n<main>\n");
    html.raw(content.toString());
    html.raw("</main>\n<script>").raw(script).raw("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String script) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Sha256.digest().digest(bytes));
  }
}
