package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The tokenizers of BLEU. Stateless. */
public enum BleuTokenizer {
  /** WMT's mteval-v13a: separates Western punctuation, except points and commas in numbers. */
  V13A("13a"),
  /** The international tokenizer of mteval-v14: separates all Unicode punctuation and symbols. */
  INTL("intl"),
  /** Every character is a token. */
  CHAR("char"),
  /** Every Chinese character is a token; the rest is tokenized by 13a. */
  ZH("zh"),
  /** Splits at white space only, for text that is already tokenized. */
  NONE("none");

  private final String code;

  BleuTokenizer(String code) {
    this.code = code;
  }

  /**
   * Finds a tokenizer by its name in sacreBLEU: {@code 13a}, {@code intl}, {@code char}, {@code zh}
   * or {@code none}, in any case.
   *
   * @param code the name
   * @return the tokenizer
   * @throws IllegalArgumentException if there is no such tokenizer
   */
  public static BleuTokenizer of(String code) {
    Objects.requireNonNull(code, "code");
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

  /** {@return the name in sacreBLEU and in its signatures} */
  public String code() {
    return code;
  }

  /**
   * Splits a line into tokens; a blank line has none.
   *
   * @param line a text without line breaks
   * @return the tokens in their order; none if the line is blank
   */
  public List<String> tokens(String line) {
    Objects.requireNonNull(line, "line");
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
