package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tokenizers of BLEU. Each is a function of the line alone and safe for many threads. */
public enum BleuTokenizer {
  /** WMT's mteval-v13a: Western punctuation apart, decimal points and commas kept. */
  V13A("13a"),
  /** mteval-v14's international one: every punctuation and symbol of Unicode apart. */
  INTL("intl"),
  /** Every character is a token. */
  CHAR("char"),
  /** Chinese characters apart, the rest as in 13a. */
  ZH("zh"),
  /** White space alone: for text that is tokenized already. */
  NONE("none");

  private final String code;

  BleuTokenizer(String code) {
    this.code = code;
  }

  /**
   * Finds a tokenizer by its name in sacreBLEU: {@code 13a}, {@code intl}, {@code char}, {@code zh}
   * or {@code none}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static BleuTokenizer of(String code) {
    for (BleuTokenizer tokenizer : values()) {
      if (tokenizer.code.equals(code.toLowerCase(Locale.ROOT))) {
        return tokenizer;
      }
    }
    String known =
        Arrays.stream(values()).map(BleuTokenizer::code).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "unknown BLEU tokenizer '" + code + "'; it must be one of " + known);
  }

  /** The name in sacreBLEU, also in signatures. */
  public String code() {
    return code;
  }

  /** Splits a line into tokens; a blank line has none. */
  public List<String> tokens(String line) {
    return switch (this) {
      case V13A -> Mteval13a.tokenize(line);
      case INTL -> MtevalIntl.tokenize(line);
      case CHAR -> characters(line);
      case ZH -> MtevalChinese.tokenize(line);
      case NONE -> PythonText.split(line);
    };
  }

  private static List<String> characters(String line) {
    return line.codePoints()
        .filter(character -> !PythonText.isSpace(character))
        .mapToObj(Character::toString)
        .toList();
  }
}
