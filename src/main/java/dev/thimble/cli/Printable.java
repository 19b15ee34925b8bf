package dev.thimble.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Makes text safe to print on a terminal. Control characters, which may begin an escape sequence,
 * and characters that change the direction of text are escaped as in Java and JSON: {@code \}{@code
 * u001B}. A string in a JSON document thus keeps its meaning.
 */
final class Printable {
  private Printable() {}

  /** Escapes text for a single line: line feeds and tabs are escaped, too. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(isPrintable(c) ? String.valueOf(c) : escape(c));
    }
    return line.toString();
  }

  /** A writer that escapes all but tabs, line feeds, and carriage returns before line feeds. */
  static Writer writer(Writer out) {
    return new EscapingWriter(out);
  }

  private static boolean isPrintable(char c) {
    return !Character.isISOControl(c)
        && !(c >= '\u2028' && c <= '\u202E') // line and paragraph separator, direction changes
        && !(c >= '\u2066' && c <= '\u2069'); // direction isolates
  }

  private static String escape(char c) {
    return String.format(Locale.ROOT, "\\u%04X", (int) c);
  }

  private static final class EscapingWriter extends FilterWriter {
    private EscapingWriter(Writer out) {
      super(out);
    }

    @Override
    public void write(int c) throws IOException {
      write(new char[] {(char) c}, 0, 1);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      write(new String(text, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      int end = offset + length;
      int from = offset;
      for (int i = offset; i < end; i++) {
        char c = text.charAt(i);
        boolean endsLine =
            c == '\n' || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
        if (!isPrintable(c) && c != '\t' && !endsLine) {
          out.write(text, from, i - from);
          out.write(escape(c));
          from = i + 1;
        }
      }
      out.write(text, from, end - from);
    }
  }
}
