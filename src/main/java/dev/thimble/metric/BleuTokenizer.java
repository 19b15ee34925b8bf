package dev.thimble.metric;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a line is cut into tokens before BLEU counts them. */
public enum BleuTokenizer {
  /** As the script mteval-v13a does: ASCII punctuation apart, but not inside numbers. */
  V13A("13a") {
    @Override
    String mark(String line) {
      String plain = line.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
      if (plain.indexOf('&') >= 0) {
        plain =
            plain
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
      }
      String marked = SYMBOLS.matcher(" " + plain + " ").replaceAll(" $1 ");
      marked = POINT_AFTER_OTHER.matcher(marked).replaceAll("$1 $2 ");
      marked = POINT_BEFORE_OTHER.matcher(marked).replaceAll(" $1 $2");
      return DASH_AFTER_DIGIT.matcher(marked).replaceAll("$1 $2 ");
    }
  },
  /**
   * As mteval-v14 does in its international mode: all Unicode punctuation and symbols apart, but
   * not inside numbers.
   */
  INTL("intl") {
    @Override
    String mark(String line) {
      String marked = MARK_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
      marked = MARK_BEFORE_OTHER.matcher(marked).replaceAll(" $1 $2");
      return SYMBOL.matcher(marked).replaceAll(" $1 ");
    }
  },
  /** Every character by itself. */
  CHAR("char") {
    @Override
    String mark(String line) {
      StringBuilder out = new StringBuilder(2 * line.length());
      line.codePoints().forEach(c -> out.appendCodePoint(c).append(' '));
      return out.toString();
    }
  },
  /** White space alone. */
  NONE("none") {
    @Override
    String mark(String line) {
      return line;
    }
  };

  private static final Pattern SYMBOLS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");
  private static final Pattern MARK_AFTER_OTHER = Pattern.compile("(\\P{N})(\\p{P})");
  private static final Pattern MARK_BEFORE_OTHER = Pattern.compile("(\\p{P})(\\P{N})");
  private static final Pattern SYMBOL = Pattern.compile("(\\p{S})");

  private final String code;

  BleuTokenizer(String code) {
    this.code = code;
  }

  /** The name in signatures and on the command line. */
  public String code() {
    return code;
  }

  /** The tokenizer of a name such as {@code 13a}. */
  public static BleuTokenizer of(String code) {
    for (BleuTokenizer tokenizer : values()) {
      if (tokenizer.code.equals(code.toLowerCase(Locale.ROOT))) {
        return tokenizer;
      }
    }
    throw new IllegalArgumentException(
        "tokenizer '" + code + "' is unknown; 13a, intl, char and none are supported");
  }

  /** The line with spaces where tokens part. */
  abstract String mark(String line);

  List<String> tokens(String line) {
    return PythonText.split(mark(line));
  }
}
